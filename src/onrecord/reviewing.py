"""What people do to the record at a desk or on the command line: correct what was read, set analyst codes, undo."""

from dataclasses import dataclass

from onrecord import pipeline
from onrecord.errors import InputError, NotInRecordError
from onrecord.link.amendments import apply, value_of
from onrecord.link.judgements import Signature
from onrecord.records.incident import Claim, Incident
from onrecord.records.review import VALUES, Amendment, Evidence, Rating
from onrecord.store.record import Store


@dataclass(frozen=True)
class Doubtful:
    """A claim that a person should look at, and why."""

    claim: Claim
    incident: str
    why: str


def correct(store: Store, claim_id: str, what: str, value: str, signed: Signature) -> Amendment:
    """Stores a person's correction of one value of a claim and links the record anew.

    Raises InputError (R132) where the value cannot be, or nothing would change; NotInRecordError (R303).
    """
    _signed(signed)
    claim = _claim(store, claim_id)
    was = value_of(claim, what)
    apply(claim, what, value, by=signed.by)
    if value.strip() == was:
        raise InputError("R132", f"{what} is {was or 'empty'} already")
    story = store.story(claim.story)
    assert story is not None
    record = {
        "claim": claim_id,
        "evidence": Evidence.of(story.story, claim.event),
        "what": what,
        "value": value.strip(),
        "was": was,
        "by": signed.by,
        "at": signed.moment,
        "reason": signed.reason,
    }
    kept = store.review.add_amendment(Amendment.model_validate(record))
    pipeline.link_changed(store)
    return kept


def undo_correction(store: Store, number: int, signed: Signature) -> Amendment:
    """Takes a correction back and links the record anew; it stays on the list. Raises NotInRecordError (R304)."""
    _signed(signed)
    found = next((a for a in store.review.amendments() if a.number == number and not a.undone), None)
    if found is None:
        raise NotInRecordError("R304", f"no correction {number} is in force")
    undone = found.model_copy(update=_undone(signed))
    store.review.set_amendment(undone)
    pipeline.link_changed(store)
    return undone


def rate(store: Store, scale: str, subject: str, value: str, signed: Signature) -> Rating:
    """Stores an analyst's code on a claimant, a claim or an incident. Raises InputError (R132), NotInRecordError."""
    _signed(signed)
    known = {str(name): values for name, values in VALUES.items()}
    if scale not in known or value not in known[scale]:
        told = "; ".join(f"{name}: {', '.join(values)}" for name, values in known.items())
        raise InputError("R132", f"{scale}={value[:40]}: there are {told}")
    evidence = None
    if scale == "proof":
        if store.incidents.get(subject) is None:
            raise NotInRecordError("R305", f"the record has no incident {subject[:80]}")
    elif scale == "credibility":
        claim = _claim(store, subject)
        story = store.story(claim.story)
        evidence = Evidence.of(story.story, claim.event) if story else None
    elif not any(claim.claimant == subject for claim in store.claims()):
        raise NotInRecordError("R308", f"nobody called {subject[:80]} claims anything in the record")
    record = {
        "scale": scale, "subject": subject, "value": value, "by": signed.by, "at": signed.moment,
        "reason": signed.reason, "evidence": evidence,
    }  # fmt: skip
    return store.review.add_rating(Rating.model_validate(record))


def undo_rating(store: Store, number: int, signed: Signature) -> Rating:
    """Takes an analyst's code back; it stays on the list. Raises NotInRecordError (R304)."""
    _signed(signed)
    found = next((r for r in store.review.ratings() if r.number == number and not r.undone), None)
    if found is None:
        raise NotInRecordError("R304", f"no code {number} is in force")
    undone = found.model_copy(update=_undone(signed))
    store.review.set_rating(undone)
    return undone


def unplaced(incidents: tuple[Incident, ...]) -> tuple[Doubtful, ...]:
    """Claims whose place was named but could not be put on the map, newest first: names the gazetteer lacks."""
    found = []
    for incident in incidents:
        for claim in _live(incident):
            place = claim.event.place
            if place and (place.lat is None or place.point_of) and place.precision not in {"country", "region"}:
                why = (
                    f"“{place.name}” has the point of {place.point_of}"
                    if place.point_of
                    else f"“{place.name}” has no point"
                )
                found.append(Doubtful(claim, incident.id, f"“{place.name}” {why}"))
    return tuple(sorted(found, key=lambda d: (d.claim.published, d.claim.id), reverse=True))


def weakly_attributed(incidents: tuple[Incident, ...]) -> tuple[Doubtful, ...]:
    """Claims whose speaker the text names by no name, or whose side could not be told, newest first."""
    found = []
    for incident in incidents:
        for claim in _live(incident):
            own = claim.attribution
            if claim.voice != "attributed" or own is None:
                continue
            why = ""
            if own.source is None:
                why = "nobody is named as the source"
            elif own.source_name is None:
                why = f"the source “{own.source.text}” has no name"
            elif own.source_kind in {None, "unknown"}:
                why = f"what {own.source_name} is could not be told"
            if why:
                found.append(Doubtful(claim, incident.id, why))
    return tuple(sorted(found, key=lambda d: (d.claim.published, d.claim.id), reverse=True))


def _live(incident: Incident) -> list[Claim]:
    return [s.claim for s in incident.claims if not s.claim.withdrawn]


def _undone(signed: Signature) -> dict[str, str]:
    return {"undone": signed.moment, "undone_by": signed.by, "undone_reason": signed.reason}


def _signed(signed: Signature) -> None:
    if not signed.by.strip() or not signed.reason.strip():
        raise InputError("R133", "a decision on the record needs a name and a reason")


def _claim(store: Store, claim_id: str) -> Claim:
    found = store.claims_of(claim_id.rpartition("/")[0])
    claim = next((c for c in found if c.id == claim_id), None)
    if claim is None:
        raise NotInRecordError("R303", f"the record has no claim {claim_id[:80]}")
    return claim
