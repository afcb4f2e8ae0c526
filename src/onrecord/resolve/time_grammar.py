"""Recognises time expressions by the patterns of times.toml, and reads the words in them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import lexicons

WordKind = Literal["month", "weekday", "season", "unit", "part", "number", "ordinal"]
_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\n": " ", "\t": " "})
_REACH = 36  # characters that an expression may reach before its anchor
_DIGITS = {
    "D": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.:]?\d)",
    "Y": r"(?:1[0-9]\d\d|20\d\d)(?![\d,.]?\d)",
    "ERA": r"(?:b\.c\.(?:e\.)?|bce?|b\.c|a\.d\.|c\.e\.)",
    "ORDNUM": r"\d{1,2}(?:st|nd|rd|th)",
}


class TimeWord(lexicons.Line):
    """A word that times are told in; `number` counts, `value` is the TIMEX3 code."""

    kind: WordKind
    forms: tuple[str, ...]
    number: int | None = None
    value: str | None = None


class TimePattern(lexicons.Line):
    """A shape of time expression: `pattern` over lower-case text, `reading` the function that resolves it.

    `grows` is how the expression may take in its neighbours: `left` modifiers ("early", "the end of"), `amount`
    modifiers ("about", "more than"), or none. `value` and `span` are what the example must give.
    """

    pattern: str
    reading: str
    grows: Literal["left", "amount", ""] = ""
    anchors: tuple[str, ...] = ()
    published: str = "2022-06-26"
    span: str
    value: str
    interval: str | None = None


class Modifier(lexicons.Line):
    """Words before an expression that belong to it; `grows` says to which kind of expression."""

    pattern: str
    grows: Literal["left", "amount"]
    part: Literal["start", "middle", "end", ""] = ""


@dataclass(frozen=True)
class Found:
    """An expression as it stands: where (in the text given), by which line, with its named parts."""

    start: int
    end: int
    line: TimePattern
    parts: dict[str, str]
    modifier: str = ""
    ref: str = ""  # the line that made it, where two were joined

    @property
    def rule(self) -> str:
        """The lexicon line that made it."""
        return self.ref or self.line.ref


@cache
def words() -> dict[WordKind, dict[str, TimeWord]]:
    """The time words by kind and form."""
    table: dict[WordKind, dict[str, TimeWord]] = {}
    for word in lexicons.read("resolve", "time_words", TimeWord):
        table.setdefault(word.kind, {}).update(dict.fromkeys(word.forms, word))
    return table


@cache
def patterns() -> tuple[TimePattern, ...]:
    """The lines of times.toml, in their order: the first that matches at a place wins."""
    return lexicons.read("resolve", "times", TimePattern)


@cache
def modifiers() -> tuple[tuple[Modifier, re.Pattern[str]], ...]:
    """The lines of time_modifiers.toml, with their patterns anchored at the end of what comes before."""
    lines = lexicons.read("resolve", "time_modifiers", Modifier)
    return tuple((line, re.compile(rf"(?<![\w-])(?:{line.pattern})$")) for line in lines)


@cache
def _macros() -> dict[str, str]:
    macros = dict(_DIGITS)
    for kind, forms in words().items():
        macros[kind.upper()] = "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + ")"
    tens = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)"
    macros["NUM"] = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{tens}|{macros.pop('NUMBER')})"
    return macros


def _expand(pattern: str) -> str:
    for name, body in _macros().items():
        pattern = pattern.replace("{" + name + "}", body)
    return rf"{pattern}(?!\w)"


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    single = [_expand(line.pattern) for line in patterns()]
    nameless = [re.sub(r"\(\?P<\w+>", "(?:", s) for s in single]
    whole = "|".join(f"({s})" for s in nameless)
    return re.compile(rf"(?<![\w$€£])(?:{whole})"), tuple(re.compile(s) for s in single)


def flatten(text: str) -> str:
    """`text` in lower case with plain quotes, dashes and spaces; every character keeps its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_PLAIN)


@cache
def _anchors() -> re.Pattern[str]:
    """Every word without which there is no expression: most of a text has none near."""
    kinds: tuple[WordKind, ...] = ("month", "weekday", "season", "unit", "part")
    literal = {form.rstrip(".") for kind in kinds for form in words()[kind]}
    literal |= {anchor for line in patterns() for anchor in line.anchors}
    return re.compile(
        r"\d|\b(?:" + "|".join(re.escape(w) for w in sorted(literal, key=lambda w: (-len(w), w))) + r")\b"
    )


def _windows(low: str) -> list[tuple[int, int]]:
    """The stretches of text around the anchors, joined where they touch."""
    out: list[tuple[int, int]] = []
    end = 0
    for match in _anchors().finditer(low):
        if match.end() + 8 < end - _REACH:
            continue
        start, end = max(0, match.start() - _REACH), min(len(low), match.end() + _REACH)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def recognise(low: str) -> list[Found]:
    """The expressions in flattened text, left to right; a range gives one for each end."""
    return [found for start, end in _windows(low) for found in _recognise(low, start, end)]


def _recognise(low: str, start: int, end: int) -> list[Found]:
    whole, single = _compiled()
    found: list[Found] = []
    for match in whole.finditer(low, start, end):
        number = (match.lastindex or 1) - 1
        line = patterns()[number]
        inner = single[number].match(low, match.start())
        if inner is None:
            continue
        parts = {k: v for k, v in inner.groupdict().items() if v is not None}
        if "second" in parts:
            found += _ends(inner, line, parts)
        else:
            found.append(_grown(low, Found(match.start(), match.end(), line, parts)))
    return found


def _ends(match: re.Match[str], line: TimePattern, parts: dict[str, str]) -> list[Found]:
    """The two ends of a range: what is told at one end only (month, year) holds for both."""
    second_start, second_end = match.span("second")
    shared = {k: v for k, v in parts.items() if not k.endswith("2") and k not in ("first", "second")}
    later = shared | {k[:-1]: v for k, v in parts.items() if k.endswith("2")}
    if "y2" in parts and len(parts["y2"]) < len(parts["y"]) and "era" not in parts:  # 1958-61
        later["y"] = parts["y"][: -len(parts["y2"])] + parts["y2"]
    first_end = match.end("first")
    return [
        Found(match.start(), first_end, line, shared),
        Found(second_start, second_end, line, later),
    ]


def _grown(low: str, found: Found) -> Found:
    """The expression with the modifiers that stand before it and belong to it."""
    grows = found.line.grows
    if not grows:
        return found
    before = low[max(0, found.start - 40) : found.start]
    for line, pattern in modifiers():
        if line.grows != grows:
            continue
        match = pattern.search(before)
        if match and match.group():
            start = found.start - len(match.group())
            return Found(start, found.end, found.line, found.parts, line.key)
    return found
