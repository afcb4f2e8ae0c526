"""Cuts an input into slices, each of which is coded into one part file, wherever that is done."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from onrecord.ingest.columns import NONE, Columns
from onrecord.ingest.json_lines import is_json_lines, stories_from_lines
from onrecord.ingest.parquet import stories_from_rows
from onrecord.ingest.read import in_order, read_file, source_of
from onrecord.ingest.routing import admit
from onrecord.ingest.tables import is_heading
from onrecord.records.span import Frozen
from onrecord.records.story import Ignored, Story
from onrecord.settings import Rule

_LINES = (".jsonl", ".ndjson")
_HEAD = 16 * 1024 * 1024  # bytes: more than any first line


class Slice(Frozen):
    """Some of an input: whole files, or, of one file, the lines or rows from `first` on, `count` of them.

    `start` and `stop` are the bytes between which the lines lie.
    """

    number: int
    paths: tuple[str, ...]
    of: Literal["files", "lines", "rows"] = "files"
    first: int = 1
    count: int = 0
    start: int = 0
    stop: int = 0


class Reading(Frozen):
    """How an input is read, as the options of the command line tell it."""

    published: str | None = None
    columns: Columns = NONE
    rules: tuple[Rule, ...] = ()


def sliced(paths: Sequence[str | Path], how: Reading, *, size: int) -> tuple[Slice, ...]:
    """The slices of the files and folders, `size` lines, rows or small files each, in order.

    JSON Lines and Parquet are cut, so that one file can be coded by many; of anything else a file is the least there
    is. Raises InputError (R101) where a path does not exist.
    """
    found: list[Slice] = []
    together: list[str] = []

    def close() -> None:
        if together:
            found.append(Slice(number=0, paths=tuple(together)))
            together.clear()

    for path in [file for given in paths for file in in_order(given)]:
        cuts = [*_cuts(path, how, size)]
        if cuts:
            close()
            found.extend(cuts)
            continue
        together.append(str(path))
        if len(together) == size:
            close()
    close()
    return tuple(s.model_copy(update={"number": n}) for n, s in enumerate(found))


def read_slice(one: Slice, how: Reading) -> Iterator[Story | Ignored]:
    """The stories in a slice that may enter the record, and why the others may not: as `run` would read them."""
    first = Path(one.paths[0])
    source = source_of(first, published=how.published, columns=how.columns)
    if one.of == "lines":
        with first.open("rb") as file:
            file.seek(one.start)
            data = file.read(one.stop - one.start)
        arrivals = stories_from_lines(data, source, first=one.first)
    elif one.of == "rows":
        arrivals = stories_from_rows(first, range(one.first, one.first + one.count), source)
    else:
        arrivals = (a for p in one.paths for a in read_file(Path(p), published=how.published, columns=how.columns))
    return (admit(a, how.rules) if isinstance(a, Story) else a for a in arrivals)


def fingerprint(slices: Sequence[Slice]) -> tuple[tuple[str, str], ...]:
    """Each file of the slices, with the hash of its bytes."""
    paths = dict.fromkeys(path for s in slices for path in s.paths)
    found = []
    for path in paths:
        with Path(path).open("rb") as file:
            found.append((path, hashlib.file_digest(file, "sha256").hexdigest()))
    return tuple(found)


def _cuts(path: Path, how: Reading, size: int) -> Iterator[Slice]:
    if path.suffix.lower() in _LINES:
        yield from _cut_lines(path, size)
    elif path.suffix.lower() == ".parquet":
        yield from _cut_rows(path, how, size)


def _cut_lines(path: Path, size: int) -> Iterator[Slice]:
    """Slices of a file of JSON Lines; none where it is something else: then it is read as a whole."""
    begun, at, number = (0, 1), 0, 0
    with path.open("rb") as file:
        if not is_json_lines(file.read(_HEAD)):
            return
        file.seek(0)
        for number, line in enumerate(file, start=1):
            at += len(line)
            if number % size == 0:
                yield _lines(path, begun, at, number)
                begun = (at, number + 1)
    if at > begun[0]:
        yield _lines(path, begun, at, number)


def _lines(path: Path, begun: tuple[int, int], stop: int, last: int) -> Slice:
    start, first = begun
    return Slice(number=0, paths=(str(path),), of="lines", first=first, count=last - first + 1, start=start, stop=stop)


def _cut_rows(path: Path, how: Reading, size: int) -> Iterator[Slice]:
    """Slices of a Parquet file; none where it holds no stories: then it is read as a whole, which says why."""
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 (for this format only)

    try:
        with ParquetFile(path) as file:
            rows = file.metadata.num_rows if is_heading(file.schema_arrow.names, how.columns) else 0
    except Exception:  # noqa: BLE001 (broken files trip pyarrow up in ways that no list of exceptions covers)
        return
    for first in range(1, rows + 1, size):
        count = min(size, rows - first + 1)
        yield Slice(number=0, paths=(str(path),), of="rows", first=first, count=count)
