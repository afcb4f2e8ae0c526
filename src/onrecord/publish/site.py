"""The whole site as files: pure, from a snapshot and nothing else."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from xstatic.pkg import leaflet

from onrecord import __version__
from onrecord.publish import cite, incident_page, land, linked_data, maps, story_page, wording
from onrecord.publish.cards import Card, cards
from onrecord.publish.changes import Stretch, changes
from onrecord.publish.charts import dumbbells, timeline
from onrecord.publish.coded_story import coded_story_json
from onrecord.publish.control_page import ControlTable, control_table
from onrecord.publish.geojson import incidents_geojson
from onrecord.publish.lookup import Lookup
from onrecord.publish.marks import blocks, colours, speakers
from onrecord.publish.paths import (
    at_place,
    claim_anchor,
    coded_path,
    incident_path,
    incidents_page,
    public_origin,
    story_path,
    web_link,
)
from onrecord.publish.towns import Town, Towns, towns_of
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.incident import Incident
from onrecord.records.reading import Reading
from onrecord.records.snapshot import Snapshot

Page = tuple[str, bytes]
_CARDS = 400  # incidents on one page, so that the front page stays light whatever the record holds
_STATIC = ("site.css", "early.js", "filter.js", "map.js", "story.js", "control.js", "mark.svg")
_LEAFLET = ("leaflet.js", "leaflet.css", *(f"images/{name}.png" for name in ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")))  # fmt: skip # noqa: E501


@dataclass(frozen=True)
class Spot:
    """A mark on a drawn map, in pixels: an incident's sign, or (`ring` empty) a place in its holder's colour."""

    x: float
    y: float
    r: float
    family: str
    ring: str
    href: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """A map drawn on the server; `outside` names the places that its window does not show."""

    frame: maps.Frame
    labels: tuple[maps.Label, ...]
    marks: tuple[Spot, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A correction as the pages list it."""

    kind: str
    at: str
    note: str
    headline: str
    href: str
    old: str
    old_href: str


@dataclass(frozen=True)
class Listed:
    """A story as the list of stories shows it."""

    when: str
    headline: str
    href: str
    source: str
    claims: int
    state: str


def site(snapshot: Snapshot) -> Iterator[Page]:
    """Every file of the site as (path relative to its root, content); the same snapshot gives the same bytes."""
    press = _Press(Lookup.of(snapshot))
    yield from _static_files()
    yield from press.front()
    for incident in press.lookup.read.incidents():
        yield press.incident(incident)
    for coded in press.lookup.read.coded():
        yield from press.story(coded)
    yield from press.lists()


def _static_files() -> Iterator[Page]:
    folder = files("onrecord").joinpath("publish", "static")
    for name in _STATIC:
        yield f"static/{name}", folder.joinpath(name).read_bytes()
    yield "static/land.js", b"window.onrecordLand=" + land.source_text().strip() + b";\n"
    for name in _LEAFLET:
        yield f"static/leaflet/{name}", files("xstatic.pkg.leaflet").joinpath("data", name).read_bytes()


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = (wording.day, wording.moment, wording.label, wording.capital, wording.country, wording.plural)
    for word in (*words, at_place, claim_anchor, public_origin):
        environment.filters[word.__name__] = word
    return environment


def _public(coded: CodedStory) -> CodedStory:
    """The coded story without the folders of the machine that read it."""
    item = coded.story.item
    item = item.model_copy(update={"origin": public_origin(item.origin)})
    return coded.model_copy(update={"story": coded.story.model_copy(update={"item": item})})


def _versions(read: Reading) -> Versions:
    last = None
    for coded in read.coded():
        last = coded.versions
    return last or Versions(software=__version__, model="none", gazetteer="none", lexicon="none")


def _choices(cards: tuple[Card, ...], standings: list[str]) -> Mapping[str, object]:
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


class _Press:
    """Renders pages over one lookup; the templates are compiled once."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.environment = _environment()
        self.cards = cards(lookup)
        self.card_of = {c.id: c for c in self.cards}
        spots = [(c.lat, c.lon) for c in self.cards if c.lat is not None and c.lon is not None]
        self.towns = towns_of(lookup.read, spots)
        self.versions = _versions(lookup.read)
        self.common = {"versions": self.versions, "latest": lookup.latest()}

    def page(self, path: str, template: str, **values: object) -> Page:
        root = "../" * path.count("/")
        text = self.environment.get_template(template).render(self.common | {"root": root, "here": path} | values)
        return path, text.encode("utf-8", "replace")

    def front(self) -> Iterator[Page]:
        pages = [self.cards[i : i + _CARDS] for i in range(0, len(self.cards), _CARDS)] or [()]
        for number, shown in enumerate(pages, 1):
            yield self._incidents(shown, number, len(pages))
        rows = [[t.name, round(t.lat, 4), round(t.lon, 4), t.rank] for t in self.towns]
        yield "static/towns.js", f"window.onrecordTowns={json.dumps(rows)};\n".encode()

    def _incidents(self, shown: tuple[Card, ...], number: int, pages: int) -> Page:
        standings = [name for name in wording.STANDINGS if any(name in c.standings for c in shown)]
        path = incidents_page(number)
        return self.page(
            path,
            "index.html",
            number=number,
            pages=pages,
            page_path=incidents_page,
            cards=shown,
            counts=self._counts(),
            choices=_choices(shown, standings),
            families=wording.FAMILIES,
            shown_standings=standings,
            timeline=timeline(c.start for c in shown),
            drawing=self._overview(shown, "../" * path.count("/")),
            unplaced=[c for c in shown if c.lat is None],
            undated=[c for c in shown if not c.start and not c.end],
            corrections=self._changes(),
            linked=linked_data.running_page(shown, self.lookup),
        )

    def _counts(self) -> tuple[tuple[int, str, str], ...]:
        read = self.lookup.read
        return (
            (read.counts.incidents, "incidents", ""),
            (read.counts.claims, "claims", ""),
            (read.counts.contested, "contested", ""),
            (read.counts.stories, "stories", "stories.html"),
            (len({line.place for line in read.control}), "places held", "control.html"),
            (len(read.ignored), "left out", "ignored.html"),
        )

    def _overview(self, shown: tuple[Card, ...], root: str) -> Drawing:
        spots = [(c.lat, c.lon) for c in shown if c.lat is not None and c.lon is not None]
        return self._drawing(list(shown), maps.frame(maps.middle(spots), 760, 480, 3), root)

    def _drawing(self, shown: list[Card], frame: maps.Frame, root: str) -> Drawing:
        spots: list[Spot] = []
        taken: Counter[tuple[float, float]] = Counter()
        for c in shown:
            if c.lat is not None and c.lon is not None:
                x, y = at = frame.at(c.lat, c.lon)
                if 0 <= x <= frame.width and 0 <= y <= frame.height:
                    dx, dy = maps.aside(taken[at], c.size)
                    taken[at] += 1
                    spots.append(Spot(x + dx, y + dy, c.size + 1, c.family, c.ring, root + c.href, c.title))
        return Drawing(frame, frame.labels(self.towns, [(s.x, s.y, s.r) for s in spots]), tuple(spots))

    def _held(self, table: ControlTable) -> Drawing | None:
        placed = [(p, p.lat, p.lon) for p in table.places if p.lat is not None and p.lon is not None]
        if not placed:
            return None
        frame = maps.frame(maps.middle([(lat, lon) for _, lat, lon in placed], reach=2), 900, 380, 1.2)
        spots, outside = [], []
        for place, lat, lon in placed:
            x, y = frame.at(lat, lon)
            if 0 <= x <= frame.width and 0 <= y <= frame.height:
                css = place.now.css if place.now else "contested" if place.lasting else "nobody"
                spots.append(Spot(x, y, 8, css, "", "#" + place.anchor, place.name))
            else:
                outside.append(place.name)
        placed.sort(key=lambda found: -len(found[0].lines))
        names = Towns(Town(p.name.split(",", maxsplit=1)[0], lat, lon, 1) for p, lat, lon in placed)
        for town in self.towns:
            if not names.has_near(town):
                names.add(town)
        return Drawing(frame, frame.labels(names, [(s.x, s.y, s.r) for s in spots]), tuple(spots), tuple(outside))

    def incident(self, incident: Incident) -> Page:
        shown = self.card_of[incident.id]
        drawing, software = None, self.versions.software
        latest = self.lookup.latest()
        if incident.lat is not None and incident.lon is not None:
            drawing = self._drawing([shown], maps.frame([(incident.lat, incident.lon)], 440, 300, 3.2), "../")
        return self.page(
            incident_path(incident.id),
            "incident.html",
            incident=incident,
            card=shown,
            statuses=incident_page.statuses(incident),
            where=incident_page.where(incident),
            reasons=incident_page.why(incident.standings, self.lookup),
            sides=incident_page.sides(incident, self.lookup),
            contradictions=incident_page.clashes(incident.contradictions, self.lookup),
            charts=dumbbells(incident, self.lookup),
            drawing=drawing,
            cite={
                "text": cite.as_text(incident, shown.sources, latest[:10], software),
                "bibtex": cite.as_bibtex(incident, latest, software),
                "csl": cite.as_csl(incident, latest, software),
            },
            linked=linked_data.incident_claims(incident, self.lookup),
        )

    def story(self, coded: CodedStory) -> Iterator[Page]:
        story, gone = coded.story, self.lookup.withheld(coded.story.id)
        shown = CodedStory(story=story, versions=coded.versions) if gone else coded
        shades, names = colours(shown), speakers(shown)
        data = story_page.tombstone(story) if gone else coded_story_json(_public(coded), indent=1)
        yield coded_path(story.id), data.encode("utf-8", "replace")
        yield self.page(
            story_path(story.id),
            "story.html",
            story=story,
            gone=gone,
            title=self.lookup.title(story.id),
            upstream=None if gone else web_link(story.url),
            data=coded_path(story.id),
            blocks=[] if gone else list(blocks(coded)),
            speakers=list(dict.fromkeys((names[a], shades[a]) for a in names)),
            turns=story_page.turns(shown, self.lookup),
            happenings=len(shown.events),
            others=story_page.others(shown),
            chain=story_page.chain(shown, speakers_too=not gone),
            tombstones=story_page.tombstones(story, self.lookup),
            changed=() if gone else self._changed(story.id),
            versions_of=story_page.relatives(story, self.lookup),
            disclosure=() if gone else story_page.disclosure(shown),
            notes=() if gone else tuple(dict.fromkeys((*story.notes, *coded.notes))),
            linked=linked_data.article(coded, self.lookup),
        )

    def _changed(self, story_id: str) -> tuple[Stretch, ...]:
        older = self.lookup.replaced_by(story_id)
        old = self.lookup.story(older[-1]) if older else None
        new = self.lookup.story(story_id)
        return changes(old, new) if old and new and not self.lookup.withheld(old.id) else ()

    def lists(self) -> Iterator[Page]:
        table = control_table(self.lookup)
        yield self.page("control.html", "control.html", table=table, drawing=self._held(table))
        listed = [self._listed(c) for c in reversed(tuple(self.lookup.read.coded()))]
        yield self.page("stories.html", "stories.html", rows=listed)
        yield self.page("corrections.html", "corrections.html", rows=self._changes())
        yield self.page("ignored.html", "ignored.html", rows=self.lookup.read.ignored)
        yield self.page(
            "about.html",
            "about.html",
            standings=wording.STANDINGS,
            families=wording.FAMILIES,
            leaflet=leaflet.VERSION,
            land_source=json.loads(land.source_text())["source"],
        )
        yield "incidents.geojson", incidents_geojson(self.lookup).encode("utf-8", "replace")

    def _changes(self) -> list[Change]:
        newest = sorted(self.lookup.read.corrections, key=lambda c: (c.at, c.story), reverse=True)
        found = []
        for change in newest:
            now, old = self.lookup.story(change.story), self.lookup.story(change.replaces)
            known = now or old
            found.append(
                Change(
                    change.kind,
                    change.at,
                    change.note,
                    self.lookup.title(known.id) if known else change.story,
                    story_path(known.id) if known else "",
                    self.lookup.title(change.replaces),
                    story_path(old.id) if old else "",
                )
            )
        return found

    def _listed(self, coded: CodedStory) -> Listed:
        story, read = coded.story, self.lookup.read
        state = ""
        if self.lookup.withheld(story.id):
            state = "Withdrawn"
        elif story.id in read.replaced:
            state = "Replaced"
        elif story.id in read.copies:
            state = "Copy"
        claims = len(read.filed_in(story.id))
        source = story.carrier if story.carrier == story.originator else f"{story.originator}, by {story.carrier}"
        when = wording.moment(story.published)
        return Listed(
            when, self.lookup.title(story.id), story_path(story.id), source or story.originator, claims, state
        )
