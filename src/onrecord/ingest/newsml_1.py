"""Reads NewsML 1.x (IPTC), as AFP, Belga, Kyodo and others still send it."""

import re
from collections.abc import Iterator

from onrecord.ingest.draft import Draft, opened
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import Element, attribute, children, first, paragraphs, words


def read_newsml_1(root: Element) -> Iterator[Draft]:
    """A draft for each NewsItem in the document; one with neither text nor headline has no paragraphs."""
    items = list(children(root, "NewsItem")) or [root]
    envelope = first(root, "NewsEnvelope")
    for item in items:
        yield _draft(item, envelope)


def _draft(item: Element, envelope: Element | None) -> Draft:
    identifier, management = first(item, "NewsIdentifier"), first(item, "NewsManagement")
    lines, about = first(item, "NewsLines"), first(item, "DescriptiveMetadata")
    guid = [words(first(identifier, n)) for n in ("ProviderId", "DateId", "NewsItemId")]
    given = given_from(
        {
            # the public identifier ends in the revision, so that it cannot tell which items are one story
            "guid": ":".join(g for g in guid if g) or words(first(identifier, "PublicIdentifier")),
            "version": words(first(identifier, "RevisionId")),
            "pub_status": attribute(first(management, "Status"), "FormalName"),
            "published": words(first(management, "ThisRevisionCreated"))
            or words(first(management, "FirstCreated"))
            or words(first(envelope, "DateAndTime"))
            or words(first(identifier, "DateId")),
            "received": words(first(envelope, "DateAndTime")),
            "headline": words(first(lines, "HeadLine")) or words(first(item, "HeadLine")),
            "byline": words(first(lines, "ByLine")),
            "slug": words(first(lines, "SlugLine")) or words(first(item, "NameLabel")),
            "editors_note": words(first(item, "Instruction")) or words(first(lines, "EditorialNote")),
            "usage_terms": words(first(item, "UsageRights", "UsageType")),
            "urgency": attribute(first(management, "Urgency"), "FormalName"),
            "embargo": words(first(management, "StatusWillChange", "DateAndTime")),
            "agency": attribute(first(item, "Provider", "Party"), "FormalName")
            or words(first(lines, "CreditLine"))
            or attribute(first(envelope, "SentFrom", "Party"), "FormalName")
            or words(first(identifier, "ProviderId")),
            "language": attribute(first(about, "Language"), "FormalName") or attribute(item, "lang"),
        }
    )
    media = {(attribute(m, "FormalName") or "").lower() for m in children(item, "MediaType")}
    body = _body(item)
    kind = None if body or not media or "text" in media else next(iter(sorted(media)))
    dateline = words(first(lines, "DateLine"))
    return Draft(given, opened(dateline if dateline and re.search(r"[^\W\d_]", dateline) else None, body), kind)


def _body(item: Element) -> tuple[str, ...]:
    """The longest text among the contents: style sheets and sub-headlines are contents too."""
    found: list[tuple[str, ...]] = [()]
    for content in children(item, "DataContent"):
        inner = first(content, "body.content")
        inner = inner if inner is not None else first(content, "body")
        found.append(paragraphs(inner if inner is not None else content))
    return max(found, key=lambda texts: sum(map(len, texts)))
