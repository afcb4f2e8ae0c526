"""A run: all that one set of versions coded; and what changed from one run to another."""

from typing import Literal

from onrecord.records.coded import Versions
from onrecord.records.span import Frozen, Span


class Run(Frozen):
    """All that one coder made of a record's stories.

    `started` and `ended` are the ISO date-times of its first and latest coding, null where it is older than the list of
    runs. It is `coding` while a re-coding is not complete, `current` where stories of the record stand as it coded
    them (`stories` of them), else `past`. `kept` codings of it lie beside those that are in force.
    """

    id: str
    versions: Versions
    started: str | None = None
    ended: str | None = None
    state: Literal["coding", "current", "past"] = "current"
    stories: int = 0
    kept: int = 0


class FieldChange(Frozen):
    """A field that two codings fill otherwise; the values are as the record shows them, null where there is none."""

    name: str
    old: str | None
    new: str | None


class Change(Frozen):
    """An attribution or event that came, went or changed; `old` and `new` are its ids, `span` what it rests on."""

    kind: Literal["attribution", "event"]
    what: Literal["added", "gone", "changed"]
    old: str | None
    new: str | None
    span: Span | None
    fields: tuple[FieldChange, ...] = ()


class StoryChange(Frozen):
    """What changed in a story; `only` names the run that has it, where the other has not."""

    story: str
    headline: str
    only: str | None = None
    changes: tuple[Change, ...] = ()
