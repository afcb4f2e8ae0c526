"""The reference story, read in place: what issue 2 asks of it."""

import pytest

from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.store.record import Store

# where each happening lies (degrees, within 0.1), and the words that tell it in the record
HAPPENINGS = {
    "the occupation of Severodonetsk": ("seizure", (48.95, 38.49), "Oleksandr Striuk", ("2022-06-25", "2022-06-25")),
    "the entry into Lysychansk": ("advance", (48.91, 38.42), "pro-Moscow separatists", None),
    "street fighting in Lysychansk": ("clash", (48.91, 38.42), "Andrei Marochko", None),
    "rockets on Desna": (
        "shelling",
        (50.93, 30.77),
        "Ukraine's northern military command",
        ("2022-06-25", "2022-06-25"),
    ),
    "the Azot plant taken": ("seizure", (48.945, 38.46), "Pro-Moscow separatists", None),
    "people leaving the Azot plant": ("evacuation", (48.945, 38.46), "Oleksandr Striuk", ("2022-06-25", "2022-06-25")),
    "the strike in Konstantinovka": ("attack", (48.53, 37.71), "Russia", None),
    "the building hit in Kharkiv": ("shelling", (49.98, 36.25), "AFP", ("2022-06-24", "2022-06-25")),
    "the attack in Chuguiv": ("attack", (49.84, 36.69), "AFP", ("2022-06-20", "2022-06-25")),
}


@pytest.fixture(scope="module")
def claims(shared, tmp_path_factory):
    """The claims of the seed, from its folder through the whole ladder, with the incident each belongs to."""
    paths = sorted((shared / "seed").glob("*.txt"))
    with Store(tmp_path_factory.mktemp("seed") / "record.sqlite") as store:
        assert list(pipeline.take_in(read_paths(paths), store)) == ["entered"]
        snapshot = pipeline.link(store)
    return [(standing, incident) for incident in snapshot.incidents for standing in incident.claims]


@pytest.mark.parametrize("happening", HAPPENINGS.values(), ids=HAPPENINGS)
def test_each_happening_is_on_the_map_under_its_claimant_and_dated_where_the_text_says_so(claims, happening):
    kind, (lat, lon), claimant, days = happening
    found = [
        standing.claim
        for standing, incident in claims
        if standing.claim.event.type == kind
        and standing.claim.claimant == claimant
        and incident.lat is not None
        and abs(incident.lat - lat) < 0.1
        and abs(incident.lon - lon) < 0.1
    ]
    assert found
    if days:
        assert days in [(c.event.time.start, c.event.time.end) for c in found if c.event.time]


def test_the_two_claims_that_could_not_be_verified_are_marked_and_no_other(claims):
    marked = {(s.claim.claimant, s.claim.checked) for s, _ in claims if s.claim.checked}
    assert marked == {("Andrei Marochko", "unverified"), ("Russia", "unverified")}
    for standing, _ in claims:
        if standing.claim.checked:
            assert "unverified" in {reason.standing for reason in standing.standings}


def test_what_the_team_saw_is_witnessed(claims):
    seen = [s for s, _ in claims if s.claim.voice == "witnessed"]
    assert {s.claim.claimant for s in seen} == {"AFP"}
    assert any(s.claim.event.type == "shelling" for s in seen)
    assert all("witnessed" in {r.standing for r in s.standings} for s in seen)


def test_numbers_are_read_as_told(claims):
    numbers = {(q.kind, q.min, q.max, q.span.text) for s, _ in claims for q in s.claim.event.quantities}
    assert ("killed", None, 80, "up to 80") in numbers
    assert ("evacuated", 800, None, "more than 800") in numbers
    assert ("killed", 6, 6, "six") in numbers
    assert ("casualties", 0, 0, "no casualties") in numbers
    assert ("weapons", 20, 20, "Twenty") in numbers
