"""The part of the command line on which people decide: review."""

from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from onrecord.cli_record import record_at, record_options
from onrecord.records.review import CORRECTABLE, VALUES

if TYPE_CHECKING:
    from onrecord.link.judgements import Signature
    from onrecord.records.review import Amendment, Rating
    from onrecord.records.snapshot import Snapshot

C = TypeVar("C", bound=Callable[..., object])
_BY = click.option("--by", metavar="NAME", help="Who decides; the name of the system's user where it is not given.")
_JSON = click.option("--json", "as_json", is_flag=True, help="The decision as one JSON object.")
_WHY = click.option("--reason", required=True, help="Why, in a few words; kept with the decision.")


@click.group(invoke_without_command=True)
@record_options
@click.option("--limit", default=20, show_default=True, help="How many doubtful pairs to list.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per doubtful pair.")
@click.pass_context
def review(ctx: click.Context, out: Path | None, database: str | None, limit: int, *, as_json: bool) -> None:
    """List what a person should look at, and decide: `onrecord serve --token` has the same in the browser.

    \b
      onrecord review                              claims put together or kept apart by little
      onrecord review queue                        also unplaced names and words without a name
    Settle a pair, or take that back; every later run keeps to it:
      onrecord review same A B                     A and B (ids of claims) are about one happening
      onrecord review different A B                they are not
      onrecord review undo A B                     the latest judgement on A and B no longer counts
    Correct what was read in a claim, or set an analyst's code; both stay when stories are coded anew:
      onrecord review correct A place "Lysivka @48.53,37.12 UA" --reason "the village, not the town"
      onrecord review code reliability "Anna Holt" B --reason "was right before"
      onrecord review undo-correction 3            by its number, as `review decided` lists it
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.link.explain import doubts_of  # noqa: PLC0415 (--help need not wait for these)
    from onrecord.publish.review_text import doubts_text, judgement_text  # noqa: PLC0415

    if ctx.invoked_subcommand:
        ctx.obj = (out, database)
        return
    snapshot = _linked(record_at(out, database))
    doubts = doubts_of(snapshot.incidents, snapshot.judgements, limit=limit)
    if as_json:
        for doubt in doubts:
            click.echo(doubt.model_dump_json())
    else:
        click.echo(doubts_text(doubts) or "No pair is in doubt.")
        for judgement in snapshot.judgements:
            click.echo(f"\njudged: {judgement_text(judgement)}")


def _judging(verdict: str, help_text: str) -> None:
    @review.command(verdict, help=help_text)
    @click.argument("left", metavar="A")
    @click.argument("right", metavar="B")
    @_BY
    @click.option("--reason", default="", help="Why, in a few words; kept with the judgement.")
    @record_options
    @_JSON
    @click.pass_obj
    def judged(  # noqa: PLR0913, PLR0917 (click gives one parameter to each option)
        before: tuple[Path | None, str | None],
        left: str,
        right: str,
        by: str | None,
        reason: str,
        out: Path | None,
        database: str | None,
        *,
        as_json: bool,
    ) -> None:
        from onrecord import pipeline  # noqa: PLC0415
        from onrecord.publish.review_text import judgement_text  # noqa: PLC0415
        from onrecord.store.record import Store  # noqa: PLC0415

        where = _where(before, out, database)
        with Store(where) as store:
            judgement = pipeline.judge(store, (left, right), verdict=verdict, signed=_signature(by, reason))
        _rebuild(where)
        click.echo(judgement.model_dump_json() if as_json else judgement_text(judgement))


_judging("same", "Judge that the claims A and B are about one happening.")
_judging("different", "Judge that the claims A and B are not about one happening.")
_judging("undo", "Take back the latest judgement on the claims A and B that is in force.")


@review.command()
@click.option("--limit", default=20, show_default=True, help="How many rows of each section.")
@record_options
@click.pass_obj
def queue(before: tuple[Path | None, str | None], limit: int, out: Path | None, database: str | None) -> None:
    """List the whole queue: doubtful pairs, names without a point, attributions with little evidence."""
    from onrecord.link.explain import doubts_of  # noqa: PLC0415
    from onrecord.publish.review_text import doubts_text  # noqa: PLC0415
    from onrecord.reviewing import unplaced, weakly_attributed  # noqa: PLC0415

    snapshot = _linked(_where(before, out, database))
    doubts = doubts_of(snapshot.incidents, snapshot.judgements, limit=limit)
    click.echo(doubts_text(doubts) or "No pair is in doubt.")
    for title, rows in (
        ("names without a point of their own", unplaced(snapshot.incidents)),
        ("attributions with little evidence", weakly_attributed(snapshot.incidents)),
    ):
        click.echo(f"\n{title}: {len(rows)}")
        for row in rows[:limit]:
            words = " ".join(row.claim.event.clause.text.split())
            click.echo(f"    {row.claim.id}  {row.why}: {words[:160]}")


@review.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("what", type=click.Choice(list(CORRECTABLE)))
@click.argument("value")
@_WHY
@_BY
@record_options
@_JSON
@click.pass_obj
def correct(  # noqa: PLR0913, PLR0917 (click gives one parameter to each option)
    before: tuple[Path | None, str | None],
    claim: str,
    what: str,
    value: str,
    reason: str,
    by: str | None,
    out: Path | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Correct one value that was read in CLAIM; "" empties a place, days or side.

    The correction is signed, can be taken back, and is found again by the words it rests on, however the story is coded
    later.
    """
    from onrecord.reviewing import correct as correct_value  # noqa: PLC0415

    _decide(
        _where(before, out, database),
        lambda store: correct_value(store, claim, what, value, _signature(by, reason)),
        as_json=as_json,
    )


@review.command()
@click.argument("scale", type=click.Choice([str(scale) for scale in VALUES]))
@click.argument("subject")
@click.argument("value")
@_WHY
@_BY
@record_options
@_JSON
@click.pass_obj
def code(  # noqa: PLR0913, PLR0917 (click gives one parameter to each option)
    before: tuple[Path | None, str | None],
    scale: str,
    subject: str,
    value: str,
    reason: str,
    by: str | None,
    out: Path | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Set an analyst's code, which the machine never does.

    \b
      reliability  A to F              of a claimant, by name (Admiralty code)
      credibility  1 to 6              of a claim, by id (Admiralty code)
      proof        a standard of proof of an incident, by id
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.reviewing import rate  # noqa: PLC0415

    _decide(
        _where(before, out, database),
        lambda store: rate(store, scale, subject, value, _signature(by, reason)),
        as_json=as_json,
    )


def _undoing(name: str, deed: str, help_text: str) -> None:
    @review.command(name, help=help_text)
    @click.argument("number", type=int)
    @_WHY
    @_BY
    @record_options
    @_JSON
    @click.pass_obj
    def undone(  # noqa: PLR0913, PLR0917 (click gives one parameter to each option)
        before: tuple[Path | None, str | None],
        number: int,
        reason: str,
        by: str | None,
        out: Path | None,
        database: str | None,
        *,
        as_json: bool,
    ) -> None:
        from onrecord import reviewing  # noqa: PLC0415

        do = getattr(reviewing, deed)
        _decide(
            _where(before, out, database),
            lambda store: do(store, number, _signature(by, reason)),
            as_json=as_json,
        )


_undoing("undo-correction", "undo_correction", "Take back the correction of that number.")
_undoing("undo-code", "undo_rating", "Take back the analyst's code of that number.")


@review.command()
@record_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object per decision.")
@click.pass_obj
def decided(before: tuple[Path | None, str | None], out: Path | None, database: str | None, *, as_json: bool) -> None:
    """List corrections and analyst codes with their numbers, those taken back too."""
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(_where(before, out, database)) as store:
        told: list[Amendment | Rating] = [*store.review.amendments(), *store.review.ratings()]
    for one in told:
        click.echo(one.model_dump_json() if as_json else _told(one))
    if not told and not as_json:
        click.echo("Nobody has corrected anything or set a code.")


def _told(one: "Amendment | Rating") -> str:
    from onrecord.records.review import Amendment  # noqa: PLC0415

    if isinstance(one, Amendment):
        line = f"correction {one.number}: {one.what} of {one.claim} was {one.was or 'empty'}, is {one.value or 'empty'}"
    else:
        line = f"code {one.number}: {one.scale} of {one.subject} is {one.value}"
    line += f"; {one.by}, {one.at[:16].replace('T', ' ')}, “{one.reason}”"
    return f"{line}; taken back {one.undone[:16].replace('T', ' ')} by {one.undone_by}" if one.undone else line


def _decide(where: str | Path, deed: "Callable[..., Amendment | Rating]", *, as_json: bool) -> None:
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(where) as store:
        kept = deed(store)
    _rebuild(where)
    click.echo(kept.model_dump_json() if as_json else _told(kept))


def _signature(by: str | None, reason: str) -> "Signature":
    from onrecord.link.judgements import Signature  # noqa: PLC0415

    return Signature(by or getuser(), datetime.now(UTC), reason)


def _where(before: tuple[Path | None, str | None], out: Path | None, database: str | None) -> str | Path:
    return record_at(out or before[0], database or before[1])


def _linked(where: str | Path) -> "Snapshot":
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(where) as store:
        return pipeline.link(store)


def _rebuild(where: str | Path) -> None:
    """Links anew, and builds the site again where the record has one beside it."""
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(where) as store:
        pipeline.link_changed(store)
    if isinstance(where, Path) and (where.parent / "site").exists():
        pipeline.build_stored(where, where.parent / "site")


COMMANDS: tuple[click.Command, ...] = (review,)
