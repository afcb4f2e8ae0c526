"""The table of incidents: one row each, ranges by who says so, and the way back to the words of its first claim."""

from collections.abc import Callable, Iterable
from hashlib import sha256

from onrecord.publish.exports import parties, scales
from onrecord.publish.exports.provenance_columns import EVIDENCE, STORY, VERSIONS
from onrecord.publish.exports.table import Column, Subject, Table, Value, each_incident, listed, number
from onrecord.publish.exports.tolls import toll
from onrecord.records.actor import Actor
from onrecord.records.incident import Claim


def _party(role: parties.Role, of: Callable[[Actor], Value]) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        found = parties.party(row.incident, role)
        return of(found) if found else None

    return told


def _from_claims(of: Callable[[Claim], str | None]) -> Callable[[Subject], Value]:
    return lambda row: listed(of(s.claim) for s in row.incident.claims if not s.claim.withdrawn)


def _admin1(row: Subject) -> Value:
    places = [s.claim.event.place for s in row.incident.claims if not s.claim.withdrawn and s.claim.event.place]
    return next((p.admin1 for p in places if p.name == row.incident.place and p.admin1), None)


def _geonameid(row: Subject) -> Value:
    places = [s.claim.event.place for s in row.incident.claims if not s.claim.withdrawn and s.claim.event.place]
    return next((p.geonameid for p in places if p.name == row.incident.place and p.geonameid), None)


def _range(kind: str, *, total: bool = False) -> Iterable[Column]:
    name, about = (f"{kind}_total", f"running total of {kind}") if total else (kind, f"{kind} in this event")
    tags = {"killed": "#affected+killed", "injured": "#affected+injured"}
    tag = tags.get(kind, f"#affected+{kind}") + ("+cumulative" if total else "")
    tell = "over each claimant's latest figure that stands"
    yield Column(
        f"{name}_min",
        "number",
        f"{about}: lowest lower bound told, {tell}; empty where nobody tells one",
        lambda row: number(toll(row.incident, kind, total=total).low),
        f"{tag}+min",
    )
    yield Column(
        f"{name}_max",
        "number",
        f'{about}: highest upper bound told, {tell}; "at least" gives none, "up to 80" is 80',
        lambda row: number(toll(row.incident, kind, total=total).high),
        f"{tag}+max",
    )


_WHAT = (
    Column("id", "text", "permanent id of the incident", lambda row: row.incident.id, "#event+code"),
    Column("title", "text", "what, where and when, in neutral words", lambda row: row.incident.title, "#description"),
    Column("type", "text", "event type of the codebook", lambda row: row.incident.type, "#event+type"),
    Column(
        "status",
        "text",
        "actual, ongoing, future, hypothetical, negated, or withdrawn: a tombstone, kept so that the id still answers",
        lambda row: row.incident.status,
        "#status",
    ),
)
_WHEN = (
    Column("start", "date", "first day; empty where open", lambda row: row.incident.start, "#date+start"),
    Column("end", "date", "last day, inclusive; empty where open", lambda row: row.incident.end, "#date+end"),
    Column(
        "date_prec",
        "integer",
        f"UCDP's scale. {scales.date_prec.__doc__}",
        lambda row: scales.date_prec(row.incident.start, row.incident.end),
    ),
    Column(
        "time_precision",
        "integer",
        f"ACLED's scale. {scales.time_precision.__doc__}",
        lambda row: scales.time_precision(row.incident.start, row.incident.end),
    ),
)
_WHERE = (
    Column("place", "text", "name of the place", lambda row: row.incident.place, "#loc+name"),
    Column("admin1", "text", "first-level division, as the gazetteer names it", _admin1, "#adm1+name"),
    Column(
        "country", "text", "ISO 3166 alpha-2, from the gazetteer", lambda row: row.incident.country, "#country+code"
    ),
    Column("lat", "number", "degrees; empty where it is not placed", lambda row: row.incident.lat, "#geo+lat"),
    Column("lon", "number", "degrees; empty where it is not placed", lambda row: row.incident.lon, "#geo+lon"),
    Column("precision", "text", "exact, town, district, region, country", lambda row: row.incident.precision),
    Column("geonameid", "integer", "GeoNames id of the place; empty for others", _geonameid, "#loc+code+geonames"),
    Column(
        "where_prec",
        "integer",
        f"UCDP's scale. {scales.where_prec.__doc__}",
        lambda row: scales.where_prec(row.incident),
    ),
    Column(
        "geo_precision",
        "integer",
        f"ACLED's scale. {scales.geo_precision.__doc__}",
        lambda row: scales.geo_precision(row.incident),
    ),
)
_WHO = (
    Column(
        "actor",
        "text",
        "who acts, as most standing claims tell; a country's name where only that is told",
        _party("actor", parties.label),
        "#group+name+first",
    ),
    Column("actor_kind", "text", "its kind, as in the codebook", _party("actor", lambda p: p.kind)),
    Column("actor_country", "text", "ISO 3166 alpha-2 of its side", _party("actor", lambda p: p.country)),
    Column(
        "target",
        "text",
        "who or what is acted on, told likewise",
        _party("target", parties.label),
        "#group+name+second",
    ),
    Column("target_kind", "text", "its kind", _party("target", lambda p: p.kind)),
    Column("target_country", "text", "ISO 3166 alpha-2 of its side", _party("target", lambda p: p.country)),
    Column(
        "actors_told",
        "text",
        "every name that standing claims give who acts: more than one where they differ",
        lambda row: listed(parties.labels(row.incident, "actor")),
    ),
)
_SAID = (
    Column(
        "standings",
        "text",
        "how well it stands, by the published rules",
        lambda row: listed(r.standing for r in row.incident.standings),
    ),
    Column(
        "contested",
        "boolean",
        "whether claims contradict each other",
        lambda row: bool(row.incident.contradictions),
    ),
    Column(
        "contradictions",
        "text",
        "what they contradict each other about",
        lambda row: listed(c.about for c in row.incident.contradictions),
    ),
    Column("claimants", "text", "who says so", _from_claims(lambda c: c.claimant), "#meta+source"),
    Column(
        "claims",
        "integer",
        "how many claims stand",
        lambda row: sum(not s.claim.withdrawn for s in row.incident.claims),
    ),
    Column(
        "originators",
        "integer",
        "how many independent sources; copies of one agency's story are one",
        lambda row: len({s.claim.originator for s in row.incident.claims if not s.claim.withdrawn}),
    ),
    Column(
        "claim_ids",
        "text",
        "the claims it is derived from",
        lambda row: listed(s.claim.id for s in row.incident.claims),
    ),
    Column("first_seen", "moment", "when it was first reported", lambda row: row.incident.first_seen, "#date+reported"),
    Column(
        "changed",
        "moment",
        "when a claim last came, changed or went",
        lambda row: row.incident.changed,
        "#date+updated",
    ),
)

_FINGERPRINT = Column(
    "fingerprint",
    "text",
    "hash of all that the record says of it: another one when anything of it changed",
    lambda row: sha256(row.incident.model_dump_json().encode("utf-8", "replace")).hexdigest()[:16],
)

INCIDENTS = Table(
    name="incidents",
    about="One row for each incident: claims judged to be about one happening. The story, words and rule of a row are "
    "those of its first claim that stands; the table of claims has all of them.",
    columns=(
        *_WHAT,
        *_WHEN,
        *_WHERE,
        *_WHO,
        *_range("killed"),
        *_range("injured"),
        *_range("killed", total=True),
        *_range("injured", total=True),
        *_SAID,
        *STORY,
        *EVIDENCE,
        *VERSIONS,
        _FINGERPRINT,
    ),
    subjects=each_incident,
)
