"""The sample feed, from its gold annotations: happenings, standings and control as the feed's own gold has them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

from score_incidents import SAMPLE, across, within


def test_the_sample_feed_is_linked_as_in_its_gold() -> None:
    pairs, standings, control = across(pipeline=False, errors=False)
    assert pairs >= 99.5
    assert standings >= 37
    assert control == 100.0


def test_mentions_within_the_sample_stories() -> None:
    assert within(SAMPLE, errors=False, spoken=False) >= 97.0
    assert within(SAMPLE, errors=False, spoken=True) >= 93.5
