"""Reads CSV and tab-separated tables: one story a row, columns known by their headings."""

import csv
import io
from collections.abc import Iterator

from onrecord.ingest.decoding import decode
from onrecord.ingest.draft import Source
from onrecord.ingest.gate import quarantined
from onrecord.ingest.given import known_field
from onrecord.ingest.json_lines import BODY, story_from_fields
from onrecord.records.story import Ignored, Story

_TEXTS = {"text", "headline", *BODY}
_SEPARATORS = (",", "\t", ";", "|")
_LONGEST_CELL = 16 * 1024 * 1024  # characters


def is_table(data: bytes) -> bool:
    """Whether the first line is the heading of a table of stories: one column of text, and another that is known."""
    return _heading(data[:4000]) is not None


def stories_from_table(data: bytes, source: Source) -> Iterator[Story | Ignored]:
    """A story, or the reason for none, for every row; a row without an id gets the stem and its number."""
    separator = _heading(data[:4000]) or ","
    text, _ = decode(data)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    item = source.item.model_copy(update={"format": "table"})
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            fields = {(name or "").strip(): value for name, value in row.items() if isinstance(value, str)}
            yield story_from_fields(
                {_text_column(name): value for name, value in fields.items()},
                item=item.model_copy(update={"origin": f"{item.origin}:{number}"}),
                fallback_id=f"{source.stem}-{number}",
                published=source.published,
            )
    except csv.Error as error:
        yield quarantined(item, "table-invalid", f"after row {number} no table: {error}")


def _heading(head: bytes) -> str | None:
    """The separator, where the first line is a heading; else null."""
    line = decode(head)[0].lstrip("\ufeff").split("\n", 1)[0].strip()
    for separator in _SEPARATORS:
        names = {known_field(cell.strip().strip('"')) for cell in line.split(separator)}
        if len(names - {None}) >= 2 and names & _TEXTS:
            return separator
    return None


def _text_column(name: str) -> str:
    """Columns of text in small letters, as the fields of a JSON line are."""
    return name.lower() if name.lower() in _TEXTS else name
