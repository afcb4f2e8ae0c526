"""Makes a release: counts, compares with the last, stops where a limit does not hold, writes, checks, puts in place."""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from onrecord.errors import InputError
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.terms import Terms, released
from onrecord.publish.release import comparison, describe
from onrecord.publish.release.census import Breach, Census, Limits, breaches, count
from onrecord.publish.release.data_files import DATABASE, write_data
from onrecord.records.incident import Incident
from onrecord.records.reading import Reading

SUMS, CENSUS = "SHA256SUMS", "census.json"
_NAME = re.compile(r"onrecord-(\d{4}-\d\d-\d\d)(?:\.(\d+))?\Z")
_UNDATED = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Release:
    """What became of it: `path` is null where nothing was written, because nothing changed since `last`."""

    path: Path | None
    last: Path | None
    census: Census
    changed: int
    overridden: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be released: `day` names the folder, null for the day of the newest story."""

    read: Reading
    incidents: Callable[[], Iterable[Incident]]
    types: Sequence[describe.TypeLine]
    terms: Terms = field(default_factory=Terms)
    limits: Limits = field(default_factory=Limits)
    allowed: frozenset[str] = frozenset()
    day: str | None = None

    def stories(self) -> Stories:
        """The stories that rows cite, as the terms allow."""
        return Stories(self.read, names=self.terms.names)

    def going_out(self, stories: Stories) -> Iterator[Incident]:
        """The incidents as the terms allow."""
        return released(self.incidents(), stories, self.terms, latest=self.read.latest)


def examine(plan: Plan, folder: Path) -> tuple[Census, Path | None, tuple[Breach, ...]]:
    """Counts what would be released and names the last release and the limits that do not hold, allowed ones too."""
    stories, last = plan.stories(), last_release(folder)
    census = count(plan.going_out(stories), stories)
    before = Census.model_validate_json((last / CENSUS).read_text(encoding="utf-8")) if last else None
    return census, last, breaches(census, before, plan.limits)


def release(plan: Plan, folder: Path) -> Release:
    """Writes a release into the folder as a folder of its own, whole or not at all.

    Raises InputError (R140) where a limit does not hold that is not allowed by name: then nothing is written.
    """
    census, last, found = examine(plan, folder)
    if stopped := [breach for breach in found if breach.name not in plan.allowed]:
        raise InputError("R140", report(stopped))
    name = _name(folder, plan.day or plan.read.latest[:10] or _UNDATED)
    fresh = folder / f".{name}.{os.getpid()}.new"
    fresh.mkdir(parents=True)
    try:
        stories = plan.stories()
        write_data(fresh, plan.read, lambda: plan.going_out(stories), stories)
        if last and _same(fresh, last):
            return Release(None, last, census, 0, found)
        changed = _compare(fresh, last, plan.read)
        _describe(fresh, plan, census, name, changed=changed, last=last)
        fresh.rename(folder / name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Release(folder / name, last, census, changed, found)


def report(stopped: Sequence[Breach]) -> str:
    """Why a release stopped, and how to let it pass."""
    lines = [f"  {breach.name}: {breach.what}" for breach in stopped]
    allow = " ".join(f"--allow {name}" for name in dict.fromkeys(b.name for b in stopped))
    return "\n".join(["nothing is released, for limits do not hold:", *lines, f"if it is right all the same: {allow}"])


def last_release(folder: Path) -> Path | None:
    """The newest whole release in the folder, by day and number; null where there is none."""
    found = [path for path in folder.glob("onrecord-*") if _NAME.match(path.name) and (path / SUMS).exists()]
    return max((p for p in found if (p / CENSUS).exists()), key=lambda p: _order(p.name), default=None)


def _order(name: str) -> tuple[str, int]:
    match = _NAME.match(name)
    return (match.group(1), int(match.group(2) or 1)) if match else ("", 0)


def _name(folder: Path, day: str) -> str:
    """A name that no folder has yet: the day, and from the second on a number."""
    number = 1
    while (folder / (name := f"onrecord-{day}{f'.{number}' if number > 1 else ''}")).exists():
        number += 1
    return name


def _same(fresh: Path, last: Path) -> bool:
    """Whether every data file is, byte for byte, that of the last release."""
    told = dict(line.split("  ", 1)[::-1] for line in (last / SUMS).read_text(encoding="utf-8").splitlines())
    return all(told.get(path) == digest for path, digest in _digests(fresh))


def _compare(fresh: Path, last: Path | None, read: Reading) -> int:
    """Writes changes.csv and tombstones.csv and tells how many changes there are."""
    new = fresh / DATABASE
    old = last / DATABASE if last and comparison.comparable(last / DATABASE) else None
    changed = comparison.write_rows(fresh / "changes.csv", comparison.CHANGES, comparison.changes(new, old))
    before = last / "tombstones.csv" if last else None
    rows = chain(_gone_stories(read), comparison.withdrawn(new), comparison.gone(new, old, before))
    comparison.write_rows(fresh / "tombstones.csv", comparison.GONE, rows)
    return changed


def _gone_stories(read: Reading) -> Iterator[comparison.Row]:
    when = {c.replaces: c.at for c in read.corrections}
    for story in sorted(read.killed):
        yield ("story", story, "killed", None, when.get(story))
    for story, newer in sorted(read.replaced.items()):
        yield ("story", story, "replaced", newer, when.get(story))


def _describe(  # noqa: PLR0913 (all that the describing files tell)
    fresh: Path, plan: Plan, census: Census, name: str, *, changed: int, last: Path | None
) -> None:
    day = _order(name)[0]
    about = describe.About(
        name,
        day,
        plan.read.latest,
        census,
        plan.terms,
        plan.read.versions,
        plan.types,
        changed,
        last.name if last else None,
    )
    sums = dict(_digests(fresh))
    texts = {
        CENSUS: census.model_dump_json(indent=1) + "\n",
        "README.md": describe.readme(about),
        "CITATION.cff": describe.citation(about),
        "codebook.md": describe.codebook(plan.types),
        "datapackage.json": describe.data_package(about, fresh, sums),
    }
    for path, text in texts.items():
        (fresh / path).write_bytes(text.encode("utf-8", "replace"))
    lines = [f"{digest}  {path}\n" for path, digest in _digests(fresh)]
    (fresh / SUMS).write_text("".join(lines), encoding="utf-8")


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a folder with their SHA-256, by path."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            yield path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()
