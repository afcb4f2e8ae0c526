"""Records to the database and back; all state lives here."""

from pathlib import Path

from onrecord.store.protocol import Record
from onrecord.store.record import Store
from onrecord.store.source import Source


def open(where: str | Path | Source) -> Record:  # noqa: A001 (read as store.open)
    """The record at a path (SQLite) or postgresql:// address, to be used as a context manager.

    A server that opens one record after another gives a Source, which keeps its connections.
    """
    return Store(where)
