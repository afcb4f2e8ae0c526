"""Finds what is no part of the story: syndication notices, corrections, editor's notes, credits."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.records.story import DisclosureKind

NoticeKind = DisclosureKind | Literal["correction", "editors-note", "credit", "copyright", "byline", "housekeeping"]
DISCLOSURES: dict[str, DisclosureKind] = {
    "unedited": "unedited",
    "headline-edited": "headline-edited",
    "headline-picture-edited": "headline-picture-edited",
    "mixed-agencies": "mixed-agencies",
    "contributed": "contributed",
}
_LONGEST = 700  # characters; no notice is longer, and a 100 kB line costs nothing


class NoticeLine(lexicons.Line):
    """A line of `notices.toml`; see there for what the fields mean."""

    kind: NoticeKind
    where: Literal["end", "whole"]
    pattern: str
    case: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in the text: `start` and `end` are its characters, `ref` the lexicon line that knew it."""

    start: int
    end: int
    kind: NoticeKind
    ref: str
    carrier: str | None = None
    agencies: tuple[int, int] | None = None  # characters of the text that name who wrote it
    author: str | None = None


def find_notice(text: str, start: int, end: int) -> Notice | None:
    """The notice that is, or closes, the paragraph `text[start:end]`; null where there is none."""
    block_start = max(start, end - _LONGEST)
    block = text[block_start:end]
    for line, pattern in _patterns():
        if line.where == "whole" and block_start > start:
            continue
        match = pattern.fullmatch(block) if line.where == "whole" else pattern.search(block)
        if match:
            return _notice(line, match, block_start)
    return None


def _notice(line: NoticeLine, match: re.Match[str], offset: int) -> Notice:
    groups = match.groupdict()
    agencies = None
    if groups.get("agencies"):
        agencies = (offset + match.start("agencies"), offset + match.end("agencies"))
    return Notice(
        start=offset + match.start(),
        end=offset + match.end(),
        kind=line.kind,
        ref=line.ref,
        carrier=groups.get("carrier"),
        agencies=agencies,
        author=groups.get("author"),
    )


@cache
def _patterns() -> tuple[tuple[NoticeLine, re.Pattern[str]], ...]:
    return tuple((line, _compile(line)) for line in lexicons.read("ingest", "notices", NoticeLine))


def _compile(line: NoticeLine) -> re.Pattern[str]:
    flags = re.DOTALL | (re.NOFLAG if line.case else re.IGNORECASE)
    pattern = line.pattern.replace(" ", r"\s")
    # a closing notice follows the end of a sentence, so that no sentence is cut in two
    return re.compile(
        rf"(?:\A|(?<=[.!?\"”’')\]]\s)|(?<=[.!?\"”’')\]]\n))(?:{pattern})\Z" if line.where == "end" else pattern, flags
    )
