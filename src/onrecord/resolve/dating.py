"""Dates events: which time expression, tense or statement each hangs on."""

from onrecord.records.event import Attribution, Event
from onrecord.records.sentence import Parsed
from onrecord.records.when import Timex
from onrecord.resolve.dating_evidence import Story
from onrecord.resolve.dating_rules import date_alone
from onrecord.resolve.dating_sharing import share


def date_events(
    parsed: Parsed, events: tuple[Event, ...], attributions: tuple[Attribution, ...], timexes: tuple[Timex, ...]
) -> tuple[Event, ...]:
    """The events with their days, by the codebook's rules on time; null where the text supports none."""
    story = Story.of(parsed, events, attributions, timexes)
    if story is None:
        return events
    alone = [date_alone(story, event) for event in events]
    return share(story, events, alone)
