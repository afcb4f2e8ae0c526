"""The parts of a situation report: tolls, what is disputed, happenings, new places, corrections."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.publish.directory import Directory, day_of
from onrecord.publish.incident_page import words
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import claim_anchor, incident_path, key_of, place_path, story_path
from onrecord.publish.report_words import Notes, Run, Sentence, manner, nouns, says, what, who
from onrecord.publish.wording import ABOUT, FAMILIES, STATUSES, amount, bounds, country, day, days, family, label
from onrecord.records.incident import Claim, Incident, Toll

_MOST = 60  # happenings in one part, the most told first
_LONGEST = 180  # characters of a quotation
_NAMED = ("seizure", "withdrawal")  # their noun needs the place
_TOLLS = ("killed", "casualties", "injured", "missing", "captured", "displaced", "buildings")


@dataclass(frozen=True)
class Told:
    """The incidents that a report is about, with their claims up to its cut-off, none of them withdrawn.

    `new` are the claims that came since the last cut-off, `by_id` these by id.
    """

    incidents: tuple[Incident, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    new: tuple[Claim, ...]
    by_id: Mapping[str, Claim]
    homes: Mapping[str, str]
    after: str

    @classmethod
    def of(cls, incidents: Iterable[Incident], lookup: Lookup, after: str, until: str) -> "Told":
        """What the incidents' claims told after the end of the day `after` and up to the end of the day `until`."""
        kept: dict[str, tuple[Claim, ...]] = {}
        found = tuple(incidents)
        for incident in found:
            stand = [s.claim for s in incident.claims if _stands(s.claim, lookup, until)]
            kept[incident.id] = tuple(sorted(stand, key=order))
        new = [c for claims in kept.values() for c in claims if day_of(c.published) > after]
        homes = {c.id: i for i, claims in kept.items() for c in claims}
        live = {homes[c.id] for c in new}
        incidents = tuple(i for i in found if i.id in live)
        return cls(incidents, kept, tuple(sorted(new, key=order)), {c.id: c for c in new}, homes, after)

    def order(self, claim: Claim) -> tuple[str, str, int, str]:
        """Sort key of claims: when and where in its story each was told."""
        return order(claim)

    def fresh(self, incident: Incident) -> tuple[Claim, ...]:
        """The claims of the incident that came since the last cut-off."""
        return tuple(c for c in self.claims[incident.id] if c.id in self.by_id)

    def href(self, claim: Claim) -> str:
        """The claim on its incident's page, from the root of the site."""
        return f"{incident_path(self.homes[claim.id])}#{claim_anchor(claim.id)}"


def order(claim: Claim) -> tuple[str, str, int, str]:
    """Sort key of claims: when and where in its story each was told."""
    return claim.published, claim.story, claim.event.trigger.start, claim.id


def _stands(claim: Claim, lookup: Lookup, until: str) -> bool:
    """Whether a claim stood at the end of the day `until`: told by then, neither withdrawn nor replaced by then."""
    if claim.withdrawn or lookup.withheld(claim.story) or day_of(claim.published) > until:
        return False
    newer = lookup.story(claim.replaced_by) if claim.replaced_by else None
    return newer is None or day_of(newer.published) > until


def tolls(told: Told, notes: Notes) -> Iterator[Sentence]:
    """For each incident and kind of loss of which a new claim tells a number: all numbers, and the range they span."""
    for incident in told.incidents:
        claims = {c.id: c for c in told.claims[incident.id] if c.stance == "assert"}
        groups: dict[tuple[str, bool], list[tuple[Claim, Toll]]] = {}
        for toll in incident.tolls:
            if toll.claim in claims and toll.kind in _TOLLS:
                groups.setdefault((toll.kind, toll.total), []).append((claims[toll.claim], toll))
        for (kind, total), rows in sorted(groups.items(), key=lambda g: (_TOLLS.index(g[0][0]), g[0][1])):
            if any(c.id in told.by_id for c, _ in rows):
                named = f"{place_and_days(incident)}, {label(kind)}{' in all so far' if total else ''}"
                yield Sentence(named, incident_path(incident.id), tuple(_numbers(_latest(rows), notes)))


def _latest(rows: Iterable[tuple[Claim, Toll]]) -> list[tuple[Claim, Toll]]:
    """The last number that each claimant gave."""
    last: dict[str, tuple[Claim, Toll]] = {}
    for claim, toll in sorted(rows, key=lambda row: order(row[0])):
        last[key_of(claim.claimant)] = (claim, toll)
    return sorted(last.values(), key=lambda row: order(row[0]))


def _numbers(rows: list[tuple[Claim, Toll]], notes: Notes) -> Iterator[Run]:
    groups: dict[tuple[float | None, float | None], list[Claim]] = {}
    for claim, toll in rows:
        groups.setdefault((toll.min, toll.max), []).append(claim)
    span = _span(list(groups)) if len(groups) > 1 else ""
    if span:
        yield Run(f"{span} by the numbers told", notes.cite(c for claims in groups.values() for c in claims))
    for i, ((low, high), claims) in enumerate(groups.items()):
        lead = "; " if i else ": " if span else ""
        yield Run(f"{lead}{bounds(low, high)} according to {who(claims)}", notes.cite(claims))


def _span(told: list[tuple[float | None, float | None]]) -> str:
    """The range that numbers span, open where one of them is; "" where it is open at both ends."""
    lows, highs = [low for low, _ in told], [high for _, high in told]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    return "" if low is None and high is None else bounds(low, high)


def disputed(told: Told, notes: Notes) -> Iterator[Sentence]:
    """For each incident and matter about which claims contradict each other, one of them new: who says what of it."""
    for incident in told.incidents:
        known = {c.id: c for c in told.claims[incident.id]}
        about: dict[str, dict[str, Claim]] = {}
        for item in incident.contradictions:
            pair = [known[c] for c in item.claims if c in known]
            if len(pair) == 2 and any(c.id in told.by_id for c in pair):
                about.setdefault(item.about, {}).update({c.id: c for c in pair})
        for matter, claims in about.items():
            ordered = sorted(claims.values(), key=order)
            named = f"{place_and_days(incident)}, {ABOUT[matter]}"
            runs = _statements(ordered, _SAYS[matter], incident.place, notes)
            yield Sentence(named, incident_path(incident.id), tuple(runs))


def happenings(told: Told, notes: Notes, settled: frozenset[str]) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """What else is told, by family of type; claims on control (`settled`) stand in a part of their own."""
    groups: dict[str, list[Sentence]] = {}
    ranked = sorted(told.incidents, key=lambda i: (-len(told.fresh(i)), i.id))
    for incident in ranked[:_MOST]:
        fresh = [c for c in told.fresh(incident) if c.id not in settled]
        if not fresh:
            continue
        runs = _statements(fresh, _says_so, incident.place, notes)
        first = told.claims[incident.id][0]
        if day_of(first.published) <= told.after:
            runs.append(Run(f"; first told on {day(first.published)}", notes.cite([first])))
        named = place_and_days(incident)
        groups.setdefault(family(incident.type), []).append(Sentence(named, incident_path(incident.id), tuple(runs)))
    return tuple((FAMILIES[f][0], tuple(groups[f])) for f in FAMILIES if f in groups)


def _statements(
    claims: Sequence[Claim], saying: Callable[[Sequence[Claim], str | None], str], place: str | None, notes: Notes
) -> list[Run]:
    """Who of one side say the same in one run, in the order in which it was first said."""
    groups: dict[tuple[str | None, str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.side, manner(claim), saying([claim], place)), []).append(claim)
    merged: dict[tuple[str | None, str], list[Claim]] = {}
    for (side, _, text), found in groups.items():
        merged.setdefault((side, text), []).extend(found)
    return [
        Run(f"{'; ' if i else ''}{who(found)} {saying(found, place)}", notes.cite(found))
        for i, found in enumerate(merged.values())
    ]


def _says_so(claims: Sequence[Claim], place: str | None) -> str:
    named = place if claims[0].event.type in _NAMED else None
    return says(manner(claims[0]), what=what(claims, place=named))


def _says_number(claims: Sequence[Claim], place: str | None) -> str:
    del place
    told = [amount(q.min, q.max, q.kind) for q in claims[0].event.quantities if q.kind not in {"other", "money"}]
    return f"told of {', '.join(told)}" if told else "told of another number"


def _says_place(claims: Sequence[Claim], place: str | None) -> str:
    found = claims[0].event.place
    return f"told of {nouns()[claims[0].event.type].noun} in {found.name if found else place or 'no place'}"


def _says_actor(claims: Sequence[Claim], place: str | None) -> str:
    del place
    actor = claims[0].event.actor
    side = (actor.side or actor.country) if actor else None
    return f"named {country(side)}" if side else f"used the words {quoted(claims[0])}"


def _says_words(claims: Sequence[Claim], place: str | None) -> str:
    del place
    return f"gave the cause in the words {quoted(claims[0])}"


_SAYS: Mapping[str, Callable[[Sequence[Claim], str | None], str]] = {
    "happened": _says_so,
    "number": _says_number,
    "place": _says_place,
    "actor": _says_actor,
    "cause": _says_words,
}


def quoted(claim: Claim) -> str:
    """The words of a claim in quotation marks, long ones cut."""
    told = " ".join(words(claim).split())
    cut = told if len(told) <= _LONGEST else told[:_LONGEST].rsplit(" ", 1)[0] + " […]"
    plain = cut.strip('“”"')
    return f"“{plain}”"


def places(told: Told, directory: Directory, notes: Notes) -> Iterator[Sentence]:
    """The places that no claim named before."""
    found: dict[str, list[Claim]] = {}
    for claim in told.new:
        if claim.event.place and directory.first_told(claim.event.place.name) > told.after:
            found.setdefault(claim.event.place.name, []).append(claim)
    for place in sorted(found):
        types = dict.fromkeys(nouns()[c.event.type].noun for c in found[place])
        text = f"named for the first time, with {' and '.join(list(types)[:3])}, by {who(found[place])}"
        yield Sentence(place, place_path(place), (Run(text, notes.cite(found[place])),))


def corrections(told: Told, lookup: Lookup, notes: Notes) -> Iterator[Sentence]:
    """What was corrected, replaced or withdrawn since the last cut-off."""
    until = max((day_of(c.published) for c in told.new), default="")
    for change in lookup.read.corrections:
        if not told.after < day_of(change.at) <= until or change.kind == "copy":
            continue
        known = next((s for s in (change.story, change.replaces) if lookup.story(s)), None)
        story = lookup.story(known) if known else None
        if known is None or story is None:
            continue
        old = lookup.title(change.replaces)
        verb = {"kill": "withdrew", "correction": "corrected"}.get(change.kind, "replaced by a newer version")
        text = f"{story.originator} {verb}: {old if lookup.withheld(change.replaces) else f'“{old}”'}"
        yield Sentence(day(change.at), story_path(known), (Run(text, notes.of([known])),))


def place_and_days(incident: Incident) -> str:
    """What a sentence on an incident is headed with: "Arvena, 25 June 2022"."""
    when = days(incident.start, incident.end)
    status = f" ({STATUSES[incident.status]})" if incident.status in {"future", "hypothetical"} else ""
    return f"{incident.place or 'Place not told'}, {when}{status}"
