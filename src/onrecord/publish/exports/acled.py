"""A view in the columns of ACLED's data (export of 2025), for those who merge by them.

It is not ACLED's data: ACLED's coders judge, this view maps. The columns say how.
"""

from collections.abc import Callable, Iterator

from onrecord.publish.exports import parties, scales
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.lands import Land, land
from onrecord.publish.exports.table import Column, Subject, Table, Value, each_incident, listed, number
from onrecord.publish.exports.tolls import toll
from onrecord.publish.wording import country
from onrecord.records.actor import Actor
from onrecord.records.incident import Incident

_HAPPENED = frozenset({"actual", "ongoing"})
_INTER = {
    "government": "State forces",
    "military": "State forces",
    "official": "State forces",
    "armed_group": "Rebel group",
    "civilian": "Civilians",
    "igo": "External/Other forces",
}
_OTHERS_CIVILIAN = frozenset({"media", "ngo", "company", "analyst"})
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Riots": "Demonstrations",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}


def _subjects(incident: Incident, stories: Stories) -> Iterator[Subject]:
    typed = incident.status in _HAPPENED and any(s.claim.event.acled for s in incident.claims)
    return each_incident(incident, stories) if typed else iter(())


def event_types(incident: Incident) -> tuple[str | None, str | None]:
    """ACLED's event and sub-event type; where our type covers several sub-events, the words and the parties decide.

    A state's organ in its own country regains a place, any other force overtakes it. "Suicide" and "grenade" in the
    trigger or the weapon's name make those bombings, "mob" and "lynch" a riot mob violence.
    """
    told = next((s.claim.event.acled for s in incident.claims if s.claim.event.acled and not s.claim.withdrawn), None)
    if told is None:
        return None, None
    event, _, sub = told.partition(" / ")
    choices = sub.split(", ")
    return event, choices[0] if len(choices) == 1 else _chosen(incident, choices)


def _chosen(incident: Incident, choices: list[str]) -> str:
    if incident.type == "seizure":
        actor = parties.party(incident, "actor")
        own = actor is not None and actor.kind != "armed_group" and actor.country == incident.country
        return choices[0] if own else choices[1]
    spans = [span for s in incident.claims for span in (s.claim.event.trigger, s.claim.event.instrument) if span]
    words = " ".join(span.text.lower() for span in spans)
    cues = {"suicide": "Suicide bomb", "grenade": "Grenade", "mob": "Mob violence", "lynch": "Mob violence"}
    return next((sub for cue, sub in cues.items() if cue in words and sub in choices), choices[0])


def inter(actor: Actor | None, incident: Incident) -> str | None:
    """ACLED's type of a party: State forces, Rebel group, Civilians, Protesters, Rioters, External/Other forces.

    A state's forces in another country are External/Other forces, as in ACLED's codebook.
    """
    if actor is None or actor.kind is None:
        return None
    if incident.type in {"protest", "riot"} and actor.kind == "civilian":
        return "Protesters" if incident.type == "protest" else "Rioters"
    if actor.kind in _OTHERS_CIVILIAN:
        return "Civilians"
    told = _INTER.get(actor.kind)
    abroad = actor.country and incident.country and actor.country != incident.country
    return "External/Other forces" if told == "State forces" and abroad else told


def _name(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    forces = {"military": "Military Forces of", "government": "Government of"}.get(actor.kind or "")
    return f"{forces} {country(actor.country)}" if forces and actor.country else parties.label(actor)


def _side(role: parties.Role, of: Callable[[Actor | None, Incident], str | None]) -> Callable[[Subject], Value]:
    return lambda row: of(parties.party(row.incident, role), row.incident)


def _others(role: parties.Role) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        main = parties.label(parties.party(row.incident, role))
        return listed(name for name in parties.labels(row.incident, role) if name != main)

    return told


def _interaction(row: Subject) -> Value:
    kinds = [inter(parties.party(row.incident, role), row.incident) for role in ("actor", "target")]
    return "-".join(kind for kind in kinds if kind) or None


def _civilians(row: Subject) -> Value:
    target = inter(parties.party(row.incident, "target"), row.incident)
    return "Civilian targeting" if target == "Civilians" and _type(0)(row) in _VIOLENT else None


_VIOLENT = frozenset(name for name, disorder in _DISORDER.items() if disorder == "Political violence")


def _type(part: int) -> Callable[[Subject], Value]:
    return lambda row: event_types(row.incident)[part]


def _where(of: Callable[[Land], Value]) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        found = land(row.incident.country)
        return of(found) if found else None

    return told


def _event_id(row: Subject) -> str:
    found = land(row.incident.country)
    return f"{found.iso3 if found else 'XXX'}-{row.incident.id}"


_WHAT = (
    Column("event_id_cnty", "text", "alpha-3 code of the country (XXX where none) and the incident's id", _event_id),
    Column("event_date", "date", "first day, else the last", lambda row: row.incident.start or row.incident.end),
    Column("year", "integer", "its year", lambda row: int((row.incident.start or row.incident.end or "0")[:4]) or None),
    Column(
        "time_precision",
        "integer",
        str(scales.time_precision.__doc__),
        lambda row: scales.time_precision(row.incident.start, row.incident.end),
    ),
    Column("disorder_type", "text", "ACLED's group of the event type", lambda row: _DISORDER.get(str(_type(0)(row)))),
    Column("event_type", "text", "by the codebook's table of types", _type(0)),
    Column("sub_event_type", "text", str(event_types.__doc__), _type(1)),
)
_WHO = (
    Column("actor1", "text", "who acts, as most standing claims tell", _side("actor", lambda p, _: _name(p))),
    Column("assoc_actor_1", "text", "other names that claims give it", _others("actor")),
    Column("inter1", "text", str(inter.__doc__), _side("actor", inter)),
    Column("actor2", "text", "who is acted on, likewise", _side("target", lambda p, _: _name(p))),
    Column("assoc_actor_2", "text", "other names that claims give it", _others("target")),
    Column("inter2", "text", "as inter1", _side("target", inter)),
    Column("interaction", "text", "inter1-inter2", _interaction),
    Column("civilian_targeting", "text", "set where violence has civilians as its target", _civilians),
)
_WHERE = (
    Column("iso", "integer", "ISO 3166 number", _where(lambda found: found.number)),
    Column("region", "text", "ACLED's region", _where(lambda found: found.acled)),
    Column("country", "text", "name, from the gazetteer", _where(lambda found: found.name)),
    Column(
        "admin1",
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
    Column("admin2", "text", "always empty: not coded", lambda _: None),
    Column("admin3", "text", "always empty: not coded", lambda _: None),
    Column("location", "text", "name of the place", lambda row: row.incident.place),
    Column("latitude", "number", "degrees", lambda row: row.incident.lat),
    Column("longitude", "number", "degrees", lambda row: row.incident.lon),
    Column(
        "geo_precision", "integer", str(scales.geo_precision.__doc__), lambda row: scales.geo_precision(row.incident)
    ),
)
_SAID = (
    Column(
        "source",
        "text",
        "who wrote or carried each story",
        lambda row: listed(
            row.stories.cited(s.claim.story).originator for s in row.incident.claims if not s.claim.withdrawn
        ),
    ),
    Column("source_scale", "text", "always empty: not coded", lambda _: None),
    Column(
        "notes",
        "text",
        "claimant and words of the claim that the row leads to, and its id",
        lambda row: f"{row.claim.claimant}: {scales.quote(row.claim.event.clause) or ''} [{row.claim.id}]",
    ),
    Column(
        "fatalities",
        "number",
        "lowest lower bound told for this event, 0 where none is: ACLED takes the most conservative figure",
        lambda row: number(toll(row.incident, "killed").low or 0),
    ),
    Column("tags", "text", "its standings", lambda row: listed(r.standing for r in row.incident.standings)),
    Column("timestamp", "moment", "when a claim last came, changed or went", lambda row: row.incident.changed),
)

ACLED = Table(
    name="acled",
    about="Incidents that happened and whose type has a counterpart in ACLED, in the 31 columns of ACLED's export.",
    columns=(*_WHAT, *_WHO, *_WHERE, *_SAID),
    subjects=_subjects,
    key="event_id_cnty",
)
