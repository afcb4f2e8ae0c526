"""Files and folders to stories: finds the format by content, and a reason for everything that is no story."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import FetchError, InputError
from onrecord.ingest.columns import NONE, Columns
from onrecord.ingest.draft import Keep, Source
from onrecord.ingest.fetch import Fetcher, is_address, shown
from onrecord.ingest.formats import Arrival, stories_from_bytes
from onrecord.ingest.gate import enter_for_coding, ignored, quarantined
from onrecord.ingest.given import Given, describes_folder, given_from, given_from_json, sidecar_of
from onrecord.ingest.routing import admit
from onrecord.records.story import Ignored, Item, Story
from onrecord.settings import Rule

_LARGEST = 256 * 1024 * 1024  # bytes


def read_paths(  # noqa: PLR0913 (each is told by who reads)
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    fetcher: Fetcher | None = None,
    columns: Columns = NONE,
    rules: Sequence[Rule] = (),
    keep: Keep | None = None,
) -> Iterator[Arrival]:
    """Every story in the files and folders, in order of reception where sidecars tell it, else of name.

    `-` is JSON Lines on standard input; web addresses are fetched where there is a `fetcher`; `published` dates the
    stories that do not tell their day, `columns` tells what the columns of tables hold, `rules` route the
    stories, `keep` hears of the bytes of each item. What does not enter the record comes as Ignored. Raises InputError
    (R101) where a path does not exist, before anything else.
    """
    found: list[str | Path] = []
    for path in paths:
        if fetcher and is_address(str(path)):
            found.append(path)
        else:
            found += in_order(path)
    reading = _Reading(published, columns, keep)
    sent = (a for f in found for a in _sent(f, reading, fetcher))
    return distinct(admit(a, rules) if isinstance(a, Story) else a for a in sent)


def read_for_coding(
    paths: Sequence[str | Path], *, published: str | None = None, columns: Columns = NONE
) -> Iterator[Arrival]:
    """As `read_paths`, but every story comes, in the order given, advertisements and repeats with the rest."""
    found = [f for path in paths for f in sorted(_files(_existing(path)))]
    return (
        enter_for_coding(a) if isinstance(a, Story) else a
        for f in found
        for a in _arrivals(f, _Reading(published, columns))
    )


def stories_in(  # noqa: PLR0913 (each is told by who reads)
    data: bytes,
    *,
    origin: str,
    given: Given | None = None,
    published: str | None = None,
    columns: Columns = NONE,
    keep: Keep | None = None,
) -> Iterator[Arrival]:
    """The stories in the bytes of one file, or the reason for none. Never raises, whatever the bytes."""
    received = given.received if given else None
    item = Item(origin=origin, sha256=hashlib.sha256(data).hexdigest(), format="unknown", received=received)
    stem = Path(origin).name.rsplit(".", 1)[0] if origin != "-" else "stdin"
    yield from stories_from_bytes(data, Source(item, stem, published, given, columns, keep))


def read_file(path: Path, *, published: str | None = None, columns: Columns = NONE) -> Iterator[Arrival]:
    """Every story in one file, not yet gated nor told from others; or the reason for none."""
    return _arrivals(path, _Reading(published, columns))


def source_of(path: Path, *, published: str | None = None, columns: Columns = NONE) -> Source:
    """The source that readers of some lines or rows of a file need: its item has no hash, as each entry has its own."""
    given = _given(path)
    item = _unread(path).model_copy(update={"received": given.received})
    return Source(item, path.name.rsplit(".", 1)[0], published, given, columns)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the user tells of all files alike."""

    published: str | None
    columns: Columns
    keep: Keep | None = None

    def stories_in(self, data: bytes, *, origin: str, given: Given) -> Iterator[Arrival]:
        told = (self.published, self.columns, self.keep)
        return stories_in(data, origin=origin, given=given, published=told[0], columns=told[1], keep=told[2])


def in_order(path: str | Path) -> list[Path]:
    """The files at a path, in order of reception where sidecars tell it, else of name. Raises InputError (R101)."""
    return sorted(_files(_existing(path)), key=_order)


def _existing(path: str | Path) -> Path:
    if str(path) != "-" and not Path(path).exists():
        raise InputError("R101", f"no such file or folder: {path}")
    return Path(path)


def _files(path: Path) -> Iterator[Path]:
    """The path itself, or all files under it but hidden ones and those that describe the folder.

    A file named outright is always read.
    """
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__pycache__")))
        for name in names:
            if not describes_folder(name):
                yield Path(folder, name)


def _order(path: Path) -> tuple[bool, str, str]:
    received = _given(path).received
    return received is None, received or "", str(path)


def _given(path: Path) -> Given:
    """The metadata in the sidecar beside the file; empty where there is none."""
    sidecar = path.with_name(sidecar_of(path.name))
    try:
        return given_from_json(sidecar.read_bytes()) if sidecar != path and sidecar.is_file() else Given()
    except OSError:
        return Given()


def _sent(place: str | Path, reading: _Reading, fetcher: Fetcher | None) -> Iterator[Arrival]:
    """What lies at a path or an address; an address that gives nothing is quarantined with the reason."""
    if isinstance(place, Path) or fetcher is None:
        yield from _arrivals(Path(place), reading)
        return
    try:
        data = fetcher.fetch(place, page=True).data or b""
    except FetchError as error:
        yield quarantined(Item(origin=shown(place), sha256="", format="unknown"), "not-fetched", str(error))
        return
    received = datetime.now(tz=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    yield from reading.stories_in(data, origin=shown(place), given=given_from({"received": received}))


def _arrivals(path: Path, reading: _Reading) -> Iterator[Arrival]:
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read()
        elif path.stat().st_size > _LARGEST:
            yield quarantined(_unread(path), "too-large", f"over {_LARGEST // 1024 // 1024} MB; split it")
            return
        else:
            data = path.read_bytes()
    except OSError as error:
        yield quarantined(_unread(path), "unreadable", f"cannot be read: {error.strerror}")
        return
    yield from reading.stories_in(data, origin=str(path), given=_given(path))


def _unread(path: Path) -> Item:
    return Item(origin=str(path), sha256="", format="unknown")


def distinct(arrivals: Iterator[Arrival]) -> Iterator[Arrival]:
    """Each story once; another story under the same id gets an id of its own, made from its bytes."""
    seen: dict[str, str] = {}
    for arrival in arrivals:
        if isinstance(arrival, Ignored):
            yield arrival
            continue
        story, sha256 = arrival, arrival.item.sha256
        if seen.get(story.id, sha256) != sha256:
            story = story.model_copy(update={"id": f"{story.id}-{sha256[:8]}"})
        if seen.get(story.id) == sha256:
            yield ignored(story.item, "duplicate", f"the same as {story.id}, read before", headline=story.headline)
            continue
        seen[story.id] = sha256
        yield story
