"""What an operator decides about the site: where it lies, what the map may draw, how much text is shown."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from onrecord.errors import InputError
from onrecord.publish.paths import web_link

_LINES = {"LineString", "MultiLineString", "Polygon", "MultiPolygon"}


@dataclass(frozen=True)
class Look:
    """The operator's choices; the defaults ask nothing of anybody.

    `address` is where the site is published ("" where that is not known: feeds then link relatively), `authority` the
    authority and date of the feeds' tag addresses (RFC 4151). `boundaries` are GeoJSON lines as text, drawn with their
    source named; `tiles` is the address pattern of map tiles. `full_text` shows texts whole whatever their terms.
    """

    address: str = ""
    authority: str = "onrecord.example,2022"
    boundaries: str = ""
    boundaries_source: str = ""
    tiles: str = ""
    tiles_source: str = ""
    full_text: Literal["terms", "all"] = "terms"

    @property
    def digest(self) -> str:
        """The same as long as the choices are."""
        return hashlib.sha256(repr(self).encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def tile_host(self) -> str:
        """The scheme and host that pages with a map may fetch images from, "" for none."""
        told = urlsplit(self.tiles.replace("{s}", "a")) if self.tiles else None
        if told is None:
            return ""
        host = f"*.{told.netloc.partition('.')[2]}" if "{s}" in self.tiles else told.netloc
        return f"{told.scheme}://{host}"


def boundaries_of(text: str, path: str) -> str:
    """The lines of a GeoJSON file, and nothing else of it, as GeoJSON text; raises InputError (R135) for none."""
    try:
        lines = [line for geometry in _geometries(json.loads(text)) for line in _lines(geometry)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError("R135", f"{path} is no GeoJSON of lines or areas: {error}") from error
    if not lines:
        raise InputError("R135", f"{path} has no lines or areas to draw")
    return json.dumps({"type": "MultiLineString", "coordinates": lines})


def tiles_of(pattern: str) -> str:
    """The address pattern of tiles, checked; raises InputError (R135) where it is none."""
    plain = pattern.replace("{", "").replace("}", "")
    if pattern and (not web_link(plain) or not all(f"{{{name}}}" in pattern for name in "zxy")):
        raise InputError("R135", f"site.tiles = {pattern}: an address with {{z}}, {{x}} and {{y}} is asked")
    return pattern


def _geometries(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kind = told["type"]
    if kind == "FeatureCollection":
        for feature in _list(told["features"]):
            yield from _geometries(feature)
    elif kind == "Feature":
        yield from _geometries(told["geometry"]) if isinstance(told["geometry"], dict) else ()
    elif kind == "GeometryCollection":
        for geometry in _list(told["geometries"]):
            yield from _geometries(geometry)
    elif kind in _LINES:
        yield told


def _lines(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    found: list[Any] = [geometry["coordinates"]]
    for _ in range({"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[str(geometry["type"])]):
        found = [inner for outer in found for inner in _list(outer)]
    for line in found:
        yield [[round(float(point[0]), 5), round(float(point[1]), 5)] for point in _list(line)]


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError("a list is missing")
    return told
