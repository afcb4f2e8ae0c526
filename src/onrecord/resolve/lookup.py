"""Finds the phrases of a lexicon in a text: whole words, longest first, without a parser."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

# "U.S." is one word; a hyphen and an apostrophe part words, so that "Lisbon-backed" and "Peru's" show their country.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+")

Value = TypeVar("Value")


class Word(NamedTuple):
    """A word of a text with its place in it."""

    text: str
    start: int
    end: int
    lower: str


class Hit(NamedTuple, Generic[Value]):
    """A phrase found: words `first` to `last` (inclusive), and what the lexicon says of it."""

    first: int
    last: int
    value: Value


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    found = []
    for match in _WORD.finditer(text, start, stop):
        word = match.group()
        found.append(Word(word, match.start(), match.end(), word.lower()))
    return tuple(found)


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """The word without a plural ending, by the regular rules and -men; for look-up only."""
    if word.endswith("men") and len(word) > 4:
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@dataclass(slots=True)
class PhraseTable(Generic[Value]):
    """A set of phrases, each with a value.

    Named phrases need a capital letter in the text where they have one (all-capitals ones must stand as they are);
    plain ones match in any case, and in the plural of their last word.
    """

    named: dict[str, list[tuple[tuple[str, ...], Value]]] = field(default_factory=dict)
    plain: dict[str, list[tuple[tuple[str, ...], Value]]] = field(default_factory=dict)

    def add(self, phrase: str, value: Value, *, named: bool) -> None:
        """Takes a phrase into the table; the first to claim a phrase keeps it."""
        parts = tuple(w.text if named else w.lower for w in words_of(phrase))
        if not parts:
            return
        table = self.named if named else self.plain
        row = table.setdefault(parts[0].lower() if named else parts[0], [])
        if all(parts != known for known, _ in row):
            row.append((parts, value))
            row.sort(key=lambda entry: -len(entry[0]))

    def find(self, words: tuple[Word, ...]) -> list[Hit[Value]]:
        """The phrases among `words` from left to right, longest first, none overlapping another."""
        hits: list[Hit[Value]] = []
        i = 0
        while i < len(words):
            best = self._best(words, i)
            if best is None:
                i += 1
            else:
                hits.append(best)
                i = best.last + 1
        return hits

    def _best(self, words: tuple[Word, ...], i: int) -> Hit[Value] | None:
        lower = words[i].lower
        if lower not in self.named and lower not in self.plain and singular(lower) not in self.plain:
            return None
        for parts, value in self.named.get(lower, ()):
            if _named_at(words, i, parts):
                named = Hit(i, i + len(parts) - 1, value)
                break
        else:
            named = None
        plain = self._plain_at(words, i, lower)
        if named and (plain is None or named.last >= plain.last):
            return named
        return plain

    def _plain_at(self, words: tuple[Word, ...], i: int, lower: str) -> Hit[Value] | None:
        keys = (lower, singular(lower)) if singular(lower) != lower else (lower,)
        best: Hit[Value] | None = None
        for key in keys:
            for parts, value in self.plain.get(key, ()):
                last = i + len(parts) - 1
                if _plain_matches(words, i, parts, key) and (best is None or last > best.last):
                    best = Hit(i, last, value)
        return best


def _named_at(words: tuple[Word, ...], i: int, parts: tuple[str, ...]) -> bool:
    if i + len(parts) > len(words):
        return False
    return all(_same(words[i + n].text, part) for n, part in enumerate(parts))


def _same(text: str, part: str) -> bool:
    if text == part:
        return True
    if part.isupper() and len(part) > 1:
        return False
    return text.lower() == part.lower() and (text[0].isupper() or not part[0].isupper())


def _plain_matches(words: tuple[Word, ...], i: int, parts: tuple[str, ...], key: str) -> bool:
    if i + len(parts) > len(words):
        return False
    if key != words[i].lower and len(parts) > 1:
        return False
    for n, part in enumerate(parts[1:], start=1):
        lower = words[i + n].lower
        if lower != part and not (n == len(parts) - 1 and singular(lower) == part):
            return False
    return True
