"""The compiled gazetteer: made once, whole, found again; divisions and parts of countries have points."""

import pytest

from onrecord.resolve import gazetteer as module
from onrecord.resolve.country_parts import country_parts
from onrecord.resolve.gazetteer import cache_folder, gazetteer, km
from onrecord.resolve.gazetteer_build import MAGIC
from onrecord.resolve.transliteration import fold, skeleton


def best(name: str, kind: str):
    return max((h.entry for h in gazetteer().lookup(name) if h.entry.kind == kind), key=lambda e: e.population)


@pytest.mark.parametrize(
    ("name", "kind", "lat", "lon"),
    [
        ("Luhansk", "region", 48.92, 39.02),
        ("Kharkiv", "region", 49.6, 36.5),
        ("Aleppo", "settlement", 36.2, 37.16),
        ("Texas", "region", 31.4, -98.9),
        ("Desna", "settlement", 50.93, 30.77),
        ("northern Syria", "macroregion", 36.4, 38.9),
        ("Donbas", "macroregion", 48.3, 38.0),
        ("Sudan", "country", 16.0, 30.0),
    ],
)
def test_a_place_lies_where_it_should(name, kind, lat, lon):
    entry = best(name, kind)
    assert entry.lat is not None
    assert km(entry.lat, entry.lon, lat, lon) < 120


def test_a_division_is_found_by_its_code():
    assert gazetteer().coded("US.TX")[0].entry.name == "Texas"
    assert gazetteer().coded("UA")[0].entry.name == "Ukraine"
    assert gazetteer().coded("no such code") == ()


def test_unknown_names_are_not_found():
    assert gazetteer().lookup("Xyzzyqwv") == ()
    assert gazetteer().lookup("") == ()
    assert gazetteer().lookup_rough("") == ()


def test_the_cache_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("ONRECORD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "onrecord"


def test_a_broken_file_is_built_anew(monkeypatch, tmp_path):
    whole = cache_folder() / f"gazetteer-{module.version()}.bin"
    gazetteer()
    content = whole.read_bytes()
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    target = tmp_path / whole.name
    target.write_bytes(b"not ours")
    monkeypatch.setattr(module, "build", lambda path: path.write_bytes(content))
    fresh = module.gazetteer.__wrapped__()
    assert target.read_bytes().startswith(MAGIC)
    assert fresh.lookup("Kyiv")


def test_parts_lie_on_their_sides():
    grid = [(float(lat), float(lon)) for lat in range(10) for lon in range(10)]
    parts = {name: (lat, lon) for name, lat, lon in country_parts(grid)}
    assert parts["northern"][0] > parts["central"][0] > parts["southern"][0]
    assert parts["eastern"][1] > parts["central"][1] > parts["western"][1]
    assert parts["northeastern"] > parts["southwestern"]
    assert country_parts(grid[:5]) == []


def test_folding_joins_ways_of_writing_one_name():
    assert fold("Saint-Étienne") == fold("St. Etienne") == "st etienne"
    assert fold("Ma'arrat") == fold("Ma’arrat") == "maarrat"
    assert fold("The Hague") == fold("Hague")
    assert skeleton("Gorskoye") == skeleton("Hirske")
    assert skeleton("al-Hudaydah") == skeleton("Hodeidah")
    assert skeleton("Lee") == ""
