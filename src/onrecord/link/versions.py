"""The claims of the whole record: of every story as it stands, with what its earlier versions said otherwise."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from onrecord.link.claims import claims_of
from onrecord.records.coded import CodedStory
from onrecord.records.incident import Claim


def claims_of_record(
    coded: Iterable[CodedStory],
    *,
    replaced: Mapping[str, str],
    corrected: Collection[str] = (),
    killed: Collection[str] = (),
    copies: Mapping[str, str],
) -> tuple[Claim, ...]:
    """All claims: copies count as their original's, killed stories as withdrawn.

    `replaced` maps a story to the version in its place, `corrected` names those of them that were wrong, `copies`
    maps a copy to its original. Of a replaced version only those claims stay that no later version repeats: as
    withdrawn where it was corrected.
    """
    stories = {c.story.id: c for c in coded}
    carried: dict[str, list[str]] = {}
    for copy, original in sorted(copies.items()):
        carried.setdefault(original, []).append(copy)
    claims: list[Claim] = []
    for story_id, story in sorted(stories.items()):
        if story_id in copies or story.story.status == "canceled":
            continue
        wrong = story_id in corrected
        own = claims_of(story, withdrawn=wrong or story_id in killed, copies=tuple(carried.get(story_id, ())))
        later = [c for newer in _chain(story_id, replaced) if newer in stories for c in claims_of(stories[newer])]
        if story_id in replaced:
            said = {_gist(c, exact=wrong) for c in later}
            own = tuple(
                c.model_copy(update={"replaced_by": replaced[story_id]})
                for c in own
                if _gist(c, exact=wrong) not in said
            )
        claims.extend(own)
    return tuple(claims)


def _chain(story_id: str, replaced: Mapping[str, str]) -> Iterator[str]:
    """The later versions of a story, in order."""
    seen = {story_id}
    while (story_id := replaced.get(story_id, "")) and story_id not in seen:
        seen.add(story_id)
        yield story_id


def _gist(claim: Claim, *, exact: bool) -> tuple[object, ...]:
    """What a later version must say for the claim to be repeated; in a correction every word counts."""
    event = claim.event
    numbers = tuple(sorted((q.kind, str(q.min), str(q.max)) for q in event.quantities))
    words = " ".join(event.clause.text.split()) if exact else ""
    return claim.claimant, claim.stance, event.type, event.status, numbers, event.place and event.place.name, words
