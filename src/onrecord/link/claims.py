"""Coded stories → claims: one for each event and the voice that tells it, and one for each denial around it."""

from onrecord.link.kinds import agency_side
from onrecord.records.coded import CodedStory
from onrecord.records.event import Attribution, Event, Voice
from onrecord.records.incident import Claim
from onrecord.records.story import Story

_NO_SIDE = {"media", "analyst", "igo", "ngo"}


def claims_of(coded: CodedStory, *, withdrawn: bool = False, copies: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """The claims of a story, in the order of its events.

    A denial or doubt around the attribution of an event is a claim of its own, `STORY/EVENT@ATTRIBUTION`.
    """
    attributions = {a.id: a for a in coded.attributions}
    claims: list[Claim] = []
    for event in coded.events:
        own = attributions.get(event.attribution or "")
        claims.append(_claim(coded.story, event, own))
        for outer in _denials(own, attributions):
            claim = _claim(coded.story, event, outer)
            claims.append(claim.model_copy(update={"id": f"{claim.id}@{outer.id}"}))
    return tuple(c.model_copy(update={"withdrawn": withdrawn, "copies": copies}) for c in claims)


def _denials(own: Attribution | None, attributions: dict[str, Attribution]) -> list[Attribution]:
    """The attributions around `own` whose source does not assert what `own` says."""
    found: list[Attribution] = []
    seen: set[str] = set()
    while own and own.nested_in and own.nested_in not in seen:
        seen.add(own.nested_in)
        own = attributions.get(own.nested_in)
        if own and own.stance != "assert":
            found.append(own)
    return found


def _claim(story: Story, event: Event, own: Attribution | None) -> Claim:
    """The claim of one voice: the agency's where it narrates or saw, else the speaker's."""
    agency = story.originator
    line = agency_side(agency)
    if own is None or event.voice == "witnessed" or own.witness:
        claimant, side = agency, line.side if line else None
        voice: Voice = "narrator" if event.voice == "attributed" else event.voice
        voice = "witnessed" if own and own.witness else voice
    else:
        claimant, side, voice = _speaker(own) or f"an unnamed source of {agency}", _side(own), "attributed"
    return Claim(
        id=f"{story.id}/{event.id}",
        story=story.id,
        event=event,
        attribution=own,
        claimant=claimant,
        side=side,
        originator=claimant,
        voice=voice,
        stance=own.stance if own else "assert",
        checked=own.checked if own else None,
        published=story.published,
        said_on=own.said_on if own else None,
    )


def _speaker(own: Attribution) -> str | None:
    """The speaker's name, or the words by which the story names it."""
    return own.source_name or (own.source.text if own.source else None)


def _side(own: Attribution) -> str | None:
    """The side a speaker speaks for: none for media, analysts and bodies above the parties."""
    if own.source_kind in _NO_SIDE and not own.source_side:
        return None
    return own.source_side or own.source_country
