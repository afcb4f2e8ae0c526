"""The cue lexicon: which verbs present a content, how, and how they place their source towards it."""

from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.extract.phrases import Range
from onrecord.records.event import CueClass
from onrecord.records.sentence import Sent

Frame = Literal[
    "clause", "quote", "object", "of", "to", "gerund", "person", "as", "label", "figure", "hearer", "raise", "passive",
    "quoted",
]  # fmt: skip
Only = Literal["claims", "media", "reporters", "voices"]


class Cue(lexicons.Line):
    """A verb, or a verb with its particle, that presents a content; see the head of cues.toml."""

    words: tuple[str, ...] = ()
    cue_class: CueClass = "neutral"
    takes: tuple[Frame, ...]
    preps: tuple[str, ...] = ()
    only: Only | None = None
    negated: bool = False

    def has(self, *frames: Frame) -> bool:
        """Whether the content can hang on the verb in one of these ways."""
        return any(frame in self.takes for frame in frames)


@cache
def verbs(lexicon: str) -> dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    """The lines of a verb lexicon by the lemma of their first word, those of several words first."""
    index: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in lexicons.read("extract", lexicon, Cue):
        for words in cue.words or (cue.key,):
            first, *rest = words.split()
            index.setdefault(first, []).append((tuple(rest), cue))
    return {lemma: tuple(sorted(lines, key=lambda line: -len(line[0]))) for lemma, lines in index.items()}


def cues_of(sent: Sent, verb: int, lexicon: str) -> list[tuple[Cue, Range]]:
    """The cue lines that token `verb` can be read as, the most specific first, each with the range of its cue.

    The words after the first may stand a little apart, but only with the verb's own objects between them.
    """
    found = []
    for rest, cue in verbs(lexicon).get(_lemma(sent, verb), ()):
        last = _follow(sent, verb, rest)
        if last is not None:
            found.append((cue, (verb, last)))
    return found


def _lemma(sent: Sent, verb: int) -> str:
    return sent.tokens[verb].lemma.lower()


def _follow(sent: Sent, verb: int, rest: tuple[str, ...]) -> int | None:
    at = verb
    for word in rest:
        nearby = sent.tokens[at + 1 : at + 3]
        match = next((t for t in nearby if word in (t.lower, t.lemma.lower())), None)
        if match is None:
            return None
        at = match.i
    return at
