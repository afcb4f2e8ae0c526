"""The working form of an attribution while its parts are being found."""

import re
from dataclasses import dataclass, field

from onrecord.extract.phrases import Range
from onrecord.lexicons import Line
from onrecord.records.event import CueClass, Stance
from onrecord.records.sentence import Quotation, Sent

Chars = tuple[int, int]

# a monitoring service's own marks, such as [TEXT]
_LABEL = re.compile(r"(?:\[[A-Z][A-Z ]{3,30}\]\s*)+(?=\S)")
_EDGE = " \t\r\n\u00a0,;:.-–—―"
_MARKS = "\"'“”‘’«»„"


@dataclass(slots=True)
class Draft:
    """One source and cue with the contents found so far, as character ranges of the story.

    `tag` is the range of tokens that names source and cue ("its mayor said on Saturday"), where a quotation may
    stand before or after it; `open` says that a quotation may still be this draft's content.
    """

    sent: Sent
    cue: Range | None
    source: Range | None
    line: Line
    cue_class: CueClass
    rule: str
    contents: list[Chars] = field(default_factory=list)
    tag: Range = (0, 0)
    stance: Stance = "assert"
    takes_quote: bool = False
    witness: bool = False

    @property
    def start(self) -> int:
        """The character at which the cue (or, without one, the source) starts."""
        first = (self.cue or self.source or self.tag)[0]
        return self.sent.tokens[first].start

    @property
    def tag_chars(self) -> Chars:
        """The characters of the tag."""
        return self.sent.tokens[self.tag[0]].start, self.sent.tokens[self.tag[1]].end

    def add(self, first: int, last: int) -> None:
        """Adds the tokens `first` to `last` as a content, if there are any."""
        if last + 1 < len(self.sent.tokens) and self.sent.tokens[last + 1].lower == "n't":
            last += 1
        if first <= last:
            self.contents.append((self.sent.tokens[first].start, self.sent.tokens[last].end))


def rest_around(draft: Draft, first: int, last: int) -> Draft:
    """The draft with everything in its sentence but its tag, the tokens `first` to `last`, as content."""
    tokens, end = draft.sent.tokens, len(draft.sent.tokens) - 1
    draft.tag = (first, last)
    before, after = first - 1, last + 1
    while before >= 0 and tokens[before].pos == "PUNCT":
        before -= 1
    while after <= end and tokens[after].pos == "PUNCT":
        after += 1
    while end >= after and tokens[end].pos == "PUNCT":
        end -= 1
    if before >= 1:
        draft.add(0, before)
        if after <= end and tokens[last + 1].pos == "PUNCT" and tokens[after].tag != "VBG":
            draft.add(after, end)
    else:
        draft.add(after, end)
    return draft


def tidy(text: str, chars: Chars, quotations: tuple[Quotation, ...]) -> Chars:
    """`chars` without edge punctuation, a leading "that", and quotation marks that do not pair up inside it."""
    start, end = chars
    label = _LABEL.match(text, start, end)
    start = label.end() if label else start
    paired = {i for q in quotations if start <= q.start and q.end <= end and q.closed for i in (q.start, q.end - 1)}
    whole = {(q.start, q.end) for q in quotations}
    changed = True
    while changed and start < end:
        before = (start, end)
        while start < end and (text[start] in _EDGE or (text[start] in _MARKS and start not in paired)):
            start += 1
        while start < end and (text[end - 1] in _EDGE or _loose(text, end - 1, paired)):
            end -= 1
        if (start, end) in whole:
            start, end = start + 1, end - 1
        if text[start : start + 5].lower() == "that ":
            start += 5
        changed = before != (start, end)
    return start, end


def _loose(text: str, i: int, paired: set[int]) -> bool:
    """Whether the mark at `i` ends nothing: it is no half of a pair and no apostrophe after a letter."""
    if text[i] not in _MARKS or i in paired:
        return False
    return not (text[i] in "'’" and i > 0 and text[i - 1].isalpha())
