"""What every engine must do, with one process, two workers or a local Ray cluster: the same bytes, nothing lost."""

import json
import os
import signal
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from onrecord.engines.coding import code_parts, on_this_machine, plan_for
from onrecord.engines.loading import load_parts
from onrecord.engines.local import Workers
from onrecord.engines.parts import part_path, read_manifest, read_parts
from onrecord.engines.poison import ended_its_worker
from onrecord.engines.ray_data import OnRay
from onrecord.engines.slices import Reading
from onrecord.errors import InputError
from onrecord.ingest.read import read_for_coding, read_paths
from onrecord.pipeline import code_each, code_or_reason, take_in
from onrecord.records.coded import CodedStory
from onrecord.records.story import Ignored, Story
from onrecord.store.record import Store

BODY = (
    'Rebels shelled the town of Tarovka on Tuesday, killing at least {n} people, governor Anna Holt said. "It was a '
    'massacre," she said.\n\nThe army denied the claim, which could not be independently verified.'
)
STORIES = [
    {"id": f"s{n}", "published": "2024-03-06", "headline": f"Town shelled for day {n}", "body": BODY.format(n=n)}
    for n in range(1, 11)
]
NO_STORIES = [{"id": "undated", "headline": "Town shelled", "body": BODY}, {"id": "empty", "text": " "}]
SIZE = 3
FATAL = "s6"  # ends every worker that codes it


@pytest.fixture(scope="session")
def ray():
    """A cluster of two cores on this machine."""
    ray = pytest.importorskip("ray", reason="Ray is an extra and not installed: pip install 'onrecord[ray]'")
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"}  # nothing is written to the home folder
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=80 * 2**20)
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # Ray's workers do not know the tests' folder
    yield ray
    ray.shutdown()


@pytest.fixture(scope="session")
def expected(tmp_path_factory):
    """The input, and the part files that one process makes of it, when it is told which story is fatal."""
    folder = tmp_path_factory.mktemp("input")
    path = write_lines(folder / "in.jsonl", [*STORIES[:5], *NO_STORIES, *STORIES[5:]])
    parts = folder / "parts"
    code_parts(plan_for([path], Reading(), size=SIZE), parts, on_this_machine(code_all_but_one), report=lambda *_: None)
    return path, bytes_of(parts)


def code_all_but_one(stories):
    return (ended_its_worker(s) if s.id == FATAL else code_or_reason(s) for s in stories)


def code_with_workers(plan, folder, code_one=code_or_reason):
    with Workers(2, code_one=code_one) as workers:
        code_parts(plan, folder, on_this_machine(workers), report=lambda *_: None)


def code_with_ray(plan, folder, code_one=code_or_reason):
    code_parts(plan, folder, OnRay(actors=2, code_one=code_one), report=lambda *_: None)


@pytest.fixture(params=["two workers", pytest.param("ray", marks=pytest.mark.ray)])
def run(request):
    """What codes a plan into a folder, with a coder that may be a deadly one."""
    if request.param == "two workers":
        return code_with_workers
    request.getfixturevalue("ray")
    return code_with_ray


def write_lines(path: Path, stories) -> Path:
    path.write_text("\n".join(json.dumps(s) for s in stories), encoding="utf-8")
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


class DiesAt:
    """A coder that ends its process at some stories: at each of `always`, and at `once` the first time."""

    def __init__(self, *always: str, once: str | None = None, marker: Path | None = None) -> None:
        self.always, self.once, self.marker = always, once, marker

    def __call__(self, story):
        first = self.marker is not None and story.id == self.once and not self.marker.exists()
        if first:
            self.marker.touch()
        if first or story.id in self.always:
            os.kill(os.getpid(), signal.SIGKILL)
        return code_or_reason(story)


def test_the_bytes_are_the_same_whoever_dies_and_where_an_earlier_run_was_ended(run, expected, tmp_path):
    path, parts = expected
    folder = tmp_path / "parts"
    folder.mkdir()
    for name in ("plan.json", "part-00001.parquet"):
        (folder / name).write_bytes(parts[name])
    killer = DiesAt("s4", FATAL, once="s9", marker=tmp_path / "killed")  # s4 lies in the part that is there
    run(plan_for([path], Reading(), size=SIZE), folder, killer)
    assert killer.marker.exists()
    assert bytes_of(folder) == parts
    rows = list(read_parts(folder, read_manifest(folder)))
    aside = [(r.item.origin.rsplit(":", 1)[1], r.outcome, r.reason) for r in rows if isinstance(r, Ignored)]
    assert aside == [("6", "ignored", "undated"), ("7", "ignored", "empty"), ("8", "quarantined", "coder-failed")]
    assert [r.story.id for r in rows if isinstance(r, CodedStory)] == [s["id"] for s in STORIES if s["id"] != FATAL]


def test_parquet_is_cut_and_read_as_json_lines_are(expected, tmp_path):
    path = tmp_path / "in.parquet"
    rows = [{k: s.get(k) for k in ("id", "published", "headline", "body")} for s in STORIES]
    parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=4)
    folder = tmp_path / "parts"
    code_parts(plan_for([path], Reading(), size=SIZE), folder, on_this_machine(), report=lambda *_: None)
    assert len(read_manifest(folder).parts) == 4
    read = list(read_parts(folder, read_manifest(folder)))
    assert [r.story.item.origin for r in read] == [f"{path}:{n}" for n in range(1, 11)]
    lines = tmp_path / "lines"
    lines.mkdir()
    for name, data in expected[1].items():
        (lines / name).write_bytes(data)
    from_lines = {r.story.id: r for r in read_parts(lines, read_manifest(lines)) if isinstance(r, CodedStory)}
    assert len(from_lines) == 9
    for one in read:
        assert one.story.id == FATAL or one.events == from_lines[one.story.id].events


def test_parts_are_loaded_as_a_run_would_have_read_them(expected, tmp_path):
    again = write_lines(tmp_path / "again.jsonl", [STORIES[0], {**STORIES[1], "body": BODY.format(n=99)}])
    paths, folder = [expected[0], again], tmp_path / "parts"
    code_parts(plan_for(paths, Reading(), size=SIZE), folder, on_this_machine(), report=lambda *_: None)
    with Store(tmp_path / "a.sqlite") as loaded, Store(tmp_path / "b.sqlite") as run:
        assert load_parts(folder, loaded, report=lambda _: None)["entered"] == 11
        list(take_in(read_paths(paths), run))
        assert loaded.coded() == run.coded()
        assert loaded.ignored() == run.ignored()
        assert load_parts(folder, loaded, report=lambda _: None)["unchanged"] == 11


def test_workers_killed_from_outside_are_replaced_the_order_is_kept_and_none_stays(expected):
    stories = [s for s in read_for_coding([expected[0]]) if isinstance(s, Story)]
    with Workers(2) as workers:
        told = workers(stories)
        coded = [next(told)]
        for pid in workers.pids:
            os.kill(pid, signal.SIGKILL)
        coded += [next(told)]
        told.close()  # in the middle of it
        coded += workers(stories[2:])
        pids = workers.pids
    assert coded == list(code_each(stories))
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_folder_of_another_input_or_unfinished_or_damaged_is_told(expected, tmp_path):
    path, parts = expected
    plan = plan_for([path], Reading(), size=SIZE)
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "plan.json").write_bytes(parts["plan.json"])
    with pytest.raises(InputError, match="not complete"):
        read_manifest(folder)
    with pytest.raises(InputError, match="another input"):
        code_parts(plan_for([path], Reading(), size=4), folder, on_this_machine(), report=lambda *_: None)
    for name, data in parts.items():
        (folder / name).write_bytes(data)
    part_path(folder, 2).write_bytes(b"PAR1")
    with pytest.raises(InputError, match="damaged"):
        list(read_parts(folder, read_manifest(folder)))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(InputError, match="other files"):
        code_parts(plan, tmp_path / "other", on_this_machine(), report=lambda *_: None)
