"""Codes an input into a folder of part files on whichever engine, and goes on where an earlier run was ended."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.engines.parts import Manifest, Plan, begin, finish, part_path, write_part
from onrecord.engines.slices import Reading, Slice, fingerprint, read_slice, sliced
from onrecord.pipeline import CodeMany, code_each, coded_in_order, versions
from onrecord.records.coded import CodedStory
from onrecord.records.story import Ignored, Story

PART_SIZE = 200  # stories: half a minute's coding, which is what the end of a machine can cost
Engine = Callable[[Plan, Sequence[Slice], Path], Iterator[int]]  # gives the number of each part that is done


def plan_for(paths: Sequence[str | Path], how: Reading, *, size: int = PART_SIZE) -> Plan:
    """What is to be done to code the files and folders, `size` stories a part. Raises InputError (R101)."""
    slices = sliced(paths, how, size=size)
    return Plan(versions=versions(), inputs=fingerprint(slices), reading=how, slices=slices)


def code_parts(plan: Plan, folder: Path, engine: Engine, *, report: Callable[[int, int], None]) -> Manifest:
    """Codes what the folder lacks of the plan; `report` hears of each part, done and in all. Raises InputError (R140).

    It may be ended at any moment; the next call with the same plan goes on after the parts that are there.
    """
    missing = begin(folder, plan)
    done = len(plan.slices) - len(missing)
    report(done, len(plan.slices))
    if missing:
        for more, _ in enumerate(engine(plan, missing, folder), start=1):
            report(done + more, len(plan.slices))
    return finish(folder, plan)


def on_this_machine(code_many: CodeMany = code_each) -> Engine:
    """The engine that codes with `code_many`: in this process, or with `local.Workers` in several."""

    def engine(plan: Plan, slices: Sequence[Slice], folder: Path) -> Iterator[int]:
        rows: list[CodedStory | Ignored] = []
        for what in coded_in_order(_with_ends(plan, slices), code_many):
            if isinstance(what, CodedStory | Ignored):
                rows.append(what)
            elif isinstance(what, Slice):
                write_part(part_path(folder, what.number), rows)
                rows = []
                yield what.number

    return engine


def _with_ends(plan: Plan, slices: Sequence[Slice]) -> Iterator[Story | Ignored | Slice]:
    """What is in the slices, each slice behind the last of its stories."""
    for one in slices:
        yield from read_slice(one, plan.reading)
        yield one
