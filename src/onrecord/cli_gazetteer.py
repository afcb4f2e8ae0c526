"""The part of the command line that has to do with place names: gazetteer find, gazetteer add."""

import json
from typing import TYPE_CHECKING

import click

from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.resolve.gazetteer import Entry, Gazetteer

_KINDS = ("settlement", "facility", "district", "region", "macroregion", "island", "river")
_MOST = 20  # candidates shown of one name


@click.group()
def gazetteer() -> None:
    """Look place names up, and add those that the gazetteer lacks."""


@gazetteer.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object a line.")
def find(name: str, *, as_json: bool) -> None:
    """Show the places that bear NAME, the largest first; names spelt alike where none bears it."""
    from onrecord.resolve.gazetteer import gazetteer as load  # noqa: PLC0415 (--help need not wait)

    places = load()
    hits = places.lookup(name) or places.lookup_rough(name)
    rows = sorted({h.entry for h in hits}, key=lambda e: (-e.population, e.row))[:_MOST]
    for entry in rows:
        row = _row(entry, places)
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _text(row))
    if not rows:
        click.echo(f"onrecord: no place is called {name}; `onrecord gazetteer add` puts one there", err=True)


@gazetteer.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--country", metavar="CODE", help="Two letters, such as UA; else that of --admin1.")
@click.option("--admin1", metavar="REGION", help="The first-level division it lies in, by name or code (UA.14).")
@click.option("--kind", type=click.Choice(_KINDS), default="settlement", show_default=True)
def add(  # noqa: PLR0913 (each is an option)
    name: str, lat: float, lon: float, *, country: str | None, admin1: str | None, kind: str
) -> None:
    """Add a place by NAME and point, LAT and LON in degrees; adding it again replaces it.

    \b
      onrecord gazetteer add "Nova Balka" 48.71 38.05 --country UA --admin1 "Donetsk Oblast"

    It goes to gazetteer.toml in your configuration folder. The gazetteer is compiled anew at the next run, and stories
    that are taken in again are placed with it.
    """  # noqa: D301 (click's own mark: keep these lines as they are)
    from onrecord.resolve.gazetteer import gazetteer as load  # noqa: PLC0415
    from onrecord.resolve.gazetteer_user import add_place, place_line, user_file  # noqa: PLC0415

    places = load()
    country = country.upper() if country else None
    if country and not places.coded(country):
        raise InputError("R117", f"{country} is no country's code; two letters of ISO 3166, such as UA, are wanted")
    code = _division(places, admin1, country) if admin1 else None
    country = country or (code.partition(".")[0] if code else None)
    replaced = add_place(place_line(name, lat, lon, kind=kind, country=country, admin1=code))
    click.echo(f"{'replaced' if replaced else 'added'} {name} in {user_file()}")


def _division(places: "Gazetteer", told: str, country: str | None) -> str:
    """The code of a first-level division told by name or code. Raises InputError where there is none, or several."""
    hits = places.coded(told) if "." in told else places.lookup(told)
    codes = {h.entry.admin1 for h in hits if h.entry.kind == "region" and country in {None, h.entry.country}}
    if len(codes) != 1:
        many = f"; it may be {', '.join(sorted(codes))}" if codes else ""
        raise InputError("R118", f"{told} is not one first-level division{many}; `gazetteer find` shows their names")
    return codes.pop()


def _row(entry: "Entry", places: "Gazetteer") -> dict[str, object]:
    division = places.coded(entry.admin1) if entry.admin1 else ()
    return {
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country or None,
        "admin1": division[0].entry.name if division else None,
        "lat": entry.lat,
        "lon": entry.lon,
        "population": entry.population,
        "geonameid": entry.ident,
    }


def _text(row: dict[str, object]) -> str:
    where = ", ".join(str(row[k]) for k in ("admin1", "country") if row[k])
    point = "no point" if row["lat"] is None else f"{row['lat']} {row['lon']}"
    source = f"GeoNames {row['geonameid']}" if row["geonameid"] else "supplement"
    return f"{row['name']}  {row['kind']}  {where or '-'}  {point}  {source}"
