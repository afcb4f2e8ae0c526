"""Readings of times told relative to another: "yesterday", "last week", "two days later", "for months", "daily"."""

from datetime import date, timedelta

from onrecord.resolve.calendar_arithmetic import (
    UNIT_CODES,
    Interval,
    at,
    day_of,
    duration,
    interval_of,
    parts_of,
    shift,
    value_of,
    week_value,
)
from onrecord.resolve.time_context import Context, Reading
from onrecord.resolve.time_grammar import words
from onrecord.resolve.time_readings import number_of, part_on

Parts = dict[str, str]
_BACK = ("last", "past", "previous", "preceding", "yesterday")
_AHEAD = ("next", "coming", "following", "upcoming", "tomorrow", "succeeding", "subsequent")
_ANAPHORIC = (
    "that",
    "same",
    "the next",
    "the following",
    "following",
    "previous",
    "preceding",
    "that same",
    "very same",
)

_ADVERBS = {
    "daily": "P1D", "everyday": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
    "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y", "hourly": "PT1H",
}  # fmt: skip


def unit_of(text: str) -> str:
    """The unit a word names, in the singular."""
    return next((line.key for form, line in words()["unit"].items() if form == text), "day")


def _step(relative: str) -> int:
    return -1 if relative.endswith(_BACK) else 1 if relative.endswith(_AHEAD) else 0


def _anaphoric(relative: str) -> bool:
    return relative.endswith(_ANAPHORIC) or relative in _ANAPHORIC


def day_number(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Day 123 of the invasion": the day of publication, which such counts are told on."""
    del parts
    return None if ctx.historical else Reading(ctx.published.isoformat())


def deictic_day(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Today", "yesterday", "tomorrow", "tonight", with a part of the day where told."""
    word = parts["word"]
    if ctx.historical and (word in ("today", "tonight", "tomorrow") or ctx.now is None):
        return Reading("PRESENT_REF" if word == "today" else "XXXX-XX-XX")
    if ctx.now is None:
        return None
    steps = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = shift(ctx.now, steps.get(word, 0), "day")
    part = "night" if word == "tonight" else parts.get("part")
    if part:
        return part_on(day, part)
    return Reading(day.isoformat(), interval=_hours(day, parts.get("small", "")))


def _hours(day: date, small: str) -> Interval | None:
    if small in ("early", "small", "wee", "pre-dawn", "dawn"):
        return at(day), at(day, 6)
    return (at(day, 20), at(day, 24)) if small == "late" else None


def deictic_part(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "This morning", "last night", "that evening", "the next morning", "yesterday evening"."""
    relative = parts["rel"]
    base = ctx.then if _anaphoric(relative) or relative == "one" or ctx.historical else ctx.now
    code = words()["part"][parts["part"]].value or "NI"
    if base is None:
        return Reading(f"XXXX-XX-XXT{code}", "TIME")
    day = shift(base, _step(relative), "day")
    if relative == "last" and code != "NI":
        day = shift(base, -1, "day")
    return part_on(day, parts["part"])


def overnight(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Overnight" in a text about a day: from the evening before to its morning."""
    del parts
    day = ctx.then if ctx.historical or ctx.beside else ctx.now
    if day is None:
        return Reading("XXXX-XX-XXTNI", "TIME")
    before = shift(day, -1, "day")
    return Reading(f"{before.isoformat()}TNI", "TIME", (at(before, 20), at(day, 6)))


def part_alone(parts: Parts, ctx: Context) -> Reading | None:
    """A part of the day by itself: of the day last told in a historical text or close by, else of no day."""
    day = ctx.then if ctx.near or not ctx.historical else None
    if day is None:
        return Reading(f"XXXX-XX-XXT{words()['part'][parts['part']].value}", "TIME")
    return part_on(day, parts["part"])


def unit_value(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that a day falls in."""
    if unit in ("week", "fortnight"):
        return week_value(day)
    if unit == "weekend":
        return f"{week_value(day)}-WE"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "decade":
        return f"{day.year // 10:03d}"
    if unit == "century":
        return f"{day.year // 100:02d}"
    return value_of(day.year, day.month if unit in ("month", "day") else None, day.day if unit == "day" else None)


def _moved(ctx: Context, steps: int, unit: str, *, told: bool) -> str | None:
    """The unit so many steps from now, or from the last time told; by years alone where that is all there is."""
    base = ctx.then if told or ctx.historical else ctx.now
    parts = parts_of(ctx.told) if ctx.told and (ctx.historical or told) else None
    if base is None and parts and parts[0] > 0 and parts[1] and unit in ("month", "quarter"):
        base = date(parts[0], parts[1], 1)
    if base is not None:
        return unit_value(shift(base, steps, unit), unit)
    if parts and unit in ("year", "decade", "century"):
        year = parts[0] + steps * {"year": 1, "decade": 10, "century": 100}[unit]
        return value_of(year)[: {"year": 6, "decade": 5, "century": 4}[unit] - (0 if year < 0 else 2)]
    return None


def relative_unit(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Last week", "this month", "the following day", "that year"; "the past week" is the days up to now."""
    relative, unit = parts["rel"], unit_of(parts["unit"])
    if unit in ("hour", "minute", "second"):
        return Reading(duration("1", unit), "DURATION")
    if relative in ("the past", "the last", "this past", "past") and unit != "weekend" and not ctx.historical:
        return _rolling("1", unit, ctx)
    if relative in ("the coming", "the next") and not ctx.historical and unit != "day" and ctx.now:
        return Reading(duration("1", unit), "DURATION", (at(ctx.now), at(shift(ctx.now, 1, unit))), exact=False)
    early = 6 if relative == "the" else 4
    if unit == "weekend" and _step(relative) == 0 and ctx.then and not ctx.future and ctx.then.isoweekday() < early:
        return Reading(unit_value(shift(ctx.then, -1, "week"), unit))
    value = _moved(ctx, _step(relative), unit, told=_anaphoric(relative))
    if value is None:
        return (
            Reading("PRESENT_REF")
            if relative in ("this", "current")
            else Reading("XXXX-XX-XX" if unit == "day" else "")
        )
    return Reading(value)


def next_unit(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "The day before", "the year after": beside the time last told."""
    part = parts["unit"] if parts["unit"] in ("night", "evening", "morning") else None
    steps = -1 if parts["dir"] in ("before", "earlier", "previous", "prior") else 1
    value = _moved(ctx, steps, "day" if part else parts["unit"], told=True)
    if value is None:
        return Reading("XXXX-XX-XX")
    return part_on(date.fromisoformat(value), part) if part else Reading(value)


def later_in_unit(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Earlier this week", "later that year", "early next month": the unit, and which part of it is meant."""
    unit, relative = parts["unit"], parts["rel"]
    if unit in words()["season"]:
        year = ctx.year if ctx.historical else ctx.published.year
        return Reading(f"{value_of(year)}-{words()['season'][unit].value}") if year else None
    told = relative in ("that", "the same") or ctx.historical
    value = _moved(ctx, _step(relative), unit, told=told)
    if value is None:
        return Reading("")
    whole = interval_of(value)
    now = ctx.now
    if relative not in ("this", "the") or parts["dir"] not in ("earlier", "later") or now is None or whole is None:
        return Reading(value, exact=False)
    if parts["dir"] == "earlier":
        return Reading(value, interval=(whole[0], max(at(now), whole[0] + timedelta(days=1))))
    if unit == "week" and now.isoweekday() >= 6:  # a week told at its end is the one to come
        return Reading(week_value(shift(now, 2, "day")), interval=(at(now, 24), at(now, 24 * 7)))
    start = at(now) if unit == "day" else at(now, 24)
    return Reading(value, interval=(start, max(whole[1], start + timedelta(days=1))))


def end_of_unit(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "The end of the year": the unit; up to its end where it is still to come."""
    value = _moved(ctx, _step(parts["rel"]), parts["unit"], told=parts["rel"] in ("that", "the"))
    return Reading(value, exact=False) if value else Reading("")


def unit_end(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Year's end", "month's end": of the year or month told."""
    return end_of_unit(parts | {"rel": "the"}, ctx)


def offset(parts: Parts, ctx: Context) -> Reading | None:
    """So many units before or after now ("ago", "from now") or the time last told ("later", "earlier")."""
    unit = unit_of(parts["unit"]) if parts["unit"] != "moments" else "minute"
    amount = number_of(parts["n"]) if "n" in parts else "X"
    back = parts["dir"] in ("ago", "earlier", "before", "previously", "prior", "beforehand")
    told = parts["dir"] not in ("ago", "from now", "hence")
    base = ctx.then if told or ctx.historical else ctx.now
    if not amount.isdigit() or unit in ("hour", "minute", "second"):
        interval = (at(base), at(base, 24)) if base and unit in ("hour", "minute") else None
        return Reading("PAST_REF" if back else "FUTURE_REF", interval=interval, exact=False)
    steps = min(int(amount), 9999) * (-1 if back else 1)
    value = _moved(ctx, steps, unit if unit != "fortnight" else "week", told=told)
    if value is None:
        return Reading("XXXX-XX-XX" if unit == "day" else "XXXX-XX" if unit == "month" else "XXXX")
    exact_day = unit in ("day", "week") and base is not None and parts["dir"] in ("later", "earlier", "before", "after")
    if unit == "week" and base is not None and exact_day:
        day = shift(base, steps, unit)
        return Reading(week_value(day), interval=(at(day), at(day, 24)), exact=False)
    return Reading(value)


def _rolling(amount: str, unit: str, ctx: Context) -> Reading:
    """The last so many units up to and with the day of publication."""
    value = duration(amount, unit)
    if ctx.now is None or ctx.historical:
        return Reading(value, "DURATION")
    if not amount.isdigit():
        start = shift(ctx.now, -7 if unit == "day" else -3, unit) if unit in UNIT_CODES else ctx.now
        return Reading(value, "DURATION", (at(start), at(ctx.now, 24)), exact=False)
    steps = min(int(amount), 9999)
    if unit in ("hour", "minute", "second"):
        hours = steps if unit == "hour" else 1
        start = shift(ctx.now, -((hours + 23) // 24), "day")
        return Reading(value, "DURATION", (at(start), at(ctx.now, 24)), exact=False)
    return Reading(value, "DURATION", (at(shift(ctx.now, -steps, unit)), at(ctx.now, 24)), exact=False)


def period(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "The past two weeks", "recent days", "the coming months", "the first ten months"."""
    unit = unit_of(parts["unit"])
    amount = number_of(parts["n"]) if "n" in parts else "X"
    relative = parts["rel"]
    if relative in ("last", "past", "previous", "preceding", "recent") and not parts.get("fill"):
        return _rolling(amount, unit, ctx)
    if relative in ("next", "coming") and ctx.now and not ctx.historical:
        end = at(shift(ctx.now, min(int(amount), 9999), unit), 24) if amount.isdigit() else None
        interval = (at(ctx.now), end or at(ctx.now, 24))
        return Reading(duration(amount, unit), "DURATION", interval, exact=False, open_end=end is None)
    return Reading(duration(amount, unit), "DURATION")


def nth_unit(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "The last week of": a length of time, dated by what follows."""
    del ctx
    return Reading(duration("1", parts["unit"]), "DURATION")


def age(parts: Parts, ctx: Context) -> Reading | None:
    """An age: a length of time that dates nothing."""
    del ctx
    return Reading(duration(number_of(parts["n"]), unit_of(parts["unit"])), "DURATION")


def plain_duration(parts: Parts, ctx: Context) -> Reading | None:
    """A length of time: "three weeks", "24 hours", "month-long"."""
    del ctx
    unit = unit_of(parts["unit"])
    amount = number_of(parts["n"]) if "n" in parts else "1"
    return Reading(duration(amount, unit), "DURATION")


def half_more(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Two and a half years"."""
    del ctx
    amount = number_of(parts["n"])
    return Reading(duration(f"{amount}.5", unit_of(parts["unit"])), "DURATION")


def vague_duration(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Weeks", "months" with no number."""
    del ctx
    return Reading(duration("X", unit_of(parts["unit"])), "DURATION")


def rate(parts: Parts, ctx: Context) -> Reading | None:
    """A repeated time: "daily", "every two hours", "per month"."""
    del ctx
    if "adverb" in parts:
        return Reading(_ADVERBS[parts["adverb"]], "SET")
    if parts["unit"] in words()["part"]:
        return Reading(f"XXXX-XX-XXT{words()['part'][parts['unit']].value}", "SET")
    return Reading(duration(number_of(parts.get("n", "1")), unit_of(parts["unit"])), "SET")


def reference(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "Now", "recently", "the future": a reference with no bounds."""
    del ctx
    return Reading("PRESENT_REF" if "present" in parts else "PAST_REF" if "past" in parts else "FUTURE_REF")


def that_time(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "That time", "the same time": the time last told."""
    del parts
    return Reading(ctx.told) if ctx.told else Reading("PRESENT_REF")


def eve(parts: Parts, ctx: Context) -> Reading | None:
    """Reads "The eve of X": the day before X, for which the caller sets `told` where the story dates it."""
    del parts
    day = ctx.now
    return Reading(shift(day, -1, "day").isoformat(), exact=False) if day else None


def composed(reading: Reading, parts: Parts) -> Reading:
    """A reading with the part that was told before it: "the night of" a day, "the last week of" a month."""
    if "over" in parts:
        day = day_of(reading.value)
        if day is None:
            return Reading(f"{reading.value}T{words()['part'][parts['over']].value}", "TIME")
        early = parts.get("small") in ("early", "small", "wee", "pre-dawn")
        told = part_on(day, parts["over"])
        return Reading(told.value, told.type, (at(day), at(day, 6)), exact=False) if early else told
    if "nth" in parts:
        whole, unit = interval_of(reading.value), parts["nth_unit"]
        if whole is None:
            return Reading(duration("1", unit), "DURATION")
        last = parts["nth"] in ("last", "final", "closing")
        order = {"second": 1, "third": 2}.get(parts["nth"], 0)
        start = at(shift(whole[1].date(), -1, unit) if last else shift(whole[0].date(), order, unit))
        return Reading(duration("1", unit), "DURATION", (start, at(shift(start.date(), 1, unit))), exact=False)
    return reading
