"""The filter language as conditions on the cache of incidents: the same answers as `Filter.admits`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true, union_all

from onrecord.records.filter import Box, Filter, tokens
from onrecord.records.moment import utc
from onrecord.store.dialect import Condition, Dialect, Nums
from onrecord.store.schema import facet, incident

Columns = Mapping[str, ColumnElement[Any]]
FACETS = ("place", "country", "actor", "claimant", "standing")  # kept as rows of `facet`
LONG = 31  # days after which an incident counts as long: few are, and they are looked up apart

_COLUMNS: Columns = dict(incident.c)


@dataclass(frozen=True, slots=True)
class Source:
    """An index that knows which incidents may be asked for.

    `nums` are those, `named` is that an incident is one of them, `row` what to ask of its row instead, which has in
    any case to meet the conditions on its columns.
    """

    nums: Nums
    named: Condition
    row: Condition
    countable: bool = True  # in an index that is read in no time


def conditions(wanted: Filter, c: Columns = _COLUMNS) -> list[Condition]:
    """What must hold of the columns of a row of `incident` for the filter to admit it; `sources` hold the rest."""
    found = list(_days(wanted, c))
    found += [c[kind].in_(_folded(names)) for kind in ("type", "status") if (names := getattr(wanted, kind))]
    if wanted.bbox:
        found.append(_within(wanted.bbox, c))
    if wanted.contested is not None:
        found.append(c["contested"] == int(wanted.contested))
    return found


def sources(wanted: Filter, dialect: Dialect) -> list[Source]:
    """The indexes that bear on the filter: points, words, and each kind of name."""
    found = (
        [Source(dialect.near(wanted.bbox), dialect.touches(wanted.bbox), true(), countable=False)]
        if wanted.bbox
        else []
    )
    if words := sorted({word for told in wanted.q for word in tokens(told)}):
        found.append(Source(dialect.saying(words), dialect.says(words), dialect.holds(words), countable=False))
    for kind in FACETS:
        if names := getattr(wanted, kind):
            has = (facet.c.kind == kind, facet.c.value.in_(_folded(names))) if _folded(names) else (false(),)
            nums = select(facet.c.num).where(*has)
            each = exists().where(facet.c.num == incident.c.num, *has)
            found.append(Source(nums, incident.c.num.in_(nums), each))
    return found


def dated(wanted: Filter, dialect: Dialect) -> Source | None:
    """The incidents that happened in a span of days, of those types and in that box; null where no span is told."""
    c = incident.c
    if wanted.happened_from is None or wanted.happened_to is None:
        return None
    try:
        first = (date.fromisoformat(wanted.happened_from) - timedelta(days=LONG)).isoformat()
    except (ValueError, OverflowError):
        return None
    bare = {name: dialect.bare(c[name]) for name in ("lat", "lon", "end")}
    box = [_within(wanted.bbox, bare)] if wanted.bbox else []
    kind = [c.type.in_(_folded(wanted.type))] if wanted.type else []
    rest = (*kind, c.start <= wanted.happened_to, bare["end"] >= wanted.happened_from, *box)
    short, long = (c.long == 0, c.start >= first, *rest), (c.long == 1, *rest)
    nums = union_all(select(c.num).where(*short), select(c.num).where(*long))
    return Source(nums, dialect.either(nums, and_(*short), and_(*long)), true())


def _days(wanted: Filter, c: Columns) -> Iterator[Condition]:
    if wanted.happened_from is not None:
        yield c["end"] >= wanted.happened_from
    if wanted.happened_to is not None:
        yield c["start"] <= wanted.happened_to
    if wanted.reported_from is not None:
        yield c["seen"] >= wanted.reported_from
    if wanted.reported_to is not None:
        yield c["seen"] <= wanted.reported_to
    if wanted.changed_since is not None:
        yield c["changed"] >= utc(wanted.changed_since)


def _folded(names: tuple[str, ...]) -> list[str]:
    """The names without regard to case; an empty one is nobody's."""
    return sorted({name.casefold() for name in names if name})


def _within(box: Box, c: Columns) -> Condition:
    across = (c["lon"] >= box.west, c["lon"] <= box.east)
    joined = and_(*across) if box.west <= box.east else or_(*across)
    return and_(c["lat"] >= box.south, c["lat"] <= box.north, joined)
