"""Gives upper-case text the case that the parser knows, character for character."""

import re
from collections import Counter
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?\]]\s+|\n\s*)[\"“‘(\[]*$")
_LEAST = 12  # letters below which upper case may be an acronym or a slug


def is_upper(text: str) -> bool:
    """Whether nearly all letters of the text are upper-case, and there are enough of them to tell."""
    letters = [c for c in text if c.isalpha() and c.lower() != c.upper()]
    return len(letters) >= _LEAST and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def case_of_words(text: str) -> dict[str, str]:
    """The usual form of each word of a text in mixed case, by its lower case; sentence openers do not count."""
    counts: dict[str, Counter[str]] = {}
    for match in _WORD.finditer(text):
        if not match.group().isupper() and not _opens(text, match.start()):
            counts.setdefault(match.group().lower(), Counter())[match.group()] += 1
    return {lower: forms.most_common(1)[0][0] for lower, forms in counts.items()}


def recased(text: str, known: dict[str, str], is_common: Callable[[str], bool]) -> str:
    """`text` in sentence case, as long as before: known words as known, common words lower, others capitalised."""

    def form(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if len(lower) != len(word):
            return word
        new = known.get(lower) or (lower if is_common(lower) else lower.capitalize())
        new = new[:1].upper() + new[1:] if _opens(text, match.start()) else new
        return new if len(new) == len(word) else word

    return _WORD.sub(form, text)


def _opens(text: str, at: int) -> bool:
    return _SENTENCE_START.search(text[max(0, at - 8) : at]) is not None if at else True
