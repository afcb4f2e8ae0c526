"""People's corrections laid over what was read: each is found by its evidence, so that it outlives a new coding."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import get_args

from onrecord.errors import InputError
from onrecord.records.event import Event, EventType, Status
from onrecord.records.incident import Claim
from onrecord.records.review import Amendment, Evidence, amendments_in_force
from onrecord.records.story import Story
from onrecord.records.when import When
from onrecord.records.where import Place

RULE = "review.amend/1"
_PLACE = re.compile(r"([^@]+?)(?:\s*@\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)(?:\s+([A-Z]{2}))?)?\Z")
_SIDE = re.compile(r"[A-Z]{2}\Z")


def amended(
    claims: Iterable[Claim], stories: Mapping[str, Story], amendments: Collection[Amendment]
) -> tuple[Claim, ...]:
    """The claims with the corrections in force; a value so given names the person in its rule."""
    by_paragraph: dict[str, list[Amendment]] = {}
    for one in amendments_in_force(amendments):
        by_paragraph.setdefault(one.evidence.sha256, []).append(one)
    return tuple(_amended(c, stories, by_paragraph) for c in claims) if by_paragraph else tuple(claims)


def _amended(claim: Claim, stories: Mapping[str, Story], by_paragraph: Mapping[str, list[Amendment]]) -> Claim:
    story = stories.get(claim.story)
    if story is None:
        return claim
    evidence = Evidence.of(story, claim.event)
    for one in by_paragraph.get(evidence.sha256, ()):
        if one.evidence.meets(evidence) and ("@" in one.claim) == ("@" in claim.id):
            claim = apply(claim, one.what, one.value, by=one.by)
    return claim


def apply(claim: Claim, what: str, value: str, *, by: str) -> Claim:
    """The claim with one value as a person says. Raises InputError (R132) where the value cannot be."""
    value = value.strip()
    rule = f"{RULE} by {by}"
    if what == "claimant":
        return claim.model_copy(update={"claimant": _given(value, what), "originator": value})
    if what == "side":
        return claim.model_copy(update={"side": _matched(_SIDE, value, what) if value else None})
    if what == "event":
        _among(value, {"no"}, what)
        return claim.model_copy(update={"withdrawn": True})
    return claim.model_copy(update={"event": _event(claim.event, what, value, rule)})


def value_of(claim: Claim, what: str) -> str:
    """The present value of what can be corrected, in the form in which it is given."""
    event = claim.event
    place = event.place
    if what == "place" and place:
        point = "" if place.lat is None or place.lon is None else f" @{place.lat:g},{place.lon:g}"
        return f"{place.name}{point}{f' {place.country}' if place.country and point else ''}"
    if what == "days" and event.time:
        start, end = event.time.start or event.time.end, event.time.end or event.time.start
        return (start if start == end else f"{start}/{end}") or ""
    told = {"claimant": claim.claimant, "side": claim.side, "type": event.type, "status": event.status}
    return "no" if what == "event" and claim.withdrawn else told.get(what) or ""


def _event(event: Event, what: str, value: str, rule: str) -> Event:
    if what == "type":
        return event.model_copy(update={"type": _among(value, get_args(EventType), what), "rule": rule})
    if what == "status":
        return event.model_copy(update={"status": _among(value, get_args(Status), what), "rule": rule})
    if what == "place":
        return event.model_copy(update={"place": _place(value, rule) if value else None})
    if what == "days":
        return event.model_copy(update={"time": _days(value, rule) if value else None})
    raise InputError("R132", f"{what} is nothing that can be corrected")


def _place(value: str, rule: str) -> Place:
    found = _PLACE.match(value)
    if not found or not value[0].isalnum():
        raise InputError("R132", f"place={value[:80]}: write NAME, or NAME @LAT,LON, or NAME @LAT,LON CC")
    name, lat, lon, country = found.groups()
    if lat is not None and not (abs(float(lat)) <= 90 and abs(float(lon)) <= 180):
        raise InputError("R132", f"place={value[:80]}: latitudes are -90..90, longitudes -180..180")
    return Place(
        span=None,
        name=name,
        lat=float(lat) if lat is not None else None,
        lon=float(lon) if lon is not None else None,
        country=country,
        rule=rule,
    )


def _days(value: str, rule: str) -> When:
    first, _, last = value.partition("/")
    try:
        start, end = date.fromisoformat(first).isoformat(), date.fromisoformat(last or first).isoformat()
    except ValueError:
        raise InputError("R132", f"days={value[:40]}: write YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD") from None
    if end < start:
        raise InputError("R132", f"days={value}: the last day comes before the first")
    return When(value=value, start=start, end=end, precision="day" if start == end else "days", rule=rule)


def _given(value: str, what: str) -> str:
    if not value or len(value) > 200:
        raise InputError("R132", f"{what}: a name of at most 200 characters is asked")
    return value


def _among(value: str, allowed: Collection[str], what: str) -> str:
    if value not in allowed:
        raise InputError("R132", f"{what}={value[:40]}: there are: {', '.join(allowed)}")
    return value


def _matched(pattern: re.Pattern[str], value: str, what: str) -> str:
    if not pattern.match(value):
        raise InputError("R132", f"{what}={value[:40]}: an ISO 3166 alpha-2 code is asked, such as UA")
    return value
