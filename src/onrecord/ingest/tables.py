"""Reads CSV and tab-separated tables: one story a row, columns known by their headings or by the user's map."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.ingest.columns import BODIES, Columns
from onrecord.ingest.decoding import decode
from onrecord.ingest.draft import Source, of_entry
from onrecord.ingest.gate import ignored, quarantined
from onrecord.ingest.given import known_field
from onrecord.ingest.json_lines import story_from_fields
from onrecord.records.story import Ignored, Story

_TEXTS = {"text", "headline", *BODIES}
_SEPARATORS = (",", "\t", ";", "|")
_LONGEST_CELL = 16 * 1024 * 1024  # characters


def is_table(data: bytes, columns: Columns) -> bool:
    """Whether the first line is the heading of a table of stories: one column of text, and another that is known."""
    return _separator(data[:4000], columns) is not None


def is_heading(names: Iterable[str], columns: Columns) -> bool:
    """Whether columns of these names hold stories: a text, and something else that is known."""
    listed = list(names)
    known = {known_field(name.strip()) for name in listed} - {None}
    return (len(known) >= 2 and bool(known & _TEXTS)) or columns.fit(listed)


def stories_from_table(data: bytes, source: Source) -> Iterator[Story | Ignored]:
    """A story, or the reason for none, for every row; a row without an id gets the stem and its number."""
    separator = _separator(data[:4000], source.columns) or ","
    text, _ = decode(data)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    own = replace(source, item=source.item.model_copy(update={"format": "table"}))
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            fields = {(name or "").strip(): value for name, value in row.items() if isinstance(value, str)}
            yield story_from_row(fields, own, number=number)
    except csv.Error as error:
        yield quarantined(own.item, "table-invalid", f"after row {number} no table: {error}")
    if not number:
        yield ignored(own.item, "not-a-story", "a table with no row in it")


def story_from_row(fields: Mapping[str, object], source: Source, *, number: int) -> Story | Ignored:
    """The story in one row of a table, hashed by itself: other rows come and go around it."""
    own = of_entry(source, json.dumps(fields, sort_keys=True, default=str))
    item = own.item.model_copy(update={"origin": f"{source.item.origin}:{number}"})
    row = {_text_column(name): value for name, value in fields.items()}
    return story_from_fields(row, replace(own, item=item), fallback_id=f"{source.stem}-{number}")


def _separator(head: bytes, columns: Columns) -> str | None:
    """What parts the columns, where the first line is a heading; else null."""
    line = decode(head)[0].lstrip("\ufeff").split("\n", 1)[0].strip()
    for separator in _SEPARATORS:
        if is_heading([cell.strip().strip('"') for cell in line.split(separator)], columns):
            return separator
    return None


def _text_column(name: str) -> str:
    """Columns of text in small letters, as the fields of a JSON line are."""
    return name.lower() if name.lower() in _TEXTS else name
