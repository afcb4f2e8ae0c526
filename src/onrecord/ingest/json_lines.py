"""Reads JSON Lines: one story a line, its text taken exactly, or headline and body put together."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onrecord.ingest.columns import BODIES
from onrecord.ingest.decoding import decode, mend_surrogates
from onrecord.ingest.draft import Source, story_from_draft
from onrecord.ingest.gate import ignored, quarantined
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import paragraphs_of_html
from onrecord.ingest.ninjs import is_ninjs, read_ninjs
from onrecord.ingest.plain_text import story_from_text
from onrecord.records.story import Ignored, Item, Story

_AUTHORS = ("byline", "author", "authors")
_WRAPPERS = ("item", "items", "data", "results", "articles", "stories", "entries")


def is_json_lines(data: bytes) -> bool:
    """Whether the first line that is not blank is a JSON object by itself, and no document that wraps a list."""
    first, _, rest = data.lstrip(b"\xef\xbb\xbf\r\n\t ").partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        fields = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and (bool(rest.strip()) or not wrapped_in(fields))


def wrapped_in(fields: Mapping[str, object]) -> list[object]:
    """What an object wraps, where it is no story itself: lists and objects under the names that web services use."""
    return [fields[n] for n in _WRAPPERS if isinstance(fields.get(n), list | dict)]


def stories_from_lines(data: bytes, source: Source, *, first: int = 1) -> Iterator[Story | Ignored]:
    """A story, or the reason for none, for every line that is not blank; `first` is the first line's number.

    A line without an id gets the stem and its number. Never raises, whatever the bytes.
    """
    for number, line in enumerate(data.split(b"\n"), start=first):
        if line.strip():
            sha256 = hashlib.sha256(line).hexdigest()
            item = Item(origin=f"{source.item.origin}:{number}", sha256=sha256, format="json-lines")
            if source.keep:
                source.keep(sha256, line)
            yield _story_from_line(line, replace(source, item=item), fallback_id=f"{source.stem}-{number}")


def _authors(fields: Mapping[str, object]) -> object:
    """Who wrote it: a string as it is, of objects the names, as JSON Feed has them."""
    told = next((fields[n] for n in _AUTHORS if fields.get(n)), None)
    listed = told if isinstance(told, list) else [told]
    names = [a.get("name") if isinstance(a, Mapping) else a for a in listed]
    return ", ".join(n for n in names if isinstance(n, str)) or None


def _story_from_line(line: bytes, source: Source, *, fallback_id: str) -> Story | Ignored:
    text, _ = decode(line)
    try:
        fields = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return quarantined(source.item, "json-invalid", f"not JSON: {error}"[:200])
    if not isinstance(fields, dict):
        return ignored(source.item, "not-a-story", "a JSON value, but no object with a text")
    if is_ninjs(fields):
        return story_from_draft(read_ninjs(fields), source, format_name="ninjs", fallback_id=fallback_id)
    return story_from_fields(fields, source, fallback_id=fallback_id)


def story_from_fields(fields: Mapping[str, object], source: Source, *, fallback_id: str) -> Story | Ignored:
    """The story in the fields of one object, by the source's column map; see `given.py` for the metadata taken."""
    item, fields = source.item, source.columns.renamed(fields)
    given = given_from({**{n: v for n, v in fields.items() if n not in _AUTHORS}, "byline": _authors(fields)})
    exact = fields.get("text")
    if isinstance(exact, str):
        text = exact
    else:
        body = next((v for name in BODIES if isinstance(v := fields.get(name), str) and v.strip()), "")
        markup = fields.get("content_html")
        if not body and isinstance(markup, str):
            body = "\n\n".join(paragraphs_of_html(markup))
        text = "\n\n".join(part for part in (given.headline, body) if part and part.strip())
    text, notes = mend_surrogates(text)
    if not text.strip():
        return ignored(item, "empty", "no text, and neither headline nor body")
    given = given.model_copy(update={"notes": (*given.notes, *notes)})
    received = given.received or item.received
    given, item = given.model_copy(update={"received": received}), item.model_copy(update={"received": received})
    story_id = given.id or given.guid or given.url or fallback_id
    return story_from_text(text, story_id=story_id, published=source.published, given=given, item=item)
