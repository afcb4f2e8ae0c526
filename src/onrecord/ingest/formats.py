"""Which format bytes are in, found by content; and the stories, or the reason for none, in each."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.ingest.archives import ArchiveRefusedError, gunzip, is_gzip, is_zip, unzip
from onrecord.ingest.decoding import decode, is_binary
from onrecord.ingest.draft import Draft, Source, content_of, numbered, of_entry, story_from_draft
from onrecord.ingest.gate import ignored, quarantined
from onrecord.ingest.given import Given, describes_folder, given_from, given_from_json, sidecar_of
from onrecord.ingest.json_documents import looks_like_json, stories_from_json
from onrecord.ingest.json_lines import is_json_lines, stories_from_lines
from onrecord.ingest.mail import is_mail, read_mail
from onrecord.ingest.markup import Element, children, local_name, parse_xml
from onrecord.ingest.newsml_1 import read_newsml_1
from onrecord.ingest.newsml_g2 import ROOTS as NEWSML_G2_ROOTS
from onrecord.ingest.newsml_g2 import read_newsml_g2
from onrecord.ingest.nitf import read_nitf
from onrecord.ingest.old_wires import is_anpa, is_iptc_7901, read_anpa, read_iptc_7901
from onrecord.ingest.parquet import is_parquet, stories_from_parquet
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.tables import is_table, stories_from_table
from onrecord.ingest.warc import Left, captures, is_warc
from onrecord.ingest.web_feeds import ROOTS as FEED_ROOTS
from onrecord.ingest.web_feeds import FeedUnreadableError, read_web_feed
from onrecord.ingest.web_pages import is_too_large, is_web_page, read_web_page
from onrecord.records.story import Ignored, Item, Story

Arrival = Story | Ignored


@dataclass(frozen=True, slots=True)
class _Format:
    """A format that is one story in bytes: how it is known, and how it is read."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Draft]


_WIRES = (
    _Format("iptc7901", is_iptc_7901, read_iptc_7901),
    _Format("anpa", is_anpa, read_anpa),
    _Format("mail", is_mail, read_mail),
)


def stories_from_bytes(data: bytes, source: Source) -> Iterator[Arrival]:
    """The stories in `data`, in order; never raises, and never gives nothing."""
    if not data.strip():
        yield ignored(source.item, "empty", "the file is empty")
    elif is_warc(data):
        yield from _stories_from_warc(data, source)
    elif is_zip(data) or is_gzip(data):
        yield from _kept(_stories_from_archive(data, source), data, source)
    else:
        yield from _kept(_stories_from_file(data, source), data, source)


def _kept(arrivals: Iterable[Arrival], data: bytes, source: Source) -> Iterator[Arrival]:
    """The same; the bytes are kept where they are one item, and not a list of several."""
    for arrival in arrivals:
        if source.keep and arrival.item.sha256 == source.item.sha256:
            source.keep(arrival.item.sha256, data)
        yield arrival


def _stories_from_archive(data: bytes, source: Source) -> Iterator[Arrival]:
    """The stories in the files of an archive, each with its sidecar; an archive in an archive stays shut."""
    item = source.item.model_copy(update={"format": "zip" if is_zip(data) else "gzip"})
    try:
        if is_gzip(data):
            yield from _stories_from_file(gunzip(data), source)
            return
        files = dict(unzip(data))
    except ArchiveRefusedError as error:
        yield quarantined(item, "archive-refused", str(error))
        return
    named = {name: content for name, content in files.items() if not describes_folder(name.rsplit("/", 1)[-1])}
    if not named:
        yield ignored(item, "not-a-story", "an archive with no file in it")
    for name, content in named.items():
        inner = Item(origin=f"{item.origin}!{name}", sha256=hashlib.sha256(content).hexdigest(), format="unknown")
        given = given_from_json(files[sidecar_of(name)]) if sidecar_of(name) in files else None
        stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        read = _stories_from_warc if is_warc(content) else _stories_from_file
        own = replace(source, item=inner, stem=stem, given=given)
        yield from _kept(read(content, own), content, own)


def _stories_from_warc(data: bytes, source: Source) -> Iterator[Arrival]:
    """The stories in the captures of a web archive, each received when it was captured."""
    item, left, taken = source.item.model_copy(update={"format": "warc"}), Left(), 0
    try:
        for capture in captures(data, left):
            taken += 1
            sha256 = hashlib.sha256(capture.body).hexdigest()
            given = given_from({"received": capture.at})
            inner = Item(origin=capture.url or item.origin, sha256=sha256, format="unknown", received=given.received)
            own = replace(source, item=inner, stem=capture.url or sha256, given=given)
            yield from _kept(_stories_from_file(capture.body, own), capture.body, own)
    except ArchiveRefusedError as error:
        yield quarantined(item, "archive-refused", str(error))
        return
    if left.damaged:
        yield quarantined(
            item, "archive-damaged", f"{left.damaged} records are not as long as they say; what is there was read"
        )
    if left.count or not taken:
        message = f"{left.count} captures that hold no text (pictures, failed requests)"
        yield ignored(item, "not-a-story", message if left.count else "a web archive with no capture in it")


def _stories_from_file(data: bytes, source: Source) -> Iterator[Arrival]:
    if not data.strip():
        yield ignored(source.item, "empty", "the file is empty")
        return
    wire = next((f for f in _WIRES if f.recognises(data)), None)
    if wire:
        yield from _stories([wire.read(data)], source, wire.name)
    elif is_parquet(data):
        yield from stories_from_parquet(data, source)
    elif is_binary(data):
        yield quarantined(source.item, "binary", "not text: it holds NUL or many control bytes")
    elif is_json_lines(data):
        yield from stories_from_lines(data, source)
    elif looks_like_json(data):
        yield from stories_from_json(data, source)
    elif is_table(data, source.columns):
        yield from stories_from_table(data, source)
    elif is_web_page(data):
        yield from _stories_from_page(data, source)
    elif _looks_like_xml(data):
        yield from _stories_from_xml(data, source)
    else:
        yield _story_from_plain_text(data, source)


def _stories(drafts: Iterable[Draft], source: Source, name: str, *, listed: bool = False) -> Iterator[Arrival]:
    """The stories in the drafts; of a `listed` one the entry itself is hashed, and not the bytes of the whole list."""
    found = list(drafts)
    if not found:
        yield ignored(source.item.model_copy(update={"format": name}), "not-a-story", f"{name} with no story in it")
    for number, draft in enumerate(found, start=1):
        fallback = numbered(source.stem, number, len(found))
        own = of_entry(source, content_of(draft)) if listed else source
        if listed:  # places in a list change
            fallback = f"{source.stem}-{own.item.sha256[:8]}"
        yield story_from_draft(draft, own, format_name=name, fallback_id=fallback)


def _looks_like_xml(data: bytes) -> bool:
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"<" and head[1:2] not in (b"", b" ", b"<")


def _stories_from_xml(data: bytes, source: Source) -> Iterator[Arrival]:
    root = parse_xml(data)
    name = local_name(root).lower() if root is not None else ""
    if root is None or not name:
        yield quarantined(
            source.item.model_copy(update={"format": "xml"}), "xml-invalid", "XML of which nothing can be read"
        )
    elif name in NEWSML_G2_ROOTS:
        yield from _stories(read_newsml_g2(root), source, "newsml-g2", listed=name == "newsmessage")
    elif name == "newsml":
        yield from _stories(read_newsml_1(root), source, "newsml-1", listed=len(list(children(root, "NewsItem"))) > 1)
    elif name == "nitf":
        yield from _stories([read_nitf(root)], source, "nitf")
    elif name in FEED_ROOTS:
        try:
            yield from _stories(read_web_feed(data), source, "web-feed", listed=True)
        except FeedUnreadableError as error:
            yield quarantined(source.item.model_copy(update={"format": "web-feed"}), "feed-invalid", str(error))
    elif name == "html":
        yield from _stories_from_page(data, source)
    else:
        yield from _wrapped(root, name, source)


def _wrapped(root: Element, name: str, source: Source) -> Iterator[Arrival]:
    """News items inside an envelope of another vocabulary; else the reason why there is no story."""
    inner = [e for e in root.iter() if local_name(e).lower() in ("newsitem", "newsmessage")]
    if inner:
        yield from _stories(read_newsml_g2(inner[0]), source, "newsml-g2", listed=True)
        return
    item = source.item.model_copy(update={"format": "xml"})
    yield quarantined(item, "xml-unknown", f"XML of a kind that is not known: <{name[:40]}>")


def _stories_from_page(data: bytes, source: Source) -> Iterator[Arrival]:
    item = source.item.model_copy(update={"format": "html"})
    if is_too_large(data):
        yield quarantined(item, "too-large", f"a web page of {data.count(b'<')} marks: no article has so many")
        return
    drafts = list(read_web_page(data))
    if drafts:
        yield from _stories(drafts, source, "html", listed=len(drafts) > 1)
    else:
        yield ignored(item, "web-page", "a web page with no story in it")


def _story_from_plain_text(data: bytes, source: Source) -> Story:
    text, notes = decode(data)
    given = source.given or Given()
    given = given.model_copy(update={"notes": (*given.notes, *notes)})
    item = source.item.model_copy(update={"format": "text"})
    return story_from_text(text, story_id=given.id or source.stem, published=source.published, given=given, item=item)
