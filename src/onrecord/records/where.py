"""Places: the name in the text, and the place on the map."""

from typing import Literal

from onrecord.records.span import Frozen, Span

PlacePrecision = Literal["exact", "town", "district", "region", "country"]


class Toponym(Frozen):
    """A place name in the text; `lat` and `lon` are null where it must not be placed (metonymy, refusal).

    `kind` is settlement, region, country, macroregion, river, sea, island, facility, or metonymy. `modern` is
    the common modern English name of the place, `name` the story's own spelling.
    """

    span: Span
    name: str
    modern: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    kind: str = "settlement"
    rule: str = ""


class Place(Frozen):
    """Where an event happened; `span` is null where another mention of the same happening tells it.

    `precision` says how exact the point is; `relation` keeps words such as "near" or "south of" that lower it.
    `point_of` names the place beside it whose point stands in for one that the gazetteer lacks; two places are not
    one because they borrow one point.
    """

    span: Span | None
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision = "town"
    relation: str | None = None
    point_of: str | None = None
    rule: str = ""
