"""What linking knows about event types, manners, agencies and common words: the lexicon files, read once."""

import re
from functools import cache
from typing import Literal

from onrecord import lexicons

Reach = Literal["strict", "loose", "weak", "none"]


class TypeLine(lexicons.Line):
    """How happenings of one event type are told apart; `types.toml` says what each field means."""

    family: str
    near: tuple[str, ...] = ()
    place: Reach
    days: int
    parties: int
    prior: float | None = None
    follows: str | None = None
    label: str


class StemLine(lexicons.Line):
    """A group of word beginnings, for some event types or for all."""

    types: tuple[str, ...] = ()
    stems: tuple[str, ...]


class AgencyLine(lexicons.Line):
    """An agency whose narration follows a side, and the ground for saying so."""

    side: str
    ground: str


@cache
def types() -> dict[str, TypeLine]:
    """The line of each event type."""
    return {line.key: line for line in lexicons.read("link", "types", TypeLine)}


@cache
def manners() -> tuple[StemLine, ...]:
    """The manners, in order."""
    return lexicons.read("link", "manners", StemLine)


@cache
def agencies() -> dict[str, AgencyLine]:
    """The agencies that follow a side, by name in lower case."""
    return {line.key.lower(): line for line in lexicons.read("link", "agencies", AgencyLine)}


@cache
def common_words() -> frozenset[str]:
    """Words that tell no happening from another, stemmed."""
    return frozenset(stem(word) for line in lexicons.read("link", "words", StemLine) for word in line.stems)


def manner_of(event_type: str, trigger: str) -> str | None:
    """The manner that a trigger of this type names, or None."""
    words = trigger.lower()
    for line in manners():
        if event_type in line.types and any(re.search(rf"\b{re.escape(s)}", words) for s in line.stems):
            return line.key
    return None


@cache
def words_of(name: str, key: str) -> tuple[str, ...]:
    """The words of one line of a lexicon file of word lists."""
    return next(line.stems for line in lexicons.read("link", name, StemLine) if line.key == key)


@cache
def agency_side(name: str) -> AgencyLine | None:
    """The line of an agency that follows a side, or None."""
    return agencies().get(name.lower())


_ENDINGS = ("'s", "ings", "ing", "ied", "ies", "ed", "es", "s")


@cache
def stem(word: str) -> str:
    """A word in lower case without its commonest English endings; four letters are always left."""
    word = word.lower().replace("’", "'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
