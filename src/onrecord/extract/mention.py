"""An event mention while it is being worked out: token indices of its sentence, before spans are cut."""

from dataclasses import dataclass, field

from onrecord.extract.codebook import Rule
from onrecord.records.event import EventType, Quantity, Status
from onrecord.records.sentence import Sent


@dataclass(slots=True)
class Arguments:
    """What hangs on a predicate: heads of noun phrases, as token indices of its sentence.

    `subject` and `object` are those of the active voice; `owner` a noun's possessor or nationality; `compound` a noun
    before it; `prepositions` pairs of preposition and noun.
    """

    subject: int | None = None
    object: int | None = None
    dative: int | None = None
    owner: int | None = None
    compound: int | None = None
    passive: bool = False
    prepositions: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Mention:
    """A trigger found in a sentence: its head token, the tokens of its span, its arguments and what they fill.

    `merged` marks a casualty or damage clause that only adds to another mention.
    """

    sent: Sent
    rule: Rule
    head: int
    first: int
    last: int
    type: EventType
    args: Arguments
    status: Status = "actual"
    actor: int | None = None
    target: int | None = None
    instrument: int | None = None
    actor_alone: bool = False
    quantities: list[Quantity] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    merged: bool = False
    told_means: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def casualty(self) -> bool:
        """Whether the trigger only tells of dead or hurt."""
        return self.rule.line.frame.startswith("casualty")
