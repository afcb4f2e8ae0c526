"""Which index a question is answered from.

SQLite does not know how much lies in a box, and PostgreSQL takes all that it finds to hold as often wherever it looks;
so what there is to fetch is counted first, up to what is fetched in no time.
"""

from dataclasses import dataclass
from math import prod

from sqlalchemy import Connection, func, select

from onrecord.records.filter import Filter
from onrecord.store.asking import Source, conditions, dated, sources
from onrecord.store.dialect import Condition, Dialect, Nums
from onrecord.store.schema import incident

_FEW = 15_000  # incidents that are fetched one by one in some ten milliseconds
_MANY = 200_000  # entries of an index that are counted, in as long, before the order of lists is walked through
_PAGE = 100  # incidents that are looked for
_UNKNOWN = 0.05  # the share of the record that a box or a word is taken to admit where it admits more than a few


@dataclass(frozen=True, slots=True)
class Plan:
    """The conditions of a filter; `fetched` is that what meets them is to be fetched first and put in order then."""

    where: list[Condition]
    fetched: bool = False


def planned(wanted: Filter, connection: Connection, dialect: Dialect, *, every: bool = False) -> Plan:
    """The conditions of a filter, in a form that leads the database to the best index.

    Where an index names few incidents, they are fetched and the rest is asked of each. Else the order of lists is
    walked through, in which what is frequent is soon found; unless all of them are wanted (`every`), or little is
    left where several conditions meet.
    """
    found = sources(wanted, dialect)
    span = dated(wanted, dialect)
    asked = [*([span] if span else ()), *found]
    best, fewest = None, _FEW
    for source in asked:
        if (count := _count(source.nums, connection, fewest)) < fewest:
            best, fewest = source, count
    if best is None and every:
        return Plan([*conditions(wanted), *(source.named for source in found)])
    best = best or _rarest(asked, connection)
    if best is None:
        return Plan([*conditions(wanted), *(source.row for source in found)])
    rest = (source.row for source in found if source is not best)
    bare = {c.key: dialect.bare(c) for c in incident.c}
    return Plan([best.named, *conditions(wanted, bare), *rest], fetched=True)


def _rarest(asked: list[Source], connection: Connection) -> Source | None:
    """The source to fetch all of though it is large; null where walking through the lists finds a page sooner."""
    total = connection.scalar(select(func.max(incident.c.num))) or 1
    sizes = {n: _count(s.nums, connection, _MANY) for n, s in enumerate(asked) if s.countable}
    if not sizes:
        return None
    shares = [sizes.get(n, _UNKNOWN * total) / total for n in range(len(asked))]
    least = min(sizes, key=lambda n: sizes[n])
    return asked[least] if _PAGE / max(prod(shares), 1e-9) > sizes[least] else None


def _count(nums: Nums, connection: Connection, most: int) -> int:
    """How many there are, counted up to a number."""
    return connection.scalar(select(func.count()).select_from(nums.limit(most).subquery())) or 0
