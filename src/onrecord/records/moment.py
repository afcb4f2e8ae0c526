"""Moments that can be compared as strings, whatever offset they were written with."""

from datetime import UTC, datetime, time


def utc(iso: str, *, late: bool = False) -> str:
    """An ISO day or date-time as `YYYY-MM-DDTHH:MM:SS.ffffffZ`; without an offset it is taken as UTC.

    A day without an hour is its first moment, or with `late` its last. What is no date comes back as it is.
    """
    try:
        moment = datetime.fromisoformat(iso)
        if len(iso) == len("2022-06-26") and late:
            moment = datetime.combine(moment.date(), time.max)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return iso
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
