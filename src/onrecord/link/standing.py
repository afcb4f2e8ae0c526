"""How well each claim and each happening stands, by the nine published rules of the design, with the reasons.

Read as follows. A claim is for its happening, against it, or neither. Who speaks for a side counts with that side as
one originator; an agency counts for what it narrates only where its story attributes the happening to nobody.
`agreed` is for parties of opposing sides and stands in place of `corroborated`; `contested` displaces both
`corroborated` and `single-source`; `unverified` needs the story's own words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.link.claimants import fighting_pair, is_agency, is_authority, is_hostile, same_claimant, unit_of
from onrecord.link.contradictions import contradictions_of
from onrecord.link.facts import holder_of, side_of
from onrecord.link.kinds import words_of
from onrecord.records.incident import Claim, Contradiction, Reason, StandingClaim

_AHEAD = {"future", "hypothetical"}


@dataclass(slots=True)
class Stood:
    """A group of claims with what is found about it; `own` holds the reasons of single claims."""

    group: tuple[Claim, ...]
    own: dict[str, list[Reason]] = field(default_factory=dict)
    shared: list[Reason] = field(default_factory=list)
    contradictions: tuple[Contradiction, ...] = ()
    enemies: frozenset[frozenset[str]] = frozenset()

    def note(self, claim: Claim, reason: Reason) -> None:
        """Adds a reason to a claim, once for each standing."""
        reasons = self.own.setdefault(claim.id, [])
        if all(r.standing != reason.standing for r in reasons):
            reasons.append(reason)

    def lost(self, claim: Claim) -> bool:
        """Whether the claim no longer stands: withdrawn or superseded."""
        return any(r.standing in {"withdrawn", "superseded"} for r in self.own.get(claim.id, ()))

    def standing_for(self) -> list[Claim]:
        """The claims that say it happened and still stand."""
        told = [c for c in self.group if is_for(c) and not self.lost(c)]
        return [c for c in told if c.event.status not in _AHEAD] or told

    def standing_against(self) -> list[Claim]:
        """The claims that say it did not happen (so) and still stand."""
        return [c for c in self.group if is_against(c) and not self.lost(c)]


def is_for(claim: Claim) -> bool:
    """Whether the claim says that it happens; giving up a hold speaks for the hold's loss."""
    return claim.stance == "assert" and (claim.event.status != "negated" or gives_up(claim))


def is_against(claim: Claim) -> bool:
    """Whether the claim denies it, or another's account of it."""
    return claim.stance == "deny" or (
        claim.stance == "assert" and claim.event.status == "negated" and not gives_up(claim)
    )


def gives_up(claim: Claim) -> bool:
    """Whether a side says of itself that it does not hold a place."""
    event = claim.event
    own = claim.side is not None and side_of(event.actor) == claim.side
    return event.type == "seizure" and event.status == "negated" and claim.stance == "assert" and own


def stand(group: Sequence[Claim]) -> Stood:
    """The claims of one happening with what can be said from them alone."""
    stood = Stood(tuple(group))
    for claim in group:
        if claim.withdrawn:
            stood.note(claim, Reason(standing="withdrawn", rule="story killed or corrected", claims=(claim.id,)))
        if later := _superseding(claim, group):
            rule = (
                "the same claimant later said otherwise"
                if not claim.replaced_by
                else "a later version gives another number"
            )
            stood.note(claim, Reason(standing="superseded", rule=rule, claims=(later.id,)))
    _narration_falls(stood)
    return stood


def _narration_falls(stood: Stood) -> None:
    """What an agency narrates rests on the speakers its story names: it is out of date when all of them are."""
    for claim in stood.group:
        speakers = [c for c in stood.group if c.story == claim.story and not is_agency(c) and is_for(c)]
        gone = {r.claims for c in speakers for r in stood.own.get(c.id, ()) if r.standing == "superseded"}
        if claim.voice == "narrator" and speakers and all(_superseded(stood, c) for c in speakers):
            rule = "every speaker whom the story names later said otherwise"
            stood.note(
                claim, Reason(standing="superseded", rule=rule, claims=tuple(sorted(i for g in gone for i in g)))
            )


def _superseded(stood: Stood, claim: Claim) -> bool:
    return any(r.standing == "superseded" for r in stood.own.get(claim.id, ()))


def conclude(stood: Stood) -> Stood:
    """Adds the standings that claims have together; the last step, after related happenings were looked at."""
    pro, contra = stood.standing_for(), stood.standing_against()
    for claim in pro:
        if claim.voice == "witnessed":
            _give(stood, claim, "witnessed", "the agency's own reporters saw it")
        if against_interest(claim, stood.group):
            _give(stood, claim, "conceded", "a party says it against its own interest")
    stood.contradictions = contradictions_of(pro, contra)
    shared = _support(stood, pro)
    if disputes := [c for c in pro if c.checked == "disputed"]:
        shared.append(Reason(standing="contested", rule="the story says that it is disputed", claims=_ids(disputes)))
    elif stood.contradictions and pro:
        pairs = sorted({i for c in stood.contradictions for i in c.claims})
        about = ", ".join(sorted({c.about for c in stood.contradictions}))
        shared.append(
            Reason(standing="contested", rule=f"another originator says otherwise ({about})", claims=tuple(pairs))
        )
    shared += [r for r in stood.shared if all(r.standing != s.standing for s in shared)]
    stood.shared = _displace(shared, stood, pro)
    return stood


def _give(stood: Stood, claim: Claim, standing: str, rule: str) -> None:
    stood.note(claim, Reason.model_validate({"standing": standing, "rule": rule, "claims": (claim.id,)}))


def _support(stood: Stood, pro: list[Claim]) -> list[Reason]:
    """Agreed, corroborated or single-source, and unverified."""
    told = {c.story for c in pro if not is_agency(c)}
    counting = [c for c in pro if not (c.voice == "narrator" and c.story in told)]
    parties = {c.side: c for c in reversed(counting) if c.side and is_authority(c)}
    units = {unit_of(c): c for c in reversed(counting)}
    opposed = stood.enemies | {fighting_pair(c) for c in stood.group if is_hostile(c)}
    for pair in combinations(sorted(parties), 2):
        if frozenset(pair) in opposed:
            both = _ids(parties[side] for side in pair)
            return [Reason(standing="agreed", rule="parties of opposing sides say the same", claims=both)]
    if len(units) > 1:
        rule = "independent originators, not of one side"
        return [Reason(standing="corroborated", rule=rule, claims=_ids(units.values()))]
    alone = [Reason(standing="single-source", rule="one originator", claims=_ids(units.values()))] if units else []
    if unchecked := [c for c in pro if c.checked == "unverified"]:
        rule = "the story says that it could not be verified"
        alone.append(Reason(standing="unverified", rule=rule, claims=_ids(unchecked)))
    return alone


def _displace(shared: list[Reason], stood: Stood, pro: list[Claim]) -> list[Reason]:
    given = {r.standing for r in shared} | {r.standing for c in pro for r in stood.own.get(c.id, ())}
    drop = {"corroborated", "single-source"} if "contested" in given else set()
    if "agreed" in given:
        drop |= {"corroborated"}
    if given & {"conceded", "agreed"}:
        drop |= {"single-source", "unverified"}
    return [r for r in shared if r.standing not in drop]


def against_interest(claim: Claim, group: Iterable[Claim]) -> bool:
    """Whether a party's authorities say what their side would rather not: a place lost, own troops leaving.

    A withdrawal that its own side tells as its wish (goodwill, regrouping) is none.
    """
    event, side = claim.event, claim.side
    if not is_authority(claim) or side is None:
        return False
    if gives_up(claim):
        return True
    ground = {side_of(event.target), event.place.country if event.place else None}
    if event.type == "seizure":
        holder = holder_of(event)
        return side in ground and (holder is not None and holder != side)
    if event.type == "withdrawal" and side_of(event.actor) == side:
        return not any(c.side == side and _own_choice(c) for c in group)
    return False


def _own_choice(claim: Claim) -> bool:
    text = claim.event.clause.text.lower()
    return is_for(claim) and any(word in text for word in words_of("holding", "own-choice"))


def _superseding(claim: Claim, group: Sequence[Claim]) -> Claim | None:
    """The first later claim by which this one is out of date."""
    for other in group:
        if other.published <= claim.published or other.withdrawn:
            continue
        if claim.replaced_by and other.story != claim.story and _newer_number(claim, other, follow=True):
            return other
        if same_claimant(claim, other) and (_flips(claim, other) or _newer_number(claim, other, follow=False)):
            return other
    return None


def _flips(claim: Claim, other: Claim) -> bool:
    """Whether one says it happened and the other that it did not; a denial of another's account is neither."""
    if "@" in claim.id or "@" in other.id:
        return False
    if _differ(side_of(claim.event.actor), side_of(other.event.actor)):
        return False
    return (is_for(claim) and is_against(other)) or (is_against(claim) and is_for(other))


def _differ(one: str | None, two: str | None) -> bool:
    return one is not None and two is not None and one != two


def _newer_number(claim: Claim, other: Claim, *, follow: bool) -> bool:
    """Whether `other` gives another number for the same kind of loss; with `follow`, of the story's later version."""
    if follow and claim.replaced_by != other.story and not other.story.startswith(str(claim.replaced_by)):
        return False
    ours = {(q.kind, q.total): (q.min, q.max) for q in claim.event.quantities if q.kind in LOSSES}
    theirs = {(q.kind, q.total): (q.min, q.max) for q in other.event.quantities if q.kind in LOSSES}
    return any(theirs.get(kind, number) != number for kind, number in ours.items())


LOSSES = {"killed", "injured", "casualties", "missing", "captured", "released", "displaced"}


def claims_with_reasons(stood: Stood) -> tuple[StandingClaim, ...]:
    """Every claim with the reasons of its own and, where it still stands, those it shares."""
    out: list[StandingClaim] = []
    for claim in stood.group:
        reasons = list(stood.own.get(claim.id, ()))
        if not stood.lost(claim):
            reasons += [r for r in stood.shared if _shares(claim, r)]
        if not reasons:
            reasons = [Reason(standing="single-source", rule="one originator", claims=(claim.id,))]
        out.append(StandingClaim(claim=claim, standings=tuple(reasons)))
    return tuple(out)


def _shares(claim: Claim, reason: Reason) -> bool:
    if reason.standing == "contested":
        return True
    if reason.standing == "unverified":
        return claim.id in reason.claims
    return is_for(claim)


def incident_reasons(stood: Stood) -> tuple[Reason, ...]:
    """The standings of the happening: those of the claims that it happened, as long as one still stands."""
    pro = stood.standing_for()
    considered = pro or [c for c in stood.group if is_for(c)] or list(stood.group)
    reasons: list[Reason] = []
    for claim in considered:
        for reason in stood.own.get(claim.id, ()):
            if all(r.standing != reason.standing for r in reasons):
                reasons.append(reason)
    if pro or not reasons:
        reasons += stood.shared
    return tuple(reasons) or (Reason(standing="single-source", rule="one originator", claims=_ids(stood.group[:1])),)


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted(c.id for c in claims))
