"""The part of the command line that has to do with settings: config show, config path."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from pydantic import BaseModel

from onrecord.settings import Match, Rule, Settings, read_settings, settings_file

if TYPE_CHECKING:
    from onrecord.ingest.columns import Columns
    from onrecord.ingest.fetch import Policy

COLUMNS = click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    help="What the columns of tables (CSV, JSON Lines, Parquet) hold, such as title=Headline,body=Text,date=Day.",
)
_HEAD = (
    "# Settings of onrecord, as they are in force; a key that is left out keeps the value shown for it.\n"
    "# File: {} ({})\n"
)
_ABOUT_COLUMNS = (
    "# Which columns of CSV, JSON Lines and Parquet hold what: a field of ours = a column of theirs, such as\n"
    '#   title = "Headline"\n#   body = "Full text"\n'
    "# Columns under the usual names (id, date, title, body, url, outlet ...) need not be named.\n"
)
_ABOUT_ROUTES = """\
# Which stories enter the record: rules, asked in order for each story that could enter. `enter` and `ignore` say
# what becomes of it, and a later rule may say otherwise; `exit` ends the list there. What no rule speaks of enters;
# a kill always does. Stories kept out are listed with the rule's name. All that stands under `when` must hold, and
# not all that stands under `unless`; of several values of one key any. Values are patterns over the whole field in
# any case, with * for anything; `words` are whole words or phrases of headline or text.
#   [[route]]
#   name = "what the desk checks itself"
#   when = { agency = "AFP" }
#   then = "exit"
#   [[route]]
#   name = "no sport"
#   when = { slug = ["*sport*", "*soccer*"] }
#   unless = { words = ["war", "cease-fire"] }
#   then = "ignore"
# Keys of when and unless:
"""


@click.group()
def config() -> None:
    """Show the settings: how servers are treated, columns of tables, and which stories enter.

    \b
      onrecord config show     every key with what is in force, as a commented file
      onrecord config path     where that file lies; ONRECORD_CONFIG names another folder

    To change something, write the output of `show` to the path and edit it; a few lines are enough. Routing is there:
    [[route]] tables are rules, asked in order, by which stories enter the record or are ignored.
    """  # noqa: D301 (click's own mark: keep these lines as they are)


@config.command()
def show() -> None:
    """Print the settings in force as a commented file."""
    there = "there" if settings_file().is_file() else "not there: all is as it comes"
    click.echo(_HEAD.format(settings_file(), there))
    click.echo("\n".join(_lines(read_settings())))


@config.command()
def path() -> None:
    """Print where the settings file lies, or would."""
    click.echo(settings_file())


def policy(*, private: bool) -> "Policy":
    """How fetching behaves by the settings; `private` is the command's own word for it."""
    from onrecord.ingest.fetch import Policy  # noqa: PLC0415 (--help need not wait for it)

    chosen = read_settings().fetch
    return Policy(
        private=private or chosen.private,
        robots=chosen.robots,
        per_host=chosen.per_host,
        attempts=chosen.attempts,
    )


def columns_of(told: str | None) -> "Columns":
    """The column map: what the command line tells stands before the settings, field by field."""
    from onrecord.ingest.columns import Columns  # noqa: PLC0415

    lasting = Columns.of(read_settings().columns.items())
    named = dict(lasting.named) | dict(Columns.read(told or "").named)
    return Columns.of(named.items())


def _lines(settings: Settings) -> Iterator[str]:
    for name in ("fetch", "watch", "site"):
        section: BaseModel = getattr(settings, name)
        yield f"[{name}]"
        for key, field in type(section).model_fields.items():
            yield f"{key} = {_toml(getattr(section, key))}  # {field.description}"
        yield ""
    yield f"{_ABOUT_COLUMNS}[columns]"
    yield from (f"{key} = {_toml(column)}" for key, column in settings.columns.items())
    yield f"\n{_ABOUT_ROUTES}{_keys()}\n"
    for rule in settings.route:
        yield from _route(rule)


def _keys() -> str:
    """The keys of a match, each with what it is compared with where its name does not say so."""
    told = Match.model_fields.items()
    return "\n".join(f"#   {key:9} {field.description or 'of the story'}" for key, field in told)


def _route(rule: Rule) -> Iterator[str]:
    yield f"[[route]]\nname = {_toml(rule.name)}"
    yield f"when = {_toml(rule.when)}"
    if rule.unless:
        yield f"unless = {_toml(rule.unless)}"
    yield f"then = {_toml(rule.then)}\n"


def _toml(value: object) -> str:
    """A value as TOML writes it; of a match only what was given."""
    if isinstance(value, BaseModel):
        given = value.model_dump(exclude_defaults=True)
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in given.items()) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value)  # what JSON writes for a string is one of TOML too
    return str(value).lower() if isinstance(value, bool) else str(value)
