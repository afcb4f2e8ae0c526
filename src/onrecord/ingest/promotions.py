"""Knows advertisements and press releases, which do not enter the record."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.records.story import Story

_OPENING, _CLOSING = 3, 3  # paragraphs after the headline, and at the end, in which the marks stand
_LABEL = 160  # characters; a label is short
_LONGEST = 2000  # characters of a paragraph that are looked at


class PromotionLine(lexicons.Line):
    """A line of `promotions.toml`; see there for what the fields mean."""

    kind: Literal["advertisement", "press-release"]
    where: Literal["label", "dateline", "closing"]
    pattern: str
    case: bool = False


@dataclass(frozen=True, slots=True)
class Promotion:
    """What marks a story as promotion: the kind, the words, and the lexicon line that knows them."""

    kind: Literal["advertisement", "press-release"]
    words: str
    ref: str


def find_promotion(story: Story) -> Promotion | None:
    """The mark of an advertisement or a press release in the story or its terms of use; null where there is none."""
    blocks = [story.text[p.start : p.end][:_LONGEST] for p in story.paragraphs]
    opening = [b for b in blocks[: _OPENING + 1] if len(b) <= _LABEL]
    dateline = [b[:_LABEL] for b in (story.dateline.text if story.dateline else "", *blocks[: _OPENING + 1])]
    closing = [b for b in (*blocks[1:][-_CLOSING:], story.usage_terms) if b]
    for line, pattern in _patterns():
        if line.where == "closing":
            match = next((m for block in closing if (m := pattern.search(block))), None)
        else:
            match = next(
                (m for b in (opening if line.where == "label" else dateline) if (m := pattern.fullmatch(b))), None
            )
        if match:
            return Promotion(line.kind, " ".join(match.group().split())[:80], line.ref)
    return None


@cache
def _patterns() -> tuple[tuple[PromotionLine, re.Pattern[str]], ...]:
    return tuple(
        (line, re.compile(line.pattern, re.DOTALL | (re.NOFLAG if line.case else re.IGNORECASE)))
        for line in lexicons.read("ingest", "promotions", PromotionLine)
    )
