"""The command line: `onrecord --help`."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord import (
    __version__,
    cli_alerts,
    cli_build,
    cli_config,
    cli_engines,
    cli_export,
    cli_feeds,
    cli_gazetteer,
    cli_raw,
    cli_review,
    cli_runs,
    cli_serve,
    cli_sitrep,
)
from onrecord.cli_record import OUT, place_for, record_at, record_options
from onrecord.errors import InputError, OnrecordError
from onrecord.records.snapshot import Snapshot
from onrecord.records.story import Ignored, Outcome, Story
from onrecord.records.tally import Tally
from onrecord.settings import Rule, read_settings

if TYPE_CHECKING:
    from onrecord.keeping import RawInput
    from onrecord.publish.ninjs import Form
    from onrecord.records.coded import CodedStory


class _Cli(click.Group):
    """A group that turns the project's own errors into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an OnrecordError ends the process with its message and exit code."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Cli, context_settings={"auto_envvar_prefix": "ONRECORD", "help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Turn wire stories into a record that can be checked.

    Who said what, what happened, where, when and how many, merged across stories, with both sides' versions
    side by side. Every value leads back to the words it was read from.

    \b
    Begin with:
      onrecord demo --serve          the bundled sample feed, as a site in your browser
      onrecord run my-stories/       your own files, or a feed's address
      onrecord watch --feed URL      a feed, from now on
      onrecord explain STORY/e1      why the record says so

    Every option can also be given as an environment variable, such as ONRECORD_RUN_OUT for `run --out`.
    """  # noqa: D301 (click's own mark: keep these lines as they are)


@main.command()
@OUT
@click.option("--serve", is_flag=True, help="Serve the site on this machine when it is built.")
@click.option("--port", default=8000, show_default=True, help="Port for --serve; 0 takes any free one.")
@cli_engines.WORKERS
def demo(out: Path | None, port: int, workers: int | None, *, serve: bool) -> None:
    """Take the bundled sample feed through the whole ladder.

    The feed has 31 items by three invented agencies on real events of June and July 2022: wire stories, updates,
    a correction, a kill, copies, an advertisement and a press release.
    """
    with as_file(files("onrecord").joinpath("sample")) as sample:
        folder, record = place_for(out, None, "onrecord-demo")
        _ladder([sample], folder, record, serve=serve, port=port, workers=workers)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@record_options
@click.option("--published", metavar="DATE", help="Publication day (YYYY-MM-DD) of files that do not tell it.")
@click.option("--serve", is_flag=True, help="Serve the site on this machine when it is built.")
@click.option("--port", default=8000, show_default=True, help="Port for --serve; 0 takes any free one.")
@cli_config.COLUMNS
@cli_engines.WORKERS
@cli_feeds.ALLOW_PRIVATE
def run(  # noqa: PLR0913 (each is an option)
    paths: tuple[str, ...],
    out: Path | None,
    database: str | None,
    port: int,
    workers: int | None,
    *,
    serve: bool,
    allow_private: bool,
    **told: str | None,
) -> None:
    """Take your own stories through the whole ladder.

    PATH is a text file (first line the headline, or ` date YYYY-MM-DD Headline`; paragraphs parted by blank
    lines; NAME.meta.json beside NAME.txt gives date, outlet and agency), a file of JSON Lines (id, published, and
    text or headline and body), `-` for JSON Lines on standard input, or a folder of any of these. What the wires and
    feeds use is known by its content: NewsML, NITF, ninjs, IPTC 7901, ANPA, RSS, Atom, JSON Feed, CSV, Parquet, e-mail,
    web pages, WARC, ZIP.
    A web address is fetched once, a page only where the host's robots.txt lets us; `onrecord watch` keeps asking.

    Which stories enter can be told by rules in the settings file (`onrecord config show`).

    The record grows: run it again with new files and they are added; what is there already is left as it is. With
    --database it is kept there and no site is built: `onrecord serve --database URL` shows it.
    """
    rules, private = read_settings().route, allow_private
    folder, record = place_for(out, database)
    _ladder(list(paths), folder, record, serve=serve, port=port, workers=workers, private=private, rules=rules, **told)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", metavar="DATE", help="Publication day (YYYY-MM-DD) of files that do not tell it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per story, in the order given.")
@click.option("--ninjs", type=click.Choice(["3.1", "2.2"]), help="One ninjs item (IPTC) per story, in this form.")
@cli_config.COLUMNS
@cli_engines.part_options
def code(  # noqa: PLR0913 (each is an option)
    paths: tuple[str, ...],
    ninjs: "Form | None",
    parts: Path | None,
    engine: str,
    workers: int | None,
    *,
    as_json: bool,
    **told: str | None,
) -> None:
    """Read stories and print what is in them; nothing is stored.

    With --json each story is one line in the form onrecord.coded-story/1: offsets count characters of
    story.text, which for a plain-text file is the file's text exactly. FILE may be `-`: JSON Lines on standard
    input.

    With --out PARTS_DIR what may enter a record is written to part files instead, for `onrecord load`: the same bytes
    whatever codes them. The same command goes on where it was ended.
    """
    from onrecord.ingest.read import read_for_coding  # noqa: PLC0415 (spaCy loads in a second; --help need not wait)
    from onrecord.pipeline import coded_in_order  # noqa: PLC0415

    named = cli_config.columns_of(told["columns"])
    _compile_gazetteer()
    if parts or engine == "ray":
        cli_engines.write_parts(paths, parts, engine=engine, workers=workers, **told)
        return
    done = 0
    arrivals = read_for_coding(list(paths), published=told["published"], columns=named)
    with cli_engines.coder(workers) as code_many:
        for coded in coded_in_order(arrivals, code_many):
            if isinstance(coded, Ignored):
                click.echo(f"onrecord: {coded.item.origin}: {coded.message}", err=True)
                continue
            click.echo(_shown(coded, ninjs=ninjs, as_json=as_json))
            done += 1
    if not done:
        raise InputError("R103", "no story could be coded; each one's reason stands above")


@main.command()
@click.argument("wanted", metavar="ID")
@record_options
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def explain(wanted: str, out: Path | None, database: str | None, *, as_json: bool) -> None:
    """Show the words, rule, lexicon line and versions behind an ID.

    \b
    ID is a story's (mp-desna-25jun), an attribution's (mp-desna-25jun/a1), an event's or claim's
    (mp-desna-25jun/e1) or an incident's (inc-...), as the site and the record show them.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.link.explain import links_of  # noqa: PLC0415
    from onrecord.publish.explanation import explain as explain_id  # noqa: PLC0415
    from onrecord.publish.explanation import explanation_text  # noqa: PLC0415

    snapshot = _snapshot(out, database)
    explanation = explain_id(snapshot, wanted)
    for incident in (i for i in snapshot.incidents if i.id == wanted):
        explanation = explanation.model_copy(update={"links": links_of(incident, snapshot.judgements)})
    click.echo(explanation.model_dump_json(indent=1) if as_json else explanation_text(explanation))


@main.command()
@click.argument("place", required=False)
@click.option("--on", "day", metavar="DATE", help="Who holds what on this day (YYYY-MM-DD).")
@record_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line of the record.")
def control(place: str | None, day: str | None, out: Path | None, database: str | None, *, as_json: bool) -> None:
    """Show who holds a PLACE, by whose word; or, with --on, who holds what on a day.

    Where the sides differ there is a line for each.
    """
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.link.control import held_on  # noqa: PLC0415
    from onrecord.publish.control_text import control_text  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(record_at(out, database)) as store:
        pipeline.link_changed(store)
        told = store.bearings.control()
    lines = [
        line for line in (held_on(told, day) if day else told) if (place or "").casefold() in line.place.casefold()
    ]
    if as_json:
        for line in lines:
            click.echo(line.model_dump_json())
    else:
        click.echo(control_text(lines) or "Nobody is told to hold it.")


def _shown(coded: "CodedStory", *, ninjs: "Form | None", as_json: bool) -> str:
    from onrecord.publish.coded_story import coded_story_json, coded_story_text  # noqa: PLC0415
    from onrecord.publish.ninjs import ninjs_json  # noqa: PLC0415

    if ninjs:
        return ninjs_json(coded, form=ninjs)
    return coded_story_json(coded) if as_json else coded_story_text(coded)


def _compile_gazetteer() -> None:
    """Makes the gazetteer ready before the progress bar starts, saying so where that takes a while."""
    from onrecord.resolve.gazetteer import gazetteer, is_compiled  # noqa: PLC0415

    if not is_compiled():
        click.echo("compiling the gazetteer, once on this machine: about half a minute", err=True)
    gazetteer()


def _ladder(  # noqa: PLR0913 (each is an option)
    paths: Sequence[str | Path],
    out: Path | None,
    record: str | Path,
    *,
    serve: bool,
    port: int,
    workers: int | None,
    private: bool = False,
    published: str | None = None,
    columns: str | None = None,
    rules: Sequence[Rule] = (),
) -> None:
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.keeping import RawInput  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    raw = RawInput(read_settings().store)
    arrivals = _read(paths, raw, private=private, published=published, columns=columns, rules=rules)
    _compile_gazetteer()
    with Store(record) as store:
        with cli_engines.coder(workers) as code_many:
            taken = pipeline.take_in(raw.into(store, arrivals), store, code_many)
            outcomes = Counter(_progress(taken, arrivals))
        click.echo("linking and building the site" if out else "linking", err=True)
        pipeline.link_changed(store)
        tally, name = store.tally(), store.name
    pages = pipeline.build_stored(record, out / "site").files if out else 0
    cli_alerts.tell(record, private=private)
    _tell(outcomes, [a for a in arrivals if isinstance(a, Ignored)], tally, name)
    if out:
        click.echo(f"site    {out / 'site' / 'index.html'} ({pages} files)")
    if serve:
        cli_serve.serve_record(record, port=port)
    elif not outcomes["entered"] + outcomes["unchanged"]:
        raise InputError("R102", "nothing could be taken in; each item's reason stands above")


for _command in (
    *cli_engines.COMMANDS,
    *cli_feeds.COMMANDS,
    *cli_export.COMMANDS,
    *cli_sitrep.COMMANDS,
    *cli_review.COMMANDS,
    *cli_runs.COMMANDS,
    *cli_build.COMMANDS,
    *cli_raw.COMMANDS,
    *cli_serve.COMMANDS,
    *cli_alerts.COMMANDS,
    cli_config.config,
    cli_gazetteer.gazetteer,
):
    main.add_command(_command)


def _read(  # noqa: PLR0913 (each is an option)
    paths: Sequence[str | Path],
    raw: "RawInput",
    *,
    private: bool,
    published: str | None,
    columns: str | None,
    rules: Sequence[Rule],
) -> list[Story | Ignored]:
    from onrecord.ingest.fetch import Fetcher  # noqa: PLC0415
    from onrecord.ingest.read import read_paths  # noqa: PLC0415

    named = cli_config.columns_of(columns)
    with Fetcher(cli_config.policy(private=private)) as fetcher:
        return list(read_paths(paths, published=published, fetcher=fetcher, columns=named, rules=rules, keep=raw))


def _tell(outcomes: Counter[Outcome], ignored: Sequence[Ignored], tally: Tally, name: str) -> None:
    from onrecord.publish.run_text import run_text  # noqa: PLC0415

    click.echo(run_text({str(k): n for k, n in outcomes.items()}, ignored, tally))
    click.echo(f"\nrecord  {name}")


def _progress(outcomes: Iterator[Outcome], arrivals: Sequence[Story | Ignored]) -> Iterable[Outcome]:
    with click.progressbar(
        outcomes, length=len(arrivals), label="coding stories", file=sys.stderr, show_pos=True
    ) as shown:
        yield from shown


def _snapshot(out: Path | None, database: str | None) -> Snapshot:
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(record_at(out, database)) as store:
        return pipeline.link(store)


if __name__ == "__main__":
    main()
