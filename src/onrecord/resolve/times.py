"""Finds time expressions and works out the interval each denotes."""

from onrecord.records.sentence import Parsed
from onrecord.records.when import Timex


def find_timexes(parsed: Parsed) -> tuple[Timex, ...]:
    """The time expressions of a story in order, resolved against the day it was published."""
    del parsed
    return ()
