"""A record that many threads read at once: each is lent a connection for a while, and reads one moment of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from onrecord.errors import InputError
from onrecord.store.record import Store
from onrecord.store.source import Source


class LentStore(Store):
    """A record to be read by any number of threads, each within `with store.lent()`.

    What a thread reads there is of one moment, that of its first question; outside nothing is held, so that a server
    that nobody asks keeps nobody from tidying up.
    """

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._mine = threading.local()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Lends this thread a connection, once it asks; within another such block it is that one's."""
        if getattr(self._mine, "lent", False):
            yield
            return
        self._mine.lent, self._mine.connection = True, None
        try:
            yield
        finally:
            connection, self._mine.lent = self._mine.connection, False
            if connection is not None:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The record open beside what is read, which stays of its moment."""
        with Store(self._source) as store, store.writing():
            yield store

    @property
    def _open(self) -> Connection:
        if not getattr(self._mine, "lent", False):
            raise InputError("R111", "the record is not open: use `with store.lent()`")
        if self._mine.connection is None:
            self._mine.connection = self._source.engine.connect()
            self._source.dialect.hold(self._mine.connection)
        connection: Connection = self._mine.connection
        return connection
