"""Versions, kills, slug leads and copies: what replaces what, whatever the order of arrival."""

import json
import random
import zlib
from collections import Counter
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.ingest.given import given_from
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.read import read_paths
from onrecord.ingest.syndication import CopyIndex, find_copies, shingles
from onrecord.ingest.versions import arrange
from onrecord.records.story import Ignored, Story

SAMPLE = Path(str(files("onrecord").joinpath("sample")))
WORDS = (
    "river",
    "dam",
    "town",
    "mayor",
    "bridge",
    "boat",
    "rain",
    "police",
    "road",
    "night",
    "field",
    "house",
    "market",
)


def text(seed: int, sentences: int = 12) -> str:
    rng = random.Random(seed)
    body = [" ".join(rng.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences)]
    return "River rises\n\n" + "\n\n".join(body)


def story(story_id: str, body: str | None = None, **meta) -> Story:
    fields = {"published": "2031-01-12T06:00:00Z", "outlet": "Harbour Wire", "agency": "Harbour Wire", **meta}
    return story_from_text(body or text(zlib.crc32(story_id.encode())), story_id=story_id, given=given_from(fields))


def test_every_item_of_the_sample_fares_as_expected():
    arrivals = list(read_paths([SAMPLE]))
    arrangement = arrange([a for a in arrivals if isinstance(a, Story)])
    kills = {c.story: c.replaces for c in arrangement.corrections if c.kind == "kill"}
    replaces = {new: old for old, new in arrangement.replaced.items()}
    ignored = {Path(a.item.origin).stem: a.message for a in arrivals if isinstance(a, Ignored)}
    entered = {s.id for s in arrangement.stories}
    expected = {f.name[: -len(".meta.json")]: json.loads(f.read_text())["expect"] for f in SAMPLE.glob("*.meta.json")}
    assert len(expected) == 31
    for item, expect in expected.items():
        verb, _, argument = expect.partition(":")
        if verb == "ignore":
            assert all(word in ignored[item] for word in argument.split())
            continue
        assert item not in ignored
        assert kills.get(item) == (argument if verb == "kill" else None)
        assert replaces.get(item) == (argument if verb == "replaces" else None)
        assert arrangement.copies.get(item) == (argument if verb == "copy_of" else None)
        assert (item in entered) == (verb != "kill")
    assert arrangement.killed == ("dw-flag-04jul",)
    assert {s.agency.name for s in arrangement.stories if s.agency} == {
        "Meridian Press",
        "Vostok Telegraph",
        "Dnipro Wire",
    }


def test_the_order_of_arrival_changes_nothing_and_repeats_change_nothing():
    stories = [a for a in read_paths([SAMPLE]) if isinstance(a, Story)]
    arrangement = arrange(stories)
    for seed in range(4):
        shuffled = stories + stories[:5]
        random.Random(seed).shuffle(shuffled)
        assert arrange(shuffled) == arrangement


def test_a_newer_version_replaces_and_an_older_one_that_is_late_does_not():
    versions = [story(f"s{n}", guid="g", version=n, published=f"2031-01-12T0{n}:00:00Z") for n in (3, 1, 2)]
    arrangement = arrange(versions)
    assert arrangement.replaced == {"s1": "s2", "s2": "s3"}
    assert [s.id for s in arrangement.live] == ["s3"]


def test_a_kill_reaches_a_story_that_comes_after_it_and_a_later_version_stands():
    kill = story("k", guid="g", version=2, pub_status="canceled", published="2031-01-12T08:00:00Z")
    late = story("s", guid="g", version=1)
    anew = story("n", guid="g", version=3, published="2031-01-13T08:00:00Z")
    assert arrange([kill]).notices == (kill,)
    assert arrange([kill, late]).killed == ("s",)
    assert not arrange([kill, late]).live
    assert [s.id for s in arrange([kill, late, anew]).live] == ["n"]


def test_a_lead_replaces_within_its_agency_and_two_days_only():
    alert = story("a", slug="BC-NORLAND-FLOOD-NewsAlert")
    lead = story("l", slug="BC-NORLAND-FLOOD-1stLd-Writethru", published="2031-01-12T07:00:00Z")
    other = story(
        "o", slug="NORLAND-FLOOD-2ndLd", outlet="Delta Press", agency="Delta Press", published="2031-01-12T08:00:00Z"
    )
    week = story("w", slug="NORLAND-FLOOD-2ndLd", published="2031-01-19T08:00:00Z")
    plain = story("p", slug="NORLAND-FLOOD", published="2031-01-12T09:00:00Z")
    assert arrange([week, other, lead, alert, plain]).replaced == {"a": "l"}


def test_a_lead_follows_the_versions_of_the_story_before_it():
    first = [story(f"f{n}", guid="f", version=n, slug="FLOOD", published=f"2031-01-12T0{n}:00:00Z") for n in (1, 2)]
    lead = story("l", guid="l", slug="FLOOD-1stLd", published="2031-01-12T05:00:00Z")
    assert arrange([lead, *first]).replaced == {"f1": "f2", "f2": "l"}


@pytest.mark.parametrize(
    ("change", "copied"),
    [
        (lambda t: t, True),
        (lambda t: "Another headline\n\n" + t.split("\n\n", 1)[1], True),
        (lambda t: "\n\n".join(t.split("\n\n")[:8]), True),
        (lambda t: t.replace("mayor", "burgomaster", 2), True),
        (lambda t: "\n\n".join([*t.split("\n\n")[:4], *text(9).split("\n\n")[1:]]), False),
        (lambda _: text(8), False),
    ],
)
def test_copies_verbatim_cut_and_lightly_rewritten(change, copied):
    original = story("o", text(7))
    copy = story("c", change(text(7)), outlet="Harbour Post", agency=None, published="2031-01-12T09:00:00Z")
    assert find_copies([copy, original]) == ({"c": "o"} if copied else {})
    (found,) = [s for s in arrange([copy, original]).stories if s.id == "c"]
    assert (found.agency.name if found.agency else None) == ("Harbour Wire" if copied else None)


def test_a_digest_that_holds_an_alert_word_for_word_is_no_copy():
    alert = story("a", text(7, 2))
    digest = story(
        "d", text(7, 2) + "\n\n" + text(9).split("\n\n", 1)[1], outlet="Harbour Post", published="2031-01-13"
    )
    assert find_copies([alert, digest]) == {}


def test_the_same_carrier_and_another_month_make_no_copy():
    original = story("o", text(7))
    own = story("w", text(7), published="2031-01-12T09:00:00Z")
    late = story("l", text(7), outlet="Harbour Post", published="2031-03-12T09:00:00Z")
    assert find_copies([original, own, late]) == {}


def test_the_index_forgets_what_is_out_of_the_window():
    index = CopyIndex()
    index.add(story("o", text(7)))
    copy = story("c", text(7), outlet="Harbour Post", published="2031-01-12T09:00:00Z")
    assert index.original_of(copy) == "o"
    index.forget_before("2031-06-01")
    assert index.original_of(copy) is None


@pytest.mark.shared
def test_near_verbatim_copies_in_a_corpus_of_fifteen_outlets(shared):
    """FA-KES: pairs that share four fifths of the shorter one's shingles are grouped, none under a tenth is."""
    stories = [a for a in read_paths([shared / "stories" / "syria_fakes.jsonl"]) if isinstance(a, Story)]
    sets = {s.id: shingles(s) for s in stories}
    carrier = {s.id: s.carrier for s in stories}
    copies = find_copies(stories)
    group = {i: copies.get(i, i) for i in sets}

    holders: dict[int, list[str]] = {}
    for i in sorted(sets):
        for shingle in sets[i]:
            holders.setdefault(shingle, []).append(i)
    # wording that many stories share tells no copy, and pairs up by the hundred thousand
    shared = Counter(pair for ids in holders.values() if len(ids) < 20 for pair in combinations(ids, 2))

    def share(a: str, b: str) -> float:
        return len(sets[a] & sets[b]) / max(1, min(len(sets[a]), len(sets[b])))

    likely = [(a, b) for (a, b), count in shared.items() if count >= 20 and carrier[a] != carrier[b]]
    near = [(a, b) for a, b in likely if share(a, b) >= 0.8]
    assert len(near) >= 13
    assert all(group[a] == group[b] for a, b in near)
    grouped = [(a, b) for a in copies for b in sets if a != b and group[a] == group[b]]
    assert min(share(a, b) for a, b in grouped) >= 0.1
