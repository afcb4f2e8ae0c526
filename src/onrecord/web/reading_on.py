"""The record with only that control which is in force on one day."""

from typing import Any, cast

from onrecord.link.control import held_on
from onrecord.records.reading import Reading


def reading_on(read: Reading, day: str) -> Reading:
    """A reading that is the same in all but control: only what is in force on an ISO day."""
    return cast("Reading", _OnDay(read, day))


class _OnDay:
    def __init__(self, read: Reading, day: str) -> None:
        self._read = read
        self.control = held_on(read.control, day)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read, name)
