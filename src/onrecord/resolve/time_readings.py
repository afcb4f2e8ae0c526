"""Readings of times that name a place in the calendar: dates, months, years, seasons, weekdays, clock times."""

from datetime import date, timedelta

from onrecord.resolve.calendar_arithmetic import (
    SEASONS,
    add_months,
    at,
    parts_of,
    real_day,
    shift,
    value_of,
)
from onrecord.resolve.time_context import Context, Reading
from onrecord.resolve.time_grammar import words

Parts = dict[str, str]


def number_of(text: str) -> str:
    """The amount a number word or figure tells: digits, `.5`, or `X` where it tells none."""
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdigit():
        return plain
    word = words()["number"].get(text)
    if word is not None:
        return str(word.number) if word.number is not None else word.value or "X"
    tens, _, ones = text.partition("-")
    table = words()["number"]
    if tens in table and ones in table:
        return str((table[tens].number or 0) + (table[ones].number or 0))
    return "X"


def _year(parts: Parts) -> int | None:
    if "y" not in parts:
        return None
    year = int(parts["y"])
    return -year if parts.get("era", "").startswith("b") else year


def _latest(ctx: Context, month: int, day: int | None) -> int:
    """The year of a month or day told without one: on or before publication, or after it in the future tense."""
    anchor = ctx.said or ctx.published
    this = real_day(anchor.year, month, day or 1) or date(anchor.year, month, 1)
    if ctx.limit:
        return anchor.year + (1 if (anchor - this).days > 182 else -1 if (this - anchor).days > 182 else 0)
    if ctx.future:
        last = add_months(this, 1) - timedelta(days=1) if day is None else this
        return anchor.year + (1 if last < anchor else 0)
    return anchor.year - (1 if this > anchor else 0)


def _told_year(ctx: Context, month: int) -> int | None:
    """The year of a partial date in a historical text: that last told; January after a told December is the next."""
    parts = parts_of(ctx.told) if ctx.told else None
    if not parts:
        return None
    year, told_month = parts[0], parts[1]
    return year + 1 if told_month and told_month - month >= 9 else year


def _year_for(parts: Parts, ctx: Context, month: int, day: int | None) -> int | None:
    year = _year(parts)
    if year is None and "y2d" in parts:
        year = int(_short_year(int(parts["y2d"]), ctx).value)
    if year is not None:
        return year
    relative = parts.get("yrel")
    base = ctx.year if ctx.historical or relative in ("that", "the same", "the following") else ctx.published.year
    if relative:
        step = {"next": 1, "the following": 1, "last": -1, "the previous": -1}.get(relative, 0)
        return None if base is None else base + step
    if ctx.historical:
        return _told_year(ctx, month)
    if ctx.told_here and ctx.year is not None:
        return ctx.year
    return _latest(ctx, month, day)


def calendar(parts: Parts, ctx: Context) -> Reading | None:
    """A day, month or year by name or number."""
    if "y2d" in parts and not {"mon", "month"} & set(parts):
        return _short_year(int(parts["y2d"]), ctx)
    month = int(parts["month"]) if "month" in parts else None
    if "mon" in parts:
        month = words()["month"][parts["mon"]].number
    day = int("".join(c for c in parts["d"] if c.isdigit())) if "d" in parts else None
    if month is None and day is None:
        year = _year(parts)
        return Reading(value_of(year)) if year else None
    if month is None:
        return _nth(day or 1, ctx)
    if day and ((month > 12 >= day) or ("month" in parts and _is_turned(parts, ctx, month, day))):
        month, day = day, month
    year = _year_for(parts, ctx, month, day)
    if year is None:
        return Reading(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""))
    if year > 0 and day and real_day(year, month, day) is None:
        return None
    return Reading(value_of(year, month, day))


def _is_turned(parts: Parts, ctx: Context, month: int, day: int) -> bool:
    """Whether day and month of a figure date are the other way round: only so is it the story's own day."""
    if "y" not in parts or day > 12 or month > 12 or ctx.historical:
        return False
    own, turned = real_day(int(parts["y"]), month, day), real_day(int(parts["y"]), day, month)
    if own is None or turned is None:
        return False
    return abs((turned - ctx.published).days) <= 1 and abs((own - ctx.published).days) > 20


def _short_year(two: int, ctx: Context) -> Reading:
    century = (ctx.year if ctx.historical and ctx.year else ctx.published.year) // 100
    year = century * 100 + two
    return Reading(value_of(year if ctx.historical or year <= ctx.published.year else year - 100))


def _nth(day: int, ctx: Context) -> Reading | None:
    """Reads "The 9th": of the month last told, else the latest such day."""
    parts = parts_of(ctx.told) if ctx.told else None
    if parts and parts[1]:
        return Reading(value_of(parts[0], parts[1], day))
    if ctx.historical:
        return None
    month = ctx.published if ctx.published.day >= day else add_months(ctx.published, -1)
    return Reading(value_of(month.year, month.month, day))


def season(parts: Parts, ctx: Context) -> Reading | None:
    """A season, with its year or relative to what is told."""
    code = words()["season"][parts["season"]].value or "SP"
    year = _year(parts)
    relative = parts.get("rel", parts.get("yrel", ""))
    step = 1 if relative.endswith(("next", "coming", "following")) else 0
    step -= relative.endswith(("last", "past", "previous", "preceding"))
    if year is None and ctx.historical:
        year = None if ctx.year is None else ctx.year + step
    elif year is None:
        began = date(ctx.published.year, SEASONS[code], 1) <= ctx.published
        year = ctx.published.year + (step if not (step == -1 and not began and not relative.endswith("year")) else -1)
        if not relative and not began and not ctx.future:
            year -= 1
    if year is None:
        return Reading(f"XXXX-{code}")
    return Reading(f"{value_of(year)}-{code}")


def relative_month(parts: Parts, ctx: Context) -> Reading | None:
    """A month with "last", "next", "this" before it."""
    month = words()["month"][parts["mon"]].number or 1
    base = ctx.now
    year = ctx.year if ctx.historical else base.year if base else None
    if year is None:
        return Reading(f"XXXX-{month:02d}")
    now_month = (
        (parts_of(ctx.told) or (0, None, None))[1] if ctx.historical and ctx.told else base.month if base else None
    )
    relative = parts["rel"]
    if relative.endswith(("last", "past", "previous", "preceding")) and now_month and month >= now_month:
        year -= 1
    if relative.endswith(("next", "coming", "following", "upcoming")) and now_month and month <= now_month:
        year += 1
    return Reading(value_of(year, month))


def part_of_year(parts: Parts, ctx: Context) -> Reading | None:
    """A quarter or half of a year."""
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "latter": 2, "last": 4, "final": 4}[parts["q"]]
    half = parts["unit"] == "half"
    year = _year(parts) or (ctx.year if ctx.historical else ctx.published.year)
    if year is None or (half and order > 2 and parts["q"] not in ("last", "final")):
        return None
    return Reading(f"{value_of(year)}-{'H' if half else 'Q'}{min(order, 2) if half else order}")


def century(parts: Parts, ctx: Context) -> Reading | None:
    """A century, by its number."""
    del ctx
    word = words()["ordinal"].get(parts["cent"])
    number = word.number if word else int("".join(c for c in parts["cent"] if c.isdigit()) or 0)
    prefix = "BC" if parts.get("era", "").startswith("b") else ""
    return Reading(f"{prefix}{(number or 1) - 1:02d}")


def decade(parts: Parts, ctx: Context) -> Reading | None:
    """A decade: "the 1960s", "the '60s"."""
    digits = parts["dec"]
    if parts.get("era", "").startswith("b"):
        return Reading(f"BC{int(digits):03d}")
    if len(digits) == 1:
        base = ctx.year if ctx.historical and ctx.year else ctx.published.year
        start = base // 100 * 10 + int(digits)
        digits = str(start if start * 10 <= base else start - 10)
    return Reading(digits)


def clock(parts: Parts, ctx: Context) -> Reading | None:
    """A clock time on the day told nearest; with GMT or UTC the value ends in Z."""
    word = parts.get("word")
    hour = 12 if word in ("noon", "midday") else 0 if word else int(number_of(parts["h"]).replace("X", "99"))
    half = parts.get("ampm", parts.get("ampm2", ""))
    if hour > 24 or (half and hour > 12):
        return None
    if half.startswith(("p", "a", "e", "n")):
        late = half.startswith(("p", "after", "e", "n"))
        hour = hour % 12 + (12 if late else 0)
    day = ctx.now if not ctx.historical and not ctx.near else ctx.then
    text = day.isoformat() if day else "XXXX-XX-XX"
    zone = "Z" if parts.get("zone") in ("gmt", "utc", "z") else ""
    return Reading(f"{text}T{hour:02d}:{int(parts.get('mi', '0')):02d}{zone}", "TIME")


def weekday(parts: Parts, ctx: Context) -> Reading | None:
    """A weekday: the latest on or before publication, the next in the future tense; with a part of the day a time."""
    number = words()["weekday"][parts["wd"]].number or 1
    day = _weekday(number, parts.get("rel", ""), ctx)
    if day is None:
        return Reading(f"XXXX-WXX-{number}")
    part = parts.get("part")
    if part is None:
        return Reading(day.isoformat())
    return part_on(day, part)


def part_on(day: date, part: str) -> Reading:
    """A part of a day; noon is a clock time."""
    code = words()["part"][part].value or "NI"
    if code == "MI":
        return Reading(f"{day.isoformat()}T12:00", "TIME")
    interval = (at(day, 4), at(day, 6)) if part == "dawn" else None
    return Reading(f"{day.isoformat()}T{code}", "TIME", interval, exact=interval is None)


def _weekday(number: int, relative: str, ctx: Context) -> date | None:
    if relative in ("that", "the same", "the following", "the next", "the previous"):
        base = ctx.then
        step = 0 if relative in ("that", "the same") else -1 if relative == "the previous" else 1
    else:
        base = ctx.now
        step = 0
    if base is None:
        return None
    back = (base.isoweekday() - number) % 7
    ahead = (number - base.isoweekday()) % 7
    if step == 1 or relative in ("next", "this coming", "coming"):
        return shift(base, ahead or 7, "day")
    if step == -1 or relative in ("last", "this past", "past"):
        return shift(base, -(back or 7), "day")
    return shift(base, ahead if ctx.future or (relative == "this" and back > 3) else -back, "day")


def set_of_days(parts: Parts, ctx: Context) -> Reading | None:
    """A weekday that comes again: "on Mondays", "every Monday"."""
    del ctx
    word = words()["weekday"][parts["wd"]]
    return Reading(f"XXXX-WXX-{word.number}", "SET")


def holiday(parts: Parts, ctx: Context) -> Reading | None:
    """A holiday on a fixed day: Christmas and New Year."""
    name = parts["holiday"]
    month, day = (1, 1) if name.startswith(("new", "the")) else (12, 25)
    if name.endswith("eve"):
        month, day = (12, day - 1) if month == 12 else (12, 31)
    year = _year(parts)
    if year is None:
        year = ctx.year if ctx.historical else _latest(ctx, month, day)
        year = year + 1 if year is not None and ctx.historical and month == 1 else year
    return Reading(value_of(year, month, day)) if year else Reading(f"XXXX-{month:02d}-{day:02d}")
