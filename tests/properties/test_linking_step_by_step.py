"""Linking story by story gives what linking everything at once gives, on any stream, with changes and judgements."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "link"))
sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from made import claim_of
from test_link_properties import MADE, records

import bench_linking
from onrecord.link.incidents import find_incidents, group_claims, incidents_of
from onrecord.link.incremental import link_all, relink, with_partners
from onrecord.records.incident import Claim, Judgement
from onrecord.store.record import Store

steady = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("linking") / "record.sqlite") as opened:
        yield opened


def by_story(claims: list[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.story, []).append(claim)
    return found


def groups(claims: list[Claim], judgements: tuple[Judgement, ...] = ()) -> list[list[str]]:
    return sorted(sorted(c.id for c in group) for group in group_claims(claims, judgements))


def kept(store: Store) -> list[list[str]]:
    return sorted(sorted(group) for group in store.linking.groups())


def rows(store: Store) -> list[object]:
    """Everything the index holds, to compare two of them."""
    stories = [f"s{n}" for n in range(8)]
    tellings = store.linking.tellings(stories)
    keys = {t.node for t in tellings}
    nodes = sorted(store.linking.nodes(keys), key=lambda n: n.key)
    return [sorted(tellings, key=lambda t: t.key), nodes, sorted(store.linking.near(keys), key=str)]


def verdict(left: str, right: str, which: str) -> Judgement:
    made = {"left": left, "right": right, "verdict": which, "score": 0, "parts": (), "by": "Ada", "at": "2030-06-01"}
    return Judgement.model_validate(made)


@steady
@given(records(), st.randoms(use_true_random=False))
def test_story_by_story_in_any_order_is_as_all_at_once(store, claims, random):
    store.linking.clear()
    told = list(by_story(claims).items())
    random.shuffle(told)
    for story, own in told:
        relink(store.linking, {story: own}, ())
    assert kept(store) == groups(claims)
    by_id = {c.id: c for c in claims}
    incidents = incidents_of([tuple(by_id[i] for i in group) for group in store.linking.groups()])
    assert incidents == find_incidents(claims)
    stepwise = rows(store)
    link_all(store.linking, claims, ())
    assert rows(store) == stepwise


@steady
@given(records(), records(), st.data())
def test_stories_that_change_or_go_leave_nothing_behind(store, claims, later, data):
    store.linking.clear()
    told, anew = by_story(claims), by_story(later)
    for story, own in told.items():
        relink(store.linking, {story: own}, ())
    gone = data.draw(st.sets(st.sampled_from(sorted(told))))
    changed = {story: anew.get(story, []) for story in sorted(gone | anew.keys())}
    relink(store.linking, changed, ())
    now = [c for story, own in (told | changed).items() for c in own]
    assert kept(store) == groups(now)
    stepwise = rows(store)
    link_all(store.linking, now, ())
    assert rows(store) == stepwise


@steady
@given(records(), st.lists(st.sampled_from(["same", "different"]), min_size=1, max_size=3), st.data())
def test_judgements_and_their_undoing_step_by_step(store, claims, which, data):
    told = by_story(claims)
    ids = st.sampled_from([c.id for c in claims])
    pairs = [(data.draw(ids), data.draw(ids), verdict_) for verdict_ in which]
    judgements = tuple(verdict(a, b, v) for a, b, v in pairs if a != b)
    link_all(store.linking, claims, ())
    before = rows(store)
    touched = {i.rpartition("/")[0] for a, b, _ in pairs for i in (a, b)}
    affected = {story: told[story] for story in with_partners(touched, judgements)}
    relink(store.linking, affected, judgements)
    assert kept(store) == groups(claims, judgements)
    more = data.draw(st.sampled_from(sorted(told)))
    relink(store.linking, {story: told[story] for story in with_partners([more], judgements)}, judgements)
    assert kept(store) == groups(claims, judgements)
    relink(store.linking, affected, ())
    assert rows(store) == before


@steady
@given(records(), MADE)
def test_a_new_story_touches_what_it_tells_of(store, claims, made):
    link_all(store.linking, claims, ())
    before = {tuple(sorted(g)) for g in store.linking.groups()}
    touched = relink(store.linking, {"later": [claim_of({**made, "id": "later/e1"})]}, ())
    after = {tuple(sorted(g)) for g in store.linking.groups()}
    changed = before ^ after
    homes = {n.happening for n in store.linking.nodes({t.node for t in store.linking.tellings(["later"])})}
    assert homes <= touched
    assert any("later/e1" in group for group in changed)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_dense_stream_step_by_step_is_as_all_at_once(store, seed):
    draw = random.Random(seed)
    places = bench_linking.towns(draw)[:12]
    told = list(bench_linking.stories(draw, places, first=0, days=4, name="s"))
    claims = [c for own in told for c in own]
    draw.shuffle(told)
    store.linking.clear()
    for own in told:
        relink(store.linking, {own[0].story: own}, ())
    assert kept(store) == groups(claims)
    for _ in range(12):
        pair = draw.sample([c.id for c in claims], 2)
        judged = (verdict(*pair, draw.choice(["same", "different"])),)
        tied = {c.rpartition("/")[0] for c in pair}
        affected = {own[0].story: own for own in told if own[0].story in tied}
        relink(store.linking, affected, judged)
        assert kept(store) == groups(claims, judged)
        relink(store.linking, affected, ())
        assert kept(store) == groups(claims)
    left = told[: len(told) * 3 // 4]
    for own in told[len(left) :]:
        relink(store.linking, {own[0].story: []}, ())
    assert kept(store) == groups([c for own in left for c in own])
