"""Feeds of incidents and of corrections: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, with GeoRSS-Simple points."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from onrecord.publish.cards import card
from onrecord.publish.change_list import Change
from onrecord.publish.look import Look
from onrecord.publish.paths import incident_path, slug
from onrecord.publish.wording import capital, label
from onrecord.records.incident import Incident
from onrecord.records.moment import utc
from onrecord.records.part import Page

MOST = 50  # entries of a feed
FORMS = {"atom": "application/atom+xml", "rss": "application/rss+xml", "feed.json": "application/feed+json"}
_ATOM = "http://www.w3.org/2005/Atom"
_GEORSS = "http://www.georss.org/georss"
_SPACES: Any = {None: _ATOM, "georss": _GEORSS}  # lxml's types know no default namespace
_NEVER = "1970-01-01T00:00:00Z"
# what XML 1.0 cannot hold
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """An entry: `id` is what follows the tag's authority, `href` its page from the site's root; moments as RFC 3339."""

    id: str
    title: str
    href: str
    published: str
    updated: str
    text: str
    terms: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Feed:
    """A feed: `stem` is its address without the ending, `page` the page it goes with, both from the site's root.

    A server's feed may have a `query` (with its `?`), and `following`, where its next page lies from the root.
    """

    stem: str
    title: str
    page: str
    entries: tuple[Entry, ...]
    query: str = ""
    following: str = ""

    @property
    def updated(self) -> str:
        """When an entry last changed: what a server gives as Last-Modified."""
        return max((e.updated for e in self.entries), default=_NEVER)


def incident_feed(stem: str, title: str, page: str, incidents: Iterable[Incident]) -> Feed:
    """A feed of incidents, the newest `MOST`, what changed last first."""
    entries = sorted(map(incident_entry, incidents), key=lambda e: (e.updated, e.id), reverse=True)
    return Feed(stem, title, page, tuple(entries[:MOST]))


def incident_entry(incident: Incident) -> Entry:
    """An incident as an entry: how it stands, its best-supported toll, who tells of it."""
    shown = card(incident)
    standing = ", ".join(s.replace("-", " ") for s in shown.standings)
    parts = [
        standing,
        shown.sources,
        shown.toll,
        f"told by {', '.join(shown.claimants[:6])}" if shown.claimants else "",
    ]
    return Entry(
        f"incident/{incident.id}",
        incident.title,
        incident_path(incident.id),
        rfc3339(incident.first_seen),
        rfc3339(incident.changed or incident.first_seen),
        f"{capital('; '.join(p for p in parts if p))}.",
        (label(incident.type), *shown.standings),
        shown.point,
    )


def corrections_feed(changes: Iterable[Change]) -> Feed:
    """The feed of what was corrected, replaced, withdrawn or copied after it was published."""
    entries = tuple(
        Entry(
            f"correction/{slug(f'{c.kind} {c.href} {c.old_href} {c.at}')}",
            f"{capital(c.kind)}: {c.headline}",
            c.href or "corrections.html",
            rfc3339(c.at),
            rfc3339(c.at),
            f"{f'{c.note} ' if c.note else ''}Earlier version or original: {c.old}",
            (c.kind,),
        )
        for c in changes
    )
    return Feed("corrections", "onrecord: corrections", "corrections.html", entries[:MOST])


def feed_pages(feed: Feed, look: Look) -> Iterator[Page]:
    """The feed in each of the three forms."""
    for ending, made in (("atom", atom), ("rss", rss), ("feed.json", json_feed)):
        yield f"{feed.stem}.{ending}", made(feed, look)


def rfc3339(iso: str) -> str:
    """An ISO day or date-time as a moment in UTC to the second; the first of 1970 for what is none."""
    told = utc(iso)
    return f"{told[:19]}Z" if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", told) else _NEVER


def atom(feed: Feed, look: Look) -> bytes:
    """The feed as Atom."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_SPACES)
    _add(root, "id", _tag(feed.stem + feed.query, look))
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author", None), "name", "onrecord")
    _add(root, "generator", "onrecord")
    here = _href(f"{feed.stem}.atom", feed, look) + feed.query
    _add(root, "link", None, rel="self", type=FORMS["atom"], href=here)
    if feed.following:
        _add(root, "link", None, rel="next", type=FORMS["atom"], href=_href(feed.following, feed, look))
    _add(root, "link", None, rel="alternate", type="text/html", href=_href(feed.page, feed, look))
    for entry in feed.entries:
        node = _add(root, "entry", None)
        _add(node, "id", _tag(entry.id, look))
        _add(node, "title", entry.title)
        _add(node, "link", None, rel="alternate", type="text/html", href=_href(entry.href, feed, look))
        _add(node, "published", entry.published)
        _add(node, "updated", entry.updated)
        _add(node, "summary", entry.text)
        for term in entry.terms:
            _add(node, "category", None, term=_fit(term))
        _place(node, entry)
    return _written(root)


def rss(feed: Feed, look: Look) -> bytes:
    """The feed as RSS 2.0."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM, "georss": _GEORSS})
    channel = etree.SubElement(root, "channel")
    _plain(channel, "title", feed.title)
    _plain(channel, "link", _href(feed.page, feed, look))
    _plain(channel, "description", f"{feed.title}: who says what, and how far it stands")
    _plain(channel, "lastBuildDate", _rfc822(feed.updated))
    _plain(channel, "generator", "onrecord")
    _add(channel, "link", None, rel="self", type=FORMS["rss"], href=_href(f"{feed.stem}.rss", feed, look))
    for entry in feed.entries:
        item = etree.SubElement(channel, "item")
        _plain(item, "title", entry.title)
        _plain(item, "link", _href(entry.href, feed, look))
        _plain(item, "guid", _tag(entry.id, look)).set("isPermaLink", "false")
        _plain(item, "pubDate", _rfc822(entry.updated))
        _plain(item, "description", entry.text)
        for term in entry.terms:
            _plain(item, "category", term)
        _place(item, entry)
    return _written(root)


def json_feed(feed: Feed, look: Look) -> bytes:
    """The feed as JSON Feed 1.1; points as GeoJSON under `_onrecord`."""
    body: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _href(feed.page, feed, look),
        "feed_url": _href(f"{feed.stem}.feed.json", feed, look),
        "authors": [{"name": "onrecord"}],
        "language": "en",
        "items": [
            {
                "id": _tag(entry.id, look),
                "url": _href(entry.href, feed, look),
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": list(entry.terms),
            }
            | ({"_onrecord": {"type": "Point", "coordinates": entry.point[::-1]}} if entry.point else {})
            for entry in feed.entries
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _tag(what: str, look: Look) -> str:
    """A permanent address of the tag scheme (RFC 4151): the same whatever host the site moves to."""
    return f"tag:{look.authority}:{_fit(what)}"


def _href(path: str, feed: Feed, look: Look) -> str:
    """A page's address: whole where the site's is known, else from where the feed lies."""
    return look.address + path if look.address else "../" * feed.stem.count("/") + path


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _add(parent: etree._Element, name: str, text: str | None, **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    node.text = None if text is None else _fit(text)
    return node


def _plain(parent: etree._Element, name: str, text: str) -> etree._Element:
    node = etree.SubElement(parent, name)
    node.text = _fit(text)
    return node


def _place(node: etree._Element, entry: Entry) -> None:
    if entry.point:
        etree.SubElement(node, f"{{{_GEORSS}}}point").text = f"{entry.point[0]} {entry.point[1]}"


def _rfc822(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment).astimezone(UTC), usegmt=True)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
