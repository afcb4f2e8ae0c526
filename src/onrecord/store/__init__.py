"""Records to the database and back; all state lives here."""

from pathlib import Path

from onrecord.store.record import Store


def open(where: str | Path) -> Store:  # noqa: A001 (read as store.open)
    """The record at a path (SQLite) or postgresql:// address, to be used as a context manager."""
    return Store(where)
