"""The filter language as conditions on the cache of incidents: the same answers as `Filter.admits`."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from onrecord.records.filter import Box, Filter, tokens
from onrecord.records.moment import utc
from onrecord.store.dialect import Dialect
from onrecord.store.schema import facet, incident

Condition = ColumnElement[Any]
FACETS = ("place", "country", "actor", "claimant", "standing")  # kept as rows of `facet`
KINDS = ("type", "status", *FACETS)


def conditions(wanted: Filter, dialect: Dialect) -> list[Condition]:
    """What must hold of a row of `incident` for the filter to admit it."""
    found = [*_days(wanted), *(_named(kind, getattr(wanted, kind)) for kind in KINDS if getattr(wanted, kind))]
    if wanted.bbox:
        found += [incident.c.num.in_(dialect.near(wanted.bbox)), _within(wanted.bbox)]
    if words := sorted({word for told in wanted.q for word in tokens(told)}):
        found.append(incident.c.num.in_(dialect.saying(words)))
    if wanted.contested is not None:
        found.append(incident.c.contested == int(wanted.contested))
    return found


def _days(wanted: Filter) -> Iterable[Condition]:
    c = incident.c
    if wanted.happened_from is not None:
        yield c.end >= wanted.happened_from
    if wanted.happened_to is not None:
        yield c.start <= wanted.happened_to
    if wanted.reported_from is not None:
        yield c.seen >= wanted.reported_from
    if wanted.reported_to is not None:
        yield c.seen <= wanted.reported_to
    if wanted.changed_since is not None:
        yield c.changed >= utc(wanted.changed_since)


def _named(kind: str, names: Iterable[str]) -> Condition:
    """One of the names, compared without regard to case; an empty name is nobody's."""
    values = sorted({name.casefold() for name in names if name})
    if not values:
        return false()
    if kind in FACETS:
        return incident.c.num.in_(select(facet.c.num).where(facet.c.kind == kind, facet.c.value.in_(values)))
    return incident.c[kind].in_(values)


def _within(box: Box) -> Condition:
    c = incident.c
    across = (c.lon >= box.west, c.lon <= box.east)
    joined = and_(*across) if box.west <= box.east else or_(*across)
    return and_(c.lat >= box.south, c.lat <= box.north, joined)
