"""The lexicons by which a mention is understood: nations, organisations, roles and sides, as one table."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from onrecord import lexicons
from onrecord.records.actor import ActorKind
from onrecord.resolve.lookup import Hit, PhraseTable, Word, words_of

NationForm = Literal["name", "adjective", "people", "capital", "seat"]
RoleSort = Literal["office", "body", "group", "light", "rank", "thing", "enemy"]
SideSort = Literal["before", "after", "phrase", "own", "none", "not-before"]
ChannelSort = Literal["platform", "form", "call", "picture"]


class NationLine(lexicons.Line):
    """A country: `key` is its ISO 3166 alpha-2 code."""

    alpha3: str
    name: str
    also: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class OrganisationLine(lexicons.Line):
    """A body with a name of its own."""

    names: tuple[str, ...]
    kind: ActorKind
    code: str
    country: str | None = None
    side: str | None = None


class RoleLine(lexicons.Line):
    """A noun that says what a party is; the file's head explains `sort`."""

    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    sort: RoleSort
    kind: ActorKind
    code: str
    reveals: bool = True
    stateless: bool = False
    neutral: bool = False


class SideLine(lexicons.Line):
    """Words beside a country that tell for whom a party fights."""

    words: tuple[str, ...]
    sort: SideSort


class ChannelLine(lexicons.Line):
    """Where something was said: `name` is the form that the record keeps."""

    name: str
    words: tuple[str, ...]
    sort: ChannelSort


class WordsLine(lexicons.Line):
    """A set of small words; `use` says what they do."""

    use: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nation:
    """A country as one word of the lexicon names it."""

    line: NationLine
    form: NationForm


Known = Nation | OrganisationLine | RoleLine


@cache
def nations() -> dict[str, NationLine]:
    """The countries by alpha-2 code."""
    return {line.key: line for line in lexicons.read("resolve", "nations", NationLine)}


@cache
def parties() -> PhraseTable[Known]:
    """Every phrase of the nation, organisation and role lexicons."""
    table: PhraseTable[Known] = PhraseTable()
    for organisation in lexicons.read("resolve", "organisations", OrganisationLine):
        for phrase in organisation.names:
            table.add(phrase, organisation, named=True)
    for line in nations().values():
        for phrase, form in _forms(line):
            table.add(phrase, Nation(line, form), named=True)
    for role in lexicons.read("resolve", "roles", RoleLine):
        for phrase in role.names:
            table.add(phrase, role, named=True)
        for phrase in role.words:
            table.add(phrase, role, named=False)
    return table


def _forms(line: NationLine) -> list[tuple[str, NationForm]]:
    groups: list[tuple[tuple[str, ...], NationForm]] = [
        ((line.name, *line.also), "name"),
        (line.adjectives, "adjective"),
        (line.people, "people"),
        (line.capitals, "capital"),
        (line.seats, "seat"),
    ]
    return [(phrase, form) for group, form in groups for phrase in group]


@cache
def sides() -> dict[SideSort, dict[str, SideLine]]:
    """The words that tell a side, by where they stand."""
    found: dict[SideSort, dict[str, SideLine]] = {}
    for line in lexicons.read("resolve", "sides", SideLine):
        for word in line.words:
            found.setdefault(line.sort, {})[word] = line
    return found


@cache
def channels() -> PhraseTable[ChannelLine]:
    """Every phrase of the channel lexicon."""
    table: PhraseTable[ChannelLine] = PhraseTable()
    for line in lexicons.read("resolve", "channels", ChannelLine):
        for phrase in line.words:
            table.add(phrase, line, named=False)
    return table


@lru_cache(maxsize=1024)
def parties_in(text: str, start: int, end: int) -> tuple[tuple[Word, ...], tuple[Hit[Known], ...]]:
    """The words of a stretch of text and the known phrases among them."""
    words = words_of(text, start, end)
    return words, tuple(parties().find(words))


@cache
def small_words(key: str) -> frozenset[str]:
    """The words of one line of mention_words.toml. Raises KeyError where there is no such line."""
    lines = {line.key: line for line in lexicons.read("resolve", "mention_words", WordsLine)}
    return frozenset(lines[key].words)


def alpha3(country: str | None) -> str:
    """The alpha-3 code of a country; "" where there is none."""
    line = nations().get(country or "")
    return line.alpha3 if line else ""
