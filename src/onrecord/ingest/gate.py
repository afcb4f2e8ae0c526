"""Decides what enters the record: rule 5, everything else is listed as ignored with its reason."""

from datetime import timedelta

from onrecord.ingest.dates import is_later
from onrecord.ingest.english import foreign_language
from onrecord.ingest.promotions import find_promotion
from onrecord.records.span import Note
from onrecord.records.story import Ignored, Item, Story

_NAMES = {"advertisement": "advertisement", "press-release": "press release"}


def enter(story: Story) -> Story | Ignored:
    """The story where it may enter the record, else why not.

    Reasons: empty, advertisement, press-release, language, undated, withheld, embargoed. A kill always passes: it must
    reach what was published.
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
    received = story.item.received
    if story.embargo and received and is_later(story.embargo, received, by=timedelta(0)):
        message = f"held back by its sender until {story.embargo}"
        return ignored(story.item, "embargoed", message, headline=story.headline)
    unreadable = _unreadable(story)
    if unreadable:
        return unreadable
    if not story.published:
        message = "it tells no publication date; give one with --published"
        return ignored(story.item, "undated", message, headline=story.headline)
    return story


def enter_for_coding(story: Story) -> Story | Ignored:
    """The story where it can be coded: promotions and undated stories too when handed over by name, with a note."""
    unreadable = _unreadable(story)
    if unreadable:
        return unreadable
    promotion = find_promotion(story)
    if promotion:
        story = _marked(story, promotion.kind, f'{_NAMES[promotion.kind]}: "{promotion.words}"')
    if not story.published:
        message = "no publication date: weekdays and the like are not resolved; give one with --published"
        story = _marked(story, "undated", message)
    return story


def ignored(item: Item, reason: str, message: str, *, headline: str | None = None) -> Ignored:
    """An item that was read and put aside."""
    return Ignored(item=item, outcome="ignored", reason=reason, message=_line(message), headline=headline)


def quarantined(item: Item, reason: str, message: str) -> Ignored:
    """An item that could not be read."""
    return Ignored(item=item, outcome="quarantined", reason=reason, message=_line(message))


def _line(message: str) -> str:
    """The message on one line: what libraries say may have several."""
    return " ".join(message.split())


def _unreadable(story: Story) -> Ignored | None:
    if not story.paragraphs:
        return ignored(story.item, "empty", "there is no text in it")
    language = foreign_language(story.text)
    if language:
        message = f"the text is not English (it reads as {language})"
        return ignored(story.item, "language", message, headline=story.headline)
    return None


def _marked(story: Story, code: str, message: str) -> Story:
    note = Note(level="warning", code=code, message=message)
    return story.model_copy(update={"notes": (*story.notes, note)})
