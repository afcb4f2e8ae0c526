"""Who acts and who is acted on."""

from typing import Literal

from onrecord.records.span import Frozen, Span

ActorKind = Literal[
    "government", "military", "armed_group", "official", "civilian", "media", "igo", "ngo", "company", "analyst",
    "unknown",
]  # fmt: skip


class Actor(Frozen):
    """A party to an event.

    `span` is null where the text names the party elsewhere (the country is still known). `country` is the ISO
    3166 alpha-2 code of the side it belongs to; `side` the belligerent it fights for where that differs;
    `code` a PLOVER-style code built by composition (country, then role), such as `RUSMIL`.
    """

    span: Span | None
    name: str | None
    country: str | None = None
    kind: ActorKind | None = None
    side: str | None = None
    code: str | None = None
