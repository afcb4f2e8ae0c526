"""Reads RSS, RDF, Atom and JSON Feed from bytes, with feedparser; what it finds wrong becomes a note."""

import io
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin

import feedparser

from onrecord.ingest.draft import Draft
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import attribute, children, first, mended, paragraphs_of_html, parse_xml, words
from onrecord.records.span import Note

ROOTS = ("rss", "rdf", "feed", "channel")


class FeedUnreadableError(Exception):
    """Nothing can be read in the feed; the message says why."""


def read_web_feed(data: bytes) -> Iterator[Draft]:
    """A draft for each entry; the feed's title is the carrier. Entries without an id go by their link or title.

    Raises FeedUnreadableError.
    """
    # it would sanitise and resolve what is only read for its words, and fetch nothing: bytes are no address
    try:
        parsed = feedparser.parse(io.BytesIO(mended(data)), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # malformed feeds trip it up in ways that no list of exceptions covers
        raise FeedUnreadableError(f"the feed cannot be read: {type(error).__name__}") from error
    notes = _notes(parsed)
    feed: Mapping[str, object] = parsed.get("feed", {})
    base = _text(feed.get("link")) or ""
    about = {name: feed.get(name) for name in ("rights", "language", "author")}  # of all entries that do not say else
    for entry in parsed.get("entries", []):
        # a plain dict, because feedparser's own reads `published` for `updated` and warns of it
        yield _draft({**about, **entry}, outlet=_text(feed.get("title")), base=base, notes=notes)
    if b"deleted-entry" in data:
        yield from _tombstones(data, outlet=_text(feed.get("title")))


def _draft(entry: Mapping[str, object], *, outlet: str | None, base: str, notes: tuple[Note, ...]) -> Draft:
    link = _text(entry.get("link"))
    url = _address(base, link) if link else None
    headline = " ".join(paragraphs_of_html(_text(entry.get("title")) or "")) or None
    given = given_from(
        {
            "guid": _text(entry.get("id")) or url or headline,
            "published": _moment(entry, "published") or _moment(entry, "updated") or _moment(entry, "created"),
            "updated": _moment(entry, "updated"),
            "outlet": outlet,
            "headline": headline,
            "byline": _text(entry.get("author")),
            "usage_terms": _text(entry.get("rights")),
            "language": _language(entry),
            "url": url,
        }
    )
    return Draft(given.model_copy(update={"notes": (*given.notes, *notes)}), paragraphs_of_html(_body(entry)))


def _tombstones(data: bytes, *, outlet: str | None) -> Iterator[Draft]:
    """A kill for each entry that an Atom feed says was deleted (RFC 6721)."""
    root = parse_xml(data)
    for stone in children(root, "deleted-entry") if root is not None else ():
        guid, comment = attribute(stone, "ref"), words(first(stone, "comment"))
        if guid:
            fields = {"guid": guid, "pub_status": "canceled", "published": attribute(stone, "when"), "outlet": outlet}
            headline = f"Deleted by the feed: {comment or guid}"
            yield Draft(given_from({**fields, "headline": headline, "editors_note": comment}), ())


def _language(entry: Mapping[str, object]) -> str | None:
    """The language that the entry's text is marked with, else the feed's."""
    detail = entry.get("title_detail")
    marked = _text(detail.get("language")) if isinstance(detail, Mapping) else None
    return marked or _text(entry.get("language"))


def _address(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _body(entry: Mapping[str, object]) -> str:
    """The longest content, else the summary."""
    contents = entry.get("content")
    values = (
        [_text(c.get("value")) or "" for c in contents if isinstance(c, Mapping)] if isinstance(contents, list) else []
    )
    return max([*values, _text(entry.get("summary")) or ""], key=len)


def _moment(entry: Mapping[str, object], name: str) -> str | None:
    """The date as the feed writes it where that can be read, else what feedparser made of it."""
    written = given_from({"published": entry.get(name)}).published
    if written:
        return written
    parts = entry.get(f"{name}_parsed")
    if not isinstance(parts, Sequence):
        return None
    try:
        moment = datetime.fromtimestamp(timegm(tuple(parts)), tz=UTC)
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None
    return moment.isoformat().replace("+00:00", "Z")


def _notes(parsed: Mapping[str, object]) -> tuple[Note, ...]:
    if not parsed.get("bozo"):
        return ()
    wrong = " ".join(str(parsed.get("bozo_exception", "")).split())[:160]
    return (
        Note(level="warning", code="feed-malformed", message=f"the feed is malformed, what could be read was: {wrong}"),
    )


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
