"""The part of the command line that has to do with runs: recode, runs, diff."""

import sys
from pathlib import Path

import click

from onrecord import cli_engines
from onrecord.cli_record import record_at, record_options
from onrecord.records.story import Ignored


@click.command()
@cli_engines.WORKERS
@record_options
def recode(workers: int | None, out: Path | None, database: str | None) -> None:
    """Code all stories of the record again with the versions installed now.

    The old codings stay in force until all the new ones are there; then all change at once. Ended before that, the
    same command goes on where it was. The old ones are kept: `onrecord diff RUN RUN` says what changed. People's
    judgements and corrections stay. The text is coded as it was read when it came in.
    """
    from onrecord import pipeline, recoding  # noqa: PLC0415 (spaCy loads in a second; --help need not wait)
    from onrecord.store.record import Store  # noqa: PLC0415

    where = record_at(out, database)
    with Store(where) as store:
        todo = recoding.to_recode(store)
        with (
            cli_engines.coder(workers if todo else None) as code_many,
            click.progressbar(length=len(todo), label="coding stories", file=sys.stderr, show_pos=True) as bar,
        ):
            failed = []
            for coded in recoding.recode(store, code_many):
                failed += [coded] if isinstance(coded, Ignored) else []
                bar.update(1)
        click.echo("linking", err=True)
        pipeline.link_changed(store)
        now = next(r for r in store.runs.all() if r.versions == pipeline.versions())
    for one in failed:
        click.echo(f"onrecord: {one.item.origin}: stays as it was coded: {one.message}", err=True)
    click.echo(f"{len(todo) - len(failed)} stories coded again; {now.stories} stand as {now.id} coded them")
    folder = where.parent if isinstance(where, Path) else None
    if folder and (folder / "site").exists():
        pipeline.build_stored(where, folder / "site")


@click.command()
@record_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object per run.")
def runs(out: Path | None, database: str | None, *, as_json: bool) -> None:
    """List the runs: which versions coded the record, when, and how many stories stand as each coded them."""
    from onrecord.publish.run_changes import runs_text  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(record_at(out, database)) as store:
        found = store.runs.all()
    click.echo("\n".join(r.model_dump_json() for r in found) if as_json else runs_text(found) or "Nothing is coded.")


@click.command()
@click.argument("old", metavar="RUN")
@click.argument("new", metavar="RUN")
@record_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object per story in which something changed.")
def diff(old: str, new: str, out: Path | None, database: str | None, *, as_json: bool) -> None:
    """Say what changed from one run to another, story by story: what came, what went, and which fields changed."""
    from onrecord import recoding  # noqa: PLC0415
    from onrecord.publish.run_changes import changes_text  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    changed = False
    with Store(record_at(out, database)) as store:
        for one in recoding.diff(store, store.runs.get(old), store.runs.get(new)):
            click.echo(one.model_dump_json() if as_json else changes_text(one))
            changed = True
    if not changed and not as_json:
        click.echo(f"Nothing changed from {old} to {new}.")


COMMANDS = (recode, runs, diff)
