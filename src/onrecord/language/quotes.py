"""Finds quotations on raw characters, before any parser sees the text."""

from onrecord.records.sentence import Quotation

_OPEN = {"“": "”", "«": "»", '"': '"', "„": "“"}


def find_quotations(text: str, start: int, end: int, paragraph: int) -> tuple[Quotation, ...]:
    """The quotations in `text[start:end]`, which is paragraph number `paragraph`; never raises.

    A mark that is not closed before the paragraph ends opens a quotation that runs to the paragraph's end.
    """
    found: list[Quotation] = []
    i = start
    while i < end:
        closer = _OPEN.get(text[i])
        if closer is None:
            i += 1
            continue
        close = text.find(closer, i + 1, end)
        if close < 0:
            found.append(Quotation(i, end, i + 1, end, paragraph, closed=False))
            break
        found.append(Quotation(i, close + 1, i + 1, close, paragraph))
        i = close + 1
    return tuple(found)
