"""Which index a question is answered from: SQLite, which does not know how much lies in a box, is told."""

from sqlalchemy import Connection, func, select

from onrecord.records.filter import Filter
from onrecord.store.asking import BARE, Condition, conditions, dated, sources
from onrecord.store.dialect import Dialect, Nums
from onrecord.store.schema import incident

_FEW = 15_000  # incidents that are fetched one by one in some ten milliseconds


def planned(wanted: Filter, connection: Connection, dialect: Dialect) -> list[Condition]:
    """The conditions of a filter, in a form that leads the database to the best index.

    Where an index names few incidents, they are fetched and the rest is asked of each. Else the days of the happening
    or, failing that, the order of lists is walked through, in which what is frequent is soon found.
    """
    found = sources(wanted, dialect)
    if not dialect.steered:
        return [*conditions(wanted), *(source.row for source in found)]
    span = dated(wanted)
    asked = [*found, *([span] if span else ())]
    counts = [_count(source.nums, connection, _FEW) for source in asked]
    if min(counts, default=_FEW) < _FEW:
        best = asked[counts.index(min(counts))]
        rest = (source.row for source in found if source is not best)
        return [incident.c.num.in_(best.nums), *conditions(wanted, BARE), *rest]
    return [*conditions(wanted), *(source.row for source in found)]


def _count(nums: Nums, connection: Connection, most: int) -> int:
    """How many there are, counted up to a number."""
    return connection.scalar(select(func.count()).select_from(nums.limit(most).subquery())) or 0
