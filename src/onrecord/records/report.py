"""What a run made, as it is told to the person who started it."""

from typing import Literal

from onrecord.records.span import Frozen
from onrecord.records.story import Ignored

Outcome = Literal["entered", "unchanged", "ignored", "quarantined"]


class Report(Frozen):
    """Counts of a run (`outcomes`, `ignored`) and of the whole record after it (the rest)."""

    outcomes: dict[Outcome, int]
    ignored: tuple[Ignored, ...]
    stories: int
    copies: int
    replaced: int
    killed: int
    attributions: int
    events: int
    incidents: int
    contested: int
    unplaced: int
    control_changes: int
