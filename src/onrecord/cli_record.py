"""Which record a command means: a folder's, or a database's."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from onrecord.errors import InputError

C = TypeVar("C", bound=Callable[..., object])
_FOLDERS = ("onrecord-out", "onrecord-demo")
OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that holds the record (record.sqlite) and the site (site/).",
)
DATABASE = click.option(
    "--database",
    metavar="URL",
    envvar="DATABASE_URL",
    help="A record kept at postgresql://..., or a path of a SQLite file, in place of a folder's.",
)


def record_options(command: C) -> C:
    """Gives a command the options --out and --database."""
    return OUT(DATABASE(command))


def place_for(out: Path | None, database: str | None, default: str = "onrecord-out") -> tuple[Path | None, str | Path]:
    """The folder of a record that may be new and of its site, and the record; no folder where a database is named."""
    if out is None and database:
        return None, database
    folder = out or Path(default)
    return folder, folder / "record.sqlite"


def record_at(out: Path | None, database: str | None = None) -> str | Path:
    """Where the record is that the options name. Raises InputError (R105) where a folder has none."""
    if out is None and database:
        return database
    found = next((Path(f) for f in ([out] if out else _FOLDERS) if (Path(f) / "record.sqlite").exists()), None)
    if found is None:
        where = f"in {out}" if out else "here"
        told = f"make one with `onrecord run PATH...{f' --out {out}' if out else ''}`, or name its folder by --out"
        raise InputError("R105", f"no record {where}; {told}")
    return found / "record.sqlite"
