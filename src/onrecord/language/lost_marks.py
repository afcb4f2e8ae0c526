"""Puts quotation marks and apostrophes back where an old wire sent question marks for them, as long as before."""

import re

_ANY_MARK = re.compile(r"[\"“”„«»‘’]|\w'\w")
# where no question mark can stand: within a word, before one, behind a comma or full stop
_WITHIN = re.compile(r"(?<=[^\W\d_])\?(?=(?:s|t|re|ve|ll|d|m)\b|[A-Z][a-z])")
_OPENING = re.compile(r"(?:(?<=[\s(\[—–-])|\A)\?(?=[^\W_])")
_CLOSING = re.compile(r"(?<=[,.!…])\?(?=[\s)\]—–-]|\Z)")
_AFTER_WORD = re.compile(r"(?<=\w)\?(?=\s+[a-z]|[,.;:)\]])")  # closes where one is open, else asks


def with_marks(text: str) -> str:
    """`text` with “, ” and ’ for the question marks that stand for them; as it is where it has any mark of its own.

    Nothing else changes, and no offset. A question mark that may be one stays.
    """
    if "?" not in text or _ANY_MARK.search(text):
        return text
    marks = {m.start(): "’" for m in _WITHIN.finditer(text)}
    marks |= {m.start(): "“" for m in _OPENING.finditer(text) if m.start() not in marks}
    marks |= {m.start(): "”" for m in _CLOSING.finditer(text) if m.start() not in marks}
    asking = {m.start() for m in _AFTER_WORD.finditer(text)} - marks.keys()
    opened = False
    for at in sorted(marks.keys() | asking):
        if at in asking and opened:
            marks[at] = "”"
        opened = marks.get(at) == "“" or (opened and marks.get(at) == "’")
    return "".join(marks.get(i, c) for i, c in enumerate(text)) if marks else text
