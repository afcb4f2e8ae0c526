"""Titles of incidents, by rule and in neutral words."""

from datetime import date

from onrecord.link.kinds import types

_STILL = {"future": "announced", "hypothetical": "possible", "negated": "denied"}


def title_of(event_type: str, place: str | None, start: str | None, end: str | None, status: str = "actual") -> str:
    """Type, place and date, such as `Shelling or missile fire in Arvena, 25 June 2022`.

    What nobody says has happened is marked so by its `status`: announced, possible, denied.
    """
    what = f"{types()[event_type].label} in {place}" if place else types()[event_type].label
    what += f" ({_STILL[status]})" if status in _STILL else ""
    return f"{what}, {day_text(start, end)}"


def day_text(start: str | None, end: str | None) -> str:
    """An interval in words: `25 June 2022`, `24 to 25 June 2022`, `from 25 June 2022`, `undated`."""
    if not start and not end:
        return "undated"
    if start == end and start:
        return _day(start)
    if not start:
        return f"by {_day(end or '')}"
    if not end:
        return f"from {_day(start)}"
    return f"{_day(start, until=end)} to {_day(end)}"


def _day(iso: str, *, until: str | None = None) -> str:
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    month = f"{day:%B}"
    if until and until[:7] == iso[:7]:
        return f"{day.day}"
    if until and until[:4] == iso[:4]:
        return f"{day.day} {month}"
    return f"{day.day} {month} {day.year}"
