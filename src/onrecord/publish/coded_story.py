"""Writes a coded story in the form of the contract (design.md, section 4)."""

import json
from collections.abc import Mapping
from typing import Any

from onrecord.records.actor import Actor
from onrecord.records.coded import SCHEMA, CodedStory
from onrecord.records.event import Attribution, Event

_ATTRIBUTION_EXTRA = {"cue_lemma", "said_on_evidence", "channel_evidence", "source_mention"}


_SHORT = 200  # characters of a span's words where the text is not given


def coded_story_json(coded: CodedStory, *, indent: int | None = None, whole: bool = True) -> str:
    """One JSON object: story, attributions, events, toponyms, timexes, notes and the versions that made them.

    Without `whole` the text is null and longer spans have only the beginning of their words; offsets stay.
    """
    story = coded.story.model_dump(mode="json", exclude={"agency", "disclosure", "dateline"})
    story["agency"] = coded.story.originator if coded.story.agency else None
    story["agency_cue"] = _dump(coded.story.agency.cue) if coded.story.agency else None
    story["disclosure"] = _dump(coded.story.disclosure)
    story["dateline"] = _dump(coded.story.dateline)
    body = {
        "schema": SCHEMA,
        "story": story,
        "attributions": [_attribution(a) for a in coded.attributions],
        "refusals": [_attribution(r) for r in coded.refusals],
        "events": [_event(e) for e in coded.events],
        "toponyms": [t.model_dump(mode="json") for t in coded.toponyms],
        "timexes": [t.model_dump(mode="json") for t in coded.timexes],
        "notes": [n.model_dump(mode="json") for n in coded.notes],
        "versions": coded.versions.model_dump(mode="json"),
    }
    if not whole:
        body = _shortened(body)
        body["story"]["text"] = None
    return json.dumps(body, ensure_ascii=False, indent=indent)


def _shortened(value: Any) -> Any:
    """A value of JSON in which the words of spans are short."""
    if isinstance(value, Mapping):
        told = {key: _shortened(inner) for key, inner in value.items()}
        words = told.get("text")
        if told.keys() == {"start", "end", "text"} and isinstance(words, str) and len(words) > _SHORT:
            told["text"] = words[:_SHORT] + "…"
        return told
    return [_shortened(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _dump(record: object) -> Mapping[str, object] | None:
    dump = getattr(record, "model_dump", None)
    return dump(mode="json") if dump else None


def _attribution(attribution: Attribution) -> Mapping[str, object]:
    return attribution.model_dump(mode="json", exclude=_ATTRIBUTION_EXTRA)


def _event(event: Event) -> Mapping[str, object]:
    out = event.model_dump(mode="json", exclude={"actor", "target"})
    out["actor"], out["target"] = _actor(event.actor), _actor(event.target)
    return out


def _actor(actor: Actor | None) -> Mapping[str, object] | None:
    return actor.model_dump(mode="json") if actor else None


def coded_story_text(coded: CodedStory) -> str:
    """The coded story as lines for a terminal: who said what, then what is told to happen."""
    lines = [coded.story.headline, f"  {coded.story.id}, published {coded.story.published or 'undated'}"]
    for a in coded.attributions:
        cue = a.cue.text if a.cue else "-"
        marks = ", ".join(m for m in (a.style, a.stance, a.said_on, a.channel, a.checked) if m)
        lines += [f"{a.id}  {a.source_name or 'somebody'} [{cue}] ({marks})"]
        lines += [f"      {span.text}" for span in a.content]
    for r in coded.refusals:
        lines += [f"{r.id}  {r.source_name or 'somebody'} [{r.cue.text if r.cue else '-'}] (no claim)"]
    for e in coded.events:
        who = " → ".join(x.name or x.country or "?" for x in (e.actor, e.target) if x)
        when = f"{e.time.start or '..'} to {e.time.end or '..'}" if e.time else "undated"
        where = e.place.name if e.place else "unplaced"
        numbers = "; ".join(f"{q.kind} {q.span.text}" for q in e.quantities)
        marks = ", ".join(m for m in (e.status, e.voice, e.attribution, who, where, when, numbers) if m)
        lines += [f"{e.id}  {e.type} “{e.trigger.text}” ({marks})"]
    return "\n".join([*lines, *(f"{n.level}: {n.message} [{n.code}]" for n in coded.notes), ""])
