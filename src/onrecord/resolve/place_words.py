"""Reads the lexicons of places: classes of words, abbreviations, and the countries of adjectives and capitals."""

from functools import cache
from importlib.resources import files

from pydantic import ConfigDict

from onrecord import lexicons


class WordsLine(lexicons.Line):
    """A class of words; `key` names the class."""

    words: tuple[str, ...]


class NationLine(lexicons.Line):
    """What this stage needs of `nations.toml`: the adjectives of a country and its capitals."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@cache
def words(key: str) -> frozenset[str]:
    """The words of class `key` in `place_words.toml`, in lower case."""
    return next(frozenset(line.words) for line in lexicons.read("resolve", "place_words", WordsLine) if line.key == key)


@cache
def nations() -> tuple[NationLine, ...]:
    """The countries of `nations.toml`."""
    return lexicons.read("resolve", "nations", NationLine)


@cache
def demonyms() -> dict[str, str]:
    """Country code by adjective or name of a people, in lower case ("syrian" → SY)."""
    return {word.lower(): line.key for line in nations() for word in (*line.adjectives, *line.people)}


@cache
def capitals() -> dict[str, str]:
    """Country code by the name of its capital, in lower case."""
    return {name.lower(): line.key for line in nations() for name in line.capitals}


@cache
def abbreviations() -> dict[str, str]:
    """What each abbreviation stands for, exactly as written: a division code (US.TX) or a country code (US)."""
    table = files("onrecord").joinpath("resolve", "lexicon", "place_abbreviations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
