"""Every place of the seed, read in place: which is placed where, and which is a government."""

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.resolve.gazetteer import km
from onrecord.resolve.places import find_toponyms

POINTS = {
    "Severodonetsk": ("settlement", 48.95, 38.49),
    "Lysychansk": ("settlement", 48.91, 38.42),
    "Saint Petersburg": ("settlement", 59.94, 30.31),
    "Desna": ("settlement", 50.93, 30.77),
    "Chernigiv region": ("region", 51.3, 32.0),
    "Kramatorsk": ("settlement", 48.73, 37.57),
    "Slovyansk": ("settlement", 48.85, 37.6),
    "Mariupol": ("settlement", 47.1, 37.55),
    "Azot plant": ("facility", 48.945, 38.46),
    "Azot chemical plant": ("facility", 48.945, 38.46),
    "Azot factory": ("facility", 48.945, 38.46),
    "Donbas region": ("macroregion", 48.3, 38.0),
    "Donbas": ("macroregion", 48.3, 38.0),
    "Konstantinovka": ("settlement", 48.53, 37.71),
    "Donetsk region": ("region", 48.0, 37.7),
    "Kharkiv": ("settlement", 49.98, 36.25),
    "Chuguiv": ("settlement", 49.84, 36.69),
}
GOVERNMENTS = ("Moscow", "Kremlin", "Kyiv")


@pytest.fixture(scope="module")
def seed(shared):
    path = next((shared / "seed").glob("*.txt"))
    return find_toponyms(parse(story_from_text(path.read_text(encoding="utf-8"), story_id="seed")))


@pytest.mark.shared
@pytest.mark.parametrize("name", POINTS)
def test_a_place_of_the_seed_is_placed(seed, name):
    found = [t for t in seed if t.span.text == name]
    kind, lat, lon = POINTS[name]
    assert found
    for toponym in found:
        assert toponym.kind == kind
        assert toponym.lat is not None
        assert km(toponym.lat, toponym.lon, lat, lon) < 25


@pytest.mark.shared
def test_governments_of_the_seed_have_no_point(seed):
    assert [t for t in seed if t.name in GOVERNMENTS and (t.kind != "metonymy" or t.lat is not None)] == []
    assert sum(t.name == "Moscow" for t in seed) == 8


@pytest.mark.shared
def test_the_seed_names_no_place_it_does_not_name(seed):
    countries = {t.name for t in seed if t.kind == "country"}
    assert countries <= {"Russia", "Ukraine", "Belarus", "Poland", "US"}
    known = (
        set(POINTS) | set(GOVERNMENTS) | countries | {"Lugansk", "Donetsk", "Europe", "Russia", "Belarus", "Ukraine"}
    )
    assert {t.span.text for t in seed} <= known
