"""Finds quotations on raw characters, before any parser sees the text."""

import re

from onrecord.records.sentence import Quotation

_OPENERS = {"“": "”", "«": "»", "„": "“”", "”": "”"}
_CLOSERS = "”»"
_BEFORE_OPEN = frozenset(" \t\n\r\u00a0([{-–—―‘'/")
_ELISIONS = re.compile(r"(?:\d\ds\b|em\b|til\b|twas\b|tis\b|cause\b|n\b|bout\b|round\b)", re.IGNORECASE)
_DOUBLED = re.compile("''|``")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+\S|\s*$)")


def find_quotations(text: str, start: int, end: int, paragraph: int) -> tuple[Quotation, ...]:
    """The quotations in `text[start:end]`, which is paragraph number `paragraph`; never raises.

    A mark that is not closed opens a quotation to the end of its sentence, or to the end of the paragraph where
    the paragraph opens with it (the convention for speech that goes on in the next). A closing mark that nothing
    opened is passed over. Single marks quote only where no apostrophe can stand and no other mark is around them.
    """
    text = _DOUBLED.sub('"\x00', text[:end]) if "''" in text or "``" in text else text
    found: list[Quotation] = []
    opened: int | None = None
    for i in range(start, end):
        kind = _kind(text, i, start, end, text[opened] if opened is not None else None)
        if kind == "open":
            if opened is not None:
                found.append(_unclosed(text, opened, i, start, paragraph))
            opened = i
        elif kind == "close" and opened is not None:
            inner = opened + _width(text, opened)
            found.append(Quotation(opened, i + _width(text, i), min(inner, i), i, paragraph))
            opened = None
    if opened is not None:
        found.append(_unclosed(text, opened, end, start, paragraph))
    singles = _singles(text, start, end, paragraph)
    found += [s for s in singles if not any(q.start < s.end and s.start < q.end for q in found)]
    return tuple(sorted(found, key=lambda q: q.start))


def _width(text: str, i: int) -> int:
    """Characters of the mark at `i`: two where a pair of apostrophes stands for it."""
    return 2 if text[i + 1 : i + 2] == "\x00" else 1


def _kind(text: str, i: int, start: int, end: int, opener: str | None) -> str:
    mark = text[i]
    if opener is not None and mark in _OPENERS.get(opener, ""):
        return "close"
    after_space = i == start or text[i - 1] in _BEFORE_OPEN
    if mark in _CLOSERS:
        astray = opener is None and after_space and _plain_word(text, i + 1, end)
        return "open" if astray else "close" if opener is not None else ""
    if mark in _OPENERS:
        return "open"
    if mark != '"':
        return ""
    behind = i + _width(text, i)
    before_space = behind >= end or text[behind].isspace()
    if opener is None:
        return "" if before_space and not after_space else "open"
    return "open" if after_space and not before_space and opener == '"' and _plain_word(text, behind, end) else "close"


def _plain_word(text: str, i: int, end: int) -> bool:
    return i < end and text[i].isalnum()


def _unclosed(text: str, opened: int, limit: int, start: int, paragraph: int) -> Quotation:
    stop = limit
    if text[start:opened].strip():
        match = _SENTENCE_END.search(text, opened + 1, limit)
        stop = match.end() if match else limit
    while stop > opened + 1 and text[stop - 1].isspace():
        stop -= 1
    inner = min(opened + _width(text, opened), stop)
    return Quotation(opened, stop, inner, stop, paragraph, closed=False)


def _singles(text: str, start: int, end: int, paragraph: int) -> list[Quotation]:
    """Quotations in single marks: ‘...’ and '...', told from apostrophes, elisions and plural possessives."""
    found: list[Quotation] = []
    i = start
    while i < end:
        mark = text[i]
        opens = mark in "‘'" and (i == start or text[i - 1] in _BEFORE_OPEN) and _plain_word(text, i + 1, end)
        if not opens or _ELISIONS.match(text, i + 1):
            i += 1
            continue
        close = _single_close(text, i, end)
        if close is None:
            i += 1
            continue
        found.append(Quotation(i, close + 1, i + 1, close, paragraph))
        i = close + 1
    return found


def _single_close(text: str, opened: int, end: int) -> int | None:
    """The mark that closes a single quotation: no letter after it, and no plural possessive if another is left."""
    possible = [
        i
        for i in range(opened + 2, end)
        if text[i] in "’'" and not text[i - 1].isspace() and (i + 1 >= end or not text[i + 1].isalnum())
    ]
    for n, i in enumerate(possible):
        possessive = text[i - 1] == "s" and i + 2 < end and text[i + 1] == " " and text[i + 2].islower()
        if not possessive or n + 1 == len(possible):
            return i
    return None
