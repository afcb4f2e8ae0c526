"""Joins quotations to the sources that speak them: before the tag, after it, resumed, and over paragraphs."""

import re

from onrecord.extract.drafts import Chars, Draft
from onrecord.records.sentence import Parsed, Quotation, Sent

_BETWEEN = " \t\r\n\u00a0,.;:-–—―"
_LONGEST_TAG = 90
_FIRST_PERSON = frozenset({"we", "our", "ours", "us", "i", "my", "me", "mine"})


def attach_quotations(parsed: Parsed, drafts: list[Draft]) -> None:
    """Grows contents to the quotations they lie in, and gives quotations that nobody claims to their speakers."""
    text = parsed.story.text
    for draft in drafts:
        draft.contents = [_grown(chars, parsed.quotations) for chars in draft.contents]
    waiting = [d for d in drafts if d.takes_quote and not d.contents]
    for draft in waiting:
        quotation = _before(text, draft, parsed.quotations) or _after(text, draft, parsed.quotations)
        if quotation is not None and not _claimed(quotation, drafts):
            draft.contents.append((quotation.inner_start, quotation.inner_end))
            draft.rule = "quotation"
    for quotation in parsed.quotations:
        if not _claimed(quotation, drafts) and not _in_tag(quotation, drafts):
            _resume(parsed, quotation, drafts)
    for draft in drafts:
        _unmarked(parsed, draft, drafts)


def in_quotation(chars: Chars, quotations: tuple[Quotation, ...]) -> Quotation | None:
    """The quotation that holds all of `chars`, or None."""
    return next((q for q in quotations if q.start <= chars[0] and chars[1] <= q.end), None)


def _grown(chars: Chars, quotations: tuple[Quotation, ...]) -> Chars:
    start, end = chars
    for q in quotations:
        if q.start <= start < q.end and (start > q.inner_start or end > q.end):
            start = q.inner_start if end <= q.end else q.start
        if q.start < end < q.end and (end < q.inner_end or start < q.start):
            end = q.inner_end if start >= q.inner_start else q.end
    return start, end


def _claimed(quotation: Quotation, drafts: list[Draft]) -> bool:
    inner = (quotation.inner_start, quotation.inner_end)
    return any(start < inner[1] and inner[0] < end for d in drafts for start, end in d.contents)


def _in_tag(quotation: Quotation, drafts: list[Draft]) -> bool:
    """Whether the quotation only names who was told, or where ("told “Dawn Hour” that ...")."""
    return any(d.tag_chars[0] <= quotation.start and quotation.end <= d.tag_chars[1] for d in drafts)


def _before(text: str, draft: Draft, quotations: tuple[Quotation, ...]) -> Quotation | None:
    start = draft.tag_chars[0]
    for q in reversed(quotations):
        if q.end <= start:
            gap = text[q.end : start]
            return q if not gap.strip(_BETWEEN) and "\n\n" not in gap else None
    return None


def _after(text: str, draft: Draft, quotations: tuple[Quotation, ...]) -> Quotation | None:
    cue_end = draft.sent.tokens[draft.cue[1] if draft.cue else draft.tag[1]].end
    for q in quotations:
        if q.start >= cue_end:
            gap = text[cue_end : q.start].rstrip()
            if gap.endswith(":"):
                return q if len(gap) <= 2 * _LONGEST_TAG and "." not in gap else None
            near = len(gap) <= _LONGEST_TAG and not any(mark in gap for mark in ".!?\n")
            return q if near and (gap.endswith(",") or not gap.strip(_BETWEEN)) else None
    return None


def _resume(parsed: Parsed, quotation: Quotation, drafts: list[Draft]) -> None:
    """Gives a quotation without a tag of its own to the one who was just speaking."""
    speaker = _just_before(parsed, quotation, drafts)
    if speaker is None and _is_paragraph(parsed, quotation):
        speaker = _paragraph_before(parsed, quotation, drafts)
        if speaker is None and not quotation.closed:
            speaker = _paragraph_after(parsed, quotation, drafts)
    if speaker is not None:
        speaker.contents.append((quotation.inner_start, quotation.inner_end))


def _just_before(parsed: Parsed, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    text = parsed.story.text
    earlier = [d for d in drafts if d.contents and d.cue is not None and d.start < quotation.start]
    near = [d for d in earlier if d.sent is earlier[-1].sent] if earlier else []
    near.sort(key=lambda d: any(in_quotation(chars, parsed.quotations) for chars in d.contents))
    for draft in reversed(near):
        reached = max([draft.tag_chars[1], *(end for _, end in draft.contents if end <= quotation.start)])
        gap = text[reached : quotation.start]
        if "\n\n" in gap:
            return None
        rest = text[reached : max(reached, draft.sent.end)]
        after_sentence = quotation.start >= draft.sent.end and not text[draft.sent.end : quotation.start].strip(
            _BETWEEN + '"”'
        )
        if not gap.strip(_BETWEEN + '"”') or (after_sentence and len(rest) <= _LONGEST_TAG):
            return draft
        in_sentence = text[quotation.inner_start : quotation.inner_start + 1].islower() and not re.search(
            r"[.!?]\s", gap
        )
        if in_sentence and any(end < quotation.start and text[end - 1] == "," for _, end in draft.contents):
            return draft
    return None


def _is_paragraph(parsed: Parsed, quotation: Quotation) -> bool:
    paragraph = parsed.story.paragraphs[quotation.paragraph]
    before = parsed.story.text[paragraph.start : quotation.start]
    after = parsed.story.text[quotation.end : paragraph.end]
    return paragraph.kind == "body" and not before.strip(_BETWEEN) and not after.strip(_BETWEEN)


def _paragraph_before(parsed: Parsed, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    """The last speaker of the paragraph before, if it ends in a quotation or a colon."""
    previous = [d for d in drafts if d.sent.paragraph == quotation.paragraph - 1 or _reaches(parsed, d, quotation)]
    if not previous:
        return None
    last = previous[-1]
    paragraph = parsed.story.paragraphs[quotation.paragraph - 1]
    colon = parsed.story.text[paragraph.start : paragraph.end].rstrip().endswith(":")
    direct = any(in_quotation(chars, parsed.quotations) for chars in last.contents)
    return last if direct or (colon and last.takes_quote) else None


def _reaches(parsed: Parsed, draft: Draft, quotation: Quotation) -> bool:
    paragraph = parsed.story.paragraphs[quotation.paragraph - 1]
    return any(paragraph.start <= start < paragraph.end for start, _ in draft.contents)


def _paragraph_after(parsed: Parsed, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    """The speaker of the next paragraph, where it opens with a quotation and this one was left open."""
    if quotation.paragraph + 1 >= len(parsed.story.paragraphs):
        return None
    start = parsed.story.paragraphs[quotation.paragraph + 1].start
    return next((d for d in drafts if any(start <= s <= start + 1 for s, _ in d.contents)), None)


def _unmarked(parsed: Parsed, draft: Draft, drafts: list[Draft]) -> None:
    """Adds a sentence in the first person that follows a quotation in its paragraph: its marks were lost."""
    if not any(in_quotation(chars, parsed.quotations) for chars in draft.contents):
        return
    sent = _next_sentence(parsed, draft.sent)
    if sent is None or any(q.start < sent.end and sent.start < q.end for q in parsed.quotations):
        return
    if any(d.sent is sent for d in drafts) or not any(t.lower in _FIRST_PERSON for t in sent.tokens):
        return
    draft.contents.append((sent.start, sent.end))


def _next_sentence(parsed: Parsed, sent: Sent) -> Sent | None:
    after = parsed.sents[sent.index + 1] if sent.index + 1 < len(parsed.sents) else None
    return after if after is not None and after.paragraph == sent.paragraph else None
