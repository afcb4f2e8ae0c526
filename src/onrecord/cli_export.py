"""The part of the command line that hands the record out: export, release."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli_filter import filter_options
from onrecord.cli_record import record_at, record_options
from onrecord.errors import InputError
from onrecord.records.filter import Filter

if TYPE_CHECKING:
    from onrecord.publish.exports.cited import Stories
    from onrecord.publish.exports.forms import Form
    from onrecord.publish.exports.table import Table
    from onrecord.publish.exports.terms import Terms
    from onrecord.publish.release.describe import TypeLine
    from onrecord.publish.release.folder import Release
    from onrecord.records.incident import Incident
    from onrecord.records.reading import Reading
    from onrecord.store.protocol import IncidentCache

_FORMS = ("csv", "tsv", "jsonl", "geojson", "parquet", "geoparquet", "sqlite", "timemap", "jsonld", "prov")
_LIMITS = ("empty", "incidents", "sources", "types", "unplaced", "undated")
_TABLES = ("incidents", "claims", "ucdp_ged", "acled", "polecat")


def _with_terms(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options on what may leave the house; it gets them as `terms`."""

    @wraps(command)
    def termed(*, names: bool, grid: float | None, delay: int, **others: object) -> None:
        from onrecord.publish.exports.terms import Terms  # noqa: PLC0415 (--help need not wait)

        command(terms=Terms(names=names, grid=grid, delay=delay), **others)

    for option in _TERMS:
        termed = option(termed)
    return termed


_TERMS = (
    click.option(
        "--delay",
        metavar="DAYS",
        type=click.IntRange(0),
        default=0,
        help="Hold back what ended, or was first reported, in the record's last DAYS days.",
    ),
    click.option(
        "--grid",
        metavar="DEGREES",
        type=click.FloatRange(0, 10, min_open=True),
        help="Move points to the middle of cells so many degrees wide; names of places stay.",
    ),
    click.option("--names", is_flag=True, help="Also name victims, minors and private witnesses."),
)


@click.command()
@click.argument("target", metavar="[FILE]", default="-")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form; else by FILE's ending, csv for `-`.")
@click.option(
    "--table",
    "--level",
    "table",
    type=click.Choice(_TABLES),
    default="incidents",
    show_default=True,
    help="What is a row: an incident, a claim, or an incident or claim in the columns of another data set.",
)
@click.option("--hxl", is_flag=True, help="With CSV: a row of HXL tags under the header.")
@_with_terms
@filter_options
@record_options
def export(  # noqa: PLR0913 (each is an option)
    *, target: str, form: str | None, table: str, hxl: bool, terms: "Terms", asked: Filter, out: Path | None,
    database: str | None,
) -> None:  # fmt: skip
    """Write the record, or the part that is asked for, to FILE; `-` is standard output.

    \b
      onrecord export incidents.csv --hxl                    incidents, tagged for humanitarians
      onrecord export claims.parquet --table claims          who said what, one row each
      onrecord export map.geojson --type shelling --since 2022-06-01
      onrecord export - --format jsonl --contested yes       what is disputed, whole, for another program
      onrecord export record.sqlite                          a database: datasette record.sqlite
      onrecord export ged.csv --table ucdp_ged               in the columns of UCDP GED (acled, polecat likewise)
      onrecord export timemap/ --format timemap              the three files that timemap reads

    Every row leads to its story, its words, the rule that read them and the versions of what coded them. Victims,
    minors and private witnesses are not named unless --names is given. What each column holds is in docs/exports.md.
    Memory stays the same however large the record is.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.publish.exports.cited import Stories  # noqa: PLC0415 (--help need not wait)
    from onrecord.publish.exports.forms import FORMS, form_of, table_of  # noqa: PLC0415
    from onrecord.publish.exports.terms import released  # noqa: PLC0415

    chosen = FORMS[form] if form else FORMS["csv"] if target == "-" else form_of(target)
    if hxl and chosen.name not in {"csv", "tsv"}:
        raise InputError("R133", f"HXL tags stand in a row of a table: --hxl needs csv, not {chosen.name}")
    rows = table_of(chosen, table)
    with _opened(out, database) as (read, cache):
        stories = Stories(read, names=terms.names)
        incidents = released(cache.each(asked), stories, terms, latest=read.latest)
        _write(chosen, rows, incidents, stories, target=target, hxl=hxl)


def _write(  # noqa: PLR0913 (all that a file is made of)
    form: "Form", table: "Table", incidents: "Iterable[Incident]", stories: "Stories", *, target: str, hxl: bool
) -> None:
    from onrecord.publish.exports.comma_separated import csv_chunks  # noqa: PLC0415
    from onrecord.publish.exports.forms import write_timemap  # noqa: PLC0415

    if form.write is None:
        if target == "-":
            raise InputError("R134", "timemap reads three files: name a folder for them instead of `-`")
        write_timemap(Path(target), incidents, stories)
        return
    if hxl:
        tab = "\t" if form.name == "tsv" else ","
        chunks = csv_chunks(table, incidents, stories, hxl=True, delimiter=tab)
    else:
        chunks = form.write(table, incidents, stories)
    if target == "-":
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    else:
        _whole(Path(target), chunks)


def _whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes a file aside and puts it in place when it is whole, so that no half of one is ever found there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def _opened(out: Path | None, database: str | None) -> "Iterator[tuple[Reading, IncidentCache]]":
    """The record as it was last linked; one that never was, as one that an older onrecord left, is linked first."""
    from onrecord import pipeline  # noqa: PLC0415 (--help need not wait)
    from onrecord.store.reading import StoreReading  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(record_at(out, database)) as store:
        if not store.incidents.count(Filter()):
            pipeline.link(store)
        yield StoreReading(store), store.incidents


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    type=click.Choice(_LIMITS),
    help="Let a limit pass that does not hold, by its name; may be given again.",
)
@click.option("--date", "day", metavar="DATE", help="Day of the release (YYYY-MM-DD); else that of the newest story.")
@click.option("--dry-run", is_flag=True, help="Only count and compare; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="What became of it as one JSON object.")
@_with_terms
@record_options
def release(  # noqa: PLR0913 (each is an option)
    *, folder: Path, allowed: tuple[str, ...], day: str | None, dry_run: bool, as_json: bool, terms: "Terms",
    out: Path | None, database: str | None,
) -> None:  # fmt: skip
    """Publish the whole record as a dated folder in DIR that can be cited and checked.

    \b
      onrecord release releases/                   makes releases/onrecord-2022-07-05/
      onrecord release releases/ --dry-run         says what it would hold and whether the limits hold
      onrecord release releases/ --allow unplaced  lets one limit pass, by its name

    It holds every export, datapackage.json, README.md, CITATION.cff, codebook.md, SHA256SUMS, what changed since the
    last release in DIR (changes.csv), and what went (tombstones.csv). The same record gives the same bytes; where
    nothing changed, nothing is written.

    \b
    It stops, and writes nothing, where a limit does not hold:
      empty               there are no incidents
      incidents           a fifth fewer than in the last release, or five times as many
      sources, types      the same of one agency's stories, or one type's incidents, that were at least 10
      unplaced, undated   more than half have no place or no day, or the share rose by a tenth of all
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.publish.release.folder import Plan, examine, report  # noqa: PLC0415 (--help need not wait)
    from onrecord.publish.release.folder import release as make  # noqa: PLC0415

    with _opened(out, database) as (read, _):
        plan = Plan(read, read.incidents, _types(), terms=terms, allowed=frozenset(allowed), day=_day(day))
        if dry_run:
            census, last, found = examine(plan, folder)
            click.echo(census.model_dump_json(indent=None if as_json else 1))
            click.echo(f"compared with {last.name if last else 'no release before'}", err=True)
            if stopped := [breach for breach in found if breach.name not in allowed]:
                raise InputError("R140", report(stopped))
        else:
            made = make(plan, folder)
            click.echo(_made_json(made) if as_json else _made_text(made))


def _made_text(made: "Release") -> str:
    if made.path is None:
        return f"nothing changed since {made.last}"
    held = f"{made.census.incidents} incidents, {made.census.claims} claims, {made.changed} changes"
    return "\n".join([*(f"allowed: {breach.what}" for breach in made.overridden), f"{made.path}: {held}"])


def _made_json(made: "Release") -> str:
    told = {
        "path": str(made.path) if made.path else None,
        "last": str(made.last) if made.last else None,
        "changed": made.changed,
        "census": made.census.model_dump(),
        "allowed": [{"name": breach.name, "what": breach.what} for breach in made.overridden],
    }
    return json.dumps(told, ensure_ascii=False)


def _day(told: str | None) -> str | None:
    try:
        return date.fromisoformat(told).isoformat() if told else None
    except ValueError:
        raise InputError("R120", f"--date {told}: a day is written YYYY-MM-DD") from None


def _types() -> "tuple[TypeLine, ...]":
    from onrecord.extract.codebook import entries  # noqa: PLC0415
    from onrecord.publish.release.describe import TypeLine  # noqa: PLC0415

    return tuple(TypeLine(e.type, e.definition, e.plover, e.cameo, e.acled) for e in entries().values())


COMMANDS = (export, release)
