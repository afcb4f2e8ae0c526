"""The command that builds the site of a record that is there."""

import sys
from pathlib import Path

import click

from onrecord.cli_record import record_at, record_options


@click.command()
@record_options
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the site; the folder site/ beside the record where it is not given.",
)
@click.option("--fresh", is_flag=True, help="Make every page anew, also those that have not changed.")
def build(out: Path | None, database: str | None, to: Path | None, *, fresh: bool) -> None:
    """Build the site of the record as static files, for any web server.

    Only what changed since the last build is made again. The site stands by itself: it asks nothing of any other
    server, works from a folder or a memory stick, and its lists work without JavaScript.
    """
    from onrecord import pipeline  # noqa: PLC0415 (spaCy loads in a second; --help need not wait)
    from onrecord.store.site_folder import forget  # noqa: PLC0415

    where = record_at(out, database)
    folder = to or (where.parent / "site" if isinstance(where, Path) else Path("onrecord-site"))
    if fresh:
        forget(folder)
    with click.progressbar(length=pipeline.size(where), label="building", file=sys.stderr, show_pos=True) as bar:
        built = pipeline.build_stored(where, folder, lambda done: bar.update(done - bar.pos))
    click.echo(
        f"site    {folder / 'index.html'} ({built.files} files, {built.written} written, {built.removed} removed)"
    )


COMMANDS = (build,)
