"""Codes on Ray Data: each actor loads the model once, reads slices, and writes part files to a shared folder."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from onrecord.engines.parts import Plan, part_path, write_part, write_whole
from onrecord.engines.poison import DEATHS, ended_its_worker
from onrecord.engines.slices import Reading, Slice, read_slice
from onrecord.engines.worker import CodeOne, ready_for
from onrecord.errors import SetupError
from onrecord.pipeline import code_or_reason
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.story import Ignored

Batch = Mapping[str, Sequence[str]]


class OnRay:
    """The engine that codes on the Ray cluster at `RAY_ADDRESS`, or on one of its own on this machine.

    `actors` code at the same time, each on one core; null takes as many as the cluster has cores. Raises SetupError
    where Ray is not installed, or an actor cannot begin.
    """

    def __init__(self, *, actors: int | None = None, code_one: CodeOne = code_or_reason) -> None:
        self._actors, self._code_one = actors, code_one

    def __call__(self, plan: Plan, slices: Sequence[Slice], folder: Path) -> Iterator[int]:
        """Codes the slices; gives the number of each when its part is written, in no order."""
        ray = _ray()
        started = not ray.is_initialized()
        if started:
            ray.init(include_dashboard=False, log_to_driver=False, configure_logging=False)
        try:
            actors = self._actors or max(1, int(ray.cluster_resources()["CPU"]))
            jobs = [{"slice": s.model_dump_json()} for s in slices]
            yield from self._parts(jobs, min(actors, len(jobs)), _Job(plan, folder.absolute(), self._code_one))
        finally:
            if started:
                ray.shutdown()

    def _parts(self, jobs: list[dict[str, str]], actors: int, job: "_Job") -> Iterator[int]:
        from ray import data  # noqa: PLC0415 (an extra)
        from ray.exceptions import RayError  # noqa: PLC0415

        data.DataContext.get_current().enable_progress_bars = False
        # one slice a block: what is lost with a machine is done again slice by slice
        coding = data.from_items(jobs, override_num_blocks=len(jobs)).map_batches(
            _Actor, fn_constructor_args=(job,), batch_size=1, compute=data.ActorPoolStrategy(size=actors), num_cpus=1
        )
        try:
            yield from (row["number"] for row in coding.iter_rows())
        except RayError as error:
            cause = str(error).strip().splitlines()[-1]
            raise SetupError("R205", f"Ray gave up: {cause}; what is coded is kept, run it again") from error


class _Job:
    """All that an actor needs to know; it travels to the actor's machine."""

    def __init__(self, plan: Plan, folder: Path, code_one: CodeOne) -> None:
        self.versions, self.reading = plan.versions.model_dump_json(), plan.reading.model_dump_json()
        self.here, self.folder, self.code_one = Path.cwd(), folder, code_one


class _Actor:
    """Loads the model once, then codes slice after slice."""

    def __init__(self, job: _Job) -> None:
        ready_for(Versions.model_validate_json(job.versions))
        os.chdir(job.here)  # the input's paths are as they were given
        self._reading, self._folder, self._code_one = Reading.model_validate_json(job.reading), job.folder, job.code_one

    def __call__(self, batch: Batch) -> dict[str, list[int]]:
        """Codes the slices in a batch and writes their parts."""
        slices = [Slice.model_validate_json(one) for one in batch["slice"]]
        for one in slices:
            path = part_path(self._folder, one.number)
            if not path.exists():  # else another actor wrote it before it was lost
                self._code(one, path)
        return {"number": [one.number for one in slices]}

    def _code(self, one: Slice, path: Path) -> None:
        trying = _Trying(path.with_suffix(".trying"))
        rows: list[CodedStory | Ignored] = []
        for number, what in enumerate(read_slice(one, self._reading)):
            if isinstance(what, Ignored):
                rows.append(what)
            elif trying.deaths(number) >= DEATHS:
                rows.append(ended_its_worker(what))
            else:
                trying.at(number)
                rows.append(self._code_one(what))
        write_part(path, rows)
        trying.over()


class _Trying:
    """Remembers, beside a part, at which story earlier actors died; so it is known which story ends them.

    The first time a slice is coded only that is noted, at no cost; once an actor died over it, every story is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._careful = path.exists()
        told = json.loads(path.read_bytes()) if self._careful else {}
        self._deaths: dict[str, int] = told.get("deaths", {})
        if told.get("at") is not None:
            self._deaths[told["at"]] = self._deaths.get(told["at"], 0) + 1
        self._write(None)

    def deaths(self, number: int) -> int:
        """How often an actor died while it was coding the story with this number."""
        return self._deaths.get(str(number), 0)

    def at(self, number: int) -> None:
        """Notes which story comes next."""
        if self._careful:
            self._write(str(number))

    def over(self) -> None:
        """Forgets it all: the part is written."""
        self._path.unlink(missing_ok=True)

    def _write(self, at: str | None) -> None:
        write_whole(self._path, json.dumps({"deaths": self._deaths, "at": at}).encode())


def _ray() -> ModuleType:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # no calls home
    try:
        import ray  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise SetupError("R206", "Ray is not installed; run: pip install 'onrecord[ray]'") from error
    return ray
