"""Why the record says what it says: the answer to `explain ID`."""

from onrecord.records.incident import Judgement
from onrecord.records.span import Frozen, Span


class Evidence(Frozen):
    """One value of a record with the words it rests on, in the sentence they stand in.

    `before` and `after` are the rest of the sentence or paragraph around the span.
    """

    value: str
    story: str
    span: Span
    before: str
    after: str


class Explanation(Frozen):
    """What an id stands for, the evidence of each of its values, and the rule, lines and versions behind it.

    `links` are the judgements, by rule or by people, that keep an incident's claims together or apart.
    """

    id: str
    what: str
    evidence: tuple[Evidence, ...]
    rule: str
    lexicon: tuple[str, ...]
    versions: tuple[str, ...]
    see: tuple[str, ...] = ()
    links: tuple[Judgement, ...] = ()
