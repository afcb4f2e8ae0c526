"""The columns by which every row leads to its story, its words, its rule and the versions that coded it."""

from collections.abc import Callable

from onrecord.publish.exports.scales import quote
from onrecord.publish.exports.table import Column, Subject, Value, listed
from onrecord.records.coded import Versions
from onrecord.records.span import Span


def _version(of: Callable[[Versions], str]) -> Callable[[Subject], Value]:
    return lambda row: of(row.story.versions) if row.story.versions else None


def _edge(span: Callable[[Subject], Span], edge: str) -> Callable[[Subject], Value]:
    return lambda row: getattr(span(row), edge)


def _clause(row: Subject) -> Span:
    return row.claim.event.clause


def _trigger(row: Subject) -> Span:
    return row.claim.event.trigger


STORY = (
    Column("story", "text", "id of the story it was read in", lambda row: row.claim.story, "#meta+id+story"),
    Column("headline", "text", "the story's headline; empty where it was killed", lambda row: row.story.headline),
    Column("agency", "text", "who wrote the story; empty where not known", lambda row: row.story.agency),
    Column("carrier", "text", "whose feed it came by; empty where not known", lambda row: row.story.carrier),
    Column("url", "text", "the story's address; empty where it has none", lambda row: row.story.url, "#meta+url"),
    Column(
        "published", "moment", "when the story was published", lambda row: row.story.published or row.claim.published
    ),
    Column("sha256", "text", "hash of the story's bytes as received", lambda row: row.story.sha256),
)
EVIDENCE = (
    Column(
        "quote",
        "text",
        "the words it was read from, cut at 280 characters; empty where the story was killed",
        lambda row: quote(_clause(row)),
    ),
    Column("quote_start", "integer", "first character of those words in the story's text", _edge(_clause, "start")),
    Column("quote_end", "integer", "character after the last", _edge(_clause, "end")),
    Column("trigger", "text", "the words that name the happening", lambda row: quote(_trigger(row))),
    Column("trigger_start", "integer", "first character of the trigger", _edge(_trigger, "start")),
    Column("trigger_end", "integer", "character after its last", _edge(_trigger, "end")),
    Column("rule", "text", "the rule that read the event", lambda row: row.claim.event.rule),
    Column("lexicon", "text", "the lexicon lines that the rule rests on", lambda row: listed(row.claim.event.lexicon)),
)
VERSIONS = (
    Column("software", "text", "version of onrecord that coded the story", _version(lambda v: v.software)),
    Column("model", "text", "name and version of the parser's model", _version(lambda v: v.model)),
    Column("gazetteer", "text", "version of the gazetteer", _version(lambda v: v.gazetteer)),
    Column("lexicon_version", "text", "hash of the lexicon files", _version(lambda v: v.lexicon)),
)
