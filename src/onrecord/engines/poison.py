"""What becomes of a story that ends the process coding it: the same words on every engine."""

from onrecord.ingest.gate import quarantined
from onrecord.records.story import Ignored, Story

DEATHS = 2  # that a story is let cause before it is put aside


def ended_its_worker(story: Story) -> Ignored:
    """The story put aside because it ended the process that coded it each time it was tried."""
    told = f"the process that coded it was ended {DEATHS} times (out of memory?); please report it"
    return quarantined(story.item, "coder-failed", told).model_copy(update={"headline": story.headline})
