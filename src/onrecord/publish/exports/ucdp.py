"""A view in the columns of UCDP's Georeferenced Event Dataset (GED 25.1), for those who merge by them.

It is not UCDP's data: UCDP's coders judge, this view maps. The columns say how.
"""

from collections.abc import Callable, Iterator

from onrecord.publish.exports import parties, scales
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.lands import Land, land
from onrecord.publish.exports.table import Column, Subject, Table, Value, each_incident, listed, number
from onrecord.publish.exports.tolls import Range, toll
from onrecord.publish.wording import country
from onrecord.records.actor import Actor
from onrecord.records.incident import Incident

TYPES = frozenset(
    {"clash", "shelling", "air_strike", "bombing", "attack", "seizure", "advance", "siege", "interception"}
)
_HAPPENED = frozenset({"actual", "ongoing"})
_NOT_CODED = "always empty: UCDP's own numbering, which onrecord does not know"


def is_lethal(incident: Incident) -> bool:
    """Whether UCDP would look at it: violence that happened, with at least one death told for this event."""
    dead = toll(incident, "killed")
    return incident.type in TYPES and incident.status in _HAPPENED and max(dead.low or 0, dead.high or 0) >= 1


def _subjects(incident: Incident, stories: Stories) -> Iterator[Subject]:
    return each_incident(incident, stories) if is_lethal(incident) else iter(())


def _killed(of: Callable[[Range], float | None]) -> Callable[[Subject], Value]:
    return lambda row: number(of(toll(row.incident, "killed")))


def _best(row: Subject) -> float:
    dead = toll(row.incident, "killed")
    return dead.middle if dead.middle is not None else 0


def _side(role: parties.Role, of: Callable[[Actor | None], Value]) -> Callable[[Subject], Value]:
    return lambda row: of(parties.party(row.incident, role))


def _where(of: Callable[[Land], Value]) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        found = land(row.incident.country)
        return of(found) if found else None

    return told


def _gw(actor: Actor | None) -> Value:
    found = land(actor.country) if actor and actor.kind in {"government", "military", "official"} else None
    return found.gw if found else None


def _victims(row: Subject) -> str:
    """Whose the dead are: civilians, a (who acts), b (who is acted on), or unknown."""
    target = parties.party(row.incident, "target")
    if target is None or target.kind is None:
        return "unknown"
    return "civilians" if target.kind == "civilian" else "b" if target.kind in parties.ARMED else "unknown"


def _deaths(whose: str) -> Callable[[Subject], Value]:
    return lambda row: number(_best(row)) if _victims(row) == whose else 0


def _dyad(row: Subject) -> Value:
    sides = [parties.side_name(parties.party(row.incident, role)) or "Unknown" for role in ("actor", "target")]
    return " - ".join(sides)


def _b(row: Subject) -> Value:
    target = parties.party(row.incident, "target")
    return "Civilians" if target and target.kind == "civilian" else parties.side_name(target)


def _each_story(of: Callable[[Subject, str], str | None]) -> Callable[[Subject], Value]:
    return lambda row: listed(of(row, s.claim.story) for s in row.incident.claims if not s.claim.withdrawn)


def _article(row: Subject, story: str) -> str:
    cited = row.stories.cited(story)
    return f'"{cited.originator or story}, {(cited.published or "")[:10]}, {cited.headline or story}"'


def priogrid(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell of a point: cells of half a degree, numbered from the south-west, 720 to a row."""
    if lat is None or lon is None:
        return None
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _wkt(row: Subject) -> Value:
    incident = row.incident
    return None if incident.lat is None or incident.lon is None else f"POINT ({incident.lon} {incident.lat})"


def _empty(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "integer", _NOT_CODED, lambda _: None) for name in names)


_IDS = (
    Column("id", "text", "the incident's id; UCDP's are numbers", lambda row: row.incident.id),
    Column("relid", "text", "the claim that the row leads to", lambda row: row.claim.id),
    Column(
        "year",
        "integer",
        "year of date_start",
        lambda row: int((row.incident.start or row.incident.end or "0")[:4]) or None,
    ),
    *_empty("active_year"),
    Column("code_status", "text", "always Machine coded", lambda _: "Machine coded"),
    Column(
        "type_of_violence",
        "integer",
        str(parties.violence.__doc__),
        lambda row: parties.violence(parties.party(row.incident, "actor"), parties.party(row.incident, "target")),
    ),
)
_SIDES = (
    *_empty("conflict_dset_id", "conflict_new_id"),
    Column("conflict_name", "text", "always empty: onrecord names no conflicts", lambda _: None),
    *_empty("dyad_dset_id", "dyad_new_id"),
    Column("dyad_name", "text", "side_a - side_b", _dyad),
    *_empty("side_a_dset_id", "side_a_new_id"),
    Column(
        "side_a",
        "text",
        "who acts, as most standing claims tell; a state's organs as Government of X",
        _side("actor", parties.side_name),
    ),
    *_empty("side_b_dset_id", "side_b_new_id"),
    Column("side_b", "text", "who is acted on, likewise; Civilians where they are the target", _b),
)
_SOURCES = (
    Column(
        "number_of_sources",
        "integer",
        "independent originators of standing claims",
        lambda row: len({s.claim.originator for s in row.incident.claims if not s.claim.withdrawn}),
    ),
    Column("source_article", "text", "originator, day and headline of each story", _each_story(_article)),
    Column(
        "source_office",
        "text",
        "who carried each story, else who wrote it",
        _each_story(lambda row, story: row.stories.cited(story).carrier or row.stories.cited(story).originator),
    ),
    Column(
        "source_date",
        "text",
        "day of each story",
        _each_story(lambda row, story: (row.stories.cited(story).published or "")[:10]),
    ),
    Column(
        "source_headline",
        "text",
        "headline of each story",
        _each_story(lambda row, story: row.stories.cited(story).headline),
    ),
    Column(
        "source_original",
        "text",
        "who says so: the speakers",
        lambda row: listed(s.claim.claimant for s in row.incident.claims if not s.claim.withdrawn),
    ),
)
_PLACE = (
    Column("where_prec", "integer", str(scales.where_prec.__doc__), lambda row: scales.where_prec(row.incident)),
    Column("where_coordinates", "text", "name of the place", lambda row: row.incident.place),
    Column("where_description", "text", "the words of the claim", lambda row: scales.quote(row.claim.event.clause)),
    Column(
        "adm_1",
        "text",
        "first-level division",
        lambda row: next(
            (
                p.admin1
                for p in (s.claim.event.place for s in row.incident.claims)
                if p and p.name == row.incident.place
            ),
            None,
        ),
    ),
    Column("adm_2", "text", "always empty: not coded", lambda _: None),
    Column("latitude", "number", "degrees", lambda row: row.incident.lat),
    Column("longitude", "number", "degrees", lambda row: row.incident.lon),
    Column("geom_wkt", "text", "the point as well-known text", _wkt),
    Column("priogrid_gid", "integer", str(priogrid.__doc__), lambda row: priogrid(row.incident.lat, row.incident.lon)),
    Column(
        "country",
        "text",
        "name of the country, from the gazetteer",
        lambda row: country(row.incident.country) if row.incident.country else None,
    ),
    Column("country_id", "integer", "Gleditsch and Ward's number", _where(lambda found: found.gw)),
    Column("region", "text", "UCDP's region", _where(lambda found: found.ucdp)),
)
_TIME = (
    Column(
        "event_clarity", "integer", str(scales.event_clarity.__doc__), lambda row: scales.event_clarity(row.incident)
    ),
    Column(
        "date_prec",
        "integer",
        str(scales.date_prec.__doc__),
        lambda row: scales.date_prec(row.incident.start, row.incident.end),
    ),
    Column("date_start", "date", "first day, else the last", lambda row: row.incident.start or row.incident.end),
    Column("date_end", "date", "last day, else the first", lambda row: row.incident.end or row.incident.start),
)
_DEAD = (
    Column("deaths_a", "integer", "always 0: whose dead they are is told only of who is acted on", lambda _: 0),
    Column("deaths_b", "number", "best where who is acted on bears arms, else 0", _deaths("b")),
    Column("deaths_civilians", "number", "best where who is acted on are civilians, else 0", _deaths("civilians")),
    Column("deaths_unknown", "number", "best where it is not told who died, else 0", _deaths("unknown")),
    Column(
        "best",
        "number",
        "the lower of the two middle lower bounds of the claimants' latest figures for this event; "
        'no claimant is preferred; 0 where only "up to" is told',
        lambda row: number(_best(row)),
    ),
    Column(
        "high",
        "number",
        "highest upper bound told, else highest lower bound",
        lambda row: number(max(toll(row.incident, "killed").high or 0, _best(row))),
    ),
    Column(
        "low", "number", 'lowest lower bound told; 0 where only "up to" is told', _killed(lambda dead: dead.low or 0)
    ),
    Column(
        "gwnoa", "integer", "Gleditsch and Ward's number of side_a where it is a state's organ", _side("actor", _gw)
    ),
    Column("gwnob", "integer", "the same of side_b", _side("target", _gw)),
)

UCDP = Table(
    name="ucdp_ged",
    about="Incidents of violence that happened, with at least one death told for this event, in the 49 columns of UCDP "
    "GED. Running totals are not counted.",
    columns=(*_IDS, *_SIDES, *_SOURCES, *_PLACE, *_TIME, *_DEAD),
    subjects=_subjects,
)
