"""The part of the command line that reports: sitrep."""

from datetime import date
from pathlib import Path

import click

from onrecord import __version__
from onrecord.cli_filter import filter_options_of
from onrecord.cli_record import record_at, record_options
from onrecord.errors import InputError, NotInRecordError
from onrecord.records.filter import WORDS, Filter

_DATED = {"from", "to", "reported_from", "reported_to", "changed_since"}


@click.command()
@click.option("--on", "on", metavar="DATE", help="The day of the report (YYYY-MM-DD), cut off at its end in UTC; the "
              "last day with stories where it is not given.")  # fmt: skip
@click.option("--since", default="last", show_default=True, metavar="DATE|last", help="The day of the report before, "
              "after whose end the report begins; `last` is the last day with stories before.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md", show_default=True, help="Markdown, "
              "or a page that belongs into the root of the site's folder.")  # fmt: skip
@filter_options_of(*(word for word in WORDS if word not in _DATED))
@record_options
def sitrep(  # noqa: PLR0913 (each is an option)
    *, on: str | None, since: str, form: str, asked: Filter, out: Path | None, database: str | None
) -> None:
    """Print the situation report of a day: what changed, who says so, and the sources of every sentence.

    \b
      onrecord sitrep                                   of the record's last day
      onrecord sitrep --on 2022-07-03                   of a day
      onrecord sitrep --on 2022-07-03 --since 2022-06-26 --country UA

    Control of places, tolls as ranges, what is disputed, other happenings, places named for the first time,
    corrections: each sentence restates claims of the record in neutral words, names who made them, and ends with
    the numbers of its sources. The site has a report for each day.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord import pipeline  # noqa: PLC0415 (--help need not wait for these)
    from onrecord.publish.directory import Directory  # noqa: PLC0415
    from onrecord.publish.lookup import Lookup  # noqa: PLC0415
    from onrecord.publish.press import Press  # noqa: PLC0415
    from onrecord.publish.sitrep import report_days, situation  # noqa: PLC0415
    from onrecord.publish.sitrep_page import report_html  # noqa: PLC0415
    from onrecord.publish.sitrep_text import report_markdown  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(record_at(out, database)) as store:
        lookup = Lookup(pipeline.reading(store))
        directory = Directory.of(lookup.read)
        days = report_days(directory)
        if not days and on is None:
            raise NotInRecordError("R305", "the record has no claim to report; name a day with --on DATE")
        day = _day(on, "--on") if on else days[-1]
        after = None if since == "last" else _day(since, "--since")
        if after and after >= day:
            raise InputError("R121", f"--since {after} must lie before the day of the report, {day}")
        report = situation(lookup, directory, day, since=after, wanted=asked if asked.words() else None)
    if form == "html":
        click.echo(report_html(Press(lookup), report), nl=False)
    else:
        click.echo(report_markdown(report, __version__), nl=False)


COMMANDS: tuple[click.Command, ...] = (sitrep,)


def _day(told: str, option: str) -> str:
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise InputError("R121", f"{option} {told}: a day is written YYYY-MM-DD") from None
