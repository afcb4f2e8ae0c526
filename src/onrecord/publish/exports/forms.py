"""The forms in which the record goes out, by name and by file ending."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.publish.exports import timemap
from onrecord.publish.exports.acled import ACLED
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.claim_table import CLAIMS
from onrecord.publish.exports.columnar import parquet_chunks
from onrecord.publish.exports.comma_separated import csv_chunks
from onrecord.publish.exports.database import sqlite_chunks
from onrecord.publish.exports.features import geojson_chunks
from onrecord.publish.exports.incident_table import INCIDENTS
from onrecord.publish.exports.json_lines import claim_lines, incident_lines
from onrecord.publish.exports.linked_claims import jsonld_chunks
from onrecord.publish.exports.polecat import POLECAT
from onrecord.publish.exports.prov import prov_chunks
from onrecord.publish.exports.table import Table
from onrecord.publish.exports.ucdp import UCDP
from onrecord.records.incident import Incident

TABLES: Mapping[str, Table] = {table.name: table for table in (INCIDENTS, CLAIMS, UCDP, ACLED, POLECAT)}
_ALL = frozenset(TABLES)
_OWN = frozenset({INCIDENTS.name, CLAIMS.name})
_PLACED = frozenset({INCIDENTS.name, CLAIMS.name})
_ONE = frozenset({INCIDENTS.name})
Writer = Callable[[Table, Iterable[Incident], Stories], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the file endings it is known by, the tables it can hold, and what writes it.

    `write` gives the bytes of one file, piece by piece, in constant memory; null for a form of several files.
    """

    name: str
    endings: tuple[str, ...]
    about: str
    tables: frozenset[str]
    write: Writer | None


def _lines(table: Table, incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    return claim_lines(incidents, stories) if table is CLAIMS else incident_lines(incidents, stories)


_LIST = (
    Form("csv", (".csv",), "CSV with a header; --hxl adds the row of HXL tags", _ALL, csv_chunks),
    Form(
        "tsv",
        (".tsv", ".txt"),
        "the same with tabs, as POLECAT's files are",
        _ALL,
        lambda t, i, s: csv_chunks(t, i, s, delimiter="\t"),
    ),
    Form("jsonl", (".jsonl", ".ndjson"), "JSON Lines: the whole record of each, with its stories", _OWN, _lines),
    Form("geojson", (".geojson",), "GeoJSON; null geometry for the unplaced", _PLACED, geojson_chunks),
    Form("parquet", (".parquet",), "Parquet", _ALL, parquet_chunks),
    Form(
        "geoparquet",
        (".geoparquet",),
        "GeoParquet 1.1: points as WKB, with boxes",
        _PLACED,
        lambda t, i, s: parquet_chunks(t, i, s, geo=True),
    ),
    Form(
        "sqlite",
        (".sqlite", ".db", ".sqlite3"),
        "one SQLite file with both tables, for Datasette",
        _ONE,
        lambda _, i, s: sqlite_chunks((INCIDENTS, CLAIMS), i, s),
    ),
    Form("timemap", (), "timemap's three files, in a folder", _ONE, None),
    Form("jsonld", (".jsonld",), "schema.org Claims", _OWN, lambda _, i, s: jsonld_chunks(i, s)),
    Form("prov", (".prov.json", ".provjson"), "W3C PROV-JSON", _OWN, lambda _, i, s: prov_chunks(i, s)),
)
FORMS: Mapping[str, Form] = {form.name: form for form in _LIST}


def form_of(path: str) -> Form:
    """The form that a file's ending names. Raises InputError (R131) where none is known by it."""
    known = sorted(((e, form) for form in _LIST for e in form.endings), key=lambda pair: -len(pair[0]))
    found = next((form for ending, form in known if path.lower().endswith(ending)), None)
    if found is None:
        raise InputError("R131", f"{path}: no form is known by this ending; name one with --format: {', '.join(FORMS)}")
    return found


def table_of(form: Form, name: str) -> Table:
    """The table of that name, which the form must be able to hold. Raises InputError (R132) where it cannot."""
    if name not in form.tables:
        can = ", ".join(sorted(form.tables))
        raise InputError("R132", f"{form.name} cannot hold the table {name}; it can hold: {can}")
    return TABLES[name]


def write_timemap(folder: Path, incidents: Iterable[Incident], stories: Stories) -> None:
    """Writes timemap's three files into a folder, made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = [stack.enter_context((folder / name).open("wb")) for name in timemap.FILES]
        timemap.write_timemap(incidents, stories, *files)
