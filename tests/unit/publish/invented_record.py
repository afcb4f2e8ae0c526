"""A small invented record: two places, two sides, one contradiction, and the awkward cases."""

from onrecord.records.actor import Actor
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.incident import Claim, Contradiction, Incident, PlaceStatus, Reason, StandingClaim, Toll
from onrecord.records.snapshot import Correction, Snapshot
from onrecord.records.story import Agency, Ignored, Item, Paragraph, Story
from onrecord.records.when import When
from onrecord.records.where import Place

HEADLINE = "Rockets hit Arvena, mayor says"
BODY = "Up to 80 people were killed when rockets hit Arvena on Saturday, mayor Ilka Tosh said on radio."
NOTICE = "(This story has not been edited by Coast Post staff.)"
TEXT = f"{HEADLINE}\n\nARVENA, June 25 (NP) — {BODY}\n\n{NOTICE}\n"


def span_of(story, words):
    start = story.text.index(words, len(HEADLINE))
    return story.span(start, start + len(words))


def make_story(story_id="np-1", **changes):
    item = Item(origin=f"{story_id}.txt", sha256="0" * 64, format="text")
    text = changes.pop("text", TEXT)
    body = text.index(BODY) if BODY in text else 0
    paragraphs = (
        Paragraph(start=0, end=len(HEADLINE), kind="headline"),
        Paragraph(start=body, end=body + len(BODY), kind="body"),
        Paragraph(start=text.index(NOTICE), end=text.index(NOTICE) + len(NOTICE), kind="boilerplate"),
    )
    fields = {
        "id": story_id,
        "item": item,
        "guid": story_id,
        "headline": HEADLINE,
        "text": text,
        "paragraphs": paragraphs,
        "published": "2031-06-26T09:00:00Z",
        "carrier": "Coast Post",
        "agency": Agency(name="North Press", how="dateline"),
        "usage_terms": "Free with credit.",
    }
    return Story(**(fields | changes))


def make_coded(story):
    said = Attribution(
        id="a1",
        source=span_of(story, "mayor Ilka Tosh"),
        source_name="Ilka Tosh",
        source_kind="official",
        source_country="AD",
        cue=span_of(story, "said"),
        content=(span_of(story, BODY.split(", mayor", maxsplit=1)[0]),),
        channel="radio",
        rule="verb",
    )
    place = Place(span=span_of(story, "Arvena"), name="Arvena", lat=42.5, lon=1.5, country="AD")
    when = When(span=span_of(story, "Saturday"), start="2031-06-25", end="2031-06-25")
    number = Quantity(span=span_of(story, "Up to 80 people"), kind="killed", min=None, max=80)
    event = Event(
        id="e1",
        incident="i1",
        type="shelling",
        trigger=span_of(story, "hit"),
        clause=said.content[0],
        voice="attributed",
        attribution="a1",
        actor=Actor(span=None, name=None, country="FR", kind="military"),
        place=place,
        time=when,
        quantities=(number,),
        rule="frame",
        lexicon=("frames.toml#hit",),
    )
    versions = Versions(software="0", model="m", gazetteer="g", lexicon="l")
    return CodedStory(story=story, attributions=(said,), events=(event,), versions=versions)


def make_claim(coded, claimant="Ilka Tosh", side="AD", **changes):
    event = coded.events[0]
    fields = {
        "id": f"{coded.story.id}/{event.id}",
        "story": coded.story.id,
        "event": event,
        "attribution": coded.attributions[0],
        "claimant": claimant,
        "side": side,
        "originator": claimant,
        "voice": "attributed",
        "stance": "assert",
        "checked": None,
        "published": coded.story.published,
        "said_on": None,
    }
    return Claim(**(fields | changes))


def make_incident(incident_id, claims, **changes):
    pair = Contradiction(about="happened", claims=(claims[0].id, claims[1].id)) if len(claims) > 1 else None
    reasons = (Reason(standing="contested", rule="another originator denies it", claims=(claims[0].id,)),)
    fields = {
        "id": incident_id,
        "type": "shelling",
        "title": "Shelling or missile fire, Arvena, 25 June 2031",
        "place": "Arvena",
        "lat": 42.5,
        "lon": 1.5,
        "country": "AD",
        "precision": "town",
        "start": "2031-06-25",
        "end": "2031-06-25",
        "status": "actual",
        "claims": tuple(StandingClaim(claim=c, standings=reasons) for c in claims),
        "standings": reasons,
        "tolls": (Toll(kind="killed", min=None, max=80, total=False, claim=claims[0].id, claimant=claims[0].claimant),),
        "contradictions": (pair,) if pair else (),
        "first_seen": claims[0].published,
    }
    return Incident(**(fields | changes))


def invented_snapshot():
    """Three stories (one killed, one a copy), two incidents (one with neither place nor day), control, the rest."""
    first, killed = make_coded(make_story()), make_coded(make_story("np-killed", headline="Secret killed headline"))
    copy = CodedStory(story=make_story("cp-1", carrier="Hill Post"), versions=first.versions)
    claim = make_claim(first, copies=("cp-1",))
    denial = make_claim(first, "Border Command", "FR", id="np-1/e1@a2", stance="deny")
    gone = make_claim(killed, withdrawn=True)
    nowhere = {"place": None, "lat": None, "lon": None, "country": None, "precision": None, "start": None, "end": None}
    bare = {"title": "Withdrawn report (shelling)", "tolls": (), "contradictions": ()}
    held = {"place": "Arvena", "lat": 42.5, "lon": 1.5, "geonameid": None, "end": None}
    return Snapshot(
        coded=(first, killed, copy),
        incidents=(make_incident("inc-1", (claim, denial)), make_incident("inc-2", (gone,), **nowhere, **bare)),
        control=(
            PlaceStatus(**held, start="2031-06-25", status="FR", standings=("contested",), claims=("np-1/e1",)),
            PlaceStatus(**held, start="2031-06-25", status="AD", standings=("contested",), claims=("np-1/e1@a2",)),
        ),
        ignored=(
            Ignored(
                item=Item(origin="ad.txt", sha256="1" * 64, format="text"),
                outcome="ignored",
                reason="advertisement",
                message="it sells",
                headline="Buy now",
            ),
        ),
        corrections=(
            Correction(kind="kill", story="kill-1", replaces="np-killed", at="2031-06-27T00:00:00Z", note="Wrong"),
        ),
        killed=("np-killed",),
        copies={"cp-1": "np-1"},
    )
