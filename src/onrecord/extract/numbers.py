"""Reads numbers with their modifiers ("up to 80", "between three and five", "several hundred") out of raw text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import Line, read


class NumberWord(Line):
    """A word or phrase of the number grammar.

    `role` is `value` (a cardinal), `scale` (hundred, million), `vague` (dozens: `min`), `before` (a modifier before
    the number), `after` (one after it), or `none` ("no", "without"). `bound` tells what a modifier leaves open:
    `min` (at least), `max` (up to), `both` (about: none).
    """

    role: str
    words: tuple[str, ...]
    value: float | None = None
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression at characters `start` to `end` of the text; either bound may be open; `refs` its lines."""

    start: int
    end: int
    min: float | None
    max: float | None
    money: bool
    percent: bool
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Grammar:
    number: re.Pattern[str]
    values: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, tuple[float, float | None, str]]
    before: dict[str, tuple[str, str]]
    after: dict[str, tuple[str, str]]


def read_numbers(text: str, start: int, end: int) -> list[Number]:
    """The number expressions in `text[start:end]`, left to right, that count something; dates and ages are left out."""
    grammar = _grammar()
    found: list[Number] = []
    for match in grammar.number.finditer(text, start, end):
        number = _number(grammar, match)
        if number is not None and not _counts_nothing(text, match, number):
            found.append(number)
    return found


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Ages, storeys, dates, times, days of a war, calibres and model numbers are no counts.
_NOT_AFTER = re.compile(
    r"-?\s?(?:year|month|week|day|hour|minute|storey|story|floor|mm|cm|km|kilomet|mile|met(?:er|re)s?\b|feet|foot"
    r"|caliber|calibre|metric|am\b|pm\b|a\.m|p\.m|st\b|nd\b|rd\b|th\b|°|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b|times\b|points?\b|degrees|hectares|acres|square)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"\s(?:US\s|U\.S\.\s)?(?:dollar|euro|pound|rouble|ruble|shilling|franc|yen|peso|riyal|lira)s?\b", re.IGNORECASE
)
_PLURAL_NOUN = re.compile(r"\s+(?:\w+[\s-]+){0,2}\w+s\b|\s+(?:people|men|women|children|troops|police)")


_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATE_BEFORE = re.compile(
    rf"(?:{_MONTH}|[Dd]ay|aged?|age of|[Nn]umber|No|[Ff]light|[Rr]esolution|[Aa]rticle"
    r"|Division|Brigade|Battalion|Regiment|Unit|Highway|Route|Chapter)\.?\s$"
)


_AGE_BEFORE = re.compile(r"[A-Z][\w'’-]+(?:,\s|\s\()$")  # "Anton Berg, 42," and "Anton Berg (42)"
_AGE_AFTER = re.compile(r"\s?[,)]")


def _counts_nothing(text: str, match: re.Match[str], number: Number) -> bool:
    after, before = text[match.end() : match.end() + 24], text[max(0, match.start() - 24) : match.start()]
    if number.percent or number.money:
        return False
    if _NOT_AFTER.match(after) or re.match(rf"\s(?:{_MONTH})\b", after):
        return True
    if (before and before[-1] in "-/.:" and not match.group("mod")) or re.match(r"[-/.:]\d", after):
        return True
    if (
        match.group(0).isdigit()
        and int(match.group(0)) < 120
        and _AGE_BEFORE.search(before)
        and _AGE_AFTER.match(after)
    ):
        return True
    digits = match.group(0).isdigit()
    if digits and _DATE_BEFORE.search(before):
        return True
    year = digits and 1900 <= int(match.group(0)) <= 2100
    return year and (not _PLURAL_NOUN.match(after) or bool(re.search(r"\b\d{1,2}\s$", before)))


def _number(grammar: _Grammar, match: re.Match[str]) -> Number | None:
    refs: list[str] = []
    low, high = _value(grammar, match.group("one"), refs)
    if low is None:
        return None
    if match.group("two"):
        _, second = _value(grammar, match.group("two"), refs)
        if second is not None:
            high = second
    for group, table in (("mod", grammar.before), ("tail", grammar.after)):
        word = _plain(match.group(group) or "")
        if word in table:
            bound, ref = table[word]
            refs.append(ref)
            low, high = (low, None) if bound == "min" else (None, high or low) if bound == "max" else (low, high)
    start = match.start("mod") if match.group("mod") else match.start("core")
    money = bool(match.group("cur")) or bool(_CURRENCY.match(match.string, match.end()))
    return Number(start, match.end(), low, high, money, bool(match.group("pct")), tuple(refs))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _value(grammar: _Grammar, text: str, refs: list[str]) -> tuple[float | None, float | None]:
    """The bounds of one number without its modifiers."""
    words = _plain(text)
    if words in grammar.vague:
        low, high, ref = grammar.vague[words]
        refs.append(ref)
        return low, high
    total, current, seen = 0.0, 0.0, False
    for part in re.findall(r"[\d.,]*\d|[a-z%]+", words):
        if part[0].isdigit():
            current, seen = float(part.replace(",", "")), True
        elif part in grammar.values:
            current, seen = current + grammar.values[part], True
        elif part in grammar.scales:
            scale = grammar.scales[part]
            if scale == 100:
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, 0.0
            seen = True
    value = total + current
    return (value, value) if seen else (None, None)


@cache
def _grammar() -> _Grammar:
    lines = read("extract", "numbers", NumberWord)
    values = {w: line.value or 0.0 for line in lines if line.role == "value" for w in line.words}
    scales = {w: line.value or 1.0 for line in lines if line.role == "scale" for w in line.words}
    vague = {
        w: (line.value or 0.0, line.value if line.bound == "both" else None, line.ref)
        for line in lines if line.role == "vague" for w in line.words
    }  # fmt: skip
    before = {w: (line.bound or "both", line.ref) for line in lines if line.role == "before" for w in line.words}
    after = {w: (line.bound or "both", line.ref) for line in lines if line.role == "after" for w in line.words}
    value, scale = _any(values), _any(scales)
    cardinal = rf"(?:{value})(?:-(?:{value}))?(?:\s+(?:{scale})(?:\s+(?:and\s+)?(?:{value})(?:-(?:{value}))?)?)*"
    one = rf"(?:{_any(vague)})|(?:{_DIGITS})(?:\s?(?:{scale})\b)?|{cardinal}|a\s+(?:{scale})"
    more = rf"(?:{_DIGITS})(?:\s?(?:{scale})\b)?|{cardinal}"
    number = re.compile(
        rf"(?<![\w.])(?P<mod>(?:{_any(before)})\s+)?(?P<core>(?P<range>between\s+|from\s+)?(?P<cur>US\$|[$€£¥])?(?P<one>{one})"
        rf"(?(range)(?:\s?%)?(?:\s\w+)?\s(?:and|to)\s|(?:\s?[-–]\s?|\sto\s|\sor\s))?(?P<two>(?<=[\s–-])(?:{more}))?)"
        rf"(?P<pct>\s?%|\s+per\s?cent)?(?P<tail>\s+(?:{_any(after)})(?!\s+(?:\d|{cardinal}\b)))?(?!\w)",
        re.IGNORECASE,
    )
    return _Grammar(number, values, scales, vague, before, after)


def _any(table: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(table, key=len, reverse=True))
