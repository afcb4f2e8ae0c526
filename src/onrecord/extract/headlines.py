"""Finds the headline forms in which a dash or a colon stands for the cue: "X - ministry", "Mayor: X"."""

from onrecord.extract.drafts import Draft
from onrecord.extract.mentions import NounLine, nouns
from onrecord.extract.phrases import Range
from onrecord.records.sentence import Sent, Token

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TAIL = frozenset({"«", "»", "|", "("})  # behind these a site puts its own name, or the time
_NO_SPEAKER = frozenset({
    "war", "live", "update", "updates", "video", "photo", "photos", "picture", "pictures", "analysis", "opinion",
    "explained", "explainer", "news", "day", "latest", "recap", "timeline", "factbox", "interview", "map", "maps",
})  # fmt: skip


def find_headline_forms(sent: Sent) -> list[Draft]:
    """The draft of a headline that ends in " - SOURCE" or begins with "SOURCE: ", if it has that form."""
    last = _last(sent)
    for token in reversed(sent.tokens[: last + 1]):
        if token.text in _DASHES and _spaced(sent, token.i) and token.i >= 3:
            return _dash(sent, (token.i + 1, last), token.i - 1)
    for token in sent.tokens[:9]:
        if token.text == ":" and 0 < token.i < last - 1:
            return _colon(sent, (0, token.i - 1), (token.i + 1, last))
    return []


def _last(sent: Sent) -> int:
    """The last token of the headline proper."""
    stop = next((t.i for t in sent.tokens if t.text in _TAIL and t.i > 3), len(sent.tokens))
    while stop > 1 and (sent.tokens[stop - 1].pos == "PUNCT" or sent.tokens[stop - 1].lower in _NO_SPEAKER):
        stop -= 1
    return stop - 1


def _spaced(sent: Sent, i: int) -> bool:
    start, end = sent.tokens[i].start, sent.tokens[i].end
    return sent.text[start - 1 : start].isspace() and sent.text[end : end + 1].isspace()


def _dash(sent: Sent, source: Range, before: int) -> list[Draft]:
    words = sent.tokens[source[0] : source[1] + 1]
    if not 1 <= len(words) <= 7 or any(t.tag in _FINITE or t.pos == "NUM" or t.lower in _NO_SPEAKER for t in words):
        return []
    line = _speaker(words)
    if line is None and words[0].text[:1].isupper() and words[0].pos in ("PROPN", "NOUN", "ADJ"):
        line = nouns("speaker")["person"]
    return _draft(sent, source, (0, before), line, "headline-dash")


def _colon(sent: Sent, source: Range, content: Range) -> list[Draft]:
    """A colon parts a speaker from what is said only where the phrase before it is a person, office or document."""
    words = sent.tokens[source[0] : source[1] + 1]
    if len(words) > 8 or any(t.tag in _FINITE for t in words):
        return []
    heads = [t for t in words if t.head < source[0] or t.head > source[1] or t.head == t.i]
    line = _speaker(heads[:1]) or (_speaker(words) if all(t.pos in ("PROPN", "NOUN", "ADJ") for t in words) else None)
    aside = next((n for n, t in enumerate(words) if n and t.lower in ("at", "to", "in")), len(words))
    named = {t.ent for t in words[:aside]}
    if line is None and aside <= 4 and (named == {"PERSON"} or (aside < len(words) and named == {"GPE"})):
        line = nouns("speaker")["person"]
    return _draft(sent, source, content, line, "headline-colon")


def _speaker(words: tuple[Token, ...] | list[Token]) -> NounLine | None:
    speakers = nouns("speaker")
    return next((speakers[t.lemma.lower()] for t in reversed(words) if t.lemma.lower() in speakers), None)


def _draft(sent: Sent, source: Range, content: Range, line: NounLine | None, rule: str) -> list[Draft]:
    if line is None:
        return []
    draft = Draft(sent, None, source, line, "neutral", rule, tag=source)
    draft.add(*content)
    return [draft]
