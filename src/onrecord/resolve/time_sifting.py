"""Sifts what the patterns of times found: drops what is no time, joins what is one expression."""

import re
from dataclasses import replace

from onrecord.records.sentence import Sent, Token
from onrecord.resolve.time_grammar import Found

_BEFORE_YEAR = {
    "in", "since", "until", "till", "from", "by", "of", "during", "before", "after", "around", "early", "late", "to",
    "and", "through", "between", "year", "than", "circa", "about", "mid", "or", "for", "as", "throughout", "the",
    "summer", "winter", "spring", "autumn", "back", "into", "again", "again,", "end", "on", "that",
}  # fmt: skip
_BEFORE_SEASON = re.compile(
    r"(?:\b(?:in|during|by|of|until|since|through|the|that|this|last|next|early|late|over|and|harsh)|\() ?$"
)
_BEFORE_PART = re.compile(
    r"\b(?:at|by|in|during|the|of|all|into|before|after|until|till|from|through|since|every|around) ?$"
)


_BEFORE_MARCH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|to|of|last|next|this|early|late|and|between|during|through|before|after|around|"
    r"for|late-|early-|-|of|on|that|previous|following|or|as of|throughout|or|mid)|[(,;:/-]) ?$|^$"
)
_BEFORE_TIME = re.compile(r"\b(?:by|at|during|around|until|since|from|about|in|before|after|till|up to) $")


def plausible(found: Found, text: str, low: str) -> bool:
    """Whether what a pattern found can be a time at all, by its letters and the words around it."""
    word = found.parts.get("mon")
    if word is not None:
        place = low.find(word, found.start, found.end)
        if place < 0:  # the day of a range, its month told at the other end
            return True
        if not text[place].isupper() or (len(word) == 3 and word != "may" and not {"d", "y"} & set(found.parts)):
            return False
    if "wd" in found.parts and not text[low.find(found.parts["wd"], found.start)].isupper():
        return False
    key = found.line.key
    before = low[max(0, found.start - 14) : found.start]
    if key == "month" and word in ("march", "may", "august") and not _BEFORE_MARCH.search(before):
        return False
    if key == "weekday-stripped" and re.search(r"\b(?:on|every|each|and|or) $", before):
        return False
    if key == "that-time" and not _BEFORE_TIME.search(before):
        return False
    if key == "season" and "the" not in found.parts and not _BEFORE_SEASON.search(before):
        return False
    if key == "part" and not low[found.start : found.end].startswith("the ") and not _BEFORE_PART.search(before):
        return False
    return not (key == "vague-duration" and re.search(r"\b(?:happy|same|business|office|opening|school) $", before))


def is_time(found: Found, token: Token, sent: Sent) -> bool:
    """Whether the parse agrees: "May" is no modal, "March" no verb, 1961 no count of things."""
    key = found.line.key
    if key == "month" and (token.tag == "MD" or token.pos in ("VERB", "AUX")):
        return False
    return key != "year" or "era" in found.parts or _is_year(token, sent)


def is_of_age(found: Found, *, historical: bool) -> bool:
    """Whether a bare figure can be a year in this kind of text: 1100 in the news of the day is an hour or a count."""
    return historical or found.line.key != "year" or int(found.parts["y"]) >= 1500


def _is_year(token: Token, sent: Sent) -> bool:
    follow = sent.tokens[token.i + 1] if token.i + 1 < len(sent.tokens) else None
    ahead = sent.tokens[token.i - 1] if token.i else None
    if follow is not None and (follow.tag == "NNS" or follow.text in ("%", "km", "percent")) and token.dep == "nummod":
        return ahead is not None and ahead.lower in ("in", "since", "the")
    if ahead is None or not ahead.text[-1:].isalnum() or ahead.lower in _BEFORE_YEAR:
        return True
    return follow is None or follow.pos in (
        "PUNCT",
        "ADP",
        "CCONJ",
        "NOUN",
        "PROPN",
        "VERB",
        "AUX",
        "ADJ",
        "ADV",
        "SCONJ",
    )


def joined(found: list[Found], low: str) -> list[Found]:
    """The expressions with those that make up one joined: a weekday with its date, a part with its day."""
    out: list[Found] = []
    for item in found:
        last = out[-1] if out else None
        merged = _join(last, item, low) if last else None
        if merged:
            out[-1] = merged
        else:
            out.append(item)
    return out


def _join(left: Found, right: Found, low: str) -> Found | None:
    gap = low[left.end : right.start]
    if len(gap) > 5:
        return None
    if (
        left.line.key == "weekday"
        and right.line.reading == "calendar"
        and "d" in right.parts
        and gap in (", ", " ", ". ")
    ):
        return replace(right, start=left.start, modifier=left.modifier or right.modifier)
    if left.line.reading in ("part_of", "hours_of", "nth_unit") and gap in (" ", " the ") and right.line.reading in (
        "calendar", "weekday", "season", "relative_unit", "decade", "century",
    ):  # fmt: skip
        if "part" in right.parts:
            return replace(right, start=left.start, ref=left.line.ref)
        small = left.parts.get("small", "early" if left.line.reading == "hours_of" else "")
        extra = {k: v for k, v in (("over", left.parts.get("part", "")), ("small", small)) if v}
        if left.line.reading == "nth_unit":
            extra = {"nth": left.parts["ord"], "nth_unit": left.parts["unit"]}
        return replace(right, start=left.start, parts=right.parts | extra, modifier="", ref=left.line.ref)
    return None
