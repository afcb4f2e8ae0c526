"""Decides what enters the record: rule 5, everything else is listed as ignored with its reason."""

from onrecord.ingest.english import foreign_language
from onrecord.ingest.promotions import Promotion, find_promotion
from onrecord.records.span import Note
from onrecord.records.story import Ignored, Item, Story

_NAMES = {"advertisement": "advertisement", "press-release": "press release"}


def enter(story: Story) -> Story | Ignored:
    """The story where it may enter the record, else why not.

    Reasons: empty, advertisement, press-release, language, undated, withheld. A kill always passes: it must reach
    what was published.
    """
    if story.status == "canceled":
        return story
    promotion = find_promotion(story)
    if promotion:
        undated = "" if story.published else ", undated"
        message = f'{_NAMES[promotion.kind]}{undated}: "{promotion.words}" ({promotion.ref})'
        return ignored(story.item, promotion.kind, message, headline=story.headline)
    if story.status == "withheld":
        return ignored(story.item, "withheld", "held back by its sender", headline=story.headline)
    return _readable(story)


def enter_for_coding(story: Story) -> Story | Ignored:
    """The story where it can be coded: as `enter`, but a promotion handed over by name is coded, with a note."""
    promotion = find_promotion(story)
    checked = _readable(story)
    return _marked(checked, promotion) if promotion and isinstance(checked, Story) else checked


def ignored(item: Item, reason: str, message: str, *, headline: str | None = None) -> Ignored:
    """An item that was read and put aside."""
    return Ignored(item=item, outcome="ignored", reason=reason, message=message, headline=headline)


def quarantined(item: Item, reason: str, message: str) -> Ignored:
    """An item that could not be read."""
    return Ignored(item=item, outcome="quarantined", reason=reason, message=message)


def _readable(story: Story) -> Story | Ignored:
    if not story.paragraphs:
        return ignored(story.item, "empty", "there is no text in it")
    language = foreign_language(story.text)
    if language:
        message = f"the text is not English (it reads as {language})"
        return ignored(story.item, "language", message, headline=story.headline)
    if not story.published:
        message = "it tells no publication date; give one with --published"
        return ignored(story.item, "undated", message, headline=story.headline)
    return story


def _marked(story: Story, promotion: Promotion) -> Story:
    note = Note(level="warning", code=promotion.kind, message=f'{_NAMES[promotion.kind]}: "{promotion.words}"')
    return story.model_copy(update={"notes": (*story.notes, note)})
