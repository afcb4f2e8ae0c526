"""Numbers and days in words, bars and dumbbells, maps."""

import pytest

from onrecord.publish.cards import card
from onrecord.publish.charts import dumbbells, timeline
from onrecord.publish.land import Box, outlines, project
from onrecord.publish.lookup import Lookup
from onrecord.publish.maps import aside, frame, middle
from onrecord.publish.wording import FAMILIES, STANDINGS, amount, bounds, days, family, moment, ring
from onrecord.records.event import EventType
from onrecord.records.incident import Standing


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (80, 80, "80"),
        (None, 80, "up to 80"),
        (800, None, "at least 800"),
        (3, 5, "3–5"),
        (0, 0, "0"),
        (1200, 1200, "1,200"),
        (None, None, "not told"),
    ],
)
def test_a_range_is_told_as_it_was(low, high, words):
    assert bounds(low, high) == words


def test_zero_is_told_in_words():
    assert amount(0, 0, "casualties") == "no casualties"
    assert amount(0, 0, "killed") == "none killed"
    assert amount(None, 80, "killed") == "up to 80 killed"


def test_marks_at_one_spot_lie_apart():
    assert len({aside(n, 9) for n in range(20)}) == 20


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-06-25", "2031-06-25", "25 June 2031"),
        ("2031-06-24", "2031-06-25", "24 to 25 June 2031"),
        ("2031-05-31", "2031-06-01", "31 May to 1 June 2031"),
        ("2030-12-31", "2031-01-01", "31 December 2030 to 1 January 2031"),
        ("2031-06-25", None, "from 25 June 2031"),
        (None, "2031-06-25", "by 25 June 2031"),
        (None, None, "undated"),
        ("nonsense", None, "from nonsense"),
    ],
)
def test_days_in_words(start, end, words):
    assert days(start, end) == words


def test_a_moment_names_its_zone():
    assert moment("2031-06-25T20:05:00Z") == "25 June 2031, 20:05 UTC"
    assert moment("2031-06-25") == "25 June 2031"


def test_every_type_has_a_family_and_every_standing_a_rule():
    types = set(EventType.__args__)
    assert {t for _, kinds in FAMILIES.values() for t in kinds} == types
    assert all(family(t) in FAMILIES for t in types)
    assert set(STANDINGS) == set(Standing.__args__)


def test_a_ring_shows_that_a_claim_is_contested_before_that_it_is_agreed():
    assert ring(("agreed", "contested")) == "contested"


def test_the_timeline_folds_what_lies_far_back():
    drawn = timeline(["2031-02-01", *["2031-06-24", "2031-06-25"] * 10, None, "nonsense"])
    assert drawn.folded
    assert sum(bar.count for bar in drawn.bars) == 21
    assert drawn.bars[0].end < "2031-06-24"


@pytest.mark.parametrize("starts", [[], ["0001-01-01", "9999-12-31"], ["2031-06-25"]])
def test_the_timeline_bears_any_days(starts):
    assert sum(bar.count for bar in timeline(starts).bars) == len(starts)


def test_open_ends_stay_open_in_the_chart(snapshot):
    (chart,) = dumbbells(snapshot.incidents[0], Lookup.of(snapshot))
    (row,) = chart.rows
    assert (row.low, row.text) == (None, "up to 80")
    assert row.high is not None


def test_a_card_names_its_best_toll_with_who_gave_it(snapshot):
    assert card(snapshot.incidents[0]).toll == "up to 80 killed, according to Ilka Tosh"
    assert card(snapshot.incidents[0]).heading == "Shelling or missile fire, Arvena"


def test_land_is_cut_to_the_window():
    x, y = project(46, 30)
    box = Box(x - 0.01, y - 0.01, x + 0.01, y + 0.01)
    points = [p for ring_ in outlines(box) for p in ring_]
    assert points
    assert all(
        box.west - 1e-9 <= px <= box.east + 1e-9 and box.north - 1e-9 <= py <= box.south + 1e-9 for px, py in points
    )


def test_a_frame_shows_its_places_and_leaves_out_the_far_ones():
    near = [(42.0 + i / 100, 1.0) for i in range(9)]
    kept = middle([*near, (60.0, 100.0)])
    assert kept == near
    window = frame(kept, 400, 300, 3)
    assert all(0 < c < 400 for c in window.at(42.0, 1.0))
    assert window.scale().km >= 1
    assert len(window.grid()) >= 4
