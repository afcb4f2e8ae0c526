"""What can be asked of the record beside pages for people: lists and single things, each in its forms."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.errors import InputError, NotInRecordError
from onrecord.link.control import held_on
from onrecord.publish.cells import cell
from onrecord.publish.directory import Directory, Named
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.terms import Terms, released
from onrecord.publish.feeds import Entry, rfc3339
from onrecord.publish.look import Look
from onrecord.publish.paths import slug
from onrecord.publish.record_pages import story_pages
from onrecord.publish.wording import country
from onrecord.records.coded import CodedStory
from onrecord.records.incident import Incident, PlaceStatus
from onrecord.web.analyst import analyst_of
from onrecord.web.forms import WRITERS, Found, atom
from onrecord.web.live import Live, Moment
from onrecord.web.queries import LIMIT, Asked, address, asked_of, page_of

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Ask:
    """One question: the record's moment, the id in the path, the words of the query, the form, where it was asked."""

    live: Live
    moment: Moment
    name: str
    words: Pairs
    form: str
    base: str
    path: str

    @property
    def look(self) -> Look:
        """The operator's choices, with the address at which the question was asked."""
        return replace(self.moment.press.look, address=f"{self.base}/")


@dataclass(frozen=True)
class Told:
    """An answer: its bytes and the address of the next page, null where this is the last."""

    body: bytes
    next: str | None = None


Answer = Callable[[Ask], Told]


class MovedError(Exception):
    """What was asked lies elsewhere for good: the path of its page, without a form."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def incidents(ask: Ask) -> Told:
    """The incidents that a filter admits, a page of them."""
    return _written(found_incidents(ask.live, asked_of(ask.words), ask.path), ask)


def found_incidents(live: Live, asked: Asked, path: str) -> Found:
    """A page of the incidents that a filter admits, newest first, with their number."""
    with live.incidents() as rows:
        found, after = rows.find(asked.filter, after=asked.after, limit=asked.limit)
        count = rows.count(asked.filter)
    limit = None if asked.limit == LIMIT else asked.limit
    following = address(path, asked.pairs, limit=limit, after=after) if after else None
    told = ", ".join(f"{word} {value}" for word, value in asked.pairs)
    here = address(path, asked.pairs, limit=limit, after=asked.after)
    return Found(found, count, here, following, f"incidents, {told}" if told else "incidents")


def incident(ask: Ask) -> Told:
    """One incident with every claim about it; in JSON with the analyst codes that people set."""
    one = incident_of(ask)
    if ask.form == "json":
        ratings = ask.moment.read.ratings
        told = {s.claim.story: ask.moment.read.story(s.claim.story) for s in one.claims} if ratings else {}
        analyst = analyst_of(one, ratings, {story_id: story for story_id, story in told.items() if story})
        (shown,) = released_of(ask.moment, [one])
        names = {s.claim.claimant: t.claim.claimant for s, t in zip(one.claims, shown.claims, strict=True)}
        reliability = {names[name]: code for name, code in analyst.reliability.items()}
        codes = analyst.model_copy(update={"reliability": reliability})
        stories = ask.moment.kept("stories", lambda: Stories(ask.moment.read))
        decided = stories.decided(one)
        return Told(_dumped({**shown.model_dump(mode="json"), "analyst": codes.model_dump(), "decided": decided}))
    return _written(Found([one], 1, ask.path, title=one.title), ask)


def incident_of(ask: Ask) -> Incident:
    """The incident asked for. Raises NotInRecordError, and MovedError where another took up its claims."""
    with ask.live.incidents() as incidents_:
        found = incidents_.get(ask.name)
    if found is None:
        raise NotInRecordError("R305", f"the record has no incident {ask.name[:80]}")
    if found.id != ask.name:
        raise MovedError(f"/incident/{found.id}")
    return found


def story(ask: Ask) -> Told:
    """One story: in JSON as coded, in other forms the incidents that it tells of."""
    coded = story_of(ask.moment, ask.name)
    if ask.form == "json":
        (_, body), *_ = story_pages(ask.moment.press, coded)
        return Told(body)
    told = {f.incident.id: f.incident for f in ask.moment.read.filed_in(coded.story.id)}
    return _written(Found(list(told.values()), len(told), ask.path, title=ask.moment.lookup.title(coded.story.id)), ask)


def story_of(moment: Moment, name: str) -> CodedStory:
    """The story of an id, or of an id as file names have it. Raises NotInRecordError."""
    found = moment.read.coded_story(name)
    if found is None and name in moment.slugs:
        found = moment.read.coded_story(moment.slugs[name])
    if found is None:
        raise NotInRecordError("R306", f"the record has no story {name[:80]}")
    return found


def names(kind: str) -> Answer:
    """What answers for the pages of a kind of names (place, actor, source): the incidents that name it."""

    def answer(ask: Ask) -> Told:
        directory: Directory = ask.moment.kept("directory", lambda: Directory.of(ask.moment.read))
        by_page: dict[str, Named] = ask.moment.kept(
            f"names of {kind}", lambda: {named.path: named for named in directory.names[kind].values()}
        )
        found = by_page.get(f"{kind}/{ask.name}.html")
        if found is None:
            raise NotInRecordError("R309", f"the record has no page of a {kind} called {ask.name[:80]}")
        told = [i for i in map(ask.moment.read.incident, found.incidents) if i]
        return _written(Found(told, len(told), ask.path, title=found.name), ask)

    return answer


def stories(ask: Ask) -> Told:
    """The stories that entered, newest first."""
    asked = asked_of(ask.words)
    ids = [sign.id for sign in ask.moment.read.story_signs()][::-1]
    shown, following = page_of(ids, asked)
    rows = [_story_row(ask, story_id) for story_id in shown]
    after = address(ask.path, (), limit=None if asked.limit == LIMIT else asked.limit, after=following)
    return _rows(ask, "stories", rows, count=len(ids), following=after if following else None)


def _story_row(ask: Ask, story_id: str) -> dict[str, object]:
    story, lookup = ask.moment.read.story(story_id), ask.moment.lookup
    assert story is not None
    gone = lookup.withheld(story_id)
    state = "withdrawn" if gone else "replaced" if story_id in lookup.read.replaced else "current"
    return {
        "id": story_id,
        "title": lookup.title(story_id),
        "at": story.updated or story.published,
        "published": story.published,
        "version": story.version,
        "carrier": story.carrier,
        "agency": story.agency.name if story.agency else None,
        "state": "copy" if story_id in lookup.read.copies and not gone else state,
        "href": f"story/{slug(story_id)}",
    }


def corrections(ask: Ask) -> Told:
    """Every change that reached what was published, newest first."""
    asked = asked_of(ask.words)
    newest = sorted(ask.moment.read.corrections, key=lambda c: (c.at, c.story, c.replaces), reverse=True)
    by_key = {f"{c.at} {c.story} {c.replaces}": c for c in newest}
    shown, following = page_of(list(by_key), asked)
    rows: list[dict[str, object]] = [
        {
            "id": key,
            "title": f"{change.kind}: {ask.moment.lookup.title(change.story)}",
            **change.model_dump(),
            "href": f"story/{slug(change.story)}",
        }
        for key in shown
        for change in (by_key[key],)
    ]
    after = address(ask.path, (), limit=None if asked.limit == LIMIT else asked.limit, after=following)
    return _rows(ask, "corrections", rows, count=len(by_key), following=after if following else None)


def left_out(ask: Ask) -> Told:
    """What did not enter the record, each with its reason."""
    if ask.words:
        asked_of([])
    rows: list[dict[str, object]] = [
        {"title": i.headline, "outcome": i.outcome, "reason": i.reason, "message": i.message, "sha256": i.item.sha256}
        for i in ask.moment.read.ignored
    ]
    return _rows(ask, "left_out", rows, count=len(rows), following=None)


def control(ask: Ask) -> Told:
    """Who holds which place, by whose word: all lines, or those in force on a day."""
    lines = control_lines(ask)
    if ask.form == "geojson":
        features = [_line_feature(line) for line in lines]
        return Told(_dumped({"type": "FeatureCollection", "features": features}))
    if ask.form == "json":
        return Told(
            _dumped({"on": dict(ask.words).get("on") or None, "lines": [x.model_dump(mode="json") for x in lines]})
        )
    rows: list[dict[str, object]] = [
        {
            "id": f"{line.place} {line.start} {line.status}",
            "title": f"{line.place}: {'contested' if line.status == 'contested' else country(line.status)}",
            "at": line.start or "",
            **line.model_dump(exclude={"standings", "claims"}),
            "standings": "|".join(line.standings),
            "claims": "|".join(line.claims),
            "href": "control",
        }
        for line in sorted(lines, key=lambda x: x.start or "", reverse=ask.form == "atom")
    ]
    return _rows(ask, "lines", rows, count=len(rows), following=None)


def control_lines(ask: Ask) -> Sequence[PlaceStatus]:
    """The lines that `on` (a day) and `place` (a part of its name) admit."""
    lines: Sequence[PlaceStatus] = ask.moment.read.control
    for word, value in ask.words:
        if word == "on" and value:
            lines = held_on(lines, day_asked(value))
        elif word == "place":
            lines = [line for line in lines if value.casefold() in line.place.casefold()]
        elif word != "on":
            raise InputError("R120", f"no filter is called {word[:40]!r} here; there are: on, place")
    return lines


def day_asked(value: str) -> str:
    """The day, as an ISO day. Raises InputError (R120)."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError("R120", f"on={value[:40]}: a day is written YYYY-MM-DD") from None


def _line_feature(line: PlaceStatus) -> dict[str, object]:
    point = None
    if line.lat is not None and line.lon is not None:
        point = {"type": "Point", "coordinates": [line.lon, line.lat]}
    return {"type": "Feature", "geometry": point, "properties": line.model_dump(mode="json", exclude={"lat", "lon"})}


def _written(found: Found, ask: Ask) -> Told:
    shown = replace(found, incidents=released_of(ask.moment, found.incidents))
    return Told(WRITERS[ask.form](shown, ask.look), found.next)


def released_of(moment: Moment, incidents: Sequence[Incident]) -> Sequence[Incident]:
    """The incidents as data may leave the house: short quotations, no word of killed stories, private people unnamed.

    As exports do without further options.
    """
    stories = moment.kept("stories", lambda: Stories(moment.read))
    return tuple(released(incidents, stories, Terms(), latest=moment.read.latest))


def _rows(ask: Ask, name: str, rows: list[dict[str, object]], *, count: int, following: str | None) -> Told:
    """Rows as JSON, CSV or Atom; `href` is a row's page from the root, given out as the whole address `page`."""
    if ask.form != "atom":
        rows = [{**row, "page": f"{ask.look.address}{row['href']}"} if "href" in row else dict(row) for row in rows]
        for row in rows:
            row.pop("href", None)
    if ask.form == "csv":
        text = io.StringIO()
        if rows:
            writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
            writer.writeheader()
            writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
        return Told(text.getvalue().encode("utf-8", "replace"), following)
    if ask.form == "atom":
        entries = [_entry(name, row) for row in rows]
        return Told(atom(f"onrecord: {name}", ask.path, entries, ask.look, following=following), following)
    told = {"count": count, "next": ask.base + following if following else None, name: list(rows)}
    return Told(_dumped(told), following)


def _entry(name: str, row: Mapping[str, object]) -> Entry:
    at = rfc3339(str(row["at"]))
    return Entry(f"{name}/{slug(str(row['id']))}", str(row["title"]), str(row["href"]), at, at, str(row["title"]))


def _dumped(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
