"""Reads NewsML-G2 (IPTC): items, packages, messages that wrap them."""

from collections.abc import Iterator

from onrecord.ingest.agencies import known_agency
from onrecord.ingest.draft import Draft, opened
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import (
    Element,
    attribute,
    children,
    first,
    local_name,
    paragraphs,
    words,
)  # fmt: skip

ROOTS = ("newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem")
_TEXT_CLASSES = ("text", "composite", "")


def read_newsml_g2(root: Element) -> Iterator[Draft]:
    """A draft for each item in the document; packages and pictures come as what they are, not as texts."""
    items = [root] if local_name(root).lower() != "newsmessage" else list(children(root, *(r for r in ROOTS)))
    message = first(root, "header")
    for item in items:
        yield _draft(item, message)


def _draft(item: Element, message: Element | None) -> Draft:
    name = local_name(item).lower()
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    class_ = (attribute(first(meta, "itemClass"), "qcode", "literal") or "").rsplit(":", 1)[-1].lower()
    headline = words(first(content, "headline")) or words(first(meta, "title"))
    given = given_from(
        {
            "guid": attribute(item, "guid"),
            "version": attribute(item, "version"),
            "pub_status": (attribute(first(meta, "pubStatus"), "qcode", "literal") or "").rsplit(":", 1)[-1],
            "published": words(first(meta, "versionCreated"))
            or words(first(content, "contentModified"))
            or words(first(content, "contentCreated"))
            or words(first(meta, "firstCreated"))
            or words(first(message, "sent")),
            "received": words(first(message, "sent")),
            "headline": headline,
            "byline": words(first(content, "by")),
            "slug": words(first(content, "slugline")),
            "located": words(first(content, "located", "name")) or attribute(first(content, "located"), "literal"),
            "editors_note": words(first(meta, "edNote")),
            "usage_terms": words(first(item, "rightsInfo", "usageTerms")),
            "urgency": words(first(content, "urgency")),
            "embargo": words(first(meta, "embargoed")),
            "agency": _provider(meta, content),
            "language": attribute(first(content, "language"), "tag") or attribute(item, "lang"),
        }
    )
    body = opened(_dateline(content), _body(item, headline))
    if name != "newsitem":
        return Draft(given, (), f"a {name}")
    return Draft(given, body, None if class_ in _TEXT_CLASSES or body else class_)


def _provider(meta: Element | None, content: Element | None) -> str | None:
    """The sender, else the source of the content, else its credit; a known agency among them before the others."""
    provider, source = first(meta, "provider"), first(content, "infoSource")
    coded = attribute(source, "literal") or attribute(provider, "literal", "qcode", "uri")
    found = [words(first(e, "name")) for e in (provider, source)]
    found += [words(first(content, "creditline")), coded.rsplit(":", 1)[-1] if coded else None]
    named = [name for name in found if name]
    return next((name for name in named if known_agency(name)), next(iter(named), None))


def _dateline(content: Element | None) -> str | None:
    dateline = words(first(content, "dateline"))
    return dateline if dateline and dateline[-1] in "-–—." else None


def _body(item: Element, headline: str | None) -> tuple[str, ...]:
    """The first part of the content set that holds text; a headline that opens it is not said twice."""
    content_set = first(item, "contentSet")
    for part in children(content_set, "inlineXML", "inlineData") if content_set is not None else ():
        if local_name(part) == "inlineXML":
            body = first(part, "body.content")
            body = body if body is not None else first(part, "body")
            found = paragraphs(body if body is not None else part)
        else:
            found = paragraphs(part)
        if found:
            return found[1:] if headline and found[0] == headline else found
    return ()
