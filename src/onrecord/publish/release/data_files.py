"""The data files of a release: which there are, what each holds, and how each is written."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.publish.cells import cell
from onrecord.publish.exports.acled import ACLED
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.claim_table import CLAIMS
from onrecord.publish.exports.columnar import parquet_chunks
from onrecord.publish.exports.comma_separated import csv_chunks
from onrecord.publish.exports.database import write_sqlite
from onrecord.publish.exports.features import geojson_chunks
from onrecord.publish.exports.forms import write_timemap
from onrecord.publish.exports.incident_table import INCIDENTS
from onrecord.publish.exports.json_lines import incident_lines
from onrecord.publish.exports.linked_claims import jsonld_chunks
from onrecord.publish.exports.polecat import POLECAT
from onrecord.publish.exports.prov import prov_chunks
from onrecord.publish.exports.table import JOINT, Table
from onrecord.publish.exports.ucdp import UCDP
from onrecord.publish.paths import public_origin
from onrecord.records.incident import Incident
from onrecord.records.reading import Reading

DATABASE = "onrecord.sqlite"
Incidents = Callable[[], Iterable[Incident]]
Chunks = Callable[[Iterable[Incident], Stories], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of one pass over the incidents; `table` where it is a table that the data package describes."""

    path: str
    about: str
    write: Chunks
    table: Table | None = None


def _csv(table: Table) -> DataFile:
    return DataFile(f"{table.name}.csv", table.about, lambda i, s: csv_chunks(table, i, s), table)


FILES = (
    _csv(INCIDENTS),
    _csv(CLAIMS),
    _csv(UCDP),
    _csv(ACLED),
    _csv(POLECAT),
    DataFile(
        "incidents_hxl.csv",
        "The table of incidents with a row of HXL tags.",
        lambda i, s: csv_chunks(INCIDENTS, i, s, hxl=True),
    ),
    DataFile("incidents.jsonl", "The whole record of each incident, one JSON object a line.", incident_lines),
    DataFile("incidents.geojson", "The incidents on the map.", lambda i, s: geojson_chunks(INCIDENTS, i, s)),
    DataFile(
        "incidents.geoparquet",
        "The table of incidents as GeoParquet 1.1.",
        lambda i, s: parquet_chunks(INCIDENTS, i, s, geo=True),
    ),
    DataFile("claims.parquet", "The table of claims as Parquet.", lambda i, s: parquet_chunks(CLAIMS, i, s)),
    DataFile("claims.jsonld", "The claims as schema.org Claims.", jsonld_chunks),
    DataFile("provenance.prov.json", "Where everything comes from, as W3C PROV-JSON.", prov_chunks),
)
OTHERS = {
    DATABASE: "The tables of incidents and claims as one SQLite file.",
    "timemap/events.json": "The incidents for timemap.",
    "timemap/associations.json": "What timemap filters by.",
    "timemap/sources.json": "The stories for timemap.",
    "stories.csv": "Every story of the record: who wrote and carried it, its terms, what coded it. Not its text.",
    "control.csv": "Who is said to hold which place, from when to when; a line for each version where sides differ.",
    "ignored.csv": "What did not enter the record, each with the reason.",
    "changes.csv": "What is new, changed, merged or gone since the last release.",
    "tombstones.csv": "What was withdrawn, replaced or merged: ids that once answered, and where they lead now.",
}


def write_data(folder: Path, read: Reading, incidents: Incidents, stories: Stories) -> None:
    """Writes every data file that needs no other release into the folder, one pass over the incidents for each."""
    for file in FILES:
        with (folder / file.path).open("wb") as sink:
            for chunk in file.write(incidents(), stories):
                sink.write(chunk)
    write_sqlite(folder / DATABASE, (INCIDENTS, CLAIMS), incidents(), stories)
    write_timemap(folder / "timemap", incidents(), stories)
    _write(folder / "stories.csv", STORY_COLUMNS, _stories(read, stories))
    _write(folder / "control.csv", CONTROL_COLUMNS, _control(read))
    _write(folder / "ignored.csv", IGNORED_COLUMNS, _ignored(read))


STORY_COLUMNS = (
    "id", "headline", "carrier", "agency", "originator", "url", "origin", "published", "language", "sha256", "terms",
    "withheld", "replaces", "replaced_by", "copy_of", "software", "model", "gazetteer", "lexicon",
)  # fmt: skip
CONTROL_COLUMNS = ("place", "lat", "lon", "geonameid", "start", "end", "status", "standings", "claims")
IGNORED_COLUMNS = ("origin", "sha256", "format", "outcome", "reason", "message")


def _stories(read: Reading, stories: Stories) -> Iterator[tuple[object, ...]]:
    for coded in read.coded():
        cited = stories.cited(coded.story.id)
        versions = cited.versions.model_dump() if cited.versions else {}
        told = [getattr(cited, name, versions.get(name)) for name in STORY_COLUMNS]
        yield tuple(str(value).lower() if isinstance(value, bool) else value for value in told)


def _control(read: Reading) -> Iterator[tuple[object, ...]]:
    for line in read.control:
        told = [getattr(line, name) for name in CONTROL_COLUMNS]
        yield tuple(JOINT.join(value) if isinstance(value, tuple) else value for value in told)


def _ignored(read: Reading) -> Iterator[tuple[object, ...]]:
    for one in read.ignored:
        yield (public_origin(one.item.origin), one.item.sha256, one.item.format, one.outcome, one.reason, one.message)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([cell(value) for value in row] for row in rows)
