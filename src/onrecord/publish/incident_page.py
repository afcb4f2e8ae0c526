"""What an incident's page shows, worked out from its claims."""

from collections import Counter
from dataclasses import dataclass

from onrecord.publish import evidence
from onrecord.publish.directory import is_private
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import claim_anchor, incident_path, source_path, story_path
from onrecord.publish.wording import (
    ABOUT,
    OWN_WORDS,
    STANCES,
    STANDINGS,
    STATUSES,
    STYLES,
    VOICES,
    amount,
    capital,
    country,
    label,
)
from onrecord.records.event import Quantity
from onrecord.records.incident import Claim, Contradiction, Incident, Reason, StandingClaim
from onrecord.records.reading import Filed
from onrecord.records.span import Span

_LONGEST = 320  # characters of a quotation


@dataclass(frozen=True)
class Pointer:
    """A claim that a reason rests on: its claimant, its anchor, and the incident whose page has it, with that page."""

    name: str
    anchor: str
    incident: str
    page: str


@dataclass(frozen=True)
class Why:
    """A standing with its rule and the claims it rests on."""

    standing: str
    rule: str
    claims: tuple[Pointer, ...]


@dataclass(frozen=True)
class ClaimRow:
    """A line of the table of claims; links are relative to the incident's folder.

    `span` is how many rows its claimant's cell covers, 0 where an earlier row's cell covers this one; `page` leads to
    the claimant's page, "" where it is a private person.
    """

    id: str
    anchor: str
    claimant: str
    page: str
    span: int
    office: str
    telling: str
    words: str
    sentence: str
    checked: str
    numbers: tuple[str, ...]
    day: str
    inferred: bool
    story: str
    carried: str
    copies: str
    reasons: tuple[Why, ...]
    evidence: tuple[evidence.Row, ...]


@dataclass(frozen=True)
class Side:
    """The claims of one side."""

    name: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True)
class Voice:
    """One of two claims that contradict each other."""

    claimant: str
    words: str
    day: str
    anchor: str


@dataclass(frozen=True)
class Clash:
    """What a claim and others cannot both be right about."""

    about: str
    one: Voice
    others: tuple[Voice, ...]


def sides(incident: Incident, lookup: Lookup) -> tuple[Side, ...]:
    """The claims by side, the sides in order of their first claim, those of no side last."""
    groups: dict[str | None, list[StandingClaim]] = {}
    for one in sorted(incident.claims, key=lambda s: (s.claim.published, s.claim.id)):
        groups.setdefault(one.claim.side, []).append(one)
    order = sorted(groups, key=lambda side: (side is None, next(c.claim.published for c in groups[side]), side or ""))
    return tuple(
        Side(
            capital(country(side)) if side else "Of no side: agencies, bodies, people",
            _rows(groups[side], lookup),
        )
        for side in order
    )


def _rows(claims: list[StandingClaim], lookup: Lookup) -> tuple[ClaimRow, ...]:
    """The rows of one side, each claimant's together, in order of the claimants' first claims."""
    names: dict[tuple[str, str], list[StandingClaim]] = {}
    for one in claims:
        names.setdefault((one.claim.claimant, office(one.claim)), []).append(one)
    groups = names.values()
    return tuple(claim_row(c, lookup, 0 if i else len(g)) for g in groups for i, c in enumerate(g))


def claim_row(one: StandingClaim, lookup: Lookup, span: int = 1) -> ClaimRow:
    """One claim as a line of the table."""
    claim = one.claim
    gone = lookup.withheld(claim.story)
    return ClaimRow(
        claim.id,
        claim_anchor(claim.id),
        claim.claimant,
        "" if claim.withdrawn or is_private(claim) else f"../{source_path(claim.claimant)}",
        span,
        office(claim),
        telling(claim),
        "" if gone else words(claim),
        f"../{story_path(claim.story)}" + ("" if gone else f"#{claim.event.id}"),
        _checked(claim),
        () if gone else tuple(number(q) for q in claim.event.quantities),
        (claim.said_on or claim.published)[:10],
        claim.said_on is None,
        f"../{story_path(claim.story)}",
        lookup.carried_by(claim),
        _copies(claim, lookup),
        why(one.standings, lookup),
        () if gone else evidence.rows(claim.event, claim.attribution),
    )


def office(claim: Claim) -> str:
    """What the claimant is, and where it was said: "official, Ukraine; on Telegram"."""
    said = claim.attribution
    if said is None:
        return VOICES[claim.voice]
    kind = label(said.source_kind or "unknown")
    role = ", ".join(p for p in (kind, country(said.source_country or claim.side)) if p not in {"unknown", "no side"})
    # a channel is told in the story's own words ("Telegram", "video address"), so no preposition fits them all
    return "; ".join(p for p in (role, f"channel: {said.channel}" if said.channel else "") if p)


def telling(claim: Claim) -> str:
    """How the claim comes: "Statement, as the story puts it", and what the happening is, if not over."""
    status = STATUSES[claim.event.status]
    said = claim.attribution
    if claim.voice == "witnessed" or said is None:
        told = capital(OWN_WORDS[claim.voice])
    else:
        told = f"{capital(STANCES[claim.stance])}, {STYLES[said.style]}"
    return told if claim.event.status == "actual" or claim.stance == "deny" else f"{told}: {status}"


def number(quantity: Quantity) -> str:
    """A number with its kind; one of no named kind in the story's words."""
    if quantity.kind == "other":
        return f"“{quantity.span.text}”"
    total = " (total so far)" if quantity.total else ""
    return amount(quantity.min, quantity.max, quantity.kind) + total


def words(claim: Claim) -> str:
    """The words that carry the claim: the attributed stretch that holds the event, else its clause; long ones cut."""
    said = claim.attribution
    trigger = claim.event.trigger
    held = [s for s in said.content if s.covers(trigger)] if said else []
    return _short(min(held, key=lambda s: s.end - s.start) if held else claim.event.clause, trigger)


def _short(span: Span, around: Span) -> str:
    """The words of a span, of a long one those around the other: a quotation is a quotation, not the text."""
    if span.end - span.start <= _LONGEST or not span.covers(around):
        return span.text if len(span.text) <= _LONGEST else f"{span.text[:_LONGEST]} […]"
    start = max(around.start - span.start - _LONGEST // 2, 0)
    end = start + _LONGEST
    lead = span.text[start:].partition(" ")[2] if start else span.text
    cut = lead[: end - start].rpartition(" ")[0] or lead[: end - start]
    return f"{'[…] ' if start else ''}{cut}{' […]' if end < len(span.text) else ''}"


def why(reasons: tuple[Reason, ...], lookup: Lookup) -> tuple[Why, ...]:
    """The reasons in the order of the standings, each with the claims it rests on."""
    order = list(STANDINGS)
    return tuple(
        Why(r.standing, r.rule, pointers(r.claims, lookup))
        for r in sorted(reasons, key=lambda r: order.index(r.standing))
    )


def clashes(contradictions: tuple[Contradiction, ...], lookup: Lookup) -> tuple[Clash, ...]:
    """The contradictions, those that share a claim told once: the claim against all that it contradicts."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for item in contradictions:
        if all(_shown(c, lookup) for c in item.claims):
            pairs.setdefault(item.about, []).append(item.claims)
    found = []
    for about, told in pairs.items():
        left = told
        while left:
            count = Counter(c for pair in left for c in pair)
            one = min(count, key=lambda c: (-count[c], c))
            others = [a if b == one else b for a, b in left if one in (a, b)]
            voices = tuple(dict.fromkeys(_voice(c, lookup) for c in others))
            found.append(Clash(ABOUT[about], _voice(one, lookup), voices))
            left = [pair for pair in left if one not in pair]
    return tuple(found)


def _shown(claim_id: str, lookup: Lookup) -> bool:
    filed = lookup.read.filed(claim_id)
    return filed is not None and not lookup.withheld(filed.claim.story)


def _voice(claim_id: str, lookup: Lookup) -> Voice:
    filed = lookup.read.filed(claim_id)
    assert filed  # asked only for claims that are shown
    claim = filed.claim
    return Voice(claim.claimant, words(claim), (claim.said_on or claim.published)[:10], claim_anchor(claim_id))


def where(incident: Incident) -> tuple[str, ...]:
    """What is known of the place beside its name: country, how exact, coordinates."""
    parts = [country(incident.country)] if incident.country else []
    parts += [f"precise to the {incident.precision}"] if incident.precision else []
    if incident.lat is not None and incident.lon is not None:
        parts.append(f"{incident.lat:.3f}, {incident.lon:.3f}")
    return tuple(parts)


def statuses(incident: Incident) -> tuple[str, ...]:
    """What the claims say of the happening, each once: happened, did not happen, to come."""
    return tuple(dict.fromkeys(STATUSES[s.claim.event.status] for s in incident.claims))


def pointers(claims: tuple[str, ...], lookup: Lookup) -> tuple[Pointer, ...]:
    """The claimants of the claims, each once, with how many of the claims are theirs, leading to the first."""
    known = [f for f in map(lookup.read.filed, claims) if f]
    count = Counter(f.claim.claimant for f in known)
    first: dict[str, Filed] = {}
    for filed in known:
        first.setdefault(filed.claim.claimant, filed)
    names = {name: f"{name} ({count[name]} claims)" if count[name] > 1 else name for name in first}
    return tuple(
        Pointer(names[name], claim_anchor(f.claim.id), f.incident.id, f"../{incident_path(f.incident.id)}")
        for name, f in first.items()
    )


def _checked(claim: Claim) -> str:
    said = claim.attribution
    if claim.checked is None or said is None:
        return ""
    return f"{claim.checked}: “{said.checked_evidence.text}”" if said.checked_evidence else claim.checked


def _copies(claim: Claim, lookup: Lookup) -> str:
    stories = [(copy, lookup.story(copy)) for copy in claim.copies]
    names = [(story.carrier if story else None) or copy for copy, story in stories]
    return f"copied by {', '.join(dict.fromkeys(names))}" if names else ""
