"""Times: the expression in the text, and the days an event is dated to."""

from typing import Literal

from onrecord.records.span import Frozen, Span

TimePrecision = Literal["hour", "part-of-day", "day", "days", "week", "month", "year", "vague"]


class Timex(Frozen):
    """A time expression: TIMEX3 `value` and `type`, and the half-open interval it denotes, if any.

    `interval` is `start/end`, each a day or a date-time, end exclusive; `exact` is false for vague spans.
    """

    span: Span
    value: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    interval: str | None = None
    exact: bool = True
    rule: str = ""


class When(Frozen):
    """The days an event is dated to: ISO days, `end` inclusive, either may be open (null).

    `span` is the expression it rests on, null where it was inferred (tense, or another mention of the event).
    """

    span: Span | None = None
    value: str | None = None
    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "day"
    rule: str = ""
