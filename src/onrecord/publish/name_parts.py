"""The parts of the site that gather by name and by day: places, actors, sources, and situation reports."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from onrecord.publish.actor_page import actor_view
from onrecord.publish.change_list import changes_of
from onrecord.publish.control_page import ControlTable, control_table
from onrecord.publish.directory import Directory, Named
from onrecord.publish.feeds import FORMS, MOST, corrections_feed, feed_pages, incident_feed
from onrecord.publish.front import Neighbours
from onrecord.publish.name_view import NameView, all_names
from onrecord.publish.paths import key_of
from onrecord.publish.place_page import place_view
from onrecord.publish.press import Press
from onrecord.publish.sitrep import day_before, report_days
from onrecord.publish.sitrep_page import sitrep_list, sitrep_pages
from onrecord.publish.source_page import STORIES, source_view
from onrecord.publish.wording import label
from onrecord.records.part import Page, Part
from onrecord.records.reading import Reading, Sign

_ROWS = 500
TITLES = {
    "place": ("places", "Places", "Where the claims of the record say that something happened."),
    "actor": ("actors", "Actors", "The parties to what happened: each side, and what of that side they are."),
    "source": ("sources", "Sources", "Who says it: claimants, the agencies that write, the carriers that bring."),
}


def name_parts(press: Press, edition: str, signs: Mapping[str, Sign], story: Callable[[str], str]) -> Iterator[Part]:
    """A part for each name and for each day with a report, and their lists.

    `signs` are those of the incidents; `story` gives what a page that tells of a story hangs on.
    """
    directory = Directory.of(press.lookup.read, edition)
    table, beside = cache(partial(control_table, press.lookup)), _Beside(press.lookup.read)
    for kind, names in directory.names.items():
        for named in names.values():
            told = (f"{i} {signs[i].digest}" for i in named.incidents if i in signs)
            counted = (str(named.wrote), str(named.carried), str(named.others), str(named.through))
            held = beside.holding.get(named.key, {}) if kind == "place" else {}
            digest = _digest(edition, *told, *counted, *held, *_brought(named, story))
            yield Part(named.path.removesuffix(".html"), digest, partial(name_pages, press, named, table))
        yield Part(f"{kind}s", None, partial(name_list, press, kind, directory))
    for kind, ids in sorted(directory.types.items()):
        digest = _digest(edition, *(signs[i].digest for i in ids[:MOST] if i in signs))
        yield Part(f"type/{kind}", digest, partial(type_feeds, press, kind, ids[:MOST]))
    yield Part("feeds", None, partial(feed_list, press, directory))
    fresh: dict[str, list[str]] = {}
    for named in directory.names["place"].values():
        fresh.setdefault(named.first, []).append(named.key)
    days = report_days(directory)
    for i, day in enumerate(days):
        here = [signs[n] for n in directory.days[day] if n in signs]
        near = (day_before(directory, day), days[i + 1] if i + 1 < len(days) else "")
        hangs = (*_told(here, press, story, beside), *beside.corrected.get(day, ()))
        digest = _digest(edition, *near, str(fresh.get(day)), *hangs)
        yield Part(f"sitrep/{day}", digest, partial(sitrep_pages, press, directory, day))
    yield Part("sitreps", None, lambda: [sitrep_list(press, directory)])


def _brought(named: Named, story: Callable[[str], str]) -> Iterator[str]:
    return (story(s) for stories in (named.wrote, named.carried) for s in stories[-STORIES:])


def name_view(press: Press, named: Named, table: Callable[[], ControlTable] | None = None) -> NameView:
    """What the page of a name shows, whatever its kind; `table` gives who holds which place, worked out once."""
    if named.kind == "place":
        return place_view(named, press.lookup, table() if table else control_table(press.lookup))
    return actor_view(named, press.lookup) if named.kind == "actor" else source_view(named, press.lookup)


def name_pages(press: Press, named: Named, table: Callable[[], ControlTable] | None = None) -> Iterator[Page]:
    """The page of a name, and its feeds."""
    stem = named.path.removesuffix(".html")
    view = name_view(press, named, table)
    yield press.page(named.path, "name.html", as_of=named.last, view=view, feed=(stem, named.name))
    newest = (press.lookup.read.incident(i) for i in named.incidents[:MOST])
    feed = incident_feed(stem, f"onrecord: {named.name}", named.path, (i for i in newest if i))
    yield from feed_pages(feed, press.look)


def name_list(press: Press, kind: str, directory: Directory) -> Iterator[Page]:
    """All names of a kind, the most told first, in pages that stay light."""
    names = all_names(directory, kind)
    path, title, text = TITLES[kind]
    pages: list[tuple[str, Sequence[Named]]] = [
        (f"{path}/{i // _ROWS + 1}.html" if i else f"{path}.html", names[i : i + _ROWS])
        for i in range(0, max(len(names), 1), _ROWS)
    ]
    for i, (at, rows) in enumerate(pages):
        near = Neighbours(pages[i - 1][0] if i else "", pages[i + 1][0] if i + 1 < len(pages) else "")
        yield press.page(at, "names.html", kind=kind, title=title, text=text, rows=rows, near=near, count=len(names))


def type_feeds(press: Press, kind: str, newest: Iterable[str]) -> Iterator[Page]:
    """The feeds of the newest incidents of a type."""
    found = (press.lookup.read.incident(i) for i in newest)
    title = f"onrecord: {label(kind)}"
    yield from feed_pages(incident_feed(f"type/{kind}", title, "index.html", (i for i in found if i)), press.look)


def feed_list(press: Press, directory: Directory) -> Iterator[Page]:
    """The page of all feeds, with how the map is embedded elsewhere; the feeds of corrections."""
    yield press.page("feeds.html", "feeds.html", types=sorted(directory.types), forms=FORMS)
    yield from feed_pages(corrections_feed(changes_of(press.lookup, MOST)), press.look)


class _Beside:
    """What pages hang on beside their incidents: who holds a place, what a story says of that, a day's corrections."""

    def __init__(self, read: Reading) -> None:
        lines = [(line, line.model_dump_json()) for line in read.control]
        self.holding = _gathered((key_of(line.place), text) for line, text in lines)
        self.told_by = _gathered((claim.rpartition("/")[0], text) for line, text in lines for claim in line.claims)
        self.corrected = _gathered((c.at[:10], c.model_dump_json()) for c in read.corrections)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, None]]:
    """By key, its texts, each once and in their order."""
    found: dict[str, dict[str, None]] = {}
    for key, text in pairs:
        found.setdefault(key, {})[text] = None
    return found


def _told(signs: list[Sign], press: Press, story: Callable[[str], str], beside: _Beside) -> Iterator[str]:
    """What a report hangs on: its incidents, their stories and what came of those, the control they tell of."""
    stories = dict.fromkeys(s for sign in signs for s in sign.stories)
    newer = (n for n in map(press.lookup.successor, stories) if n)
    yield from (sign.digest for sign in signs)
    yield from map(story, (*stories, *newer))
    yield from dict.fromkeys(line for s in stories for line in beside.told_by.get(s, ()))


def _digest(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:32]
