"""Kills, merges and their undoing through the whole ladder: incidents, tolls, control, pages."""

import shutil
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.link.explain import doubts_of
from onrecord.link.judgements import Signature
from onrecord.publish.site import site
from onrecord.records.incident import Claim
from onrecord.records.snapshot import Snapshot
from onrecord.records.story import Story
from onrecord.store.record import Store

SAMPLE = Path(str(files("onrecord").joinpath("sample")))
BY_ADA = Signature("Ada", datetime(2022, 7, 6, tzinfo=UTC), "looked at both")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    """A sixth of the sample feed, taken in."""
    path = tmp_path_factory.mktemp("linked") / "record.sqlite"
    with Store(path) as store:
        list(pipeline.take_in(list(read_paths([SAMPLE]))[::6], store))
        pipeline.link(store)
    return path


@pytest.fixture
def record(taken_in, tmp_path):
    """A copy of it, so that no test sees another's judgements or kills."""
    return shutil.copy(taken_in, tmp_path / "record.sqlite")


def claims_of(snapshot: Snapshot) -> dict[str, Claim]:
    return {s.claim.id: s.claim for i in snapshot.incidents for s in i.claims}


def test_a_judgement_moves_claims_and_its_undoing_brings_them_back(record):
    with Store(record) as store:
        before = pipeline.link(store)
        for doubt in doubts_of(before.incidents, limit=2):
            pair = (doubt.left.id, doubt.right.id)
            pipeline.judge(store, pair, verdict="same" if doubt.apart else "different", signed=BY_ADA)
            judged = pipeline.link(store)
            home = {s.claim.id: i.id for i in judged.incidents for s in i.claims}
            assert (home[pair[0]] == home[pair[1]]) == doubt.apart
            assert claims_of(judged) == claims_of(before)
            pipeline.judge(store, pair, verdict="undo", signed=BY_ADA)
            after = pipeline.link(store)
            assert (after.incidents, after.control) == (before.incidents, before.control)
        assert [j.undone_by for j in store.judgements()] == ["Ada"] * 2


def test_a_judgement_holds_when_its_story_is_coded_anew_with_other_numbers(record):
    with Store(record) as store:
        before = pipeline.link(store)
        doubt = next(d for d in doubts_of(before.incidents) if "@" not in d.left.id and d.left.story != d.right.story)
        pipeline.judge(store, (doubt.left.id, doubt.right.id), verdict="same", signed=BY_ADA)
        coded = next(c for c in before.coded if c.story.id == doubt.left.story)
        renumbered = tuple(e.model_copy(update={"id": f"{e.id}9"}) for e in coded.events)
        store.add(coded.model_copy(update={"events": renumbered}))
        snapshot = pipeline.link(store)
        home = {s.claim.id: i.id for i in snapshot.incidents for s in i.claims}
        assert home[f"{doubt.left.id}9"] == home[doubt.right.id]
        pipeline.judge(store, (f"{doubt.left.id}9", doubt.right.id), verdict="undo", signed=BY_ADA)
        store.add(coded)
        assert pipeline.link(store).incidents == before.incidents


def test_a_kill_leaves_no_live_trace_but_the_tombstone(record):
    with Store(record) as store:
        before = pipeline.link(store)
        victim = max((c for c in before.coded if not c.story.copy_of), key=lambda c: (len(c.events), c.story.id))
        notice = killing(victim.story)
        store.add(pipeline.code(notice))
        after = pipeline.link(store)
    dead = {c for c in claims_of(after) if c.startswith(f"{victim.story.id}/")}
    assert dead
    for incident in after.incidents:
        live = [s for s in incident.claims if s.claim.id not in dead]
        for standing in incident.claims:
            if standing.claim.id in dead:
                assert {r.standing for r in standing.standings} == {"withdrawn"}
        assert not dead & {toll.claim for toll in incident.tolls}
        assert not dead & {c for one in incident.contradictions for c in one.claims}
        if not live:
            assert (incident.status, incident.place, incident.tolls) == ("withdrawn", None, ())
    assert not dead & {c for line in after.control for c in line.claims}
    pages = dict(site(after))
    words = [e.clause.text for e in victim.events if len(e.clause.text) > 40]
    others = " ".join(c.story.text for c in after.coded if c.story.id != victim.story.id)
    own = [w for w in words if w not in others]
    told = {name: page.decode("utf-8", "replace") for name, page in pages.items()}
    assert [n for n, page in told.items() if any(w in page for w in own) and f"{victim.story.id}" not in n] == []


def killing(story: Story) -> Story:
    """The notice that withdraws a story."""
    item = story.item.model_copy(update={"origin": "kill"})
    changes = {"id": f"{story.id}-kill", "item": item, "version": story.version + 1, "status": "canceled"}
    return story.model_copy(update=changes)
