"""Reads plain-text stories: the seed's shape, headline-first files, and their metadata sidecars."""

import hashlib
import re

from onrecord.records.story import Item, Paragraph, Story

_HEAD = re.compile(r"\A ?date (\d{4}-\d{2}-\d{2}) (?=\S)")


def story_from_text(text: str, *, story_id: str, published: str | None = None, origin: str = "-") -> Story:
    """The story in `text`: headline on the first line, paragraphs parted by blank lines, offsets those of `text`."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    paragraphs: list[Paragraph] = []
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[start:]):
        block_start = start + match.start()
        block = match.group().rstrip()
        kind = "body"
        if not paragraphs:
            kind = "headline"
        elif block.startswith("(") and "syndicated feed" in block:
            kind = "boilerplate"
        paragraphs.append(Paragraph.model_validate({"start": block_start, "end": block_start + len(block), "kind": kind}))
    headline = text[paragraphs[0].start : paragraphs[0].end] if paragraphs else ""
    item = Item(origin=origin, sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), format="text")
    return Story(
        id=story_id,
        item=item,
        guid=story_id,
        headline=headline,
        text=text,
        paragraphs=tuple(paragraphs),
        published=published or (head.group(1) if head else ""),
    )
