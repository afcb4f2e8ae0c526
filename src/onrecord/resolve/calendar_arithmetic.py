"""Calendar arithmetic on TIMEX3 values: what interval a value denotes, and moving from one to another.

Days are proleptic Gregorian `datetime.date`s; years before Christ are negative integers (493 BC is -493) and are
counted by year only, since `datetime` does not reach them.
"""

import calendar
import re
from datetime import date, datetime, time, timedelta

Interval = tuple[datetime, datetime]

# Hours of the parts of the day, as the time gold's README fixes them; an end past 24 is on the next day.
DAY_PARTS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 22), "NI": (20, 30), "DT": (8, 18), "DA": (4, 7), "MI": (12, 13)}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNIT_CODES = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "W", "fortnight": "W",
              "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}  # fmt: skip
_DATE = re.compile(r"(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d-])")


def value_of(year: int, month: int | None = None, day: int | None = None) -> str:
    """The TIMEX3 value of a year, month or day; years before Christ as `BC0493`."""
    text = f"BC{-year:04d}" if year < 0 else f"{year:04d}"
    return text + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def parts_of(value: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a value that starts with a date, null where it is coarser; else null."""
    match = _DATE.match(value)
    if not match:
        return None
    year = int(match[2]) * (-1 if match[1] else 1)
    return year, int(match[3]) if match[3] else None, int(match[4]) if match[4] else None


def day_of(value: str) -> date | None:
    """The day a value names, null where it is coarser than a day or no real date."""
    parts = parts_of(value)
    if not parts or parts[0] < 1 or not parts[1] or not parts[2]:
        return None
    return real_day(parts[0], parts[1], parts[2])


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or null where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last; clamped to the calendar's ends."""
    count = max(12, min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11))
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, amount: int, unit: str) -> date:
    """`day` moved by `amount` units; hours and less leave the day as it is; clamped to the calendar's ends."""
    if unit in ("day", "week", "fortnight", "weekend"):
        days = amount * {"day": 1, "fortnight": 14}.get(unit, 7)
        return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))
    if unit in ("month", "quarter", "year", "decade", "century"):
        return add_months(day, amount * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    return day


def week_value(day: date) -> str:
    """The ISO week of a day, as `2022-W25`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def at(day: date, hour: int = 0) -> datetime:
    """The moment so many hours after the day begins (24 and more reach into the next day); clamped to the calendar."""
    midnight = datetime.combine(day, time())  # civil time of the place, by the gold's convention
    try:
        return midnight + timedelta(hours=hour)
    except OverflowError:
        return datetime.combine(date.max, time(23, 59))


def interval_of(value: str) -> Interval | None:
    """The half-open interval that a TIMEX3 value denotes, null for durations, references and unknown parts."""
    try:
        return _clock(value) or _part(value) or _week(value) or _span_of_months(value) or _plain(value)
    except (ValueError, OverflowError):
        return None


def _clock(value: str) -> Interval | None:
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?Z?", value)
    if not match:
        return None
    start = datetime.fromisoformat(match[1]) + timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return start, start + (timedelta(minutes=1) if match[3] else timedelta(hours=1))


def _part(value: str) -> Interval | None:
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T([A-Z]{2})", value)
    if not match or match[2] not in DAY_PARTS:
        return None
    first, last = DAY_PARTS[match[2]]
    day = date.fromisoformat(match[1])
    return at(day, first), at(day, last)


def _week(value: str) -> Interval | None:
    match = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if not match:
        return None
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return at(monday, 24 * 5 if match[3] else 0), at(monday, 24 * 7)


def _span_of_months(value: str) -> Interval | None:
    match = re.fullmatch(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)", value)
    if not match:
        return None
    code = match[2]
    month = SEASONS[code] if code in SEASONS else 1 + (int(code[1]) - 1) * (3 if code[0] == "Q" else 6)
    start = date(int(match[1]), month, 1)
    return at(start), at(add_months(start, 6 if code[0] == "H" else 3))


def _plain(value: str) -> Interval | None:
    if re.fullmatch(r"\d{3}", value) or re.fullmatch(r"\d{2}", value):
        years = 10 ** (4 - len(value))
        first = int(value) * years
        return at(date(max(first, 1), 1, 1)), at(date(first + years, 1, 1))
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return None
    year, month, day = (int(p) for p in [*value.split("-"), "0", "0"][:3])
    start = date(year, month or 1, day or 1)
    return at(start), at(shift(start, 1, "day" if day else "month" if month else "year"))


def show(interval: Interval) -> str:
    """`start/end` as days where both fall on midnight, else as date-times to the minute."""
    if all(moment.time() == time() for moment in interval):
        return "/".join(moment.date().isoformat() for moment in interval)
    return "/".join(moment.isoformat(timespec="minutes") for moment in interval)


def duration(amount: str, unit: str) -> str:
    """The TIMEX3 duration of so many units (`X` for an unknown number): `P3M`, `PT24H`, `PXW`."""
    if unit == "fortnight" and amount.isdigit():
        return f"P{int(amount) * 2}W"
    clock = "T" if unit in ("second", "minute", "hour") else ""
    if unit == "quarter" and amount.isdigit():
        return f"P{int(amount) * 3}M"
    return f"P{clock}{amount}{UNIT_CODES[unit]}"
