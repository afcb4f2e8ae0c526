"""JSON that is one document: ninjs, JSON Feed, lists and wrappers of them, or one plain story."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onrecord.ingest.columns import Columns
from onrecord.ingest.decoding import decode
from onrecord.ingest.draft import Source, numbered, of_entry, story_from_draft
from onrecord.ingest.gate import ignored, quarantined
from onrecord.ingest.json_lines import story_from_fields, wrapped_in
from onrecord.ingest.ninjs import is_ninjs, read_ninjs
from onrecord.records.story import Ignored, Story

_DEEPEST = 8
_NOT_TOLD = {
    "date_modified",
    "updated",
    "modified",
    "url",
    "external_url",
    "received",
}  # change where nothing else does
_STORY = ("text", "body", "content", "content_text", "content_html", "headline", "title", "summary")


def looks_like_json(data: bytes) -> bool:
    """Whether the bytes open like a JSON object or list of objects."""
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"{" or (head[:1] == b"[" and head[1:].lstrip()[:1] in (b"{", b"]", b"["))


def stories_from_json(data: bytes, source: Source) -> Iterator[Story | Ignored]:
    """A story, or a reason, for each item in the document. Never raises."""
    text, _ = decode(data)
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield quarantined(source.item.model_copy(update={"format": "json"}), "json-invalid", f"not JSON: {error}"[:200])
        return
    found = list(_items(value, source.columns, _DEEPEST))
    if not found:
        yield ignored(source.item.model_copy(update={"format": "json"}), "not-a-story", "JSON, but no story in it")
    about = _about_json_feed(value)
    for number, fields in enumerate(found, start=1):
        entry = {**about, **fields}
        told = {n: v for n, v in entry.items() if n.lower() not in _NOT_TOLD}
        own = source if fields is value else of_entry(source, json.dumps(told, sort_keys=True))
        yield story_from_object(entry, own, fallback_id=numbered(source.stem, number, len(found)))


def story_from_object(fields: Mapping[str, object], source: Source, *, fallback_id: str) -> Story | Ignored:
    """The story in one object: ninjs where it is that, else the fields of a plain one."""
    if is_ninjs(fields):
        return story_from_draft(read_ninjs(fields), source, format_name="ninjs", fallback_id=fallback_id)
    own = replace(source, item=source.item.model_copy(update={"format": "json"}))
    return story_from_fields(fields, own, fallback_id=fallback_id)


def _about_json_feed(value: object) -> dict[str, object]:
    """What a JSON Feed says of all its items: its title is the carrier."""
    if not isinstance(value, dict) or "jsonfeed.org" not in str(value.get("version")):
        return {}
    return {"outlet": value.get("title"), "language": value.get("language")}


def _items(value: object, columns: Columns, depth: int) -> Iterator[Mapping[str, object]]:
    """The objects that are stories, out of lists and wrappers."""
    if depth == 0:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _items(entry, columns, depth - 1)
    elif isinstance(value, dict):
        if is_ninjs(value):
            yield value
            return
        inner = wrapped_in(value)
        if inner:
            for entry in inner:
                yield from _items(entry, columns, depth - 1)
        elif any(isinstance(value.get(n), str) for n in _STORY) or columns.fit(value):
            yield value
