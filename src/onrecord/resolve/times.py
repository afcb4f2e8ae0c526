"""Finds time expressions and works out the interval each denotes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from onrecord.records.sentence import Parsed, Sent, Token
from onrecord.records.span import Span
from onrecord.records.when import Timex
from onrecord.resolve import relative_readings as relative
from onrecord.resolve import time_readings as named
from onrecord.resolve.calendar_arithmetic import Interval, at, day_of, interval_of, parts_of, show
from onrecord.resolve.time_context import Context, Reading, is_future
from onrecord.resolve.time_grammar import Found, flatten, recognise
from onrecord.resolve.time_sifting import is_of_age, is_time, joined, plausible

_READINGS: dict[str, Callable[[dict[str, str], Context], Reading | None]] = {
    "calendar": named.calendar, "season": named.season, "part_of_year": named.part_of_year, "century": named.century,
    "decade": named.decade, "clock": named.clock, "weekday": named.weekday, "set_of_days": named.set_of_days,
    "holiday": named.holiday, "relative_month": named.relative_month, "day_number": relative.day_number,
    "deictic_day": relative.deictic_day, "deictic_part": relative.deictic_part, "overnight": relative.overnight,
    "part_alone": relative.part_alone, "relative_unit": relative.relative_unit, "next_unit": relative.next_unit,
    "later_in_unit": relative.later_in_unit, "end_of_unit": relative.end_of_unit, "unit_end": relative.unit_end,
    "offset": relative.offset, "period": relative.period, "nth_unit": relative.nth_unit, "age": relative.age,
    "duration": relative.plain_duration, "half_more": relative.half_more, "vague_duration": relative.vague_duration,
    "rate": relative.rate, "reference": relative.reference, "that_time": relative.that_time, "eve": relative.eve,
}  # fmt: skip
_DEICTIC = {"weekday", "weekday-part", "day-deictic", "part-deictic", "relative-unit", "overnight"}


def find_timexes(parsed: Parsed) -> tuple[Timex, ...]:
    """The time expressions of a story in order, resolved against the day it was published."""
    return _Reader(parsed).read()


class _Reader:
    """Reads one story: recognises, sifts, joins, then resolves in the order of the text."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._story = parsed.story
        self._low = flatten(parsed.story.text)
        self._sents = parsed.sents
        self._ctx = Context(published=_published(parsed))
        self._told_paragraph = -9
        self._found: list[Found] = []

    def read(self) -> tuple[Timex, ...]:
        found = joined(self._recognise(), self._low)
        undated = self._ctx.published == _UNDATED
        self._ctx.historical = undated or _is_historical(found, self._ctx.published.year)
        self._found = found
        timexes: list[Timex] = []
        at_hand = iter(found)
        ahead = next(at_hand, None)
        for sent in self._sents:
            inside, end = [], sent.end
            while ahead is not None and ahead.start < end:
                inside.append(ahead)
                ahead = next(at_hand, None)
            if inside:
                timexes += self._read_sentence(sent, inside)
        return tuple(sorted(timexes, key=lambda t: (t.span.start, t.span.end)))

    def _recognise(self) -> list[Found]:
        out: list[Found] = []
        for number in sorted({s.paragraph for s in self._sents}):
            paragraph = self._story.paragraphs[number]
            for found in recognise(self._low[paragraph.start : paragraph.end]):
                moved = replace(found, start=found.start + paragraph.start, end=found.end + paragraph.start)
                if plausible(moved, self._story.text, self._low):
                    out.append(moved)
        return out

    def _read_sentence(self, sent: Sent, inside: list[Found]) -> list[Timex]:
        """The timexes of one sentence; those that hang on a day of the same sentence are read last."""
        self._ctx.near = sent.paragraph - self._told_paragraph <= 1
        self._ctx.told_here = False
        out: dict[int, Timex] = {}
        days: dict[int, date] = {}
        before = (self._ctx.told_day, self._ctx.told)
        for late in (False, True):
            for found in inside:
                if (found.line.reading in _LATE) is not late:
                    continue
                reading = self._resolve(sent, found, days if late else {})
                if reading is None:
                    continue
                out[found.start] = self._timex(found, reading)
                day = day_of(reading.value)
                if day and not late:
                    days[found.start] = day
        if not days and not self._ctx.historical:
            self._ctx.told_day = before[0]
        return list(out.values())

    def _resolve(self, sent: Sent, found: Found, days: dict[int, date]) -> Reading | None:
        token = _token_at(sent, found.start)
        ctx = self._ctx
        quoted = any(q.start < found.start < q.end for q in self._parsed.quotations)
        ctx.said = self._saying_day(sent, found) if quoted and not ctx.historical else None
        needs_tense = found.line.reading in _TENSED and "y" not in found.parts
        ahead = _AHEAD.search(self._low[max(0, found.start - 12) : found.start])
        ctx.limit = bool(ahead)
        ctx.future = bool(needs_tense and (ahead or (token and is_future(sent, token))))
        if (token and not is_time(found, token, sent)) or not is_of_age(found, historical=ctx.historical):
            return None
        if days:
            nearest = min(days, key=lambda start: abs(start - found.start))
            local = replace(
                ctx, told_day=days[nearest], told=days[nearest].isoformat(), near=True, beside=True, said=None
            )
            return read_one(found, local)
        reading = read_one(found, ctx)
        if reading and reading.type in ("DATE", "TIME") and not quoted:
            self._remember(sent, found, reading)
        return reading

    def _remember(self, sent: Sent, found: Found, reading: Reading) -> None:
        """What is told becomes what the next expressions hang on."""
        ctx = self._ctx
        parts = parts_of(reading.value)
        if parts is None or found.line.reading in ("century", "decade"):
            return
        if ctx.historical and _aside(ctx, found, parts, self._low):
            return
        ctx.told = reading.value
        ctx.told_here = "y" in found.parts
        day = day_of(reading.value)
        if day:
            ctx.told_day = day
            ctx.near = True
            if timedelta(0) <= ctx.published - day <= timedelta(2):
                ctx.recent = day
            self._told_paragraph = sent.paragraph

    def _saying_day(self, sent: Sent, found: Found) -> date:
        """The day of the quotation around an expression: told beside it, else the last day told, else publication."""
        paragraph = self._story.paragraphs[sent.paragraph]
        published = self._ctx.published
        for other in self._found:
            if other.line.reading != "weekday" or not paragraph.start <= other.start < paragraph.end:
                continue
            if not any(q.start < other.start < q.end for q in self._parsed.quotations):
                reading = named.weekday(other.parts, Context(published=published))
                day = day_of(reading.value) if reading else None
                if day and other.start != found.start:
                    return day
        return self._ctx.recent or published

    def _timex(self, found: Found, reading: Reading) -> Timex:
        if reading.type == "DURATION" and self._low[max(0, found.start - 7) : found.start] == "within ":
            now = self._ctx.published
            reading = replace(reading, interval=(at(now), at(now, 24)), exact=False, open_end=True)
        interval, exact = _interval(found, reading, self._low, self._ctx.published)
        text = show(interval) if interval else None
        if text and reading.open_end:
            text = text.split("/")[0] + "/.."
        span = Span.of(self._story.text, found.start, found.end)
        return Timex(span=span, value=reading.value, type=_type(reading), interval=text, exact=exact, rule=found.rule)


def read_one(found: Found, ctx: Context) -> Reading | None:
    """What one expression means in its context; null where its shape alone means nothing."""
    reader = _READINGS.get(found.line.reading)
    reading = reader(found.parts, ctx) if reader else None
    return relative.composed(reading, found.parts) if reading else None


_AHEAD = re.compile(r"\b(?:until|till|ahead of) (?:the )?$")
_UNDATED = date(1, 1, 1)  # a story of no known day: its times hang on each other alone
_LATE = {"overnight", "clock", "part_alone"}
_TENSED = {"weekday", "calendar", "season", "holiday", "relative_unit"}


def _aside(ctx: Context, found: Found, parts: tuple[int, int | None, int | None], low: str) -> bool:
    """Whether a bare year leaves the story's own time as it is: the same year again, or a glance years away."""
    if parts[1] is not None or ctx.year is None or found.line.key != "year":
        return False
    opens = re.search(
        r"(?:^|[.\n\"] ?)(?:by|in|during)? ?(?:early|late|mid)?-? ?$", low[max(0, found.start - 20) : found.start]
    )
    return parts[0] == ctx.year or (abs(parts[0] - ctx.year) > 5 and opens is None)


def _type(reading: Reading) -> str:
    return "TIME" if reading.type == "DATE" and re.search(r"\dT|XT", reading.value) else reading.type


def _published(parsed: Parsed) -> date:
    try:
        return date.fromisoformat(parsed.story.day)
    except ValueError:
        return _UNDATED


def _token_at(sent: Sent, start: int) -> Token | None:
    return next((t for t in sent.tokens if t.end > start), None)


def _interval(found: Found, reading: Reading, low: str, published: date) -> tuple[Interval | None, bool]:
    """The interval an expression denotes in its place: modifiers, "since" and "until" change that of its value."""
    interval = reading.interval or interval_of(reading.value)
    if interval is None:
        return None, reading.exact
    exact = reading.exact
    day = day_of(reading.value)
    if day and reading.interval is None and len(reading.value) == 10:
        if found.modifier == "early" or found.parts.get("small") in ("early", "small", "wee", "pre-dawn", "dawn"):
            interval = (at(day), at(day, 6))
        elif found.modifier == "late":
            interval, exact = (at(day, 20), at(day, 24)), False
    elif found.modifier:
        exact = False
        if day and found.modifier == "early" and reading.value.endswith("TMO"):
            interval = (at(day), at(day, 6))
    before = low[max(0, found.start - 12) : found.start]
    if re.search(r"\bsince (?:the )?$", before) and interval[0] < at(published):
        interval = (interval[0], at(published, 24))
    elif re.search(r"\b(?:until|till) (?:the )?$", before) and interval[1] > at(published):
        interval = (min(at(published), interval[0]), interval[1])
    return interval, exact


def _is_historical(found: list[Found], published: int) -> bool:
    """Whether the text tells years of its own, mostly not that of publication, and few days by their weekday."""
    years = [int(f.parts["y"]) * (-1 if f.parts.get("era", "").startswith("b") else 1) for f in found if "y" in f.parts]
    if len(years) < 3 or abs(median(years) - published) < 2:
        return False
    return len(years) > 2 * sum(f.line.key in _DEICTIC for f in found)
