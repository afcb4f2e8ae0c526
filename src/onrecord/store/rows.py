"""Stories, attributions, events and claims as rows: the columns repeat what is asked for, `body` is the whole."""

from onrecord.records.coded import CodedStory
from onrecord.records.event import Attribution, Event
from onrecord.records.incident import Claim
from onrecord.store.batches import Row


def story_row(coded: CodedStory) -> Row:
    """The row of a coded story in `story`."""
    story = coded.story
    keys = ("status", "published", "headline", "carrier")
    return {
        **{k: getattr(story, k) for k in keys},
        "agency": story.agency.name if story.agency else None,
        **story.head.model_dump(),
        **coded.versions.model_dump(),
        "body": coded.model_dump_json(exclude={"attributions", "events"}),
    }


def attribution_row(story_id: str, position: int, attribution: Attribution) -> Row:
    """The row of an attribution."""
    keys = ("id", "source_name", "source_kind", "source_country", "stance", "checked", "rule")
    return {
        **{k: getattr(attribution, k) for k in keys},
        "story": story_id,
        "position": position,
        "cue": attribution.cue_lemma,
        "body": attribution.model_dump_json(),
    }


def event_row(story_id: str, position: int, event: Event) -> Row:
    """The row of an event."""
    keys = ("id", "type", "status", "voice", "rule")
    return {
        **{k: getattr(event, k) for k in keys},
        "story": story_id,
        "position": position,
        "place": event.place.name if event.place else None,
        "lat": event.place.lat if event.place else None,
        "lon": event.place.lon if event.place else None,
        "start": event.time.start if event.time else None,
        "end": event.time.end if event.time else None,
        "body": event.model_dump_json(),
    }


def claim_row(claim: Claim) -> Row:
    """The row of a claim."""
    keys = ("id", "story", "claimant", "side", "stance")
    return {
        **{k: getattr(claim, k) for k in keys},
        "type": claim.event.type,
        "withdrawn": int(claim.withdrawn),
        "body": claim.model_dump_json(),
    }
