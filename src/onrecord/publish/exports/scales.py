"""Our precisions on other data sets' scales, and the words of evidence that a row may carry."""

from datetime import date

from onrecord.records.incident import Incident
from onrecord.records.span import Span

LONGEST_QUOTE = 280  # characters: evidence is quoted, stories are not published

# UCDP GED codebook, where_prec: 1 exact, 2 near a known point, 3 second-order division, 4 first-order, 6 country
WHERE_PREC = {"exact": 1, "town": 1, "district": 3, "region": 4, "country": 6}
# ACLED codebook, geo_precision: 1 the town, 2 a part of a region, 3 a region
GEO_PRECISION = {"exact": 1, "town": 1, "district": 2, "region": 3, "country": 3}


def where_prec(incident: Incident) -> int | None:
    """UCDP's where_prec: 1 exact or town, 2 near one, 3 district, 4 region, 6 country; null for the unplaced."""
    told = WHERE_PREC.get(incident.precision or "")
    return 2 if told == 1 and is_near(incident) else told


def geo_precision(incident: Incident) -> int | None:
    """ACLED's geo_precision: 1 exact or town, 2 near one or a district, 3 a region or more; null for the unplaced."""
    told = GEO_PRECISION.get(incident.precision or "")
    return 2 if told == 1 and is_near(incident) else told


def is_near(incident: Incident) -> bool:
    """Whether the place is told as near another ("near", "south of")."""
    places = [s.claim.event.place for s in incident.claims if s.claim.event.place]
    return next((bool(p.relation) for p in places if p.name == incident.place), False)


def days_long(start: str | None, end: str | None) -> int | None:
    """How many days the interval has; null where an end is open or the interval is turned round."""
    if not start or not end:
        return None
    length = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days + 1
    return length if length > 0 else None


def date_prec(start: str | None, end: str | None) -> int | None:
    """UCDP's date_prec: 1 a day, 2 up to 6 days, 3 a week, 4 up to a month, 5 more or open; null for the undated."""
    if not start and not end:
        return None
    length = days_long(start, end)
    steps = ((1, 1), (6, 2), (7, 3), (31, 4))
    return 5 if length is None else next((code for most, code in steps if length <= most), 5)


def time_precision(start: str | None, end: str | None) -> int | None:
    """ACLED's time_precision: 1 a day, 2 up to a week, 3 more or open; null for the undated."""
    told = date_prec(start, end)
    return None if told is None else {1: 1, 2: 2, 3: 2}.get(told, 3)


def event_clarity(incident: Incident) -> int:
    """UCDP's event_clarity: 2 where the days span more than a week or only running totals are told, else 1."""
    totals = [t.total for t in incident.tolls]
    vague = (date_prec(incident.start, incident.end) or 5) >= 4
    return 2 if vague or (totals and all(totals)) else 1


def quote(span: Span | None) -> str | None:
    """The words of a span as a short quotation; null where there are none to show."""
    if span is None or not span.text:
        return None
    return cut(" ".join(span.text.split()))


def cut(words: str) -> str:
    """The words, cut where they are longer than a quotation may be."""
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
