"""The part of the command line that serves: serve."""

from pathlib import Path

import click

from onrecord.cli_record import record_at, record_options
from onrecord.settings import read_settings


@click.command()
@record_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on; 0.0.0.0 is all of them.")
@click.option("--port", default=8000, show_default=True, help="Port; 0 takes any free one.")
@click.option(
    "--token",
    envvar="ONRECORD_REVIEW_TOKEN",
    help="Opens the review desk at /review to whoever has this token; better given as ONRECORD_REVIEW_TOKEN.",
)
@click.option(
    "--rate",
    default="240/minute",
    show_default=True,
    metavar="N/PERIOD",
    help="How often one address may ask; `off` for any number. This machine itself is not counted.",
)
def serve(  # noqa: PLR0913, PLR0917 (each is an option)
    out: Path | None, database: str | None, host: str, port: int, token: str | None, rate: str
) -> None:
    """Serve the record: the site, every page as data too, and the review desk.

    \b
      onrecord serve                                    on this machine only
      onrecord serve --database postgresql://...        a record in PostgreSQL
      ONRECORD_REVIEW_TOKEN=... onrecord serve          with the review desk at /review

    The front page filters and pages through the whole record, with or without scripts in the browser. The address of
    every page plus .json, .geojson, .csv or .atom gives it as data (described at /docs). It may run beside
    `onrecord watch`: new stories show without a restart. Behind a proxy on this machine, the address in
    X-Forwarded-For is counted.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    serve_record(record_at(out, database), host=host, port=port, token=token, rate=None if rate == "off" else rate)


def serve_record(
    where: str | Path, *, port: int, host: str = "127.0.0.1", token: str | None = None, rate: str | None = None
) -> None:
    """Serves the record at `where` until interrupted, saying where."""
    from onrecord import pipeline  # noqa: PLC0415 (--help need not wait for these)
    from onrecord.web.app import Settings  # noqa: PLC0415
    from onrecord.web.serve import serve as serve_over_http  # noqa: PLC0415

    def ready(url: str) -> None:
        desk = f"; the review desk is at {url}review" if token else ""
        click.echo(f"serving {url}{desk} (Ctrl-C ends it)")

    look = pipeline.look(read_settings().site)
    serve_over_http(where, host=host, port=port, settings=Settings(rate=rate, token=token), ready=ready, look=look)


COMMANDS: tuple[click.Command, ...] = (serve,)
