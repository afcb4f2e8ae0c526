"""Writes a story as a ninjs item (IPTC), in the form of 3.1 or of 2.2: what it says, and the places read in it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, get_args
from urllib.parse import quote

from onrecord.publish.paths import web_link
from onrecord.records.coded import CodedStory
from onrecord.records.story import Story
from onrecord.records.where import Toponym

Form = Literal["3.1", "2.2"]
FORMS: tuple[Form, ...] = get_args(Form)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_GEONAMES = "https://sws.geonames.org/{}/"
_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_{}.json"
_LOWER = {
    "firstCreated", "versionCreated", "embargoedUntil", "pubStatus", "copyrightNotice", "usageTerms", "edNote",
    "contentType", "charCount", "wordCount", "infoSources", "representationType", "trustIndicators", "altIds",
    "geoJSON",
}  # fmt: skip
_NAMED_OTHERWISE = {"embargoedUntil": "embargoed"}


def ninjs_item(coded: CodedStory, *, form: Form = "3.1", body: bool = True) -> Mapping[str, object]:
    """The item; without `body` it is marked as partial, for feeds whose terms forbid the full text.

    A day without a time is given as its first moment in UTC, because ninjs knows only date-times. Of a kill only what
    is needed to carry it out is told.
    """
    story = coded.story
    fields: dict[str, object | None] = {
        "uri": uri_of(story),
        "type": "text",
        "representationType": "full" if body and story.status == "usable" else "partial",
        "version": str(story.version),
        "versionCreated": _moment(story.published),
        "pubStatus": story.status,
        "standard": {"name": "ninjs", "version": form, "schema": _SCHEMA.format(form)},
        "language": story.language,
        "edNote": story.editors_note,
    }
    if story.status != "canceled":
        fields |= _content(coded, body=body)
    kept = {name: value for name, value in fields.items() if value not in (None, [], "")}
    return kept if form == "3.1" else {_older(name): _in_older_form(value) for name, value in kept.items()}


def ninjs_json(coded: CodedStory, *, form: Form = "3.1", body: bool = True) -> str:
    """The item as one line of JSON."""
    return json.dumps(ninjs_item(coded, form=form, body=body), ensure_ascii=False)


def uri_of(story: Story) -> str:
    """What names the item for good: its guid where that is a URI, else a tag made of it."""
    return story.guid if _URI.match(story.guid) else f"tag:onrecord.invalid,2022:{quote(story.guid, safe='')}"


def _content(coded: CodedStory, *, body: bool) -> dict[str, object | None]:
    story = coded.story
    return {
        "embargoedUntil": _moment(story.embargo),
        "urgency": story.urgency,
        "usageTerms": story.usage_terms,
        "by": story.byline,
        "slugline": story.slug,
        "located": story.dateline_place,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": story.headline}] if story.headline else [],
        "bodies": _bodies(story) if body else [],
        "infoSources": _sources(story),
        "places": _places(coded.toponyms),
        "altIds": [{"role": "onrecord", "value": story.id}],
        "trustIndicators": _indicators(coded),
    }


def _bodies(story: Story) -> Sequence[Mapping[str, object]]:
    """The text as received without its headline; the carrier's notices are part of it."""
    text = "\n\n".join(_paragraphs(story))
    counts = {"charCount": len(text), "wordCount": len(text.split())}
    return [{"role": "main", "contentType": "text/plain", **counts, "value": text}] if text else []


def _paragraphs(story: Story) -> Sequence[str]:
    """The paragraphs but the headline, the first with the dateline that opens it."""
    kept = [p for p in story.paragraphs if p.kind != "headline"]
    starts = [p.start for p in kept]
    if starts and story.dateline and story.dateline.end <= starts[0]:
        starts[0] = story.dateline.start
    return [story.text[start : p.end] for start, p in zip(starts, kept, strict=True)]


def _sources(story: Story) -> Sequence[Mapping[str, object]]:
    named = [("agency", story.agency.name if story.agency else None), ("carrier", story.carrier)]
    return [{"role": role, "name": name} for role, name in named if name]


def _places(toponyms: Sequence[Toponym]) -> Sequence[Mapping[str, object]]:
    """Each place once, by where it lies; names that place nothing are left out."""
    found: dict[tuple[object, ...], Mapping[str, object]] = {}
    for toponym in toponyms:
        if toponym.lat is None or toponym.lon is None:
            continue
        point = {"type": "Point", "coordinates": [toponym.lon, toponym.lat]}
        place: dict[str, object] = {"name": toponym.modern or toponym.name, "rel": "mentioned", "geoJSON": point}
        if toponym.geonameid:
            place["uri"] = _GEONAMES.format(toponym.geonameid)
        found.setdefault((place["name"], toponym.lat, toponym.lon), place)
    return list(found.values())


def _indicators(coded: CodedStory) -> Sequence[Mapping[str, object]]:
    """What a reader must know of the item: whose words it has, and that its places were read by a machine."""
    made = f"Places were read by onrecord {coded.versions.software} and not reviewed by a person."
    told = [{"role": "machine-coded", "title": made}]
    if coded.story.disclosure:
        told.append({"role": "syndication", "title": " ".join(coded.story.disclosure.span.text.split())})
    link = web_link(coded.story.url)
    return [*told, {"role": "based-on", "title": "As received", "href": link}] if link else told


def _moment(iso: str | None) -> str | None:
    """A date-time with its zone, as ninjs asks for; UTC where none is told."""
    try:
        moment = datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat().replace("+00:00", "Z")


def _older(name: str) -> str:
    """The name that 2.x has for a field: small letters."""
    return _NAMED_OTHERWISE.get(name, name.lower() if name in _LOWER else name)


def _in_older_form(value: object) -> object:
    if isinstance(value, Mapping):
        return {_older(k): v if k == "geoJSON" else _in_older_form(v) for k, v in value.items()}
    return [_in_older_form(v) for v in value] if isinstance(value, list) else value
