"""Finds who is said to say what."""

from onrecord.records.event import Attribution
from onrecord.records.sentence import Parsed


def find_attributions(parsed: Parsed) -> tuple[Attribution, ...]:
    """The attributions of a story in order of their cues, with spans, style and stance; sources not yet named."""
    del parsed
    return ()
