"""CSV (RFC 4180, UTF-8), with a row of HXL tags under the header where asked."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from onrecord.publish.cells import cell
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.table import Table, Value
from onrecord.records.incident import Incident

_CHUNK = 500  # rows


def csv_chunks(
    table: Table, incidents: Iterable[Incident], stories: Stories, *, hxl: bool = False, delimiter: str = ","
) -> Iterator[bytes]:
    """The table as CSV: header, HXL tags where asked (https://hxlstandard.org), rows.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n" if delimiter == "\t" else "\r\n")
    writer.writerow([column.name for column in table.columns])
    if hxl:
        writer.writerow([column.hxl or "" for column in table.columns])
    for count, row in enumerate(table.rows(incidents, stories), 1):
        writer.writerow([_cell(value) for value in row])
        if count % _CHUNK == 0:
            yield _drained(buffer)
    yield _drained(buffer)


def _drained(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


def _cell(value: Value) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else cell(value)
