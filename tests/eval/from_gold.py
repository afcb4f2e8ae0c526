"""Turns gold annotations into coded stories: input for working on one stage before, or apart from, the others.

`coded_from_gold` fills every field that the gold tells; `bare` takes out again what resolution has to find, so that
`name_sources` and `identify_actors` can be tried on perfect spans.
"""

import json
import re
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.ingest.plain_text import story_from_text
from onrecord.records.actor import Actor
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.span import Span
from onrecord.records.story import Agency, Story
from onrecord.records.when import When
from onrecord.records.where import Place

Json = dict[str, Any]
RULE = "gold"


def gold_ids(folder: Path) -> list[str]:
    """The stories of a folder that have a text and gold annotations."""
    names = [f.name.removesuffix(".gold.json") for f in sorted(folder.glob("*.gold.json"))]
    return [name for name in names if (folder / f"{name}.txt").exists()]


def story_from_gold(folder: Path, story_id: str) -> Story:
    """The story of ID.txt with what ID.meta.json tells of it."""
    meta = json.loads((folder / f"{story_id}.meta.json").read_text(encoding="utf-8"))
    text = (folder / f"{story_id}.txt").read_text(encoding="utf-8")
    story = story_from_text(text, story_id=story_id, published=meta["published"])
    agency = Agency(name=meta["agency"], how="metadata") if meta.get("agency") else None
    return story.model_copy(update={"carrier": meta.get("outlet"), "agency": agency})


def coded_from_gold(folder: Path, story_id: str) -> CodedStory:
    """The coded story that ID.gold.json describes, every field filled that the gold tells."""
    story = story_from_gold(folder, story_id)
    gold = json.loads((folder / f"{story_id}.gold.json").read_text(encoding="utf-8"))
    versions = Versions(software=__version__, model="gold", gazetteer="gold", lexicon="gold")
    return CodedStory(
        story=story,
        attributions=tuple(_attribution(story, a) for a in gold["attributions"]),
        events=tuple(_event(story, e) for e in gold["events"]),
        versions=versions,
    )


def bare(coded: CodedStory) -> CodedStory:
    """The coded story as extraction leaves it: spans only, nothing resolved."""
    blank = dict.fromkeys(("source_name", "source_kind", "source_country", "source_side", "said_on", "channel"))
    roles = ("actor", "target")
    return coded.model_copy(
        update={
            "attributions": tuple(a.model_copy(update=blank) for a in coded.attributions),
            "events": tuple(e.model_copy(update={r: _bare_actor(getattr(e, r)) for r in roles}) for e in coded.events),
        }
    )


def _bare_actor(actor: Actor | None) -> Actor | None:
    return Actor(span=actor.span, name=None) if actor and actor.span else None


def _span(story: Story, pair: list[int] | None) -> Span | None:
    return story.span(*pair) if pair else None


def _spans(story: Story, pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(story.span(*pair) for pair in pairs)


def _attribution(story: Story, gold: Json) -> Attribution:
    same = (
        "id",
        "source_name",
        "source_kind",
        "source_country",
        "source_side",
        "style",
        "stance",
        "said_on",
        "channel",
    )
    cue = _span(story, gold["cue"])
    perceived = cue is not None and cue.text.lower() in {"saw", "seen", "found", "heard", "witnessed", "counted"}
    return Attribution(
        **{key: gold[key] for key in (*same, "checked", "nested_in")},
        source=_span(story, gold["source"]),
        cue=cue,
        cue_lemma=cue.text.lower() if cue else None,
        content=_spans(story, [gold["content"], *gold.get("content_more", [])]),
        checked_evidence=_checked(story, gold),
        witness=perceived and gold["source_kind"] == "media",
        rule=RULE,
    )


def _checked(story: Story, gold: Json) -> Span | None:
    return _span(story, gold.get("checked_text"))


def _event(story: Story, gold: Json) -> Event:
    return Event(
        **{key: gold[key] for key in ("id", "incident", "type", "status", "voice", "attribution")},
        trigger=story.span(*gold["trigger"]),
        clause=_sentence(story, *gold["trigger"]),
        actor=_actor(story, gold, "actor"),
        target=_actor(story, gold, "target"),
        place=_place(story, gold),
        time=_when(gold),
        quantities=tuple(_quantity(story, q) for q in gold.get("quantities", [])),
        rule=RULE,
    )


def _sentence(story: Story, start: int, end: int) -> Span:
    """The sentence around a trigger, by a rough cut: from the last full stop or blank line to the next."""
    before = [m.end() for m in re.finditer(r"[.!?][\"”’]?\s+|\n\s*\n", story.text[:start])]
    after = re.search(r"[.!?](?=[\"”’]?\s)|\n\s*\n|\Z", story.text[end:])
    stop = end + after.end() if after else len(story.text)
    return story.span(before[-1] if before else 0, max(end, stop))


def _actor(story: Story, gold: Json, role: str) -> Actor | None:
    span, country, kind = _span(story, gold.get(role)), gold.get(f"{role}_country"), gold.get(f"{role}_kind")
    if not (span or country or kind):
        return None
    return Actor(span=span, name=span.text if span else None, country=country, kind=kind)


_PRECISION = {"district": "district", "region": "region", "country": "country"}


def _place(story: Story, gold: Json) -> Place | None:
    if not (gold.get("place_name") or gold.get("place_country")):
        return None
    name = gold.get("place_name") or gold["place_country"]
    rough = next((p for word, p in _PRECISION.items() if word in name.lower()), "town")
    return Place(
        span=_span(story, gold.get("place")),
        name=name,
        lat=gold.get("lat"),
        lon=gold.get("lon"),
        country=gold.get("place_country"),
        precision="country" if gold.get("lat") is None else rough,
        rule=RULE,
    )


def _when(gold: Json) -> When | None:
    start, end = gold.get("start"), gold.get("end")
    if not (start or end):
        return None
    return When(start=start, end=end, precision="day" if start == end else "days", rule=RULE)


def _quantity(story: Story, gold: Json) -> Quantity:
    return Quantity(span=story.span(*gold["text"]), kind=gold["kind"], min=gold.get("min"), max=gold.get("max"))
