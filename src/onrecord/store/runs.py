"""Which runs coded the record, and their codings that are not in force; rows in, rows out."""

import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from onrecord.errors import NotInRecordError
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.run import Run
from onrecord.store import schema
from onrecord.store.schema_runs import coding, run

_KEYS = tuple(Versions.model_fields)


class RunRows:
    """The tables of runs within an open record; `lock` keeps other processes from writing."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock

    def all(self) -> tuple[Run, ...]:
        """All runs, oldest first."""
        s = schema.story.c
        counted = select(*(s[k] for k in _KEYS), func.count().label("n")).group_by(*(s[k] for k in _KEYS))
        stories = {_versions(row): row["n"] for row in self._connection.execute(counted).mappings()}
        counted_kept = select(coding.c.run, func.count().label("n")).group_by(coding.c.run)
        kept: dict[int, int] = {row.run: row.n for row in self._connection.execute(counted_kept)}
        found = []
        for row in self._connection.execute(select(run).order_by(run.c.number)).mappings():
            versions = _versions(row)
            standing = stories.get(versions, 0)
            found.append(
                Run(
                    id=f"r{row['number']}",
                    versions=versions,
                    started=row["started"],
                    ended=row["ended"],
                    state="coding" if not row["complete"] else "current" if standing else "past",
                    stories=standing,
                    kept=kept.get(row["number"], 0),
                )
            )
        return tuple(found)

    def get(self, wanted: str) -> Run:
        """The run with this id. Raises NotInRecordError (R305)."""
        found = next((r for r in self.all() if r.id == wanted), None)
        if found is None:
            raise NotInRecordError("R305", f"the record has no run {wanted}; `onrecord runs` lists them")
        return found

    def begin(self, versions: Versions) -> None:
        """Notes that a re-coding of the whole record with these versions is under way."""
        self._connection.execute(update(run).where(run.c.number == self._number(versions)).values(complete=0))

    def complete(self, versions: Versions) -> None:
        """Notes that it is done."""
        self._connection.execute(update(run).where(run.c.number == self._number(versions)).values(complete=1))

    def note(self, versions: Versions) -> None:
        """Notes that these versions coded something just now."""
        self._connection.execute(update(run).where(run.c.number == self._number(versions)).values(ended=_now()))

    def keep(self, coded: CodedStory) -> None:
        """Keeps a coding that is not in force, in place of an older one of the same run."""
        self.drop(coded)
        head = coded.story.head
        body = zlib.compress(coded.model_dump_json().encode())
        row = {
            "run": self._number(coded.versions),
            "story": head.id,
            "fingerprint": head.fingerprint,
            "body": body,
        }
        self._connection.execute(insert(coding).values(row))

    def drop(self, coded: CodedStory) -> None:
        """Forgets the kept coding of this story by the run of these versions, if there is one."""
        self._connection.execute(delete(coding).where(_is(self._number(coded.versions), coded.story.id)))

    def kept(self, versions: Versions) -> Mapping[str, str]:
        """The stories of which a coding by these versions is kept, each with the fingerprint of what was coded."""
        rows = select(coding.c.story, coding.c.fingerprint).where(coding.c.run == self._number(versions))
        return {row.story: row.fingerprint for row in self._connection.execute(rows)}

    def coding(self, versions: Versions, story_id: str) -> CodedStory | None:
        """The kept coding of a story by these versions."""
        body = self._connection.scalar(select(coding.c.body).where(_is(self._number(versions), story_id)))
        return None if body is None else CodedStory.model_validate_json(zlib.decompress(body))

    def _number(self, versions: Versions) -> int:
        """The number of the run of these versions; a new one is made where there is none."""
        same = and_(*(run.c[k] == getattr(versions, k) for k in _KEYS))
        known: int | None = self._connection.scalar(select(run.c.number).where(same))
        if known is not None:
            return known
        self._lock()
        number: int = 1 + (self._connection.scalar(select(func.max(run.c.number))) or 0)
        row = {"number": number, **versions.model_dump(), "started": _now(), "complete": 1}
        self._connection.execute(insert(run).values(row))
        return number


def list_runs(connection: Connection) -> None:
    """Lists the runs that coded the stories of a record which is older than the list, in the order of their names."""
    s = schema.story.c
    found = connection.execute(select(*(s[k] for k in _KEYS)).distinct().order_by(*(s[k] for k in _KEYS))).mappings()
    rows = [{"number": n, **row, "complete": 1} for n, row in enumerate(found.all(), start=1)]
    if rows:
        connection.execute(insert(run), rows)


def _is(number: int, story_id: str) -> ColumnElement[bool]:
    return and_(coding.c.run == number, coding.c.story == story_id)


def _versions(row: Mapping[Any, Any]) -> Versions:
    return Versions(**{k: row[k] for k in _KEYS})


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
