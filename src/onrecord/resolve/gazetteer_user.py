"""The places that a user adds to the gazetteer: a TOML file of the same lines as the project's own supplement.

It lies in the user's configuration folder (`ONRECORD_CONFIG`, else `XDG_CONFIG_HOME/onrecord`, else
`~/.config/onrecord`) and may be edited by hand; its bytes are part of the gazetteer's version.
"""

import json
import os
import tomllib
from pathlib import Path

from pydantic import ValidationError

from onrecord import lexicons
from onrecord.errors import InputError
from onrecord.resolve.transliteration import fold

KINDS = ("settlement", "facility", "district", "region", "macroregion", "island", "river")
_HEAD = "# Places added with `onrecord gazetteer add`; edit freely, the gazetteer is compiled anew when this changes.\n"
_REF = "user gazetteer.toml"


class SupplementLine(lexicons.Line):
    """A place that the packages lack, or names they lack for a place they have, to which `geonameid` points."""

    names: tuple[str, ...]
    kind: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    weight: int = 100_000
    since: str | None = None
    note: str | None = None


def user_file() -> Path:
    """Where the user's places are kept; the file need not exist."""
    if own := os.environ.get("ONRECORD_CONFIG"):
        return Path(own) / "gazetteer.toml"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "onrecord" / "gazetteer.toml"


def user_bytes() -> bytes:
    """The file as it is; empty where there is none."""
    path = user_file()
    return path.read_bytes() if path.is_file() else b""


def user_lines() -> tuple[SupplementLine, ...]:
    """The user's places in order. Raises InputError where the file cannot be read as such."""
    try:
        table = tomllib.loads(user_bytes().decode("utf-8"))
        rows = table.get("line", [])
        return tuple(SupplementLine(ref=f"{_REF}#{r['key']}", **{"example": "", **r}) for r in rows)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError, KeyError, TypeError, AttributeError) as error:
        raise InputError("R114", f"{user_file()} is no list of places: {error}; mend it or move it away") from error


def add_place(line: SupplementLine) -> bool:
    """Writes a place to the user's file; one of the same key is replaced. Tells whether it was there before."""
    known = user_lines()
    kept = [k for k in known if k.key != line.key]
    path = user_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(_HEAD + "".join(_toml(k) for k in (*kept, line)), encoding="utf-8")
    temporary.replace(path)
    return len(kept) < len(known)


def place_line(  # noqa: PLR0913 (a place has as many)
    name: str,
    lat: float,
    lon: float,
    *,
    kind: str = "settlement",
    country: str | None = None,
    admin1: str | None = None,
) -> SupplementLine:
    """The line of a place; its key is the folded name and the country, so that adding it again replaces it.

    Raises InputError where the name has no letter or the point is not on the globe.
    """
    if not fold(name):
        raise InputError("R115", f"{name!r} is no name: it has no letter")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError("R116", f"{lat}, {lon} is no point on the globe: latitude first, then longitude, in degrees")
    key = "-".join(filter(None, (fold(name).replace(" ", "-"), (country or "").lower())))
    return SupplementLine(
        ref=f"{_REF}#{key}", key=key, example="", names=(" ".join(name.split()),), kind=kind, lat=lat, lon=lon,
        country=country, admin1=admin1,
    )  # fmt: skip


def _toml(line: SupplementLine) -> str:
    rows = line.model_dump(exclude={"ref", "example"}, exclude_none=True, mode="json")
    # a JSON string, number or list of strings is one of TOML too, once its non-ASCII letters are kept
    return "\n[[line]]\n" + "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in rows.items())
