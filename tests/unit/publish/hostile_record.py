"""A record in which each hostile text is a headline, a body, a name of everybody and everything, and an address."""

import tomllib
from pathlib import Path

from invented_record import make_claim, make_coded, make_incident, make_story

from onrecord.records.incident import PlaceStatus
from onrecord.records.snapshot import Correction, Snapshot
from onrecord.records.story import Agency, Ignored, Item

FILE = Path(__file__).parents[2] / "cases" / "hostile" / "payloads.toml"
PAYLOADS = tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["payloads"])


def coded_of(i, payload):
    clean = make_story()
    story = make_story(
        f"np-{i}",
        headline=payload,
        text=f"{payload}{clean.text}\n{payload}",
        carrier=payload,
        agency=Agency(name=payload, how="metadata"),
        usage_terms=f"Free with credit. {payload}" if i % 2 else payload,
        editors_note=payload,
        byline=payload,
        dateline_place=payload,
        url=("https://post.example/" if i % 3 else "javascript:") + payload,
        guid=payload,
    )
    shifted = [
        p.model_copy(update={"start": p.start + len(payload), "end": p.end + len(payload)}) for p in story.paragraphs
    ]
    coded = make_coded(story.model_copy(update={"paragraphs": tuple(shifted)}))
    said = coded.attributions[0].model_copy(update={"source_name": payload, "channel": payload})
    event = coded.events[0]
    actors = {
        role: event.actor.model_copy(update={"name": payload, "country": payload}) for role in ("actor", "target")
    }
    place = event.place.model_copy(update={"name": payload})
    event = event.model_copy(update={**actors, "place": place, "rule": payload, "lexicon": (payload,)})
    return coded.model_copy(update={"attributions": (said,), "events": (event,)})


def hostile_snapshot():
    """One story, incident, place and line of control for each hostile text, and corrections and what was left out."""
    coded = [coded_of(i, payload) for i, payload in enumerate(PAYLOADS)]
    incidents, control, corrections, ignored = [], [], [], []
    for i, (one, payload) in enumerate(zip(coded, PAYLOADS, strict=True)):
        claim = make_claim(one, payload, payload, attribution=one.attributions[0])
        denial = make_claim(one, f"{payload}!", "FR", id=f"np-{i}/e1@a2", stance="deny")
        made = make_incident(f"inc-{i}", (claim, denial), title=payload, place=payload, lat=40 + i / 9, country=payload)
        incidents.append(made)
        held = {"place": payload, "lat": 40 + i / 9, "lon": 1.5, "geonameid": None, "start": "2031-06-25", "end": None}
        control.append(PlaceStatus(**held, status=payload, standings=("contested",), claims=(claim.id,)))
        corrections.append(
            Correction(kind="update", story=f"np-{i}", replaces=payload, at="2031-06-27T00:00:00Z", note=payload)
        )
        item = Item(origin=payload, sha256="1" * 64, format="text")
        ignored.append(Ignored(item=item, outcome="ignored", reason="x", message=payload, headline=payload))
    return Snapshot(
        coded=tuple(coded),
        incidents=tuple(incidents),
        control=tuple(control),
        corrections=tuple(corrections),
        ignored=tuple(ignored),
    )
