"""The words by which events are dated, from dating.toml."""

from functools import cache

from onrecord import lexicons
from onrecord.records.event import EventType, Status


class DatingLine(lexicons.Line):
    """Words that decide how an event is dated, and an example that `rule` dates ("" for no time).

    The example's event is `trigger` of `type` and `status`; `beside` another trigger of that type beside it; `said` the
    content of a statement around it and `cue` its cue.
    """

    words: frozenset[str]
    trigger: str
    type: EventType
    status: Status = "actual"
    beside: str | None = None
    said: str | None = None
    cue: str | None = None
    rule: str


@cache
def lines() -> dict[str, DatingLine]:
    """The lines by key."""
    return {line.key: line for line in lexicons.read("resolve", "dating", DatingLine)}


def among(key: str, *words: str) -> bool:
    """Whether one of the words is of the line with this key."""
    return not lines()[key].words.isdisjoint(words)
