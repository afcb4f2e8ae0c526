"""Whom an export does not name: victims, minors and private witnesses (and how side words are quoted).

Ids, offsets and rules stay, so that whoever may read the story finds the words; only the words themselves are masked.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.records.actor import Actor
from onrecord.records.coded import CodedStory
from onrecord.records.event import Attribution, Event

_HARM = frozenset({"shelling", "air_strike", "bombing", "attack", "clash", "abduction", "arrest", "riot"})
_HARMED = frozenset({"media", "ngo", "analyst", "company", "unknown"})
_PRIVATE_SOURCES = frozenset({"civilian", "unknown"})
_CAPITAL = r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\d+|,")
_NAME = re.compile(_CAPITAL + r"\Z")
# "Olena Petrenko, 63, a teacher": only people are given with their age so
_AGED = re.compile(rf"\b((?:{_CAPITAL}\s+){{0,3}}{_CAPITAL}),\s(?:aged\s)?(?:\d|[1-9]\d|1[01]\d)(?=[,.;)])")


class PeopleWords(lexicons.Line):
    """Words by which names of private people are told from descriptions."""

    kind: Literal["generic", "small", "place"]
    words: tuple[str, ...]


class SideWords(lexicons.Line):
    """Words that take sides."""

    words: tuple[str, ...]


@cache
def _words(kind: str) -> frozenset[str]:
    lines = lexicons.read("publish", "private_people", PeopleWords)
    return frozenset(word for line in lines if line.kind == kind for word in line.words)


@cache
def _side_words() -> re.Pattern[str]:
    words = [word for line in lexicons.read("publish", "side_words", SideWords) for word in line.words]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def side_words_quoted(name: str | None) -> str | None:
    """A party's name, in quotation marks where it holds a word that takes sides."""
    return f"“{name}”" if name and _side_words().search(name) else name


def names_in(told: str | None) -> Iterator[str]:
    """The people's names in how a party is called: "neighbour Ivo Kell" holds one, "residents of Arvena" none.

    A run of capitalised words is a name where it ends what is told or a comma follows, no word for a place goes before,
    and it is not one word that only describes.
    """
    words = [m.group() for m in _WORD.finditer(told or "")]
    run: list[str] = []
    before = ""
    for i, word in enumerate([*words, ","]):
        if _NAME.match(word) or (run and word.lower() in _words("small") and i + 1 < len(words)):
            run.append(word)
            continue
        if word == "," and run and before not in _words("place") and not _only_describes(run):
            yield " ".join(run)
        run, before = [], word.lower()


def _only_describes(run: list[str]) -> bool:
    word = run[0].lower()
    return len(run) == 1 and (word in _words("generic") or word.removesuffix("s") in _words("generic"))


def private_names(coded: CodedStory) -> tuple[str, ...]:
    """The names of the private people that a story tells of, each once, in the order they are told."""
    said = {attribution.id: attribution for attribution in coded.attributions}
    names = [name for event in coded.events for name in _of_event(event)]
    names += [name for attribution in said.values() for name in _of_source(attribution)]
    return tuple(dict.fromkeys([*names, *aged_names(coded.story.text)]))


def _of_event(event: Event) -> Iterator[str]:
    for actor in (event.actor, event.target):
        if actor and actor.kind == "civilian":
            yield from _called(actor)
    if event.type in _HARM and event.target and event.target.kind in _HARMED:
        yield from (name for name in _called(event.target) if " " in name)


def _of_source(said: Attribution) -> Iterator[str]:
    if (said.source_kind or "unknown") in _PRIVATE_SOURCES:
        spans = [span for span in (said.source_mention, said.source) if span]
        for told in (said.source_name, *(span.text for span in spans)):
            yield from names_in(told)


def _called(actor: Actor) -> Iterator[str]:
    yield from names_in(actor.name)
    yield from names_in(actor.span.text if actor.span else None)


def aged_names(text: str) -> Iterator[str]:
    """The names that a text gives with an age."""
    return (match.group(1) for match in _AGED.finditer(text))


class Mask:
    """Replaces the names of private people in text: of one person always by the same words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._signs: dict[str, str] = {}
        for name in names:
            known = next((self._signs[w] for w in name.split() if w in self._signs and len(w) > 2), None)
            people = len(set(self._signs.values()))
            sign = known or ("[name withheld]" if not people else f"[name withheld {people + 1}]")
            for word in (name, *name.split()):
                if len(word) > 2:
                    self._signs.setdefault(word, sign)
        longest = sorted(self._signs, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None

    def finds(self, text: str) -> bool:
        """Whether the text holds one of those names."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def text(self, text: str) -> str:
        """The text without those names; where one of two names follows the other, once."""
        if self._pattern is None:
            return text
        masked = self._pattern.sub(lambda m: self._signs[m.group()], text)
        return re.sub(r"(\[name withheld(?: \d+)?\])(?:\s\1)+", r"\1", masked)
