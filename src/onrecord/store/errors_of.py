"""What a database's error means to a person: no room, taken by another, damaged, or not to be opened at all."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from onrecord.errors import InputError, OnrecordError, StoreError

_FULL, _BUSY, _DAMAGED, _READ_ONLY = "R501", "R502", "R503", "R504"
_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
}
_SQLITE_WRITING = {  # the system would not write: a limit on files, a disk that is full or failing
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_POSTGRESQL = {
    "53100": _FULL,
    "40P01": _BUSY,
    "55P03": _BUSY,
    "40001": _BUSY,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
}
_TOLD = {
    _FULL: "could not be written, there is no room left: what was entered before is safe; make room and run it again",
    _BUSY: "is held by another process that writes: what was entered before is safe; run it again",
    _DAMAGED: "is damaged: keep the file, see `onrecord check`, and restore it from a copy",
    _READ_ONLY: "may not be written by you: see who owns it and its folder",
}


def meaning(error: SQLAlchemyError, where: str) -> OnrecordError | None:
    """The error in words for a person; null for one that is a fault of ours."""
    code = _code(error)
    return StoreError(code, f"{where} {_TOLD[code]} ({_said(error)})") if code else None


def refusal(error: SQLAlchemyError, where: str) -> OnrecordError:
    """Why the record could not be opened."""
    known = meaning(error, where) if _code(error) not in {None, _DAMAGED} else None
    return known or InputError("R110", f"{where} is not a record that onrecord can open: {_said(error)}")


def _code(error: SQLAlchemyError) -> str | None:
    origin = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", 0)
        return _FULL if code in _SQLITE_WRITING else _SQLITE.get(code & 0xFF)
    return _POSTGRESQL.get(str(getattr(origin, "sqlstate", None)))


def _said(error: SQLAlchemyError) -> str:
    origin = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(origin).split())[:300]
