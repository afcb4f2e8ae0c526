"""Re-coding with newer versions: the old run stands until the new one is complete, and `diff` says what changed."""

import json

import pytest
from click.testing import CliRunner

from onrecord import cli, pipeline, recoding
from onrecord.errors import NotInRecordError
from onrecord.ingest.read import read_paths
from onrecord.pipeline import code_each, take_in, versions
from onrecord.publish.run_changes import changes_of
from onrecord.records.coded import Versions
from onrecord.store.record import Store

OLD = Versions(software="0.0.1", model="m", gazetteer="g", lexicon="l")
STORIES = [
    ("north", "Shells hit the town of Bakhmut on Tuesday, killing three people, the governor said."),
    ("south", "A bakery burned as rockets hit the town of Bakhmut on Tuesday and three died, rescuers said."),
    ("coast", "Police arrested two men in Odesa on Monday, prosecutors said."),
]


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The stories as they are coded now."""
    path = tmp_path_factory.mktemp("runs") / "in.jsonl"
    lines = [json.dumps({"id": i, "published": "2024-03-06", "headline": "News", "body": b}) for i, b in STORIES]
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(code_each(read_paths([path])))


def as_before(one):
    """A coding that an older version may have made: it saw one event less, and another status of the first."""
    events = tuple(e.model_copy(update={"status": "future"}) for e in one.events[:1])
    return one.model_copy(update={"versions": OLD, "events": events})


@pytest.fixture
def where(tmp_path, coded):
    path = tmp_path / "record.sqlite"
    with Store(path) as store:
        for one in coded:
            store.add(as_before(one))
    return path


def states(store):
    return [(r.id, r.versions == OLD, r.state, r.stories, r.kept) for r in store.runs.all()]


def test_a_recoding_that_is_ended_leaves_the_old_run_and_goes_on_where_it_was(where, coded):
    before = sorted(map(as_before, coded), key=lambda c: c.story.id)
    with Store(where) as store:
        going = recoding.recode(store)
        next(going)
    with Store(where) as store:
        assert sorted(store.coded(), key=lambda c: c.story.id) == before
        assert states(store) == [("r1", True, "current", 3, 0), ("r2", False, "coding", 0, 1)]
        assert len(recoding.to_recode(store)) == 2
        assert len(list(recoding.recode(store))) == 2
        assert sorted(c.story.id for c in store.coded() if c in coded) == ["coast", "north", "south"]
        assert states(store) == [("r1", True, "past", 0, 3), ("r2", False, "current", 3, 0)]
        assert list(recoding.recode(store)) == []
        assert store.runs.coding(OLD, "north") == next(b for b in before if b.story.id == "north")


def test_a_story_on_which_the_coder_fails_stays_as_it_was(where, monkeypatch):
    def code(story, real=pipeline.code):
        if story.id == "south":
            raise ValueError(story.id)
        return real(story)

    monkeypatch.setattr(pipeline, "code", code)
    with Store(where) as store:
        failed = [one.reason for one in recoding.recode(store) if hasattr(one, "reason")]
        assert failed == ["coder-failed"]
        assert {c.story.id: c.versions == OLD for c in store.coded()} == {"coast": False, "north": False, "south": True}
        assert states(store) == [("r1", True, "current", 1, 2), ("r2", False, "current", 2, 0)]


def test_a_story_that_comes_again_under_newer_versions_keeps_its_older_coding(where, coded):
    with Store(where) as store:
        list(take_in([coded[0].story], store))
        assert store.story("north") == coded[0]
        assert states(store) == [("r1", True, "current", 2, 1), ("r2", False, "current", 1, 0)]


def test_what_changed_is_told_by_the_words_it_rests_on(coded):
    new = next(c for c in coded if len(c.events) > 1)
    changes = changes_of(as_before(new), new)
    assert [(c.kind, c.what) for c in changes] == [("event", "changed")] + [("event", "added")] * (len(new.events) - 1)
    assert [(f.name, f.old, f.new) for f in changes[0].fields] == [("status", "future", new.events[0].status)]
    assert [(c.old, c.new) for c in changes_of(new, as_before(new))[1:]] == [(e.id, None) for e in new.events[1:]]
    assert changes_of(new, new) == ()


def test_a_number_that_counts_is_no_change(coded):
    one = next(c for c in coded if c.attributions and c.events)
    ids = {a.id: f"x{a.id}" for a in one.attributions}
    renamed = one.model_copy(
        update={
            "attributions": tuple(a.model_copy(update={"id": ids[a.id]}) for a in one.attributions),
            "events": tuple(e.model_copy(update={"attribution": ids.get(e.attribution)}) for e in one.events),
        }
    )
    assert changes_of(one, renamed) == ()


def test_runs_recode_and_diff_at_the_command_line(where):
    def invoke(*args):
        return CliRunner().invoke(cli.main, [*args, "--out", str(where.parent)])

    assert "r1  current, 3 stories" in invoke("runs").output
    assert "3 stories coded again; 3 stand as r2" in invoke("recode").output
    assert [json.loads(line)["state"] for line in invoke("runs", "--json").output.splitlines()] == ["past", "current"]
    told = invoke("diff", "r1", "r2")
    assert "status: future →" in told.output
    assert "added" in told.output
    listed = [json.loads(line) for line in invoke("diff", "r1", "r2", "--json").output.splitlines()]
    assert {one["story"] for one in listed} == {"north", "south", "coast"}
    assert "Nothing changed" in invoke("diff", "r2", "r2").output
    assert invoke("diff", "r1", "r7").exit_code == NotInRecordError.exit_code
    assert versions() != OLD
