"""Attributions and events: what a story says, who said it, and what it tells."""

from typing import Literal

from onrecord.records.actor import Actor, ActorKind
from onrecord.records.span import Frozen, Span
from onrecord.records.when import When
from onrecord.records.where import Place

EventType = Literal[
    "clash", "shelling", "air_strike", "bombing", "attack", "invasion", "abduction", "arrest", "seizure", "advance",
    "withdrawal", "deployment", "interception", "siege", "destruction", "protest", "riot", "evacuation",
    "displacement", "humanitarian_need", "humanitarian_aid", "military_aid", "sanction", "threat", "demand",
    "accusation", "rejection", "support", "agreement", "meeting", "concession",
]  # fmt: skip
Status = Literal["actual", "ongoing", "future", "hypothetical", "negated"]
Voice = Literal["attributed", "narrator", "witnessed"]
Stance = Literal["assert", "deny", "doubt"]
Style = Literal["direct", "indirect", "mixed"]
Checked = Literal["unverified", "verified", "disputed"]
CueClass = Literal[
    "neutral", "factive", "doubting", "denying", "accusing", "threatening", "promising", "ordering", "perceiving",
]  # fmt: skip
QuantityKind = Literal[
    "killed", "injured", "casualties", "missing", "captured", "released", "evacuated", "displaced", "sheltering",
    "troops", "weapons", "vehicles", "buildings", "protesters", "money", "other",
]  # fmt: skip


class Attribution(Frozen):
    """One source presenting one content by one cue; codebook, "Attributions".

    Extraction fills the spans, cue class, style and stance; resolution fills the `source_*` fields, `said_on`
    and `channel`. `id` counts within the story (`a1`). `content` holds the longest stretch first.
    `witness` is true where the source is the story's own reporters and the cue a perception.
    `rule` names the rule that made it, `lexicon` the lines it rests on (`cues.toml#say`).
    """

    id: str
    source: Span | None
    source_name: str | None = None
    source_mention: Span | None = None
    source_kind: ActorKind | None = None
    source_country: str | None = None
    source_side: str | None = None
    cue: Span | None
    cue_lemma: str | None = None
    cue_class: CueClass = "neutral"
    content: tuple[Span, ...]
    style: Style = "indirect"
    stance: Stance = "assert"
    said_on: str | None = None
    said_on_evidence: Span | None = None
    channel: str | None = None
    channel_evidence: Span | None = None
    checked: Checked | None = None
    checked_evidence: Span | None = None
    nested_in: str | None = None
    witness: bool = False
    rule: str
    lexicon: tuple[str, ...] = ()


class Quantity(Frozen):
    """A number the text gives for an event; either bound may be open (null): "up to 80" is null..80.

    `total` is true for a running total so far, false for a number of this event alone.
    """

    span: Span
    kind: QuantityKind
    min: float | None
    max: float | None
    unit: str | None = None
    total: bool = False


class Event(Frozen):
    """One mention of a reportable happening; codebook, "Events".

    `id` counts within the story (`e1`); mentions of one happening share `incident` within the story.
    `clause` is the span of the clause it was read from, for `explain`.
    """

    id: str
    incident: str | None = None
    type: EventType
    trigger: Span
    clause: Span
    status: Status = "actual"
    voice: Voice = "narrator"
    attribution: str | None = None
    actor: Actor | None = None
    target: Actor | None = None
    instrument: Span | None = None
    place: Place | None = None
    time: When | None = None
    quantities: tuple[Quantity, ...] = ()
    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None
    rule: str
    lexicon: tuple[str, ...] = ()
