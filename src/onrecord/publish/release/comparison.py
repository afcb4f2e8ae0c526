"""What changed between two releases, and what is gone: from their two SQLite files, in constant memory."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from onrecord.publish.cells import cell

CHANGES = ("id", "change", "type", "title", "place", "start", "end", "changed", "replaced_by")
GONE = ("kind", "id", "why", "replaced_by", "since")
Row = tuple[str | None, ...]

_NEW_OR_CHANGED = """
SELECT n.id, CASE WHEN n.status = 'withdrawn' THEN 'withdrawn' WHEN o.id IS NULL THEN 'new' ELSE 'changed' END,
       n.type, n.title, n.place, n.start, n.end, n.changed, NULL
FROM incidents n LEFT JOIN old.incidents o ON o.id = n.id
WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint ORDER BY n.id
"""
# an incident whose id went is found again where its claims are: of several, the one that took most, then by id
_WENT = """
SELECT o.id, o.type, o.changed,
       (SELECT n.incident FROM old.claims c JOIN claims n ON n.id = c.id WHERE c.incident = o.id
        GROUP BY n.incident ORDER BY count(*) DESC, n.incident LIMIT 1)
FROM old.incidents o LEFT JOIN incidents n ON n.id = o.id WHERE n.id IS NULL ORDER BY o.id
"""
_FIRST = "SELECT id, 'new', type, title, place, start, end, changed, NULL FROM incidents ORDER BY id"


def changes(new: Path, old: Path | None) -> Iterator[Row]:
    """A row of `CHANGES` for each incident that is new, changed, withdrawn or gone since the older file was made."""
    with closing(_opened(new, old)) as files:
        if old is None:
            yield from files.execute(_FIRST)
            return
        yield from files.execute(_NEW_OR_CHANGED)
        for name, kind, changed, heir in files.execute(_WENT):
            yield (name, "merged" if heir else "gone", kind, None, None, None, None, changed, heir)


def withdrawn(new: Path) -> Iterator[Row]:
    """A row of `GONE` for each incident and claim that is withdrawn or that a later version no longer makes."""
    with closing(_opened(new, None)) as files:
        yield from files.execute(
            "SELECT 'incident', id, 'withdrawn', NULL, changed FROM incidents WHERE status = 'withdrawn' ORDER BY id"
        )
        yield from files.execute(
            "SELECT 'claim', id, CASE WHEN withdrawn THEN 'withdrawn' ELSE 'replaced' END, replaced_by, NULL "
            "FROM claims WHERE withdrawn OR replaced_by IS NOT NULL ORDER BY id"
        )


def gone(new: Path, old: Path | None, told_before: Path | None) -> Iterator[Row]:
    """A row of `GONE` for each incident id that the new file no longer has, those told before included."""
    with closing(_opened(new, old)) as files:
        heirs: dict[str, str | None] = {}
        if old is not None:
            for name, _, changed, heir in files.execute(_WENT):
                heirs[name] = heir
                yield ("incident", name, "merged" if heir else "gone", heir, changed)
        for row in _told(told_before):
            name, heir = row["id"], row["replaced_by"] or None
            here = files.execute("SELECT 1 FROM incidents WHERE id = ?", (name,)).fetchone()
            if row["why"] in {"merged", "gone"} and not here and name not in heirs:
                yield ("incident", name, row["why"], heirs.get(heir, heir) if heir else None, row["since"])


def write_rows(path: Path, header: tuple[str, ...], rows: Iterable[Row]) -> int:
    """Writes rows as CSV and tells how many."""
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


def comparable(path: Path) -> bool:
    """Whether an older release's file has what comparing needs; one made by an older onrecord may not."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path)) as file:
            file.execute("SELECT id, fingerprint, changed FROM incidents LIMIT 1")
            file.execute("SELECT id, incident FROM claims LIMIT 1")
    except sqlite3.DatabaseError:
        return False
    return True


def _opened(new: Path, old: Path | None) -> sqlite3.Connection:
    files = sqlite3.connect(f"{new.resolve().as_uri()}?mode=ro", uri=True)
    if old is not None:
        files.execute("ATTACH ? AS old", (f"{old.resolve().as_uri()}?mode=ro",))
    return files


def _told(path: Path | None) -> Iterator[dict[str, str]]:
    if path is not None and path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
