"""Many rows in several statements, each of a size that every database takes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, insert

Row = dict[str, object]
Thing = TypeVar("Thing")
Name = TypeVar("Name", str, int)
SIZE = 500  # names in one question: far below what SQLite allows


def batches(things: Iterable[Thing], size: int = SIZE) -> Iterator[list[Thing]]:
    """The things in their order, `size` at a time."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


def chunks(names: Collection[Name]) -> Iterator[list[Name]]:
    """The names in the order of the alphabet, so many that one question can hold them."""
    yield from batches(sorted(names))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds the rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)
