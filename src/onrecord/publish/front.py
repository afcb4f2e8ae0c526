"""The list of incidents with map, timeline and filter: the front page with the newest, and a page for each day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.publish import linked_data, wording
from onrecord.publish.cards import Card
from onrecord.publish.change_list import changes_of
from onrecord.publish.charts import timeline
from onrecord.publish.control_page import control_table
from onrecord.publish.drawings import named_places, overview
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import day_path, place_path
from onrecord.publish.press import Press
from onrecord.publish.towns import towns_around
from onrecord.records.part import Page

SHOWN = 400  # incidents on the front page, so that it stays light whatever the record holds
_CHANGES = 5
_HELD = 200  # places on the map's layer of control
_WORDS = 8  # claimants of one line there


@dataclass(frozen=True)
class Neighbours:
    """The addresses of the lists of newer and of older incidents, "" where there are none."""

    newer: str = ""
    older: str = ""


def fronts(press: Press, cards: Sequence[Card], older: str) -> Iterator[Page]:
    """The front page with the newest incidents, and their map and list alone, to stand in a frame of another site.

    `older` is the day that goes on where the front page ends, "" where it has all.
    """
    values = {**list_values(press.lookup, cards, root=""), "held": held(press.lookup)}
    near = Neighbours("", day_path(older) if older else "")
    feed = ("index", "all incidents")
    yield press.page("index.html", "index.html", **values, feed=feed, heading="Newest incidents", near=near)
    yield press.page("embed.html", "embed.html", **values)


def day_page(press: Press, day: str, cards: Sequence[Card], near: Neighbours) -> Page:
    """The incidents first reported on a day."""
    path = day_path(day)
    values = {
        **list_values(press.lookup, cards, root="../" * path.count("/")),
        # the day's own, so that the page stays as it is while other days change
        "counts": (
            (len(cards), "incidents", "days.html"),
            (sum("contested" in c.standings for c in cards), "contested", ""),
        ),
        "corrections": None,
    }
    heading = f"First reported on {wording.day(day)}" if day[:1].isdigit() else "Day of the report not told"
    return press.page(path, "index.html", as_of=_as_of(cards), **values, heading=heading, near=near)


def list_values(lookup: Lookup, cards: Sequence[Card], *, root: str) -> Mapping[str, object]:
    """What the template of the list asks for, given the cards on the page and the way to the site's root."""
    standings = [name for name in wording.STANDINGS if any(name in c.standings for c in cards)]
    rows = [[t.name, round(t.lat, 4), round(t.lon, 4)] for t in towns_around(named_places(cards))]
    return {
        "cards": cards,
        "counts": counts(lookup),
        "choices": choices(cards, standings),
        "families": wording.FAMILIES,
        "shown_standings": standings,
        "timeline": timeline(c.start for c in cards),
        "drawing": overview(cards, root),
        "towns": rows,
        "unplaced": [c for c in cards if c.lat is None],
        "undated": [c for c in cards if not c.start and not c.end],
        "corrections": changes_of(lookup, _CHANGES),
        "corrections_count": len(lookup.read.corrections),
        "linked": linked_data.running_page(cards),
    }


def held(lookup: Lookup) -> Mapping[str, object]:
    """Who holds which place, for the map's layer: the placed ones that changed last; links from the root."""
    table = control_table(lookup)
    placed = [p for p in table.places if p.lat is not None and p.lon is not None]
    placed.sort(key=lambda p: max((line.end or line.start for line in p.lines), default=""), reverse=True)
    return {
        "last": table.last,
        "holders": table.holders,
        "places": [
            {
                "name": place.name,
                "href": place_path(place.name),
                "lat": place.lat,
                "lon": place.lon,
                "lines": [
                    {
                        "start": line.start,
                        "end": line.end,
                        "css": line.css,
                        "status": line.status,
                        "days": line.days,
                        "standings": ", ".join(s.replace("-", " ") for s in line.standings),
                        "claims": [(word.name, word.href) for word in line.claims[:_WORDS]],
                    }
                    for line in place.lines
                ],
            }
            for place in placed[:_HELD]
        ],
    }


def counts(lookup: Lookup) -> tuple[tuple[int, str, str], ...]:
    """What the record holds, with the page that lists it, "" where there is none."""
    read = lookup.read
    return (
        (read.counts.incidents, "incidents", "days.html"),
        (read.counts.claims, "claims", ""),
        (read.counts.contested, "contested", ""),
        (read.counts.stories, "stories", "stories.html"),
        (len({line.place for line in read.control}), "places held", "control.html"),
        (len(read.ignored), "left out", "ignored.html"),
    )


def choices(cards: Iterable[Card], standings: Sequence[str]) -> Mapping[str, object]:
    """What the filter's lists offer: what the cards have."""
    cards = tuple(cards)
    present = {c.type for c in cards}
    groups = [(f, text, [k for k in kinds if k in present]) for f, (text, kinds) in wording.FAMILIES.items()]
    dated = sorted(d for c in cards for d in (c.start, c.end) if d)
    return {
        "types": [{"family": f, "label": text, "kinds": kinds} for f, text, kinds in groups if kinds],
        "claimants": sorted({name for c in cards for name in c.claimants}, key=str.casefold),
        "standings": standings,
        "places": sorted({c.place for c in cards if c.place}, key=str.casefold),
        "first": dated[0] if dated else "",
        "last": dated[-1] if dated else "",
    }


def _as_of(cards: Sequence[Card]) -> str:
    return max((c.seen for c in cards), default="")
