"""Coded stories → claims: one for each event and the voice that tells it, and one for each denial around it."""

from onrecord.link.kinds import agency_side
from onrecord.records.coded import CodedStory
from onrecord.records.event import Attribution, Event
from onrecord.records.incident import Claim

_NO_SIDE = {"media", "analyst", "igo", "ngo"}


def claims_of(coded: CodedStory, *, withdrawn: bool = False, copies: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """The claims of a story, in the order of its events.

    A denial or doubt around the attribution of an event is a claim of its own, `STORY/EVENT@ATTRIBUTION`.
    """
    attributions = {a.id: a for a in coded.attributions}
    claims: list[Claim] = []
    for event in coded.events:
        own = attributions.get(event.attribution or "")
        claims.append(_claim(coded, event, own, withdrawn, copies))
        claims.extend(
            _claim(coded, event, outer, withdrawn, copies, around=True) for outer in _denials(own, attributions)
        )
    return tuple(claims)


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


def _claim(
    coded: CodedStory,
    event: Event,
    own: Attribution | None,
    withdrawn: bool,  # noqa: FBT001
    copies: tuple[str, ...],
    *,
    around: bool = False,
) -> Claim:
    story = coded.story
    agency = story.originator
    own_voice = own is None or event.voice == "witnessed" or own.witness
    line = agency_side(agency)
    claimant = agency if own_voice else _speaker(own)
    return Claim(
        id=f"{story.id}/{event.id}" + (f"@{own.id}" if around and own else ""),
        story=story.id,
        event=event,
        attribution=own,
        claimant=claimant or f"an unnamed source of {agency}",
        side=(line.side if line else None) if own_voice else _side(own),
        originator=agency if own_voice else claimant or f"an unnamed source of {agency}",
        voice=event.voice if not own or own_voice else "attributed",
        stance=own.stance if own else "assert",
        checked=own.checked if own else None,
        published=story.published,
        said_on=own.said_on if own else None,
        withdrawn=withdrawn,
        copies=copies,
    )


def _speaker(own: Attribution | None) -> str | None:
    """The speaker's name, or the words by which the story names it."""
    if own is None:
        return None
    return own.source_name or (own.source.text if own.source else None)


def _side(own: Attribution | None) -> str | None:
    """The side a speaker speaks for: none for media, analysts and bodies above the parties."""
    if own is None or (own.source_kind in _NO_SIDE and not own.source_side):
        return None
    return own.source_side or own.source_country
