"""The part of the command line that keeps filters and sends what fits them: alerts."""

import json
import secrets
from pathlib import Path
from urllib.parse import urlencode

import click

from onrecord.cli_filter import filter_options
from onrecord.cli_record import record_at, record_options
from onrecord.errors import InputError
from onrecord.records.alert import Alert
from onrecord.records.filter import Filter

_PRIVATE = click.option(
    "--allow-private", is_flag=True, help="Also send to this machine and private networks, which is refused else."
)
Before = tuple[Path | None, str | None]


@click.group(invoke_without_command=True)
@record_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object per alert; secrets are not shown.")
@click.pass_context
def alerts(ctx: click.Context, out: Path | None, database: str | None, *, as_json: bool) -> None:
    """Keep filters under a name: each is a feed of its own, and can send what is new to a webhook.

    \b
      onrecord alerts                                              the list
      onrecord alerts add kharkiv --place Kharkiv --type shelling --url https://example.org/hook
      onrecord alerts test kharkiv                                 send one message now
      onrecord alerts deliver                                      send what is due now
      onrecord alerts remove kharkiv

    After each `onrecord run` and each round of `onrecord watch`, incidents that are new, changed, merged into another
    or no longer fit are POSTed as JSON, one each, each state once. Receivers know a message as ours by its header
    X-Onrecord-Signature: `sha256=` and the HMAC, by the alert's secret, of X-Onrecord-Timestamp, a dot and the body.
    A receiver that fails is tried again with growing pauses, then the next time. `onrecord serve` has each filter as a
    feed at /alerts/NAME.atom.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.store.record import Store  # noqa: PLC0415 (--help need not wait for these)

    if ctx.invoked_subcommand:
        ctx.obj = (out, database)
        return
    with Store(record_at(out, database)) as store:
        listed = store.alerts.all()
    for alert in listed:
        if as_json:
            click.echo(json.dumps(alert.model_dump(exclude={"secret"}), ensure_ascii=False))
        else:
            click.echo(f"{alert.name}  {urlencode(alert.words) or 'everything'}  {alert.url or 'feed only'}")
            if alert.error:
                click.echo(f"    fails: {alert.error}")
    if not listed and not as_json:
        click.echo("No filter is saved; keep one with: onrecord alerts add NAME --type shelling", err=True)


@alerts.command()
@click.argument("name")
@filter_options
@click.option("--url", help="Where to POST what fits; without it the filter is only a feed.")
@click.option("--secret", help="The key that signs messages; one is made up where it is not given.")
@click.option("--all", "all_", is_flag=True, help="Also send what fits already.")
@record_options
@click.pass_obj
def add(  # noqa: PLR0913 (each is an option)
    before: Before,
    *,
    name: str,
    asked: Filter,
    url: str | None,
    secret: str | None,
    out: Path | None,
    database: str | None,
    all_: bool,
) -> None:
    """Save the filter that the options ask for under NAME."""
    from onrecord import alerting  # noqa: PLC0415
    from onrecord.ingest.fetch import is_address, shown  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    if url and not is_address(url):
        raise InputError("R117", f"{shown(url)} is no web address; it must open with http:// or https://")
    made = secret or secrets.token_urlsafe(24)
    alert = Alert(name=name, words=asked.words(), url=url, secret=made, added=alerting.now())
    with Store(_where(before, out, database)) as store:
        alerting.add(store, alert, all_=all_)
        count = store.incidents.count(asked)
    click.echo(f"kept as {name}: {count} incidents fit now")
    if url and not secret:
        click.echo(f"secret  {made}")


@alerts.command("list")
@record_options
@click.pass_context
def list_(ctx: click.Context, out: Path | None, database: str | None) -> None:
    """List the saved filters."""
    before: Before = ctx.obj
    ctx.invoke(alerts, out=out or before[0], database=database or before[1], as_json=False)


@alerts.command()
@click.argument("name")
@record_options
@click.pass_obj
def remove(before: Before, name: str, out: Path | None, database: str | None) -> None:
    """Forget the filter NAME and what was sent of it."""
    from onrecord import alerting  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(_where(before, out, database)) as store:
        store.alerts.remove(alerting.named(store, name).name)


@alerts.command()
@click.argument("name")
@_PRIVATE
@record_options
@click.pass_obj
def test(before: Before, name: str, out: Path | None, database: str | None, *, allow_private: bool) -> None:
    """Send one message of kind `test` to the webhook of NAME, with the newest incident that fits."""
    from onrecord import alerting  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(_where(before, out, database)) as store:
        alert = alerting.named(store, name)
        if not alert.url:
            raise InputError("R134", f"{name} has no webhook; it is only a feed")
        told = alerting.try_out(store, alert, private=allow_private)
    click.echo(f"taken: {told.id or 'a message without an incident, for none fits'}")


@alerts.command()
@_PRIVATE
@record_options
@click.pass_context
def deliver(ctx: click.Context, out: Path | None, database: str | None, *, allow_private: bool) -> None:
    """Send what is due now, as `run` and `watch` do; the exit code is 1 where a receiver fails."""
    from onrecord import alerting  # noqa: PLC0415

    sent = alerting.deliver(_where(ctx.obj, out, database), private=allow_private)
    for one in sent:
        click.echo(one.text)
    if any(one.error for one in sent):
        ctx.exit(1)


def tell(where: str | Path, *, private: bool) -> None:
    """Sends what is due after a run, with a line on standard error for each alert that sent or failed."""
    from onrecord import alerting  # noqa: PLC0415

    for one in alerting.deliver(where, private=private):
        if one.count or one.error:
            click.echo(one.text, err=True)


def _where(before: Before, out: Path | None, database: str | None) -> str | Path:
    return record_at(out or before[0], database or before[1])


COMMANDS: tuple[click.Command, ...] = (alerts,)
