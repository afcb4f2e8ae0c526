"""A view in the columns of POLECAT, in PLOVER's types: a row a claim, as POLECAT has a row a story and event."""

from collections.abc import Callable, Iterator

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.lands import Land, land
from onrecord.publish.exports.parties import label
from onrecord.publish.exports.scales import quote
from onrecord.publish.exports.table import Column, Kind, Subject, Table, Value, each_claim
from onrecord.records.actor import Actor
from onrecord.records.incident import Incident
from onrecord.records.where import Place

# PLOVER manual: the quad of each event type
QUADS = {
    "AGREE": "VERBAL COOPERATION", "CONSULT": "VERBAL COOPERATION", "SUPPORT": "VERBAL COOPERATION",
    "CONCEDE": "VERBAL COOPERATION", "COOPERATE": "MATERIAL COOPERATION", "AID": "MATERIAL COOPERATION",
    "RETREAT": "MATERIAL COOPERATION", "REQUEST": "VERBAL CONFLICT", "ACCUSE": "VERBAL CONFLICT",
    "REJECT": "VERBAL CONFLICT", "THREATEN": "VERBAL CONFLICT", "PROTEST": "MATERIAL CONFLICT",
    "SANCTION": "MATERIAL CONFLICT", "MOBILIZE": "MATERIAL CONFLICT", "COERCE": "MATERIAL CONFLICT",
    "ASSAULT": "MATERIAL CONFLICT",
}  # fmt: skip
_SECTORS = {
    "government": "GOV", "official": "GOV", "military": "MIL", "armed_group": "REB", "civilian": "CVL", "media": "MED",
    "igo": "IGO", "ngo": "NGO", "company": "BUS", "analyst": "CVL",
}  # fmt: skip
_FEATURES = {"exact": "point", "town": "populated place", "district": "ADM2", "region": "ADM1", "country": "PCLI"}


def _subjects(incident: Incident, stories: Stories) -> Iterator[Subject]:
    rows = each_claim(incident, stories)
    return (row for row in rows if row.claim.event.plover and not row.claim.withdrawn and row.claim.stance == "assert")


def _plover(part: int) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        parts = (row.claim.event.plover or "").split("/")
        return (parts[part] or None) if len(parts) > part else None

    return told


def sector(actor: Actor | None) -> str | None:
    """PLOVER's sector of a party: what its code says after the country's three letters, else by its kind."""
    if actor is None:
        return None
    found = land(actor.country)
    told = (actor.code or "").removeprefix(found.iso3 if found else "")
    return told or _SECTORS.get(actor.kind or "")


def _of(role: str, of: Callable[[Actor], Value]) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        found = getattr(row.claim.event, role)
        return of(found) if found else None

    return told


def _place(of: Callable[[Place], Value]) -> Callable[[Subject], Value]:
    return lambda row: of(row.claim.event.place) if row.claim.event.place else None


def _land(code: str | None, of: Callable[[Land], Value]) -> Value:
    found = land(code)
    return of(found) if found else None


def _empty(name: str, why: str = "always empty: not coded", kind: Kind = "text") -> Column:
    return Column(name, kind, why, lambda _: None)


def _party(role: str, who: str) -> tuple[Column, ...]:
    return (
        Column(f"{who} Name", "text", "its name, else its country's", _of(role, label)),
        Column(f"{who} Country", "text", "ISO 3166 alpha-3", _of(role, lambda p: _land(p.country, lambda c: c.iso3))),
        Column(
            f"{who} COW", "integer", "Correlates of War number", _of(role, lambda p: _land(p.country, lambda c: c.cow))
        ),
        Column(f"Primary {who} Sector", "text", str(sector.__doc__), _of(role, sector)),
        Column(f"{who} Sectors", "text", "the same", _of(role, sector)),
        _empty(f"{who} Title"),
        Column(f"{who} Name Raw", "text", "its words in the story", _of(role, lambda p: quote(p.span))),
        _empty(f"Wikipedia {who} ID"),
    )


def _day(row: Subject) -> Value:
    when = row.claim.event.time
    return (when.start or when.end) if when else row.claim.published[:10]


_WHAT = (
    Column("Event ID", "text", "the claim's id", lambda row: row.claim.id),
    Column("Event Date", "date", "first day told, else the last, else the day of the story", _day),
    Column(
        "Event Type",
        "text",
        "PLOVER's type, by the codebook's table; what is announced is coded as announced",
        _plover(0),
    ),
    Column("Event Mode", "text", "PLOVER's mode, where it has one", _plover(1)),
    _empty("Intensity", "always empty: onrecord weighs nothing", "number"),
    Column("Quad Code", "text", "PLOVER's quad of the type", lambda row: QUADS.get(str(_plover(0)(row)))),
    _empty("Contexts"),
)
_WHERE = (
    Column("Placename", "text", "name of the place", _place(lambda p: p.name)),
    Column(
        "City",
        "text",
        "the same where it is a town or a point in one",
        _place(lambda p: p.name if p.precision in {"exact", "town"} else None),
    ),
    Column(
        "District",
        "text",
        "the same where it is a district",
        _place(lambda p: p.name if p.precision == "district" else None),
    ),
    Column("Province", "text", "first-level division", _place(lambda p: p.admin1)),
    Column("Country", "text", "ISO 3166 alpha-3", _place(lambda p: _land(p.country, lambda c: c.iso3))),
    Column("Latitude", "number", "degrees", _place(lambda p: p.lat)),
    Column("Longitude", "number", "degrees", _place(lambda p: p.lon)),
    Column("GeoNames ID", "integer", "GeoNames id", _place(lambda p: p.geonameid)),
    Column("Raw Placename", "text", "its words in the story", _place(lambda p: quote(p.span))),
    Column(
        "Feature Type",
        "text",
        "how exact the point is, in GeoNames' words",
        _place(lambda p: _FEATURES.get(p.precision)),
    ),
)
_STORY = (
    Column(
        "Source",
        "text",
        "who carried the story, else who wrote it",
        lambda row: row.story.carrier or row.story.originator,
    ),
    Column("Publication Date", "date", "day of the story", lambda row: row.claim.published[:10]),
    _empty("Story People", "always empty: people are not listed"),
    _empty("Story Organizations"),
    _empty("Story Locations"),
    Column("Language", "text", "language of the story", lambda row: row.story.language),
    Column(
        "Version",
        "text",
        "version of onrecord that coded it",
        lambda row: row.story.versions.software if row.story.versions else None,
    ),
)

POLECAT = Table(
    name="polecat",
    about="Claims that assert an event with a PLOVER type, in the 40 columns of POLECAT's weekly files.",
    columns=(*_WHAT, *_party("actor", "Actor"), *_party("target", "Recipient"), *_WHERE, *_STORY),
    subjects=_subjects,
    key="Event ID",
)
