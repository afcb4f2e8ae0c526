"""The whole site as files, in parts that are made anew only when what they hang on has changed: pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from xstatic.pkg import leaflet

from onrecord import __version__
from onrecord.publish import land, lists, wording
from onrecord.publish.cards import Card, card
from onrecord.publish.control_page import control_table
from onrecord.publish.drawings import held_map
from onrecord.publish.feeds import MOST, feed_pages, incident_feed
from onrecord.publish.front import SHOWN, Neighbours, day_page, fronts
from onrecord.publish.geojson import incidents_geojson
from onrecord.publish.look import Look
from onrecord.publish.lookup import Lookup
from onrecord.publish.name_parts import name_parts
from onrecord.publish.paths import day_path, published_path
from onrecord.publish.press import Press
from onrecord.publish.record_pages import incident_pages, story_pages
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.part import Page, Part
from onrecord.records.reading import Reading, Sign
from onrecord.records.snapshot import Snapshot

_STATIC = ("site.css", "pages.css", "early.js", "filter.js", "map.js", "held.js", "story.js", "control.js", "mark.svg")
_LEAFLET = ("leaflet.js", "leaflet.css", *(f"images/{name}.png" for name in ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")))  # fmt: skip # noqa: E501
_PLAIN = Look()
_UNREAD = Versions(software=__version__, model="none", gazetteer="none", lexicon="none")


def site(record: Reading | Snapshot, look: Look = _PLAIN) -> Iterator[Page]:
    """Every file of the site as (path relative to its root, content); the same record gives the same bytes."""
    for part in parts(record, look):
        yield from part.pages()


def parts(record: Reading | Snapshot, look: Look = _PLAIN) -> Iterator[Part]:
    """The parts of the site; each part's pages are made when it is asked for them, so that few are in memory."""
    press = Press(Lookup.of(record) if isinstance(record, Snapshot) else Lookup(record), look)
    plan = _Plan(press)
    yield Part("static", edition() + look.digest, partial(static_files, look))
    yield from plan.front()
    yield from plan.days()
    yield Part("lists", None, partial(_lists, press, plan))
    yield from name_parts(press, edition() + look.digest, plan.incidents, plan.told)


@cache
def edition() -> str:
    """A digest of the software that makes the site: its version, code, templates and styles."""
    parts_read = hashlib.sha256(__version__.encode())
    for path in sorted(_all_files(files("onrecord").joinpath("publish")), key=str):
        parts_read.update(path.name.encode() + path.read_bytes())
    return parts_read.hexdigest()[:32]


def _all_files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _all_files(entry)
        elif not entry.name.endswith(".pyc"):
            yield entry


def static_files(look: Look = _PLAIN) -> Iterator[Page]:
    """Styles, scripts, the map's library, its land and the operator's lines: what pages of any record need."""
    folder = files("onrecord").joinpath("publish", "static")
    for name in _STATIC:
        yield f"static/{name}", folder.joinpath(name).read_bytes()
    yield "static/land.js", b"window.onrecordLand=" + land.source_text().strip() + b";\n"
    if look.boundaries:
        yield "static/lines.js", f"window.onrecordLines={look.boundaries};\n".encode()
    for name in _LEAFLET:
        yield f"static/leaflet/{name}", files("xstatic.pkg.leaflet").joinpath("data", name).read_bytes()


class _Plan:
    """What hangs on what: the signs of all incidents and stories, and which of them each part of the site shows."""

    def __init__(self, press: Press) -> None:
        self.press, self.lookup = press, press.lookup
        read = self.lookup.read
        self.incidents = {s.id: s for s in read.incident_signs()}
        self.stories = {s.id: s for s in read.story_signs()}
        self._told_in: dict[str, list[str]] = {}
        for sign in self.incidents.values():
            for story in sign.stories:
                self._told_in.setdefault(story, []).append(sign.digest)

    def front(self) -> Iterator[Part]:
        """The front page with the newest incidents."""
        shown = list(self.incidents)[:SHOWN]
        older = ""
        if len(self.incidents) > SHOWN:
            older = self.incidents[shown[-1]].day
        yield Part("front", None, partial(_front, self.press, shown, older))

    def days(self) -> Iterator[Part]:
        """Incidents, stories and lists day by day, newest first: what is read for one serves the next."""
        incidents, stories = _by_day(self.incidents.values()), _by_day(reversed(self.stories.values()))
        lists_of = ((incidents, "day", _day, day_path), (stories, "published", _published, published_path))
        near = {name: _neighbours(sorted(days), path_of) for days, name, _, path_of in lists_of}
        for day in sorted(incidents.keys() | stories.keys(), reverse=True):
            for sign in incidents.get(day, ()):
                yield Part(f"incident/{sign.id}", self.incident_digest(sign), partial(_incident, self.press, sign.id))
            for sign in stories.get(day, ()):
                yield Part(f"story/{sign.id}", self.story_digest(sign), partial(_story, self.press, sign.id))
            for days, name, make, _ in lists_of:
                if signs := days.get(day):
                    beside = near[name][day]
                    digest = self._digest(beside.newer, beside.older, *(self._whole(s) for s in signs))
                    pages = partial(make, self.press, day, [s.id for s in signs], beside)
                    yield Part(f"{name}/{day}", digest, pages)

    def incident_digest(self, sign: Sign) -> str:
        """What an incident's page hangs on: itself, the stories that its claims are from, and what people decided."""
        decided = self.lookup.decisions.hangs_on(sign.id, sign.stories)
        return self._digest(sign.digest, decided, *(self._digest_of(s) + self._state(s) for s in sign.stories))

    def story_digest(self, sign: Sign) -> str:
        """What a story's page hangs on: itself, its incidents, its versions and copies."""
        relatives = (*self.lookup.replaced_by(sign.id), *self.lookup.copies_of(sign.id))
        relatives += tuple(m[sign.id] for m in (self.lookup.read.replaced, self.lookup.read.copies) if sign.id in m)
        told = self._told_in.get(sign.id, ())
        return self._digest(sign.digest, self._state(sign.id), *told, *map(self._digest_of, relatives))

    def told(self, story_id: str) -> str:
        """All that a page which tells of a story hangs on: the story, its state, and its incidents."""
        return self._whole(self.stories[story_id]) if story_id in self.stories else ""

    def _whole(self, sign: Sign) -> str:
        return "".join((sign.digest, self._state(sign.id), *self._told_in.get(sign.id, ())))

    def _digest(self, *told: str) -> str:
        return hashlib.sha256("\n".join((edition(), self.press.look.digest, *told)).encode()).hexdigest()[:32]

    def _digest_of(self, story_id: str) -> str:
        return self.stories[story_id].digest if story_id in self.stories else ""

    def _state(self, story_id: str) -> str:
        read = self.lookup.read
        killed = "killed" if story_id in read.killed else ""
        copies, changes = self.lookup.copies_of(story_id), self.lookup.changes_on(story_id)
        return f"{killed} {read.replaced.get(story_id)} {read.copies.get(story_id)} {copies} {changes}"


def _by_day(signs: Iterable[Sign]) -> dict[str, list[Sign]]:
    found: dict[str, list[Sign]] = {}
    for sign in signs:
        found.setdefault(sign.day or "undated", []).append(sign)
    return found


def _neighbours(days: list[str], path_of: Callable[[str], str]) -> dict[str, Neighbours]:
    """For each of the days, oldest first, the pages of the next newer and the next older one."""
    older = ["", *map(path_of, days)]
    newer = [*map(path_of, days[1:]), ""]
    return {day: Neighbours(n, o) for day, n, o in zip(days, newer, older, strict=False)}


def _cards(press: Press, ids: Iterable[str]) -> list[Card]:
    found = (press.lookup.read.incident(i) for i in ids)
    return [card(i) for i in found if i]


def _coded(press: Press, ids: Iterable[str]) -> list[CodedStory]:
    found = (press.lookup.read.coded_story(i) for i in ids)
    return [c for c in found if c]


def _front(press: Press, ids: list[str], older: str) -> Iterator[Page]:
    cards = _cards(press, ids)
    yield from fronts(press, cards, older)
    yield "incidents.geojson", incidents_geojson(cards).encode("utf-8", "replace")
    newest = (press.lookup.read.incident(i) for i in ids[:MOST])
    feed = incident_feed("index", "onrecord: all incidents", "index.html", (i for i in newest if i))
    yield from feed_pages(feed, press.look)


def _day(press: Press, day: str, ids: list[str], near: Neighbours) -> Iterator[Page]:
    cards = _cards(press, ids)
    yield day_page(press, day, cards, near)
    yield day_path(day).removesuffix("html") + "geojson", incidents_geojson(cards).encode("utf-8", "replace")


def _published(press: Press, day: str, ids: list[str], near: Neighbours) -> Iterator[Page]:
    yield lists.stories_of_day(press, day, _coded(press, ids), near)


def _incident(press: Press, incident_id: str) -> Iterator[Page]:
    incident = press.lookup.read.incident(incident_id)
    if incident:
        yield from incident_pages(press, incident)


def _story(press: Press, story_id: str) -> Iterator[Page]:
    coded = press.lookup.read.coded_story(story_id)
    if coded:
        yield from story_pages(press, coded)


def _lists(press: Press, plan: _Plan) -> Iterator[Page]:
    table = control_table(press.lookup)
    yield press.page("control.html", "control.html", table=table, drawing=held_map(table))
    newest = list(reversed(plan.stories.values()))
    older = newest[lists.ROWS - 1].day if len(newest) > lists.ROWS else ""
    yield lists.newest_stories(press, _coded(press, (s.id for s in newest[: lists.ROWS])), older)
    counted = [_count(s.day for s in signs.values()) for signs in (plan.incidents, plan.stories)]
    yield lists.days(press, *counted)
    yield from lists.corrections(press)
    yield from lists.left_out(press)
    yield press.page(
        "about.html",
        "about.html",
        standings=wording.STANDINGS,
        families=wording.FAMILIES,
        leaflet=leaflet.VERSION,
        land_source=json.loads(land.source_text())["source"],
        versions=press.lookup.read.versions or _UNREAD,
    )


def _count(days: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for day in days:
        found[day or "undated"] = found.get(day or "undated", 0) + 1
    return found
