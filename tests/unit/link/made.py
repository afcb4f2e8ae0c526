"""Makes stories, events and claims for tests of linking from a few words; places and sides are invented."""

from typing import Any

from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.incident import Claim
from onrecord.records.span import Span
from onrecord.records.story import Item, Paragraph, Story
from onrecord.records.when import When
from onrecord.records.where import Place

PLACES = {
    "Arvena": (10.0, 20.0, "XS", "town"),
    "Belmora": (10.02, 20.05, "XS", "town"),
    "Corvath": (12.5, 23.0, "XS", "town"),
    "Sugar mill, Arvena": (10.01, 20.01, "XS", "town"),
    "East district, Arvena": (10.005, 20.015, "XS", "district"),
    "Dolm region": (10.4, 20.4, "XS", "region"),
    "Southland": (None, None, "XS", "country"),
    "Northport": (14.0, 21.0, "XN", "town"),
    "Arvena province": (10.0, 20.0, "XS", "region"),
    "Velisk": (10.0, 20.0, "XS", "district"),
    "Vellisk": (10.02, 20.05, "XS", "district"),
    "Tarnoy": (10.0, 20.0, "XS", "district"),
}
BORROWED = {"Velisk": "Arvena", "Vellisk": "Belmora", "Tarnoy": "Arvena"}  # villages that no gazetteer knows


def place_of(name: str | None, span: Span | None = None) -> Place | None:
    if not name:
        return None
    lat, lon, country, precision = PLACES[name]
    lender = BORROWED.get(name)
    return Place(span=span, name=name, lat=lat, lon=lon, country=country, precision=precision, point_of=lender)


def span_of(text: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def claim_of(made: dict[str, Any]) -> Claim:
    """A claim from `id` (STORY/EVENT), `type`, and whatever else differs from the common case."""
    story, event_id = made["id"].split("@")[0].split("/")
    text = made.get("text", f"{made['type']} told")
    trigger = made.get("trigger", text.split()[0])
    day = made.get("day")
    event = Event(
        id=event_id,
        incident=made.get("happening", event_id),
        type=made["type"],
        trigger=span_of(trigger),
        clause=span_of(text),
        status=made.get("status", "actual"),
        voice=made.get("voice", "attributed"),
        actor=_actor(made.get("actor")),
        target=_actor(made.get("target")),
        place=place_of(made.get("place"), span_of("there")),
        time=When(start=made.get("start", day), end=made.get("end", day)) if day or "start" in made else None,
        quantities=tuple(_quantity(q) for q in made.get("numbers", ())),
        rule="made",
    )
    return Claim(
        id=made["id"],
        story=story,
        event=event,
        attribution=_attribution(made),
        claimant=made.get("claimant", "Wire"),
        side=made.get("side"),
        originator=made.get("claimant", "Wire"),
        voice=made.get("voice", "attributed"),
        stance=made.get("stance", "assert"),
        checked=made.get("checked"),
        published=made.get("published", f"{day or '2030-05-10'}T12:00:00Z"),
        said_on=None,
        withdrawn=made.get("withdrawn", False),
        replaced_by=made.get("replaced_by"),
    )


def _actor(side: str | None) -> Actor | None:
    return Actor(span=None, name=None, country=side, kind="military") if side else None


def _quantity(made: list[Any]) -> Quantity:
    kind, low, high, *rest = made
    words = rest[0] if rest else "some"
    low, high = (None if n == "open" else n for n in (low, high))
    return Quantity(span=span_of(words), kind=kind, min=low, max=high)


def _attribution(made: dict[str, Any]) -> Attribution | None:
    if made.get("voice") == "narrator":
        return None
    source = made.get("claimant", "Wire")
    return Attribution(
        id="a1",
        source=span_of(source),
        source_name=source,
        source_kind=made.get("kind", "military"),
        source_country=made.get("side"),
        cue=None,
        content=(span_of("told"),),
        stance=made.get("stance", "assert"),
        rule="made",
    )


def story_of(text: str, story_id: str = "made", published: str = "2030-05-10T12:00:00Z") -> Story:
    """A story whose paragraphs are parted by blank lines, the first its headline."""
    paragraphs: list[Paragraph] = []
    start = 0
    for block in text.split("\n\n"):
        kind = "body" if paragraphs else "headline"
        paragraphs.append(Paragraph.model_validate({"start": start, "end": start + len(block), "kind": kind}))
        start += len(block) + 2
    item = Item(origin="-", sha256="0", format="text")
    return Story(
        id=story_id,
        item=item,
        guid=story_id,
        headline=text.split("\n\n", maxsplit=1)[0],
        text=text,
        paragraphs=tuple(paragraphs),
        published=published,
    )


def mention_of(story: Story, number: int, made: dict[str, Any]) -> Event:
    """An event of a story, found by its `trigger` (the `nth` one, from 1)."""
    start = -1
    for _ in range(made.get("nth", 1)):
        start = story.text.index(made["trigger"], start + 1)
    stop = min(
        (i for i in (story.text.find(mark, start) for mark in (". ", "\n\n")) if i >= 0), default=len(story.text)
    )
    begin = max(story.text.rfind(". ", 0, start) + 2, story.text.rfind("\n\n", 0, start) + 2, 0)
    return Event(
        id=f"e{number}",
        type=made["type"],
        trigger=story.span(start, start + len(made["trigger"])),
        clause=story.span(min(begin, start), stop),
        status=made.get("status", "actual"),
        actor=_actor(made.get("actor")),
        target=_actor(made.get("target")),
        place=place_of(made.get("place"), span_of("there")),
        time=When(start=made["day"], end=made["day"]) if "day" in made else None,
        rule="made",
    )
