"""What the databases do each in their own way; everything else of the store is the same for all."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Engine, Select, Table

from onrecord.records.filter import Box
from onrecord.store.batches import Row

Condition = ColumnElement[Any]
Nums = Select[Any] | CompoundSelect[Any]  # of incident numbers


class Dialect(Protocol):
    """One kind of database."""

    name: str

    def engine(self, where: str) -> Engine:
        """What connects to the record at a path or address."""

    def lock(self, connection: Connection) -> None:
        """Waits until no other process writes, and keeps others from writing until the transaction ends."""

    def hold(self, connection: Connection) -> None:
        """Has what is read till the transaction ends be of one moment, that of the first question."""

    def make_indexes(self, connection: Connection) -> None:
        """Makes the indexes of words and points over the cache of incidents, and what keeps them up to date."""

    def drop_indexes(self, connection: Connection) -> None:
        """Takes them away, for a load of many incidents at once."""

    def begin_load(self, connection: Connection) -> None:
        """Readies the connection for a load of many rows."""

    def load(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Adds many rows, the fastest way there is; all of the same columns."""

    def saying(self, words: Sequence[str]) -> Nums:
        """The incidents that hold all of these words, by the index of words."""

    def says(self, words: Sequence[str]) -> Condition:
        """The same, as a condition on `incident`."""

    def holds(self, words: Sequence[str]) -> Condition:
        """The same, told from a row alone."""

    def near(self, box: Box) -> Nums:
        """The incidents that may lie in the box, and all that do, by the index of points."""

    def touches(self, box: Box) -> Condition:
        """The same, as a condition on `incident`."""

    def either(self, nums: Nums, first: Condition, second: Condition) -> Condition:
        """That an incident meets one of two conditions, those of which are `nums`."""

    def bare(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """A column of `incident`, in a form that keeps the database from looking it up in an index."""

    def tidy(self, connection: Connection) -> None:
        """Brings up to date what the planner knows of the tables."""

    def faults(self, connection: Connection) -> tuple[str, ...]:
        """What the database finds wrong with itself."""
