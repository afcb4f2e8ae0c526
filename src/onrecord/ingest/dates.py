"""Reads the dates that feeds carry into ISO form, and compares them."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})?)?\Z")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # outside of these a date is a misprint, not a date


def to_iso(value: object) -> str | None:
    """The ISO date or date-time that `value` says, or null where it says none.

    Takes ISO 8601 (kept as written where it has dashes), its compact form of NewsML 1 and NITF, RFC 2822, and
    seconds since 1970.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_seconds(value)
    text = str(value).strip()
    return _from_iso(text) or _from_compact(text) or _from_mail(text)


def instant(iso: str) -> datetime:
    """The moment of an ISO date (its start, in UTC) or date-time (UTC where it names no zone), for comparing.

    The earliest possible moment where `iso` is no date, so that sorting never fails.
    """
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def is_later(iso: str, other: str, *, by: timedelta) -> bool:
    """Whether `iso` is later than `other` by more than `by`."""
    return instant(iso) - instant(other) > by


def _from_iso(text: str) -> str | None:
    candidate = re.sub(r"\s+(?=\d\d:)", "T", text, count=1).replace(" ", "") if "-" in text[:8] else ""
    try:
        moment = datetime.fromisoformat(candidate)
    except ValueError:
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return candidate if _DAY.match(candidate) or "T" in candidate else moment.isoformat()


def _from_compact(text: str) -> str | None:
    match = _COMPACT.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    iso = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}{zone or ''}" if hour else "")
    return _from_iso(iso)


def _from_mail(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat() if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _from_seconds(value: float) -> str | None:
    try:
        moment = datetime.fromtimestamp(value, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return (
        moment.isoformat().replace("+00:00", "Z")
        if moment.date() > date(1971, 1, 1) and moment.year <= _LAST_YEAR
        else None
    )
