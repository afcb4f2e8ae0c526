"""Sees to it that a story never takes the place of another by bearing its name."""

from collections.abc import Mapping

from onrecord.records.story import Story, StoryHead


def settle_identity(story: Story, known: Mapping[str, StoryHead]) -> Story:
    """The story under an id of its own: `known` are the heads of all stories in the record, by id.

    The same file with other bytes is the next version of the story it held before. Another file with the same name
    is another story. In both cases the id gets the first digits of the bytes' hash, so that the same bytes get the
    same id again.
    """
    head = known.get(story.id)
    if head is None or head.sha256 == story.item.sha256:
        return story
    own_id = f"{story.id}-{story.item.sha256[:8]}"
    if own_id in known:
        entered = known[own_id]
        return story.model_copy(update={"id": own_id, "guid": entered.guid, "version": entered.version})
    if head.origin == story.item.origin:
        version = 1 + max(h.version for h in known.values() if h.guid == head.guid)
        return story.model_copy(update={"id": own_id, "guid": head.guid, "version": max(version, story.version)})
    guid = own_id if story.guid == story.id else story.guid
    return story.model_copy(update={"id": own_id, "guid": guid})
