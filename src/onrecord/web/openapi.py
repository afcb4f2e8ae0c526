"""The API described: the resources in one table, from which both the routes and the OpenAPI document are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import models_json_schema

from onrecord import __version__
from onrecord.records.filter import MANY, WORDS
from onrecord.records.incident import Incident, PlaceStatus
from onrecord.web import resources
from onrecord.web.forms import MEDIA
from onrecord.web.problems import PROBLEM
from onrecord.web.queries import LIMIT, MOST
from onrecord.web.resources import Answer

Schema = dict[str, Any]
_ANY: Schema = {"type": "string"}
_DAY: Schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}]}
_MOMENT = r"^(\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?$"
_SHAPES: Mapping[str, Schema] = {
    "bbox": {"type": "string", "example": "22,44,41,53"},
    "from": _DAY, "to": _DAY, "reported_from": _DAY, "reported_to": _DAY, "on": _DAY,
    "changed_since": {"type": "string", "pattern": _MOMENT},
    "contested": {"type": "string", "enum": ["yes", "no", "true", "false", "1", "0", ""]},
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
}  # fmt: skip
_PAGE = {
    "limit": f"how many on one page, at most {MOST}",
    "after": "where the page begins: a cursor that an earlier answer gave in `next`",
}


@dataclass(frozen=True)
class Resource:
    """What can be asked at a path in several forms; `name` is the parameter in the path, `words` those of the query."""

    path: str
    about: str
    answer: Answer
    schema: str
    forms: tuple[str, ...] = tuple(MEDIA)
    words: Mapping[str, str] | None = None
    name: str = ""


RESOURCES: tuple[Resource, ...] = (
    Resource(
        "/incidents", "The incidents that a filter admits, newest first.", resources.incidents, "Incidents",
        words={**WORDS, **_PAGE},
    ),
    Resource(
        "/incident/{name}", "One incident with every claim about it; an id that was merged leads to its successor.",
        resources.incident, "IncidentWithCodes", name="the incident's permanent id",
    ),
    Resource(
        "/story/{name}", "One story: as JSON all that was read in it, in other forms the incidents it tells of.",
        resources.story, "CodedStory", name="the story's id",
    ),
    *(
        Resource(
            f"/{kind}/{{name}}", f"The incidents that name one {kind}, newest first.", resources.names(kind),
            "Incidents", name=f"the name of the {kind} as the address of its page has it",
        )
        for kind in ("place", "actor", "source")
    ),
    Resource(
        "/control", "Who holds which place, by whose word.", resources.control, "Control",
        words={"on": "only what is in force on this day (YYYY-MM-DD)", "place": "a part of the place's name"},
    ),
    Resource("/stories", "The stories, newest first.", resources.stories, "Stories", ("json", "csv", "atom"), _PAGE),
    Resource(
        "/corrections", "Every change that reached what was published, newest first.",
        resources.corrections, "Corrections", ("json", "csv", "atom"), _PAGE,
    ),
    Resource("/ignored", "What did not enter, with the reasons.", resources.left_out, "LeftOut", ("json", "csv")),
)  # fmt: skip


def document() -> Schema:
    """The whole OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": "Who said what, what happened, where, when, how many, and how far it stands. Every page of "
            "the site is there as data too: its address plus .json, .geojson, .csv or .atom.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {f"{r.path}.{form}": {"get": _operation(r, form)} for r in RESOURCES for form in r.forms},
        "components": {"schemas": _schemas()},
    }


def _operation(resource: Resource, form: str) -> Schema:
    listed = resource.words or {}
    found: Schema = {
        "200": {
            "description": "As asked.",
            "headers": _HEADERS,
            "content": {MEDIA[form]: {"schema": _schema(resource, form)}},
        },
        "304": {"description": "Nothing has changed since the ETag or the moment that was sent."},
        "400": _problem("A word or value of the query that cannot be."),
        "429": _problem("Too many requests from one address; Retry-After tells when to come again."),
    }
    if resource.name:
        found["404"] = _problem("The record has nothing of that id.")
        if resource.path.startswith("/incident/"):
            found["301"] = {"description": "Another incident took up its claims; Location tells which."}
    own = [
        {
            "name": "name",
            "in": "path",
            "required": True,
            "description": resource.name,
            "schema": {"type": "string", "minLength": 1},
        }
    ]
    return {
        "operationId": resource.path.strip("/").replace("/{name}", "") + f"_{form}",
        "summary": resource.about,
        "parameters": (own if resource.name else []) + [_parameter(word, about) for word, about in listed.items()],
        "responses": found,
    }


_HEADERS: Schema = {
    "ETag": {"schema": _ANY, "description": "for If-None-Match"},
    "Last-Modified": {"schema": _ANY, "description": "when the record last changed"},
}


def _parameter(word: str, about: str) -> Schema:
    told: Schema = {"name": word, "in": "query", "description": about, "schema": _SHAPES.get(word, _ANY)}
    if word in MANY:
        told |= {"schema": {"type": "array", "items": _ANY}, "explode": True, "style": "form"}
    return told


def _problem(about: str) -> Schema:
    return {"description": about, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _schema(resource: Resource, form: str) -> Schema:
    if form == "json":
        return {"$ref": f"#/components/schemas/{resource.schema}"}
    return {"$ref": "#/components/schemas/Features"} if form == "geojson" else _ANY


def _schemas() -> Schema:
    refs, defs = models_json_schema(
        [(Incident, "serialization"), (PlaceStatus, "serialization")], ref_template="#/components/schemas/{model}"
    )
    assert refs
    codes = {"type": "object", "additionalProperties": _ANY}
    analyst = _object(proof=_ANY, credibility=codes, reliability=codes)
    incident = defs["$defs"]["Incident"]
    decided = _object(codes={"type": "array", "items": _ANY}, corrections={"type": "array", "items": _ANY})
    told = {**incident["properties"], "analyst": analyst, "decided": decided}
    whole = {**incident, "title": "IncidentWithCodes", "properties": told}
    return {
        **defs["$defs"],
        "IncidentWithCodes": {**whole, "required": [*incident["required"], "analyst", "decided"]},
        "Incidents": _listed("incidents", {"$ref": "#/components/schemas/Incident"}),
        "Stories": _listed("stories", _object(id=_ANY, title=_ANY, published=_ANY, state=_ANY, page=_ANY)),
        "Corrections": _listed("corrections", _object(kind=_ANY, story=_ANY, replaces=_ANY, at=_ANY, note=_ANY)),
        "LeftOut": _listed("left_out", _object(outcome=_ANY, reason=_ANY, message=_ANY)),
        "Control": _object(
            on={"type": ["string", "null"]},
            lines={"type": "array", "items": {"$ref": "#/components/schemas/PlaceStatus"}},
        ),
        "CodedStory": _object(schema=_ANY, story={"type": "object"}),
        "Features": _object(
            type={"const": "FeatureCollection"}, features={"type": "array", "items": {"type": "object"}}
        ),
        "Problem": _object(type=_ANY, title=_ANY, status={"type": "integer"}, detail=_ANY, code=_ANY, instance=_ANY),
    }  # fmt: skip


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _listed(name: str, item: Schema) -> Schema:
    return _object(
        count={"type": "integer"}, next={"type": ["string", "null"]}, **{name: {"type": "array", "items": item}}
    )
