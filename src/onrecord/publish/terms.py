"""How much of a story's text its usage terms let us show, and the text cut to that."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.publish.look import Look
from onrecord.publish.marks import Block, Cutter, Piece
from onrecord.records.coded import CodedStory
from onrecord.records.span import Span
from onrecord.records.story import Story

Shows = Literal["full", "lead", "less"]
_SIDE = 80  # characters of a quotation on each side of the words it is for
_SHARE = 4  # quotations together are at most this part of the text, but always 300 characters
_LEAST = 300
_LONGEST = 2 * _SIDE + 40


class Terms(lexicons.Line):
    """A phrase of usage terms and what it lets us show; `not full` only takes away the whole text."""

    pattern: str
    shows: Literal["full", "lead", "less", "not full"]


@cache
def lines() -> tuple[tuple[Terms, re.Pattern[str]], ...]:
    """The phrases, ready to be looked for."""
    return tuple((t, re.compile(t.pattern, re.IGNORECASE)) for t in lexicons.read("publish", "terms", Terms))


def allowed(terms: str | None) -> Shows:
    """What usage terms allow: the narrowest that a phrase of them says, `less` where none says anything."""
    found = {t.shows for t, pattern in lines() if terms and pattern.search(terms)}
    if "less" in found or not found - {"not full"}:
        return "less"
    if "lead" in found:
        return "lead"
    return "less" if "not full" in found else "full"


def shown(story: Story, look: Look) -> Shows:
    """What the site shows of a story's text."""
    return "full" if look.full_text == "all" else allowed(story.usage_terms)


def cut_blocks(coded: CodedStory, shows: Shows) -> Iterator[Block]:
    """The headline, the first paragraph where it may be shown, and of the rest short quotations around the evidence.

    What is left out stands as […]; the last block carries the anchors of evidence that is not shown.
    """
    story, cutter = coded.story, Cutter.of(coded)
    windows = _windows(coded)
    room = max(len(story.text) // _SHARE, _LEAST)
    lead_left = shows == "lead"
    for paragraph in story.paragraphs:
        if paragraph.kind == "headline" or (paragraph.kind == "body" and lead_left):
            lead_left = lead_left and paragraph.kind != "body"
            yield Block(paragraph.kind, cutter.pieces(paragraph.start, paragraph.end))
            continue
        pieces: list[Piece] = []
        for start, end in (w for w in windows if paragraph.start <= w[0] and w[1] <= paragraph.end):
            if end - start <= room:
                room -= end - start
                pieces += [_gap(" […] " if pieces else "[…] "), *cutter.pieces(start, end)]
        if pieces:
            yield Block("quoted", (*pieces, _gap(" […]")))
    known = [*(a.id for a in (*coded.attributions, *coded.refusals)), *(e.id for e in coded.events)]
    lost = tuple(anchor for anchor in known if anchor not in cutter.given)
    yield Block("cut", (replace(_gap(""), anchors=lost),))


def _windows(coded: CodedStory) -> list[tuple[int, int]]:
    """Stretches of at most `_LONGEST` characters around what the events were read from, joined where they meet."""
    body = [p for p in coded.story.paragraphs if p.kind in {"body", "subhead"}]
    found: list[tuple[int, int]] = []
    for span in sorted((e.trigger for e in coded.events), key=lambda s: s.start):
        home = next((p for p in body if p.start <= span.start and span.end <= p.end), None)
        if home:
            start, end = _around(coded.story.text, span, home.start, home.end)
            if found and start <= found[-1][1] and end - found[-1][0] <= _LONGEST:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            elif not found or start >= found[-1][1]:
                found.append((start, end))
    return found


def _around(text: str, span: Span, first: int, last: int) -> tuple[int, int]:
    """The words within reach of a span, whole ones."""
    start, end = max(first, span.start - _SIDE), min(last, span.end + _SIDE)
    while first < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < last and not text[end].isspace():
        end -= 1
    return start, end


def _gap(text: str) -> Piece:
    return Piece(text, (), (), 0, (), ())
