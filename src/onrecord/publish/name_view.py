"""What the pages of places, actors and sources have in common: counts with their bars, lists of names, incidents."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.publish.cards import Card, card
from onrecord.publish.control_page import PlaceLines
from onrecord.publish.directory import Directory, Named
from onrecord.publish.drawings import Drawing
from onrecord.publish.incident_page import telling, words
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import claim_anchor, incident_path, key_of, source_path
from onrecord.publish.wording import STANDINGS, amount, capital, day, family, label
from onrecord.records.incident import Claim, StandingClaim

SHOWN = 100  # incidents or claims on one page, the newest
_NAMES = 12  # names in one list


@dataclass(frozen=True)
class Tally:
    """How many claims are of a kind; `share` in per cent of the largest of its list."""

    name: str
    count: int
    share: float
    sign: str = ""


@dataclass(frozen=True)
class Other:
    """Another name with its page ("" for none) and how often."""

    name: str
    href: str
    count: int


@dataclass(frozen=True)
class Others:
    """A list of other names under a heading; `more` counts those that are not shown."""

    title: str
    unit: str
    rows: tuple[Other, ...]
    more: int


@dataclass(frozen=True)
class Said:
    """A claim as its source's page lists it."""

    day: str
    title: str
    href: str
    family: str
    telling: str
    words: str
    numbers: tuple[str, ...]
    standings: tuple[str, ...]
    agency: str


@dataclass(frozen=True)
class NameView:
    """A page of a name; links are relative to the site's root. `facts` are label, text and page ("" for none)."""

    kind: str
    kicker: str
    name: str
    path: str
    facts: tuple[tuple[str, str, str], ...]
    standings: tuple[Tally, ...]
    types: tuple[Tally, ...]
    lists: tuple[Others, ...]
    first: str
    last: str
    claims: int
    incidents: int
    cards: tuple[Card, ...] = ()
    said: tuple[Said, ...] = ()
    stories: tuple[Other, ...] = ()
    control: PlaceLines | None = None
    drawing: Drawing | None = None
    spellings: tuple[str, ...] = field(default=())


def tallies(counts: Counter[str], *, of: str) -> tuple[Tally, ...]:
    """Counts with their shares: standings in the order of the rules, types by number."""
    most = max(counts.values(), default=1)
    if of == "standing":
        return tuple(Tally(s, counts[s], round(100 * counts[s] / most, 1), s) for s in STANDINGS if counts[s])
    ordered = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return tuple(Tally(capital(label(t)), n, round(100 * n / most, 1), family(t)) for t, n in ordered)


def others(title: str, unit: str, counts: Counter[str]) -> tuple[Others, ...]:
    """Sources with how often, the most first, spellings of one name together; no list where there are none."""
    names: dict[str, Counter[str]] = {}
    for name, n in counts.items():
        names.setdefault(key_of(name), Counter())[name] += n
    rows = sorted(
        (Other(min(c, key=lambda s: (-c[s], s)), source_path(key), c.total()) for key, c in names.items()),
        key=lambda o: (-o.count, o.name),
    )
    return (Others(title, unit, tuple(rows[:_NAMES]), max(len(rows) - _NAMES, 0)),) if rows else ()


def plain_list(title: str, unit: str, rows: Iterable[tuple[str, str, int]]) -> tuple[Others, ...]:
    """A list of names with pages and counts, in the order given; nothing where there are none."""
    found = tuple(Other(*row) for row in rows)
    return (Others(title, unit, found[:_NAMES], max(len(found) - _NAMES, 0)),) if found else ()


def newest_cards(named: Named, lookup: Lookup) -> tuple[Card, ...]:
    """The newest incidents that name it."""
    return tuple(card(i) for i in map(lookup.read.incident, named.incidents[:SHOWN]) if i)


def said_by(named: Named, lookup: Lookup) -> tuple[Said, ...]:
    """The newest claims that a source made, newest first."""
    incidents = [i for i in map(lookup.read.incident, named.incidents[:SHOWN]) if i]
    own = [(i, one) for i in incidents for one in i.claims if key_of(one.claim.claimant) == named.key]
    live = [pair for pair in own if not pair[1].claim.withdrawn]
    live.sort(key=lambda pair: (pair[1].claim.published, pair[1].claim.id), reverse=True)
    return tuple(_said(one, incident.title, incident.id, lookup) for incident, one in live[:SHOWN])


def _said(one: StandingClaim, title: str, incident: str, lookup: Lookup) -> Said:
    claim = one.claim
    gone = lookup.withheld(claim.story)
    return Said(
        day((claim.said_on or claim.published)[:10]),
        title,
        f"{incident_path(incident)}#{claim_anchor(claim.id)}",
        family(claim.event.type),
        telling(claim),
        "" if gone else words(claim),
        () if gone else tuple(_number(claim)),
        tuple(s for s in STANDINGS if any(r.standing == s for r in one.standings)),
        lookup.carried_by(claim),
    )


def _number(claim: Claim) -> Iterable[str]:
    return (amount(q.min, q.max, q.kind) for q in claim.event.quantities if q.kind != "other")


def spelt(named: Named) -> tuple[str, ...]:
    """Other spellings that stories use for the name."""
    return tuple(s for s in sorted(named.spellings) if s != named.name and named.spellings[s])


def all_names(directory: Directory, kind: str) -> list[Named]:
    """All names of a kind, the most told ones first."""
    return sorted(directory.names[kind].values(), key=lambda n: (-n.claims, -len(n.wrote) - len(n.carried), n.key))
