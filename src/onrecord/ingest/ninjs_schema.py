"""Says what is wrong with a ninjs item by IPTC's own schemas, the latest of each of its three forms."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.ingest.decoding import mend_surrogates
from onrecord.records.span import Note

_FORMS = ("3.1", "2.2", "1.6")
_GEOJSON = "https://geojson.org/schema/GeoJSON.json"
_SHAPES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection", "Feature",
    "FeatureCollection",
)  # fmt: skip
_LISTS = {"headlines", "bodies", "descriptions", "places", "people", "organisations", "subjects", "infosources"}
_LONGEST = 160  # characters of a message


def faults_of(fields: Mapping[str, object]) -> tuple[Note, ...]:
    """A note on the first fault, where the item is valid in none of the forms; the one it looks like is named.

    An item need not say which form it is in, and those that do often say it wrongly: so all are tried.
    """
    form = _looks_like(fields)
    try:
        if any(_validator(f).is_valid(fields) for f in _FORMS):
            return ()
        found = min(_validator(form).iter_errors(fields), key=lambda e: ([str(p) for p in e.absolute_path], e.message))
        place, told = "/".join(str(p) for p in found.absolute_path), found.message
    except RecursionError:
        place, told = "", "items in items in items, beyond any end"
    message = mend_surrogates(f"not valid ninjs {form}, at /{place[:60]}: {told}")[0]
    return (Note(level="warning", code="ninjs-invalid", message=message[:_LONGEST]),)


def _looks_like(fields: Mapping[str, object]) -> str:
    """3.x writes names in camelCase, 2.x has lists of headlines and places, 1.x neither."""
    if any(name != name.lower() for name in fields):
        return "3.1"
    return "2.2" if fields.keys() & _LISTS else "1.6"


@cache
def _validator(form: str) -> Any:
    """The compiled schema. What GeoJSON is, it leaves to a schema elsewhere, for which a short one stands here."""
    from jsonschema.validators import validator_for  # noqa: PLC0415 (for ninjs only)
    from referencing import Registry  # noqa: PLC0415
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415

    # two sample items carry a position without its type, so that only a wrong type is a fault
    geojson = {"type": "object", "properties": {"type": {"enum": list(_SHAPES)}}}
    registry: Registry[Any] = Registry().with_resource(_GEOJSON, DRAFT202012.create_resource(geojson))
    schema = json.loads(files("onrecord.ingest").joinpath(f"schemas/ninjs-{form}.json").read_bytes())
    return validator_for(schema)(schema, registry=registry)
