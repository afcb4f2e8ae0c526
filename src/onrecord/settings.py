"""The user's settings: one commented TOML file in which every key has a default, so that none is needed to start.

It lies in the configuration folder (`ONRECORD_CONFIG`, else `XDG_CONFIG_HOME/onrecord`, else `~/.config/onrecord`) as
config.toml. `onrecord config show` prints it, with what is in force.
"""

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from onrecord.errors import InputError

_Many = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]


class Section(BaseModel):
    """A table of the file: closed to keys that it does not declare."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fetching(Section):
    """How onrecord behaves towards servers; times in seconds."""

    private: bool = Field(default=False, description="also fetch from this machine and private networks")
    robots: bool = Field(default=True, description="ask a host's robots.txt before a page of it is fetched")
    per_host: float = Field(default=1.0, ge=0, description="least seconds between two requests to one host")
    parallel: int = Field(default=8, ge=1, le=64, description="hosts asked at the same time; one host never is")
    attempts: int = Field(default=3, ge=1, le=10, description="tries for one address, with growing pauses and jitter")


class Watching(Section):
    """How feeds are watched."""

    every: int = Field(default=300, ge=1, description="seconds between two rounds over the feeds")


class Match(Section):
    """What a rule asks of a story: all that is given must hold; of several values of one key, any.

    Values are patterns over the whole field in any case, `*` for anything; `words` are words or phrases that headline
    or text hold. A key that the story has no value for does not hold.
    """

    origin: _Many = Field(default=(), description="the feed's address, or the file's path")
    outlet: _Many = Field(default=(), description="who carries the story")
    agency: _Many = Field(default=(), description="who wrote it")
    headline: _Many = ()
    slug: _Many = ()
    place: _Many = Field(default=(), description="the dateline's place")
    byline: _Many = ()
    language: _Many = ()
    format: _Many = Field(default=(), description="rss and so on: web-feed, ninjs, newsml-g2, table ...")
    words: _Many = Field(default=(), description="words or phrases in headline or text")
    urgency: tuple[int, ...] = Field(default=(), description="the sender's, 1 to 9")
    since: date | None = Field(default=None, description="published on this day or later")
    until: date | None = Field(default=None, description="published on this day or earlier")
    shorter: int | None = Field(default=None, description="fewer words than this")


class Rule(Section):
    """One rule of the routing: `then` happens to stories for which `when` holds and `unless` does not."""

    name: str
    then: Literal["enter", "ignore", "exit"]
    when: Match = Match()
    unless: Match | None = None


class Site(Section):
    """What the site shows and where it lies."""

    address: str = Field(default="", description="where it is published, such as https://record.example.org/")
    authority: str = Field(
        default="onrecord.example,2022",
        pattern=r"^[A-Za-z0-9.@_-]+,\d{4}(-\d\d){0,2}$",
        description="a domain and a day on which it was yours: ids of feeds' entries begin so; never change it",
    )
    boundaries: str = Field(default="", description="a GeoJSON file whose lines the maps draw; none is drawn without")
    boundaries_source: str = Field(default="", description="who draws these lines; shown beneath the maps")
    tiles: str = Field(default="", description="address of map tiles with {z}, {x}, {y}; readers then ask that host")
    tiles_source: str = Field(default="", description="whose the tiles are; shown beneath the map")
    full_text: Literal["terms", "all"] = Field(
        default="terms", description="texts are shown as far as their usage terms allow, or all of them whole"
    )


class Storing(Section):
    """What the record keeps beside stories and what was read in them."""

    keep_raw: bool = Field(default=True, description="keep the bytes that came in, by hash: `onrecord raw`")
    raw_limit_mb: int = Field(default=4096, ge=0, description="packed megabytes of them that a record holds at most")


class Settings(Section):
    """All of the file. `columns` maps fields of ours to columns of tables; `route` is asked in order."""

    fetch: Fetching = Fetching()
    watch: Watching = Watching()
    site: Site = Site()
    store: Storing = Storing()
    columns: dict[str, str] = Field(default_factory=dict)
    route: tuple[Rule, ...] = ()


def settings_file() -> Path:
    """Where the settings are kept; the file need not exist."""
    if own := os.environ.get("ONRECORD_CONFIG"):
        return Path(own) / "config.toml"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "onrecord" / "config.toml"


def read_settings() -> Settings:
    """The settings in force. Raises InputError (R131), naming the key, where the file cannot be read as such."""
    path = settings_file()
    if not path.is_file():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError("R131", f"{path}: {place}: {first['msg']}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError("R131", f"{path} is no settings file: {error}") from error
