"""The part of the command line that has to do with feeds: watch, feeds, check."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli_config import policy
from onrecord.cli_record import place_for, record_options
from onrecord.errors import InputError
from onrecord.settings import read_settings

if TYPE_CHECKING:
    from onrecord.polling import Cycle
    from onrecord.store.record import Store

Place = tuple[Path | None, str | None]  # the folder and the database that the options name
ALLOW_PRIVATE = click.option(
    "--allow-private", is_flag=True, help="Also fetch from this machine and private networks, which is refused else."
)


@click.command()
@click.option("--feed", "urls", multiple=True, metavar="URL", help="Put this feed on the list; may be given often.")
@click.option(
    "--opml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Put all feeds of an OPML file on the list, such as a feed reader exports.",
)
@click.option("--every", type=click.IntRange(min=1), help="Seconds between rounds; 300 unless the settings say else.")
@click.option("--once", is_flag=True, help="One round over all feeds, then end: for cron and for trying out.")
@record_options
@ALLOW_PRIVATE
def watch(  # noqa: PLR0913 (each is an option)
    urls: tuple[str, ...],
    opml: Path | None,
    every: int | None,
    out: Path | None,
    database: str | None,
    *,
    once: bool,
    allow_private: bool,
) -> None:
    """Poll feeds for ever and take every new entry to the record and the site.

    \b
      onrecord watch --feed https://example.org/world.xml      from now on, until Ctrl-C
      onrecord watch --opml feeds.opml --once                  one round
      onrecord watch & onrecord serve                          the feeds on the list, and the site beside it

    RSS, RDF, Atom, JSON Feed, and lists of ninjs or NewsML. Feeds that were named once stay on the record's list
    (`onrecord feeds`). An entry is new when it was not seen before, however old its date; one that changes is an update
    of its story; one marked as canceled, or named in an Atom tombstone, kills it. The process may be ended at any
    time, by kill -9 too: the next one goes on where it was, and nothing is lost or doubled.
    Hosts are asked at most once a second, several at once, ever less where they fail (`onrecord check`). Rules in the
    settings file say which stories enter (`onrecord config show`). With --database the record is kept there and no site
    is built: `onrecord serve --database URL` shows it.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.ingest.fetch import Fetcher  # noqa: PLC0415 (--help need not wait for these)
    from onrecord.polling import watch as watch_feeds  # noqa: PLC0415

    folder, record = place_for(out, database)
    with _store(out, database, make=True) as store:
        _put_on_list(store, [*((url, None) for url in urls), *(_in_opml(opml) if opml else ())])
        if not store.feeds():
            raise InputError("R115", "no feed to watch; name one with --feed URL, or a list with --opml FILE")
    settings = read_settings()
    pause = timedelta(seconds=every or settings.watch.every)
    with Fetcher(policy(private=allow_private)) as fetcher:
        try:
            watch_feeds(folder, fetcher, every=pause, once=once, report=_say, settings=settings, record=record)
        except KeyboardInterrupt:
            click.echo("ended; nothing is lost, and `onrecord watch` goes on from here", err=True)


@click.group(invoke_without_command=True)
@record_options
@click.pass_context
def feeds(ctx: click.Context, out: Path | None, database: str | None) -> None:
    """List the feeds that are watched; add, remove or export them.

    \b
      onrecord feeds                          the list
      onrecord feeds add URL...               put feeds on it
      onrecord feeds add --opml feeds.opml    all feeds of another program's list
      onrecord feeds remove URL               no longer watch it; its stories stay in the record
      onrecord feeds export > feeds.opml      for a feed reader
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    ctx.obj = (out, database)
    if ctx.invoked_subcommand is None:
        with _store(out, database) as store:
            listed = store.feeds()
        for feed in listed:
            click.echo(f"{feed.url}  {feed.title or ''}".rstrip())
        if not listed:
            click.echo("No feed is watched; put one on the list with: onrecord feeds add URL", err=True)


@feeds.command()
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option("--title", help="A name for the feed, where one is added.")
@click.option(
    "--opml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Add all feeds of an OPML file.",
)
@click.pass_obj
def add(place: Place, urls: tuple[str, ...], title: str | None, opml: Path | None) -> None:
    """Put feeds on the list that `onrecord watch` polls."""
    named = [*((url, title if len(urls) == 1 else None) for url in urls), *(_in_opml(opml) if opml else ())]
    if not named:
        raise InputError("R115", "no feed named; give its address, or a list with --opml FILE")
    with _store(*place, make=True) as store:
        count = _put_on_list(store, named)
    click.echo(f"{count} added, {len(named) - count} on the list before")


@feeds.command()
@click.argument("url", metavar="URL")
@click.pass_obj
def remove(place: Place, url: str) -> None:
    """Take a feed off the list; its stories stay in the record."""
    with _store(*place) as store:
        if url not in {f.url for f in store.feeds()}:
            raise InputError("R116", f"{url} is not on the list; see: onrecord feeds")
        store.remove_feed(url)


@feeds.command()
@click.pass_obj
def export(place: Place) -> None:
    """Print the list as OPML, which feed readers import."""
    from onrecord.ingest.opml import write_opml  # noqa: PLC0415

    with _store(*place) as store:
        click.echo(write_opml((f.url, f.title) for f in store.feeds()), nl=False)


@click.command()
@record_options
@click.option("--stale", type=click.IntRange(min=1), default=24, show_default=True, help="Hours without a good poll.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per feed.")
def check(out: Path | None, database: str | None, stale: int, *, as_json: bool) -> None:
    """Tell how the record and each of its feeds fare; the exit code is 1 where one of them is not well.

    A feed is not well where its last poll failed, or where the last good one lies --stale hours back. The record is
    not well where the database finds a fault in itself, or where what linking made is not what the claims say.
    """
    from onrecord.ingest.fetch import shown  # noqa: PLC0415

    with _store(out, database) as store:
        faults, listed, stories, name = store.faults(), store.feeds(), len(store.heads()), store.name
    troubles = {f.url: f.trouble(_now(), stale=timedelta(hours=stale)) for f in listed}
    if as_json:
        for feed in listed:
            told = feed.model_copy(update={"url": shown(feed.url), "error": troubles[feed.url]})
            click.echo(told.model_dump_json())
    else:
        click.echo(f"record  {name}: {stories} stories, {'; '.join(faults) or 'sound'}")
        for feed in listed:
            counts = f"{feed.entries} entries seen, {feed.entered} entered, {feed.polls} polls"
            moved = f"; moved for good to {feed.moved}" if feed.moved else ""
            last = f"last polled {feed.last_fetch or 'never'}, with success {feed.last_success or 'never'}"
            click.echo(f"{'FAILS' if troubles[feed.url] else 'well '}   {shown(feed.url)}: {counts}; {last}{moved}")
            if troubles[feed.url]:
                click.echo(f"        {troubles[feed.url]}")
    if faults or any(troubles.values()):
        click.get_current_context().exit(1)


COMMANDS: tuple[click.Command, ...] = (watch, feeds, check)


def _now() -> datetime:
    return datetime.now(tz=UTC)


def _store(out: Path | None, database: str | None, *, make: bool = False) -> "Store":
    from onrecord.store.record import Store  # noqa: PLC0415

    _, record = place_for(out, database)
    if not make and isinstance(record, Path) and not record.exists():
        folder = record.parent
        raise InputError("R105", f"no record in {folder}; make one with: onrecord watch --feed URL --out {folder}")
    return Store(record)


def _put_on_list(store: "Store", named: Sequence[tuple[str, str | None]]) -> int:
    """How many of the feeds were not on the list; an address that is none is refused before any is added."""
    from onrecord.ingest.fetch import is_address  # noqa: PLC0415
    from onrecord.records.feed import Feed, iso_of  # noqa: PLC0415

    wrong = next((url for url, _ in named if not is_address(url)), None)
    if wrong is not None:
        raise InputError("R117", f"{wrong} is no web address; it must open with http:// or https://")
    listed = {f.url for f in store.feeds()}
    new = {url: title for url, title in named if url not in listed}
    for url, title in new.items():
        store.set_feed(Feed(url=url, title=title, added=iso_of(_now())))
    return len(new)


def _in_opml(path: Path) -> tuple[tuple[str, str | None], ...]:
    from onrecord.ingest.opml import read_opml  # noqa: PLC0415

    return read_opml(path.read_bytes())


def _say(cycle: "Cycle") -> None:
    """One line for each feed that brought something or failed, with the reason for each entry put aside."""
    from onrecord.ingest.fetch import shown  # noqa: PLC0415
    from onrecord.records.feed import iso_of  # noqa: PLC0415

    quiet = sum(not p.error and not p.outcomes for p in cycle.polled)
    built = f", site of {cycle.pages} files built" if cycle.pages is not None else ""
    click.echo(f"{iso_of(_now())}  {len(cycle.polled)} feeds polled, {quiet} without news{built}")
    for polled in cycle.polled:
        if polled.error:
            click.echo(f"  {polled.error}")
        elif polled.outcomes:
            counts = ", ".join(f"{n} {what}" for what, n in polled.outcomes.items())
            click.echo(f"  {shown(polled.url)}: {sum(polled.outcomes.values())} in, {counts}")
        for item in polled.put_aside:
            click.echo(f"    {item.outcome}: {(item.headline or item.reason)[:60]}: {item.message}")
    for sent in cycle.sent:
        if sent.count or sent.error:
            click.echo(f"  {sent.text}")
