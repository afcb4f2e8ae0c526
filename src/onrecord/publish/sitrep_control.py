"""The part of a situation report that says who holds which place, by whose word, in the order of their words."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import key_of
from onrecord.publish.report_words import Notes, Run, Sentence, manner, on, says, what, who
from onrecord.publish.sitrep_parts import Told
from onrecord.publish.wording import country, moment
from onrecord.records.incident import Claim, PlaceStatus

_DENIES = {"deny", "assert-negated"}


@dataclass(frozen=True)
class Control:
    """The sentences place by place, and the ids of the claims that they rest on."""

    groups: tuple[tuple[str, tuple[Sentence, ...]], ...]
    claims: frozenset[str]


@dataclass(frozen=True)
class _Act:
    """What some of one side say of a place: that `holder` holds or left it, or something of another kind."""

    key: str
    holder: str
    claims: tuple[Claim, ...]

    @property
    def side(self) -> str | None:
        return self.claims[0].side


def control(told: Told, lookup: Lookup, notes: Notes) -> Control:
    """Every place of whose control a claim of the report's days tells; places with most claims first."""
    lines: dict[str, list[PlaceStatus]] = {}
    for line in lookup.read.control:
        if any(c in told.by_id for c in line.claims):
            lines.setdefault(line.place, []).append(line)
    acts = {place: _acts(found, told) for place, found in lines.items()}
    order = sorted(acts, key=lambda p: (-sum(len(a.claims) for a in acts[p]), p))
    groups = tuple((place, tuple(_sentences(place, acts[place], notes, told))) for place in order)
    return Control(groups, frozenset(c.id for p in order for a in acts[p] for c in a.claims))


def _acts(lines: Iterable[PlaceStatus], told: Told) -> list[_Act]:
    """What is said of a place, who say the same for one side together, in the order in which it was first said."""
    found: dict[tuple[str | None, str, str], dict[str, Claim]] = {}
    for line in lines:
        for claim in (told.by_id[c] for c in line.claims if c in told.by_id):
            key = _key(claim, line)
            holder = line.status if key in {"held", "left"} else ""
            found.setdefault((claim.side, key, holder), {})[claim.id] = claim
    acts = [
        _Act(key, holder, tuple(sorted(claims.values(), key=told.order))) for (_, key, holder), claims in found.items()
    ]
    return sorted(acts, key=lambda a: (told.order(a.claims[0]), a.key))


def _key(claim: Claim, line: PlaceStatus) -> str:
    how = manner(claim)
    if how in _DENIES:
        return f"deny-{claim.event.type}"
    if claim.event.type == "withdrawal" and line.status != "contested":
        return "left"
    if line.status != "contested" and how in {"assert-actual", "assert-ongoing", "witnessed"}:
        return "held"
    return f"{how}-{claim.event.type}"


def _sentences(place: str, acts: list[_Act], notes: Notes, told: Told) -> Iterable[Sentence]:
    for i, act in enumerate(acts):
        denials, turned = _turned(act, acts[:i])
        rest = tuple(c for c in act.claims if c not in turned)
        if turned:
            lead = f"{who(turned)}, {says('after-denying', what=what(denials, place=place))}"
            runs = (Run(lead, notes.cite(denials)), Run(f", {_says(place, act)}", notes.cite(turned)))
            yield Sentence(_when(turned[0]), told.href(turned[0]), runs)
        if rest:
            dated = on(rest).replace(" on ", " since ") if act.key == "held" else on(rest)
            run = Run(f"{who(rest)} {_says(place, act)}{dated}", notes.cite(rest))
            yield Sentence(_when(rest[0]), told.href(rest[0]), (run,))


def _when(claim: Claim) -> str:
    return moment(claim.published)


def _turned(act: _Act, earlier: list[_Act]) -> tuple[list[Claim], tuple[Claim, ...]]:
    """What some claimants denied before they said this, which does not go with it; and their claims of this."""
    own = act.side == act.holder
    if act.key not in {"held", "left"} or own != (act.key == "left"):
        return [], ()
    denied = [c for e in earlier if e.key == "deny-seizure" and e.side == act.side for c in e.claims]
    names = {key_of(c.claimant) for c in denied}
    turned = tuple(c for c in act.claims if key_of(c.claimant) in names)
    known = {key_of(c.claimant) for c in turned}
    return [c for c in denied if key_of(c.claimant) in known], turned


def _says(place: str, act: _Act) -> str:
    if act.key in {"held", "left"}:
        own = "-own" if act.key == "left" and act.side == act.holder else ""
        return says(act.key + own, holder=country(act.holder), place=place)
    stances = {manner(c) for c in act.claims}
    key = "deny" if "deny" in stances else min(stances)
    return says(key, what=what(act.claims, place=place))
