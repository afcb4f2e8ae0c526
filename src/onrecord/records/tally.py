"""How much a record holds, in a few numbers."""

from onrecord.records.span import Frozen


class Tally(Frozen):
    """Counts of a record as it was last linked; `stories` are those that stand, replaced and killed ones too.

    `unplaced` are the incidents without a point, `control` the lines of who holds which place.
    """

    stories: int
    copies: int
    replaced: int
    killed: int
    attributions: int
    events: int
    incidents: int
    contested: int
    unplaced: int
    control: int
