"""The sentences of a situation report, from claims: who, a neutral verb, a neutral noun, and the sources cited."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import lexicons
from onrecord.publish.paths import key_of
from onrecord.publish.wording import country, day
from onrecord.records.actor import Actor
from onrecord.records.incident import Claim

_MOST_NAMES = 4


class Noun(lexicons.Line):
    """What a happening of a type is called, with the prepositions of its place, of who acts and of who is acted on."""

    noun: str
    at: str = "in"
    by: str = "by"
    to: str = ""


class Verb(lexicons.Line):
    """How it is said that somebody said something."""

    says: str


@dataclass(frozen=True)
class Run:
    """A stretch of a sentence with the numbers of the sources it rests on."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of the report: what it is about, with the page of that, and what is said, source by source."""

    label: str
    href: str
    runs: tuple[Run, ...]


@cache
def nouns() -> dict[str, Noun]:
    """The nouns by event type."""
    return {line.key: line for line in lexicons.read("publish", "report_nouns", Noun)}


@cache
def verbs() -> dict[str, Verb]:
    """The verbs by what is said."""
    return {line.key: line for line in lexicons.read("publish", "report_verbs", Verb)}


def manner(claim: Claim) -> str:
    """The key of the verb that fits a claim: by voice, stance and status."""
    if claim.voice == "witnessed":
        return "witnessed"
    return claim.stance if claim.stance != "assert" else f"assert-{claim.event.status}"


def says(key: str, **parts: str) -> str:
    """The verb phrase of a key, filled in."""
    return verbs()[key].says.format(**parts)


def what(claims: Sequence[Claim], *, place: str | None = None) -> str:
    """What the claims are about, in the words of the type most of them have: "an advance in Arvena by France".

    Sides are named where all that tell one tell the same; a day, where it is one and not that of the telling.
    """
    counts = Counter(c.event.type for c in claims)
    noun = nouns()[min(counts, key=lambda t: (-counts[t], t))]
    doer, target = (_side(party) for party in zip(*((c.event.actor, c.event.target) for c in claims), strict=True))
    parts = [noun.noun]
    parts += [f"{noun.at} {place}"] if place else []
    parts += [f"{noun.by} {country(doer)}"] if doer and noun.by else []
    parts += [f"{noun.to} {country(target)}"] if target and target != doer and noun.to else []
    return " ".join(parts)


def _side(parties: Iterable[Actor | None]) -> str | None:
    """The side of the parties, where all of them that have one have the same."""
    sides = {p.side or p.country for p in parties if p} - {None}
    return sides.pop() if len(sides) == 1 else None


def on(claims: Iterable[Claim]) -> str:
    """The one day on which the claims say it happened, where it is not the day on which they were told: " on DAY"."""
    told = list(claims)
    found = {(c.event.time.start, c.event.time.end) for c in told if c.event.time}
    start, end = found.pop() if len(found) == 1 else (None, None)
    return f" on {day(start)}" if start and start == end and start not in {c.published[:10] for c in told} else ""


def who(claims: Iterable[Claim]) -> str:
    """The claimants, each once, with the side they speak for where their names do not tell it."""
    names: dict[str, str] = {}
    sides = set()
    for claim in claims:
        names.setdefault(key_of(claim.claimant), claim.claimant)
        sides.add(claim.side if claim.voice == "attributed" else None)  # an agency is nobody's spokesman
    told = list(names.values())
    rest = len(told) - _MOST_NAMES + 1
    if rest > 1:
        told = [*told[: _MOST_NAMES - 1], f"{rest} others"]
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    side = country(sides.pop()) if len(sides) == 1 and None not in sides else ""
    known = not side or all(side.casefold() in name for name in names)
    return listed if known else f"{listed} ({side})"


class Notes:
    """The numbered sources of a report: each story one number, in the order in which they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, stories: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the stories, in order."""
        return tuple(sorted({self.numbers.setdefault(s, len(self.numbers) + 1) for s in stories}))

    def cite(self, claims: Iterable[Claim]) -> tuple[int, ...]:
        """The numbers of the stories that tell the claims."""
        return self.of(c.story for c in claims)
