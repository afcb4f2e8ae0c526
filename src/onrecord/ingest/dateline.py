"""Recognises the dateline that opens a wire story: place, day, agency."""

import re
from dataclasses import dataclass

from onrecord.ingest.agencies import agency_named, known_agency
from onrecord.records.span import Span
from onrecord.records.story import Agency

_LONGEST = 160  # characters
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:,?\s(?:19|20)?\d{2}(?!\d))?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DATE = (
    rf"(?i:(?:{_DAY},?\s)?(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}{_YEAR})"
    rf"|{_DAY})"
)
# words of a place: a capital first, then small words such as "of"; or all in capitals
_WORD = r"(?:St\.|Mt\.|Ft\.|[A-ZÀ-Þ][\w’'.-]*)"
_PLACE = rf"{_WORD}(?:(?:\s|-|/)(?:(?:of|the|de|del|la|al|el|am|on|upon|sur|and)\s)*{_WORD}){{0,4}}"
_REGION = rf"(?:,\s{_PLACE}|\s?[(\[]{_PLACE}[)\]]){{0,2}}?"
_CODE = r"[A-Za-z][\w.&’/-]*(?:\s[A-Z0-9][\w.&’-]*){0,4}"
_DASH = r"\s?(?:—|–|--(?=\s)|‒|―|-(?=\s)|_(?=\s))\s?"
_BREAK = rf"{_DASH}|:\s"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # MOSCOW, June 25. /VT/.
        rf"(?P<place>{_PLACE}{_REGION})(?:[.,]\s?(?P<date>{_DATE}))?[.,]?\s?/(?P<agency>{_CODE})/\s?(?:\.|—|–|--|-)?\s?",
        # KYIV, June 25 (MP) —   KYIV. June 25 (Interfax) -   Kyiv, Jan 12 (PTI) The
        rf"(?P<place>{_PLACE}{_REGION})(?:[.,]?\s(?P<date>{_DATE}),?)?\s?\((?P<agency>{_CODE})\)(?:\.?(?:{_BREAK})|\s)",
        # Jan 12 (Reuters) -
        rf"(?P<date>{_DATE})\s\((?P<agency>{_CODE})\)(?:{_BREAK})",
        # (AFP) -   (ANSA) - KYIV, JAN 12 -
        rf"\((?P<agency>{_CODE})\)(?:{_BREAK})(?:(?P<place>{_PLACE}{_REGION})(?:[.,]\s?(?P<date>{_DATE}))(?:{_BREAK}))?",
        # Damascus, SANA –   NNA -   SYDNEY, Jan 12 AAP -
        rf"(?:(?P<place>{_PLACE}{_REGION}),?\s)?(?:(?P<date>{_DATE}),?\s)?(?P<agency>[A-Z][\w-]+)(?:{_BREAK})",
        # KYIV, June 25 —   KYIV —   KYIV/MOSCOW --
        rf"(?P<place>{_PLACE}{_REGION})(?:[.,]\s?(?P<date>{_DATE}))?{_DASH}",
    )
)
_NEXT = re.compile(r"[A-Z0-9À-Þ\"“‘'\[(…]|\?[A-Z]")  # some wires send question marks for quotes


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its characters, the place as a person would write it, and the agency with its cue."""

    span: Span
    body: int  # where the paragraph goes on
    place: str | None
    agency: Agency | None


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which `text[start:end]` opens; null where it opens with none."""
    stop = min(end, start + _LONGEST)
    for shape in _SHAPES:
        match = shape.match(text, start, stop)
        if match and match.end() < end and _plausible(text, match):
            return _dateline(text, match)
    return None


def _plausible(text: str, match: re.Match[str]) -> bool:
    """A name before a dash is no dateline by itself: a known agency, a date, or capitals must say so."""
    if not _NEXT.match(text, match.end()):
        return False
    groups = match.groupdict()
    place, date, agency = groups.get("place"), groups.get("date"), groups.get("agency")
    if agency and known_agency(_known_part(agency)):
        return True
    if agency and not agency.isupper():
        return False
    if place is None:
        return bool(date)
    town = re.split(r"[,(\[]", place)[0].strip()
    if agency:
        return f"({agency})" in match.group() or f"/{agency}/" in match.group()
    return town.isupper() and len(town) > 2 and (bool(date) or not _parenthetical(text, match))


def _known_part(code: str) -> str:
    """The one known agency in a joint credit such as `tca/dpa`; else the code as it stands."""
    known = [part for part in code.split("/") if known_agency(part)]
    return known[0] if len(known) == 1 else code


def _parenthetical(text: str, match: re.Match[str]) -> bool:
    """Whether the dash is the first of a pair: `NATO — the alliance — said`."""
    return bool(re.search(r"—|–|--|\s-\s", text[match.end() : match.end() + 80].split(". ", maxsplit=1)[0]))


def _dateline(text: str, match: re.Match[str]) -> Dateline:
    place, code = match.groupdict().get("place"), match.groupdict().get("agency")
    agency = None
    if code:
        agency = agency_named(_known_part(code), "dateline", Span.of(text, match.start("agency"), match.end("agency")))
    words = match.group().rstrip()
    return Dateline(
        span=Span.of(text, match.start(), match.start() + len(words)),
        body=match.end(),
        place=_as_written(place) if place else None,
        agency=agency,
    )


def _as_written(place: str) -> str:
    """`SLOVIANSK, Ukraine` as `Sloviansk, Ukraine`; short names such as `UN` or `N'DJAMENA` fare as they may."""
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize() if m.group().isupper() else m.group(), place).strip()
