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
    story = Story(
        **{
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
        | changes
    )
    attributions, events = [], []
    for number, claim in enumerate(claims, 1):
        said = claim.get("said")
        if said:
            attributions.append(
                Attribution(
                    id=f"a{number}",
                    source=found(text, said[2]),
                    source_name=said[2],
                    source_kind=said[0],
                    source_country=said[1],
                    cue=found(text, "said"),
                    content=(Span.of(text, 0, len(text)),),
                    stance=claim.get("stance", "assert"),
                    rule="test",
                )
            )
        killed = claim.get("killed")
        place = claim.get("place", ARVENA)
        day = claim.get("day", "2031-06-25")
        events.append(
            Event(
                id=f"e{number}",
                incident=f"i{number}",
                type=claim.get("type", "shelling"),
                trigger=found(text, claim.get("trigger", "hit")),
                clause=Span.of(text, 0, len(text)),
                status=claim.get("status", "actual"),
                voice="attributed" if said else "narrator",
                attribution=f"a{number}" if said else None,
                actor=party(text, claim.get("actor")),
                target=party(text, claim.get("target")),
                place=Place(span=found(text, place["name"]), **place) if place else None,
                time=When(start=day, end=claim.get("until", day)) if day else None,
                quantities=(Quantity(span=found(text, "hit"), kind="killed", min=killed[0], max=killed[1]),)
                if killed
                else (),
                plover=claim.get("plover"),
                acled=claim.get("acled"),
                rule="test",
                lexicon=("test.toml#hit",),
            )
        )
    return CodedStory(story=story, attributions=tuple(attributions), events=tuple(events), versions=VERSIONS)


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
