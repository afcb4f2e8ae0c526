"""Which index a question is answered from: SQLite, which does not know how much lies in a box, is told."""

from sqlalchemy import Connection, func, literal_column, select

from onrecord.records.filter import Filter
from onrecord.store.asking import Condition, conditions, dated, sources
from onrecord.store.dialect import Dialect, Nums
from onrecord.store.schema import incident

_FEW = 4000  # incidents that are fetched one by one in some milliseconds
_SPAN = 60_000  # entries of the index of days that are read through in as many
# a plus before a column keeps SQLite from looking it up in an index
_BARE = {c.name: literal_column(f'+incident."{c.name}"', c.type) for c in incident.c}


def planned(wanted: Filter, connection: Connection, dialect: Dialect) -> list[Condition]:
    """The conditions of a filter, in a form that leads the database to the best index.

    Where an index names few incidents, they are fetched and the rest is asked of each. Else the days of the happening
    or, failing that, the order of lists is walked through, in which what is frequent is soon found.
    """
    found = sources(wanted, dialect)
    if not dialect.steered:
        return [*conditions(wanted), *(incident.c.num.in_(s.nums) for s in found)]
    counts = [_count(s.nums, connection, _FEW) for s in found]
    fewest = min(counts, default=_FEW)
    if fewest < _FEW:
        best = counts.index(fewest)
        rows = [s.row for n, s in enumerate(found) if n != best and s.row is not None]
        return [incident.c.num.in_(found[best].nums), *conditions(wanted, _BARE), *rows]
    rows = [s.row for s in found if s.row is not None]
    span = dated(wanted)
    if span is not None and _count(span.nums, connection, _SPAN) < _SPAN:
        return [incident.c.num.in_(span.nums), *conditions(wanted, _BARE), *rows]
    return [*conditions(wanted), *rows]


def _count(nums: Nums, connection: Connection, most: int) -> int:
    """How many there are, counted up to a number."""
    return connection.scalar(select(func.count()).select_from(nums.limit(most).subquery())) or 0
