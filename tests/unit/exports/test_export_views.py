"""The views in the columns of UCDP GED, ACLED and POLECAT, and the figures and scales behind them."""

import tomllib
from pathlib import Path

import pytest
from told import story_of

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.forms import TABLES
from onrecord.publish.exports.lands import land, lands
from onrecord.publish.exports.scales import date_prec, quote, time_precision, where_prec
from onrecord.publish.exports.tolls import toll
from onrecord.publish.exports.ucdp import priogrid
from onrecord.records.span import Span

CASES = Path(__file__).parents[2] / "cases" / "exports"
COLUMNS = tomllib.loads((CASES / "columns.toml").read_text("utf-8"))
BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
REGAINED, OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"
BATTLE = "Battles / Armed clash"
TAKEN = "Battles / Government regains territory, Non-state actor overtakes territory"
BLAST = "Explosions/Remote violence / Remote explosive/landmine/IED, Suicide bomb, Grenade"
SHELLED = "Explosions/Remote violence / Shelling/artillery/missile attack"


def rows(read, table):
    names = [c.name for c in TABLES[table].columns]
    return [dict(zip(names, row, strict=True)) for row in TABLES[table].rows(read.incidents(), Stories(read))]


@pytest.mark.parametrize("table", COLUMNS)
def test_a_view_has_the_columns_of_what_it_is_a_view_of(table):
    assert [c.name for c in TABLES[table].columns] == COLUMNS[table]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_holds_and_no_name_comes_twice(table):
    columns = TABLES[table].columns
    assert all(c.about for c in columns)
    assert len({c.name for c in columns}) == len(columns)
    tags = [c.hxl for c in columns if c.hxl]
    assert len(set(tags)) == len(tags)


def test_ucdp_of_the_sample_keeps_its_own_order(sample):
    told = rows(sample, "ucdp_ged")
    assert told
    for row in told:
        assert row["low"] <= row["best"] <= row["high"]
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(row[part] for part in parts) == row["best"]
        assert row["date_start"] is None or row["date_start"] <= row["date_end"]
        assert row["country_id"] in {365, 369}
        assert row["region"] == "Europe"


def test_ucdp_takes_in_only_violence_that_killed(invented):
    def told(**claim):
        return rows(invented(story_of("np-1", claim)), "ucdp_ged")

    assert told(killed=(3, 3))
    assert told(killed=(None, 80))
    assert not told()
    assert not told(killed=(0, 0))
    assert not told(killed=(3, 3), type="meeting")
    assert not told(killed=(3, 3), status="future")


@pytest.mark.parametrize(
    ("actor", "target", "kind", "sides"),
    [
        (
            ("military", "FR", "troops"),
            ("military", "AD", "soldiers"),
            1,
            ("Government of France", "Government of Andorra"),
        ),
        (("armed_group", "AD", "rebels"), ("military", "AD", "soldiers"), 1, ("rebels", "Government of Andorra")),
        (("armed_group", "AD", "rebels"), ("armed_group", "AD", "militia"), 2, ("rebels", "militia")),
        (("military", "FR", "troops"), ("civilian", "AD", "residents"), 3, ("Government of France", "Civilians")),
        (("military", "FR", "troops"), None, None, ("Government of France", None)),
    ],
)
def test_type_of_violence_comes_from_the_parties(invented, actor, target, kind, sides):
    claim = {"actor": actor, "target": target, "killed": (2, 2)}
    (row,) = rows(
        invented(story_of("np-1", claim, text="troops rebels hit soldiers militia residents in Arvena.")), "ucdp_ged"
    )
    assert row["type_of_violence"] == kind
    assert (row["side_a"], row["side_b"]) == sides


def test_best_prefers_no_claimant_and_up_to_gives_no_least_figure(invented):
    text = "Rockets hit Arvena, one said."
    said = [
        (("official", "AD", name), figure)
        for name, figure in (("Tosh", (4, 4)), ("Brandt", (9, 12)), ("Lind", (None, 80)))
    ]
    coded = [
        story_of(f"np-{n}", {"said": who, "killed": figure}, text=text.replace("one", who[2]))
        for n, (who, figure) in enumerate(said)
    ]
    read = invented(*coded, together=[("np-0/e1", "np-1/e1", "np-2/e1")])
    (row,) = rows(read, "ucdp_ged")
    assert (row["low"], row["best"], row["high"]) == (4, 4, 80)
    (row,) = rows(read, "incidents")
    assert (row["killed_min"], row["killed_max"]) == (4, 80)
    only_up_to = rows(invented(coded[2]), "ucdp_ged")[0]
    assert (only_up_to["low"], only_up_to["best"], only_up_to["high"]) == (0, 0, 80)
    assert rows(invented(coded[2]), "incidents")[0]["killed_min"] is None


def test_a_claimants_latest_figure_counts(invented):
    said = ("official", "AD", "Tosh")
    coded = [
        story_of("np-1", {"said": said, "killed": (4, 4)}, text="Rockets hit Arvena, Tosh said."),
        story_of(
            "np-2", {"said": said, "killed": (7, 7)}, text="Rockets hit Arvena, Tosh said.", published="2031-06-27"
        ),
    ]
    read = invented(*coded, together=[("np-1/e1", "np-2/e1")])
    (incident,) = read.incidents()
    found = toll(incident, "killed")
    assert (found.low, found.middle, found.high) == (7, 7, 7)


@pytest.mark.parametrize(
    ("claim", "event", "sub"),
    [
        ({"type": "clash", "acled": BATTLE}, "Battles", "Armed clash"),
        ({"type": "seizure", "acled": TAKEN, "actor": ("military", "AD", "troops")}, BATTLES, REGAINED),
        ({"type": "seizure", "acled": TAKEN, "actor": ("military", "FR", "troops")}, BATTLES, OVERTAKEN),
        ({"type": "seizure", "acled": TAKEN, "actor": ("armed_group", "AD", "rebels")}, BATTLES, OVERTAKEN),
        ({"type": "bombing", "acled": BLAST, "trigger": "suicide attack"}, REMOTE, "Suicide bomb"),
        ({"type": "bombing", "acled": BLAST, "trigger": "grenade"}, REMOTE, "Grenade"),
        ({"type": "bombing", "acled": BLAST}, REMOTE, "Remote explosive/landmine/IED"),
        ({"type": "shelling", "acled": SHELLED}, REMOTE, "Shelling/artillery/missile attack"),
    ],
)  # fmt: skip
def test_acleds_sub_events(invented, claim, event, sub):
    read = invented(story_of("np-1", claim, text="A suicide attack, a grenade hit Arvena; troops, rebels."))
    (row,) = rows(read, "acled")
    assert (row["event_type"], row["sub_event_type"]) == (event, sub)
    assert row["notes"].endswith("[np-1/e1]")


def test_acled_of_the_sample_uses_only_its_words(sample):
    inters = {"State forces", "Rebel group", "Civilians", "Protesters", "Rioters", "External/Other forces", None}
    disorders = {"Political violence", "Demonstrations", "Strategic developments"}
    for row in rows(sample, "acled"):
        assert {row["inter1"], row["inter2"]} <= inters
        assert row["disorder_type"] in disorders
        assert row["fatalities"] >= 0
        assert row["geo_precision"] in {1, 2, 3, None}
        assert row["time_precision"] in {1, 2, 3, None}


def test_a_state_abroad_is_an_external_force(invented):
    claim = {"acled": SHELLED, "actor": ("military", "FR", "troops"), "target": ("civilian", "AD", "residents")}
    (row,) = rows(invented(story_of("np-1", claim, text="troops hit residents of Arvena.")), "acled")
    assert row["interaction"] == "External/Other forces-Civilians"
    assert row["civilian_targeting"] == "Civilian targeting"
    assert row["actor1"] == "Military Forces of France"


def test_polecat_has_a_row_for_each_claim_with_a_plover_type(invented):
    claims = (
        {"plover": "ASSAULT/aerial", "actor": ("military", "FR", "troops")},
        {"plover": None},
        {"plover": "ASSAULT", "stance": "deny", "said": ("official", "AD", "Tosh")},
    )
    (row,) = rows(invented(story_of("np-1", *claims, text="troops hit Arvena, Tosh said.")), "polecat")
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("ASSAULT", "aerial", "MATERIAL CONFLICT")
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == ("FRA", 220, "MIL")
    assert row["Event Date"] == "2031-06-25"


def test_polecat_of_the_sample_has_a_quad_for_each_type(sample):
    assert all(row["Quad Code"] for row in rows(sample, "polecat"))


@pytest.mark.parametrize(
    ("start", "end", "ucdp", "acled"),
    [
        ("2031-06-25", "2031-06-25", 1, 1),
        ("2031-06-25", "2031-06-26", 2, 2),
        ("2031-06-20", "2031-06-26", 3, 2),
        ("2031-06-01", "2031-06-30", 4, 3),
        ("2031-01-01", "2031-12-31", 5, 3),
        ("2031-06-25", None, 5, 3),
        (None, None, None, None),
    ],
)
def test_precision_of_days_on_both_scales(start, end, ucdp, acled):
    assert (date_prec(start, end), time_precision(start, end)) == (ucdp, acled)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 1),
        ({"relation": "near"}, 2),
        ({"precision": "district"}, 3),
        ({"precision": "region"}, 4),
        ({"precision": "country"}, 6),
    ],
)
def test_precision_of_places_on_ucdps_scale(invented, changes, code):
    place = {"name": "Arvena", "lat": 42.5, "lon": 1.5, "country": "AD"} | changes
    (incident,) = invented(story_of("np-1", {"place": place})).incidents()
    assert where_prec(incident) == code
    assert where_prec(incident.model_copy(update={"precision": None})) is None


def test_priogrid_numbers_cells_from_the_south_west():
    assert priogrid(-90, -180) == 1
    assert priogrid(-90, -179.5) == 2
    assert priogrid(-89.5, -180) == 721
    assert priogrid(90, 180) == 259_200
    assert priogrid(None, 3.0) is None


def test_countries_are_numbered_once_and_named_by_iso():
    gw = [found.gw for found in lands().values() if found.gw]
    cow = [found.cow for found in lands().values() if found.cow]
    assert len(set(gw)) == len(gw) > 190
    assert len(set(cow)) == len(cow) > 190
    assert (land("UA").iso3, land("UA").number, land("UA").gw) == ("UKR", 804, 369)
    assert (land("DE").gw, land("DE").cow) == (260, 255)
    assert (land("TR").ucdp, land("EG").ucdp, land("GE").ucdp, land("KZ").ucdp) == (
        "Middle East",
        "Middle East",
        "Europe",
        "Asia",
    )
    assert land("IRGC") is None


def test_a_quotation_is_short_and_on_one_line():
    assert quote(Span.of("one\n\ntwo", 0, 8)) == "one two"
    assert len(quote(Span.of("word " * 500, 0, 2500))) <= 280
    assert quote(None) is None
    assert quote(Span(start=3, end=3, text="")) is None
