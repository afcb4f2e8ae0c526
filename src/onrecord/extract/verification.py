"""Finds the story's own word on a claim: unverified, verified or disputed, with the words that say so."""

import re
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.extract.drafts import Draft
from onrecord.records.event import Checked
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span

_CLAIM = re.compile(
    r"\b(claims?|statements?|reports?|figures?|accounts?|allegations?|assertions?|numbers?|tolls?|it|this|that|these|"
    r"those|neither|either|both|none|information|details?|versions?|authenticity|footage|images?|video)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(neither|either|both|none of|claims|statements|reports|accounts|figures)\b", re.IGNORECASE)


_HOW_MANY = re.compile(r"\b(how many|the numbers? of|what number)\b", re.IGNORECASE)


class CheckLine(lexicons.Line):
    """A wording by which a story says how a claim stands; see the head of verification.toml."""

    pattern: str
    checked: Checked
    scope: Literal["tag", "noun"]


@cache
def _lines() -> tuple[tuple[re.Pattern[str], CheckLine], ...]:
    read = lexicons.read("extract", "verification", CheckLine)
    return tuple((re.compile(line.pattern, re.IGNORECASE), line) for line in read)


Check = tuple[CheckLine, Span]


def find_checks(parsed: Parsed, drafts: list[Draft]) -> dict[int, Check]:
    """By the place of a draft in `drafts`: the wording that marks it and where it stands."""
    found: dict[int, Check] = {}
    for sent in parsed.sents:
        text = parsed.story.text[sent.start : sent.end]
        for pattern, line in _lines():
            for match in pattern.finditer(text):
                span = Span.of(parsed.story.text, sent.start + match.start(), sent.start + match.end())
                if not _inside(span, sent, drafts):
                    for n in _marked(parsed, sent, span, line, drafts):
                        found.setdefault(n, (line, span))
    return found


def _inside(span: Span, sent: Sent, drafts: list[Draft]) -> bool:
    """Whether the words are themselves somebody's claim: then they are not the story's own."""
    return any(start <= span.start and span.end <= end for d in drafts for start, end in d.contents if d.sent is sent)


def _marked(parsed: Parsed, sent: Sent, span: Span, line: CheckLine, drafts: list[Draft]) -> list[int]:
    own = [n for n, d in enumerate(drafts) if d.sent is sent]
    if line.scope == "noun":
        return [n for n in own if 0 <= drafts[n].start - span.end <= 20]
    if own:
        before = [n for n in own if drafts[n].start < span.start]
        return before[-1:] or own[:1]
    sentence = parsed.story.text[sent.start : sent.end]
    if _HOW_MANY.search(sentence):
        return _counted(sent, drafts)
    if not _CLAIM.search(sentence):
        return []
    earlier = [n for n, d in enumerate(drafts) if d.sent.index < sent.index and sent.index - d.sent.index <= 2]
    earlier = [n for n in earlier if drafts[n].sent.paragraph >= sent.paragraph - 1]
    if not earlier:
        return []
    wanted = 2 if _SEVERAL.search(sentence) else 1
    return earlier[-wanted:]


def _counted(sent: Sent, drafts: list[Draft]) -> list[int]:
    """The claims of the passage before `sent` that count things: what "could not verify how many" is about."""
    found = []
    for n, draft in enumerate(drafts):
        near = draft.sent.index < sent.index and draft.sent.paragraph >= sent.paragraph - 3
        counts = any(
            t.dep == "nummod" and draft.sent.tokens[t.head].tag == "NNS"
            for t in draft.sent.tokens
            if any(start <= t.start < end for start, end in draft.contents)
        )
        if near and counts:
            found.append(n)
    return found
