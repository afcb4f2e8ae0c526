"""Finds place names and places them on the map, or refuses to."""

from onrecord.records.sentence import Parsed
from onrecord.records.where import Toponym


def find_toponyms(parsed: Parsed) -> tuple[Toponym, ...]:
    """The place names of a story in order; metonymic ones ("Moscow said") carry no point."""
    del parsed
    return ()
