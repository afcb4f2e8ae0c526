"""Finds what is told to happen."""

from onrecord.records.event import Attribution, Event
from onrecord.records.sentence import Parsed


def find_events(parsed: Parsed, attributions: tuple[Attribution, ...]) -> tuple[Event, ...]:
    """The event mentions of a story in order of their triggers: type, status, voice, roles as spans, numbers."""
    del parsed, attributions
    return ()
