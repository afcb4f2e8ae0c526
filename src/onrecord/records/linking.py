"""What linking keeps between runs, so that a new story is compared with its neighbours only."""

from onrecord.records.span import Frozen


class LinkTelling(Frozen):
    """One story's claims on one happening: `key` is the first claim's id, `node` what it is compared as."""

    key: str
    story: str
    node: str
    claims: tuple[str, ...]


class LinkNode(Frozen):
    """What is compared: a telling, or all tellings of a war (`story` null).

    `facts` is what can be compared of it, as JSON; `blocks` the names under which it is looked up; `happening` the key
    of the first node of those judged to be about the same.
    """

    key: str
    story: str | None
    facts: str
    blocks: tuple[str, ...]
    happening: str


class Likeness(Frozen):
    """Two nodes that speak for one happening (score above nought), or on which a person has judged."""

    left: str
    right: str
    score: float
