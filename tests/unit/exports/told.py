"""Makes a small record from stories in which each claim is a few words: who acts, on whom, who says so."""

from onrecord.link.claims import claims_of
from onrecord.link.incidents import incidents_of
from onrecord.records.actor import Actor
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.snapshot import Snapshot
from onrecord.records.span import Span
from onrecord.records.story import Agency, Item, Paragraph, Story
from onrecord.records.when import When
from onrecord.records.where import Place

VERSIONS = Versions(software="0", model="m", gazetteer="g", lexicon="l")
ARVENA = {"name": "Arvena", "lat": 42.51234, "lon": 1.51234, "country": "AD", "admin1": "High Parish"}


def found(text, words):
    start = text.find(words)
    return Span.of(text, max(start, 0), max(start, 0) + len(words)) if start >= 0 else Span(start=0, end=0, text="")


def party(text, made):
    """(kind, country, name) or null."""
    if made is None:
        return None
    kind, country, name = made
    return Actor(span=found(text, name) if name else None, name=name, country=country, kind=kind)


def story_of(story_id="np-1", *claims, text="Rockets hit Arvena.", published="2031-06-26T09:00:00Z", **changes):
    fields = {
        "id": story_id,
        "item": Item(origin=f"/home/someone/{story_id}.txt", sha256="0" * 64, format="text"),
        "guid": story_id,
        "headline": text.split(".")[0],
        "text": text,
        "paragraphs": (Paragraph(start=0, end=len(text), kind="body"),),
        "published": published,
        "carrier": "Coast Post",
        "agency": Agency(name="North Press", how="dateline"),
    }
    numbered = list(enumerate(claims, 1))
    return CodedStory(
        story=Story(**(fields | changes)),
        attributions=tuple(attribution_of(text, number, claim) for number, claim in numbered if claim.get("said")),
        events=tuple(event_of(text, number, claim) for number, claim in numbered),
        versions=VERSIONS,
    )


def attribution_of(text, number, claim):
    kind, country, name = claim["said"]
    return Attribution(
        id=f"a{number}",
        source=found(text, name),
        source_name=name,
        source_kind=kind,
        source_country=country,
        cue=found(text, "said"),
        content=(Span.of(text, 0, len(text)),),
        stance=claim.get("stance", "assert"),
        rule="test",
    )


def event_of(text, number, claim):
    killed, place, day = claim.get("killed"), claim.get("place", ARVENA), claim.get("day", "2031-06-25")
    number_told = Quantity(span=found(text, "hit"), kind="killed", min=killed[0], max=killed[1]) if killed else None
    return Event(
        id=f"e{number}",
        incident=f"i{number}",
        type=claim.get("type", "shelling"),
        trigger=found(text, claim.get("trigger", "hit")),
        clause=Span.of(text, 0, len(text)),
        status=claim.get("status", "actual"),
        voice="attributed" if claim.get("said") else "narrator",
        attribution=f"a{number}" if claim.get("said") else None,
        actor=party(text, claim.get("actor")),
        target=party(text, claim.get("target")),
        place=Place(span=found(text, place["name"]), **place) if place else None,
        time=When(start=day, end=claim.get("until", day)) if day else None,
        quantities=(number_told,) if number_told else (),
        plover=claim.get("plover"),
        acled=claim.get("acled"),
        rule="test",
        lexicon=("test.toml#hit",),
    )


def record_of(*coded, together=(), killed=(), replaced=None):
    """The record of coded stories; `together` names groups of claim ids that are one happening."""
    claims = {claim.id: claim for one in coded for claim in claims_of(one)}
    for story in killed:
        claims |= {i: c.model_copy(update={"withdrawn": True}) for i, c in claims.items() if c.story == story}
    grouped = {claim_id for group in together for claim_id in group}
    groups = [*together, *((claim_id,) for claim_id in claims if claim_id not in grouped)]
    return Snapshot(
        coded=coded,
        incidents=incidents_of([[claims[claim_id] for claim_id in group] for group in groups]),
        control=(),
        killed=tuple(killed),
        replaced=replaced or {},
    )
