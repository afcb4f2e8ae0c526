"""Reads a story from a web page: metadata from the page's own marks, text by trafilatura; live blogs post by post."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import urljoin

from onrecord.ingest.decoding import decode
from onrecord.ingest.draft import Draft
from onrecord.ingest.given import Given, given_from
from onrecord.ingest.markup import (
    Element,
    attribute,
    children,
    first,
    paragraphs_of_html,
    parse_html,
    texts,
    words,
)  # fmt: skip

_OPENING = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?:/|$)")
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "liveblogposting", "blogposting", "analysisnewsarticle")
_PUBLISHED = ("article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dcterms.created",
              "parsely-pub-date", "pubdate", "publishdate", "date.issued")  # fmt: skip
_DEEPEST = 6
_MOST = 60_000  # marks; reading takes a quarter of a millisecond each, and an article has some thousands
_Fields = Mapping[str, object]


def is_too_large(data: bytes) -> bool:
    """Whether the page has more marks than any article: reading it would take minutes."""
    return data.count(b"<") > _MOST


def is_web_page(data: bytes) -> bool:
    """Whether the bytes open like an HTML document."""
    return _OPENING.match(data[:2000]) is not None


def read_web_page(data: bytes) -> Iterator[Draft]:
    """The draft of the page's article, or one for each post of a live blog; none where it holds no article.

    The date is that of publication as the page's own marks tell it (JSON-LD, meta elements, its address); what it says
    of modification is no date of the story, and none is guessed from its text.
    """
    markup, notes = decode(data)
    root = parse_html(markup)
    if root is None:
        return
    metas, articles = _metas(root), [f for f in _linked_data(root) if _type(f) in _ARTICLES]
    about: _Fields = articles[0] if articles else {}
    given = _given(root, metas, about)
    posts = [p for f in articles if isinstance(u := f.get("liveBlogUpdate"), list) for p in u if isinstance(p, dict)]
    if posts:
        yield from (_post(post, given) for post in posts)
        return
    body = _article(markup)
    if body:
        kept = body[1:] if body[0] == given.headline else body
        yield Draft(given.model_copy(update={"notes": (*given.notes, *notes)}), kept)


def feeds_named_in(data: bytes, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page at `url` names for itself."""
    root = parse_html(decode(data)[0])
    found = []
    for link in children(root, "link") if root is not None else ():
        kind, target = attribute(link, "type") or "", attribute(link, "href")
        if target and re.search(r"rss|atom|feed\+json|rdf", kind) and "alternate" in (attribute(link, "rel") or ""):
            try:
                found.append(urljoin(url, target))
            except ValueError:
                continue
    return tuple(dict.fromkeys(found))


def _given(root: Element, metas: Mapping[str, str], about: _Fields) -> Given:
    canonical = next((attribute(e, "href") for e in children(root, "link") if attribute(e, "rel") == "canonical"), None)
    url = canonical or metas.get("og:url") or _named(about.get("url"))
    day = _DAY_IN_ADDRESS.search(url or "")
    published = [_named(about.get("datePublished")), *(metas.get(n) for n in _PUBLISHED), _time_in(root)]
    return given_from(
        {
            "guid": url,
            "url": url,
            "published": next((p for p in published if p), None) or ("-".join(day.groups()) if day else None),
            "updated": _named(about.get("dateModified")) or metas.get("article:modified_time"),
            "headline": _named(about.get("headline"))
            or words(first(root, "h1"))
            or metas.get("og:title")
            or words(first(root, "title")),
            "byline": _named(about.get("author")) or metas.get("author"),
            "outlet": metas.get("og:site_name") or _named(about.get("publisher")),
            "usage_terms": _named(about.get("copyrightNotice")) or _named(about.get("license")),
            "language": attribute(root, "lang") or metas.get("og:locale"),
        }
    )


def _post(post: _Fields, page: Given) -> Draft:
    """One post of a live blog: its own time and headline, the page's outlet."""
    url = _named(post.get("url")) or _named(post.get("@id"))
    headline = _named(post.get("headline"))
    published = _named(post.get("datePublished"))
    given = given_from(
        {
            "guid": url or f"{page.guid or ''}#{published or headline or ''}",
            "url": url or page.url,
            "published": published,
            "updated": _named(post.get("dateModified")),
            "headline": headline,
            "byline": _named(post.get("author")),
            "outlet": page.outlet,
            "language": page.language,
        }
    )
    return Draft(given, paragraphs_of_html(_named(post.get("articleBody")) or ""))


def _article(markup: str) -> tuple[str, ...]:
    """The paragraphs of the page's main text, without its menus, comments and teasers."""
    from trafilatura import bare_extraction  # noqa: PLC0415 (half a second, for pages only)

    _hush()
    try:
        document = bare_extraction(markup, include_comments=False, include_tables=False)
    except Exception:  # noqa: BLE001 (malformed pages trip it up in ways that no list of exceptions covers)
        return ()
    text = document.get("text") if isinstance(document, dict) else getattr(document, "text", None)
    return tuple(line for raw in (text or "").splitlines() if (line := " ".join(raw.split())))


@cache
def _hush() -> None:
    """Keeps trafilatura from telling the terminal about every odd page: the reason stands in the record."""
    logger = logging.getLogger("trafilatura")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in children(root, "meta"):
        name, content = attribute(meta, "property", "name", "itemprop"), attribute(meta, "content")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _time_in(root: Element) -> str | None:
    """A time element that is marked as the publication's."""
    for time in children(root, "time"):
        if "published" in (attribute(time, "itemprop") or "").lower() or "pubdate" in time.attrib:
            return attribute(time, "datetime")
    return None


def _linked_data(root: Element) -> Iterator[_Fields]:
    """The objects in the page's JSON-LD, those inside lists and graphs with the rest."""
    for script in children(root, "script"):
        if (attribute(script, "type") or "").lower() == "application/ld+json":
            try:
                value = json.loads("".join(texts(script)), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _objects(value, _DEEPEST)


def _objects(value: object, depth: int) -> Iterator[_Fields]:
    if depth and isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth - 1)


def _type(fields: _Fields) -> str:
    kind = fields.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind).lower()


def _named(value: object, depth: int = _DEEPEST) -> str | None:
    """The text of a JSON-LD value: itself, its name, or those of a list joined."""
    if isinstance(value, str):
        return " ".join(value.split()) or None if "\n\n" not in value else value.strip()
    if isinstance(value, dict) and depth:
        return _named(value.get("name"), depth - 1)
    if isinstance(value, list) and depth:
        return ", ".join(n for v in value if (n := _named(v, depth - 1))) or None
    return None
