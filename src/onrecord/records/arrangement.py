"""How the stories of a feed stand to one another: versions, kills and copies decided."""

from pydantic import Field

from onrecord.records.snapshot import Correction
from onrecord.records.span import Frozen
from onrecord.records.story import Story


class Arrangement(Frozen):
    """All stories with `replaces` and `copy_of` set, and what that means for each.

    `stories` are in order of publication and hold every usable one, replaced and killed ones too (they are kept
    as tombstones). `replaced` maps an id to the id that took its place, `copies` a copy to its original; `killed`
    are ids of stories that were withdrawn. `notices` are the kill items themselves: no stories of the record, but
    to be kept, so that a story that arrives after its kill is killed too.
    """

    stories: tuple[Story, ...] = ()
    replaced: dict[str, str] = Field(default_factory=dict)
    killed: tuple[str, ...] = ()
    copies: dict[str, str] = Field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    notices: tuple[Story, ...] = ()

    @property
    def live(self) -> tuple[Story, ...]:
        """The stories that stand: neither replaced nor killed; copies with the rest."""
        gone = self.replaced.keys() | set(self.killed)
        return tuple(s for s in self.stories if s.id not in gone)
