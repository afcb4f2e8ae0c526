"""The story's ledger of parties: who is named in it, where it plays, and who has been met so far."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.records.actor import ActorKind
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span
from onrecord.records.where import Toponym
from onrecord.resolve.clauses import sentence_of
from onrecord.resolve.knowledge import OrganisationLine, parties, parties_in
from onrecord.resolve.lookup import words_of
from onrecord.resolve.mentions import Reading
from onrecord.resolve.people import Naming, Person, find_namings, gather
from onrecord.resolve.setting import Setting, find_setting

# After a name these lead on to more of the same mention; any other word shows that the name owns what follows.
_GOES_ON = re.compile(r"\s*(?:[,(\-–]|\b(?:of|in|who|at|from|and|to|on|or|as)\b)")


LONGEST = 500  # words beyond which a run of text is a list or a table, not a sentence whose tree means anything


@dataclass(frozen=True)
class Party:
    """Someone who speaks or acts in the story, as far as the story tells.

    `mention` is where the name was taken from; `heads` are the nouns, `roles` the role lines it has been called by.
    `human` says that it is one person, `plural` that it is several. `rule` names how it was found.
    """

    name: str | None
    mention: Span | None
    kind: ActorKind | None = None
    country: str | None = None
    side: str | None = None
    code: str = ""
    heads: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    human: bool = False
    plural: bool = False
    refs: tuple[str, ...] = ()
    rule: str = "as-named"


@dataclass
class Ledger:
    """The people and the setting of a story, and the parties met so far, in order.

    `contents` are the stretches that somebody is said to have said; `organisations` the organisations named, by each
    word of their names, so that "the Observatory" finds its own; `told` whom the sources met so far turned out to mean.
    """

    parsed: Parsed
    setting: Setting
    people: tuple[Person, ...]
    namings: tuple[Naming, ...]
    contents: tuple[Span, ...] = ()
    organisations: dict[str, OrganisationLine] = field(default_factory=dict)
    surnames: dict[str, Person] = field(default_factory=dict)
    met: list[Party] = field(default_factory=list)
    told: list[tuple[Span, Party]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The story's text."""
        return self.parsed.story.text

    def sentence_at(self, span: Span) -> Sent | None:
        """The sentence in which a span starts; null where it is no real sentence."""
        sent = sentence_of(self.parsed.sents, span.start)
        return sent if sent and len(sent.tokens) <= LONGEST else None

    def sentence_before(self, sent: Sent) -> Sent | None:
        """The sentence before another in the body of the story."""
        before = self.parsed.sents[sent.index - 1] if sent.index > 0 else None
        return before if before and sent.paragraph - before.paragraph <= 1 and before.paragraph > 0 else None

    def person_in(self, span: Span) -> tuple[Person, bool] | None:
        """The person named inside a span, and whether only as the owner of what is meant ("Corvo's office")."""
        words = words_of(self.text, span.start, span.end)
        for n, word in enumerate(words):
            person = self.person_called(word.lower) if word.text[0].isupper() else None
            if person is None:
                continue
            owner = n + 1 < len(words) and not _GOES_ON.match(self.text, word.end, span.end)
            return person, owner
        return None

    def person_called(self, surname: str) -> Person | None:
        """The person with a surname, lower case."""
        return self.surnames.get(surname)

    def holder(self, reading: Reading, at: int) -> Person | None:
        """Who holds the post that a mention names: the last such person before a position, else the first after."""
        wanted = {r.key for r in (reading.role, reading.light) if r is not None and r.reveals and r.sort != "thing"}
        named = [p for p in self.people if wanted & p.roles and _agrees(p, reading)]
        earlier = [p for p in named if p.first < at]
        return earlier[-1] if earlier else next(iter(named), None)

    def last(self, *, human: bool | None = None) -> Party | None:
        """The party met last; where asked, only a person, or only something else."""
        return next((p for p in reversed(self.met) if human is None or p.human == human), None)


def _agrees(person: Person, reading: Reading) -> bool:
    countries = {r.country for r in person.readings if r.country}
    return not reading.country or not countries or reading.country in countries


def open_ledger(parsed: Parsed, toponyms: tuple[Toponym, ...], contents: tuple[Span, ...] = ()) -> Ledger:
    """A ledger with the story's people and setting, nobody met yet."""
    setting, namings, organisations = _survey(_Story(parsed, toponyms))
    people = gather(namings)
    return Ledger(parsed, setting, people, namings, contents, organisations, {p.surname: p for p in people})


class _Story:
    """A parsed story with its place names, the same only as itself: sources and actors survey one story in turn."""

    __slots__ = ("parsed", "toponyms")

    def __init__(self, parsed: Parsed, toponyms: tuple[Toponym, ...]) -> None:
        self.parsed, self.toponyms = parsed, toponyms

    def __hash__(self) -> int:
        return id(self.parsed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Story) and other.parsed is self.parsed and other.toponyms is self.toponyms


@lru_cache(maxsize=2)
def _survey(story: _Story) -> tuple[Setting, tuple[Naming, ...], dict[str, OrganisationLine]]:
    """What one reading of the whole story finds: its setting, its namings of people, its organisations."""
    parsed, toponyms = story.parsed, story.toponyms
    placed = frozenset(c for t in toponyms if t.kind != "metonymy" for c in range(t.span.start, t.span.end))
    return find_setting(parsed, toponyms), find_namings(parsed.sents, placed), _organisations(parsed)


def _organisations(parsed: Parsed) -> dict[str, OrganisationLine]:
    """Organisations with names of several words that the story names, by each capitalised word of the name."""
    found: dict[str, OrganisationLine] = {}
    for sent in parsed.sents:
        words, hits = parties_in(sent.text, sent.start, sent.end)
        for hit in hits:
            if isinstance(hit.value, OrganisationLine) and hit.last - hit.first >= 2:
                for word in words[hit.first : hit.last + 1]:
                    if word.text[0].isupper() and word.lower not in parties().plain:
                        found.setdefault(word.lower, hit.value)
    return {w: line for w, line in found.items() if w not in parties().named or w == line.key}
