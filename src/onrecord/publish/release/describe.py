"""What a release says of itself: datapackage.json, README, CITATION.cff and the codebook."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.publish.exports.forms import TABLES
from onrecord.publish.exports.table import Table
from onrecord.publish.exports.terms import Terms
from onrecord.publish.release.census import Census
from onrecord.publish.release.data_files import FILES, OTHERS
from onrecord.publish.wording import STANDINGS
from onrecord.records.coded import Versions

_TYPES = {"text": "string", "moment": "string", "date": "date", "integer": "integer", "number": "number",
          "boolean": "boolean"}  # fmt: skip
_MEDIA = {
    "csv": "text/csv", "jsonl": "application/jsonl", "json": "application/json", "jsonld": "application/ld+json",
    "geojson": "application/geo+json", "parquet": "application/vnd.apache.parquet",
    "geoparquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypeLine:
    """An event type of the codebook: what it is and its counterparts."""

    name: str
    definition: str
    plover: str | None
    cameo: str | None
    acled: str | None


@dataclass(frozen=True, slots=True)
class About:
    """What the describing files need to know: `last` is the name of the release before, null for the first."""

    name: str
    day: str
    latest: str
    census: Census
    terms: Terms
    versions: Versions | None
    types: Sequence[TypeLine]
    changed: int
    last: str | None


def files_of() -> dict[str, str]:
    """Every data file with what it holds."""
    return {**{file.path: file.about for file in FILES}, **OTHERS}


def data_package(about: About, folder: Path, sums: Mapping[str, str]) -> str:
    """The descriptor by the Data Package standard (https://datapackage.org): each file with hash, size, fields."""
    tables = {file.path: file.table for file in FILES}
    package = {
        "name": about.name.replace(".", "-"),
        "title": _title(about),
        "description": "Who said what, what happened, where, when and how many, read from wire stories by rules; "
        "every row leads to its story and words. onrecord does not rule on truth.",
        "version": about.name.removeprefix("onrecord-"),
        "created": about.latest or about.day,
        "contributors": [{"title": "onrecord", "role": "publisher"}],
        "resources": [_resource(path, what, folder, sums[path], tables.get(path)) for path, what in files_of().items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(path: str, what: str, folder: Path, digest: str, table: Table | None) -> dict[str, object]:
    ending = path.rsplit(".", 1)[-1]
    resource: dict[str, object] = {
        "name": path.lower().replace("/", "-").replace(".", "-").replace("_", "-"),
        "path": path,
        "description": what,
        "type": "table" if table else "file",
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest}",
    }
    if table:
        fields = [{"name": c.name, "type": _TYPES[c.kind], "description": c.about} for c in table.columns]
        schema = {"fields": fields, "primaryKey": [table.key], "missingValues": [""]}
        resource |= {"encoding": "utf-8", "schema": schema}
    return resource


def readme(about: About) -> str:
    """The README: what is in it, on what terms, and how to check and cite it."""
    census, versions = about.census, about.versions
    files = "\n".join(f"| {path} | {what} |" for path, what in files_of().items())
    made = ", ".join(f"{k} {v}" for k, v in versions.model_dump().items()) if versions else "nothing yet"
    since = f"{about.changed} incidents are new or changed since {about.last}" if about.last else "It is the first"
    return f"""# {_title(about)}

{census.incidents} incidents, {census.claims} claims, {census.stories} stories; the newest story is of {about.latest}.
{census.unplaced} incidents have no place and {census.undated} no day: they are in it all the same.
{since}.

**Claims are the data.** A row of `claims.csv` is one speaker, or an agency's own narration, on one happening; an
incident is claims judged to be about the same. onrecord does not rule on truth: it tells how well a claim stands, by
the fixed rules in `codebook.md`. Nobody has reviewed these rows unless a row of the record says so.

| file | what it holds |
|---|---|
{files}

## Terms

{_terms(about.terms)} Headlines and the short quotations belong to those who wrote the stories; `stories.csv` gives
each one's terms. No story's text is in this release. Place names and points: GeoNames, CC BY 4.0. The views in the
columns of UCDP GED, ACLED and POLECAT are mappings, not those projects' data.

## Check and cite

`sha256sum -c SHA256SUMS` checks the files, `frictionless validate datapackage.json` the tables. CITATION.cff says how
to cite. Made by: {made}. The same record gives the same bytes.
"""


def _terms(terms: Terms) -> str:
    people = "Private people are named." if terms.names else "Victims, minors and private witnesses are not named."
    grid = f" Points lie in the middle of cells of {terms.grid:g} degrees." if terms.grid else ""
    delay = f" The last {terms.delay} days are held back." if terms.delay else ""
    return people + grid + delay


def _title(about: About) -> str:
    return f"onrecord: the record as of {about.day}"


def citation(about: About) -> str:
    """CITATION.cff 1.2.0 (https://citation-file-format.github.io)."""
    return f"""cff-version: 1.2.0
message: Please cite this release by its version; name the agency and the speaker of each claim you use.
type: dataset
title: {json.dumps(_title(about))}
authors:
  - name: onrecord
version: {json.dumps(about.name.removeprefix("onrecord-"))}
date-released: {about.day}
"""


def codebook(types: Sequence[TypeLine]) -> str:
    """The codebook: event types with their counterparts, standings, and every column of every table."""
    lines = [
        "# Codebook\n",
        "## Event types\n",
        "| type | what it is | PLOVER | CAMEO | ACLED |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {t.name} | {t.definition} | {t.plover or ''} | {t.cameo or ''} | {t.acled or ''} |" for t in types]
    lines += ["\n## Standings\n", "| standing | rule |", "|---|---|"]
    lines += [f"| {name} | {rule} |" for name, rule in STANDINGS.items()]
    return "\n".join([*lines, *columns_text()]) + "\n"


def columns_text() -> Iterator[str]:
    """Every column of every table, with what it holds and by which rule, as Markdown."""
    for table in TABLES.values():
        yield f"\n## Table {table.name}\n"
        yield f"{table.about}\n"
        yield "| column | kind | HXL | what it holds |"
        yield "|---|---|---|---|"
        for column in table.columns:
            about = " ".join(column.about.split()).replace("|", "/")
            yield f"| {column.name} | {column.kind} | {column.hxl or ''} | {about} |"
