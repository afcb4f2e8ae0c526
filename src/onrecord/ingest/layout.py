"""Cuts a text into paragraphs and says what each is: headline, body, subhead or boilerplate."""

import re
from dataclasses import dataclass

from onrecord.ingest.notices import Notice, find_notice
from onrecord.records.story import Paragraph, ParagraphKind

_HEAD = re.compile(r"\A\ufeff?[ \t]?date (\d{4}-\d{2}-\d{2})[ \t]+(?=\S)")
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_WRAPPED = 120  # characters; text with hard line ends has no longer lines, so a longer one is a paragraph
_SUBHEAD_CHARACTERS, _SUBHEAD_WORDS = 90, 12
_QUOTED_SUBHEAD = re.compile(r"['‘][^'‘’]+(?:['’]\w+[^'‘’]*)*['’]\Z")
_EDGE = "\ufeff \t\r\n\f\v\x01\x02\x03\x04"

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs of a text in order, the notices found among them, and the date that opens it, if any."""

    paragraphs: tuple[Paragraph, ...]
    notices: tuple[Notice, ...]
    date: str | None


def lay_out(text: str) -> Layout:
    """The layout of `text`: first line the headline, paragraphs parted by blank lines.

    The first line may open with the seed's ` date YYYY-MM-DD `, which is no part of the headline.
    """
    head = _HEAD.match(text)
    stretches = _stretches(text, head.end() if head else 0)
    paragraphs: list[Paragraph] = []
    notices: list[Notice] = []
    for number, (start, end) in enumerate(stretches):
        if number == 0:
            paragraphs.append(Paragraph(start=start, end=end, kind="headline"))
            continue
        notice = find_notice(text, start, end)
        if notice is not None:
            notices.append(notice)
        paragraphs += _with_notice(text, (start, end), notice)
    return Layout(_with_subheads(text, paragraphs), tuple(notices), head.group(1) if head else None)


def _with_notice(text: str, stretch: Stretch, notice: Notice | None) -> list[Paragraph]:
    start, end = stretch
    if notice is None:
        return [Paragraph(start=start, end=end, kind="body")]
    before = _trim(text, start, notice.start)
    body = [Paragraph(start=before[0], end=before[1], kind="body")] if before else []
    return [*body, Paragraph(start=notice.start, end=end, kind="boilerplate")]


def _with_subheads(text: str, paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """A subhead stands between body paragraphs: a short last line may be a text cut off."""
    bodies = [n for n, p in enumerate(paragraphs) if p.kind == "body"]
    inner = set(bodies[1:-1])
    kinds: list[ParagraphKind] = [
        "subhead" if n in inner and _reads_as_subhead(text[p.start : p.end]) else p.kind
        for n, p in enumerate(paragraphs)
    ]
    return tuple(Paragraph(start=p.start, end=p.end, kind=kind) for p, kind in zip(paragraphs, kinds, strict=True))


def _reads_as_subhead(block: str) -> bool:
    if len(block) > _SUBHEAD_CHARACTERS or len(block.split()) > _SUBHEAD_WORDS or "\n" in block:
        return False
    if _QUOTED_SUBHEAD.match(block):
        return block[-2] not in ".,"
    return block[-1] not in ".!?,;:\"”’'" and block[0] not in '-–—•*"“' and not block[0].islower()


def _stretches(text: str, start: int) -> list[Stretch]:
    """The headline's line, then every block between blank lines, in order and trimmed."""
    found: list[Stretch] = []
    position = start
    for blank in [*_BLANK.finditer(text, start), None]:
        block = _trim(text, position, blank.start() if blank else len(text))
        position = blank.end() if blank else len(text)
        if block is None:
            continue
        if not found:
            line = _LINE.search(text, *block)
            end = line.end() if line else block[1]
            found += [s for s in (_trim(text, block[0], end),) if s]
            block = _trim(text, end, block[1])
        if block is not None:
            found += _lines_as_paragraphs(text, block)
    return found


def _lines_as_paragraphs(text: str, block: Stretch) -> list[Stretch]:
    """The block, or each of its lines where they are paragraphs of their own: too long to be wrapped, or indented."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, *block)]
    if len(lines) == 1:
        return [block]
    if any(end - start > _WRAPPED for start, end in lines):
        return [s for line in lines if (s := _trim(text, *line))]
    indented = [n for n, (start, _) in enumerate(lines) if n and text[start] in " \t"]
    if not indented or (len(indented) == len(lines) - 1 > 1 and not _ends_sentences(text, lines)):
        return [block]
    firsts = [0, *indented]
    lasts = [n - 1 for n in indented] + [len(lines) - 1]
    pairs = [(lines[a][0], lines[b][1]) for a, b in zip(firsts, lasts, strict=True)]
    return [s for pair in pairs if (s := _trim(text, *pair))]


def _ends_sentences(text: str, lines: list[Stretch]) -> bool:
    return all(text[start:end].rstrip()[-1:] in set(".!?\"”’'") for start, end in lines)


def _trim(text: str, start: int, end: int) -> Stretch | None:
    block = text[start:end]
    left = len(block) - len(block.lstrip(_EDGE))
    right = len(block.rstrip(_EDGE))
    return (start + left, start + right) if right > left else None
