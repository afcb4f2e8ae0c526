"""Reads the two oldest wire formats: IPTC 7901 and ANPA 1312, control bytes and all."""

import re
from datetime import UTC, datetime

from onrecord.ingest.decoding import decode
from onrecord.ingest.draft import Draft
from onrecord.ingest.given import given_from

_IPTC = re.compile(rb"\A[\s\x00\x16]*\x01([a-z]{2,5})(\d{3,5})\s+(\d)\s+(\w+)\s+(\d+)[^\n]*\n", re.IGNORECASE)
_ANPA = re.compile(rb"\A[\s\x00\x16]*\x16\x01([A-Za-z]{1,3}\d{3,4})\x1f")
_IPTC_TIME = re.compile(r"(\d{2})(\d{2})(\d{2})\s+(?:(?:GMT|UTC)\s+)?([A-Za-z]{3})[a-z]*\.?\s+(\d{2,4})")
_ANPA_TIME = re.compile(r"(\d{2})-(\d{2})-(\d{2})\s+(\d{2})(\d{2})\s?(?:GMT|UTC)")
_ANPA_HEADER = re.compile(
    r"\x1f.*?\n\w \w[\x13\x14][\x11\x12]\s*(?P<slug>\S+(?: \d(?:st|nd|rd|th)Ld-?\w*)?)", re.DOTALL
)
_AP_SIGNATURE = re.compile(r"\^[\x03\x13]?AP-WF-\d")  # before the time at the end
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN = {"mär": "mar", "mai": "may", "okt": "oct", "dez": "dec"}  # its largest sender's clock is German
_LEAD = re.compile(r"\A(?:\d(?:ST|ND|RD|TH) LEAD|EXTRA|REFILE|CORRECTED|URGENT|FLASH|BULLETIN|ADVISORY|\(Achtung\))\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_iptc_7901(data: bytes) -> bool:
    """Whether the bytes open with the header of IPTC 7901: SOH, service and number, priority, category, length."""
    return _IPTC.match(data[:400]) is not None


def is_anpa(data: bytes) -> bool:
    """Whether the bytes open with the header of ANPA 1312: SYN SYN SOH, service and number, US."""
    return _ANPA.match(data[:80]) is not None


def read_iptc_7901(data: bytes) -> Draft:
    """The draft in an IPTC 7901 message: slug line, STX, headline, body, ETX, day and time."""
    text, notes = decode(data.replace(b"\r\n", b"\n"))
    header, _, rest = text.partition("\x02")
    body, _, tail = rest.partition("\x03")
    number = _IPTC.match(data[:400])
    lines = body.strip().split("\n")
    leads = []
    while lines and _LEAD.match(lines[0].strip()):
        leads.append(lines.pop(0).strip())
    headline, lines = _headline(lines)
    slug = next((x.strip(" /") for x in header.split("\n")[1:] if x.strip()), None)
    given = given_from(
        {
            "guid": f"iptc7901:{number.group(1).decode()}{number.group(2).decode()}:{_iptc_time(tail)}"
            if number
            else None,
            "published": _iptc_time(tail),
            "headline": headline,
            "slug": "-".join(x for x in (slug, *leads) if x),
            "urgency": number.group(3).decode() if number else None,
        }
    ).model_copy(update={"notes": notes})
    return Draft(given, _paragraphs("\n".join(lines)))


def read_anpa(data: bytes) -> Draft:
    """The draft in an ANPA 1312 message: lines that open with a caret are headline, notes and byline."""
    text, notes = decode(data.replace(b"\r\n", b"\n"))
    header = _ANPA_HEADER.search(text)
    body = text.partition("\x02")[2].partition("\x03")[0]
    carets = [line.strip(" ^<=\t\x13") for line in body.split("\n") if line.lstrip().startswith("^")]
    plain = "\n".join(line for line in body.split("\n") if not line.lstrip().startswith("^"))
    notes_to_editors = next((c for c in carets if c.lower().lstrip("(").startswith("eds:")), None)
    byline = next((c for c in carets if c.lower().startswith("by ")), None)
    service = _ANPA.match(data[:80])
    given = given_from(
        {
            "guid": f"anpa:{service.group(1).decode()}:{_anpa_time(text)}" if service else None,
            "published": _anpa_time(text),
            "headline": _anpa_headline(carets),
            "slug": header.group("slug").replace(" ", "-") if header else None,
            "editors_note": notes_to_editors,
            "byline": byline,
            "agency": "AP"
            if any("associated press" in c.lower() for c in carets) or _AP_SIGNATURE.search(text)
            else None,
        }
    ).model_copy(update={"notes": notes})
    # a digest may have nothing but lines with carets
    return Draft(given, _paragraphs(plain) or tuple(c for c in carets[2:] if c))


def _headline(lines: list[str]) -> tuple[str | None, list[str]]:
    """The lines up to one that ends in an equals sign or a blank one, and the rest."""
    taken: list[str] = []
    while lines and lines[0].strip():
        line = lines.pop(0).strip()
        taken.append(line.rstrip(" ="))
        if line.endswith("="):
            break
    bylines = [t for t in taken if t.lower().startswith("by ")]
    headline = " ".join(t for t in taken if t not in bylines)
    return headline or None, [*bylines, "", *lines]


def _anpa_headline(carets: list[str]) -> str | None:
    """The second line with a caret, past the slug; notes, pictures and bylines are none."""
    named = [
        c
        for c in carets[1:]
        if c and not re.match(r"(?i)\(?eds:|by |ap (photo|video)|associated press|editor|.*newsalert", c)
    ]
    return named[0] if named and not re.match(r"CAP-|.*GMT\Z", named[0]) else None


def _paragraphs(text: str) -> tuple[str, ...]:
    blocks = re.split(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)", _CONTROL.sub("", text).replace("``", "“").replace("''", "”"))
    return tuple(p for b in blocks if (p := " ".join(b.split())) and not re.fullmatch(r"[\W_]+", p))


def _iptc_time(tail: str) -> str | None:
    match = _IPTC_TIME.search(tail)
    if not match:
        return None
    day, hour, minute, name, year = match.groups()
    month = _GERMAN.get(name.lower(), name.lower())
    return _iso(year, _MONTHS.index(month) + 1, day, hour, minute) if month in _MONTHS else None


def _anpa_time(text: str) -> str | None:
    match = _ANPA_TIME.search(text)
    if not match:
        return None
    month, day, year, hour, minute = match.groups()
    return _iso(year, int(month), day, hour, minute)


def _iso(year: str, month: int, day: str, hour: str, minute: str) -> str | None:
    """A date-time in UTC; a year of two digits is of this century from 70 on of the last."""
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 70 else 2000)
    try:
        moment = datetime(full, month, int(day), int(hour), int(minute), tzinfo=UTC)
    except ValueError:
        return None
    return moment.isoformat().replace("+00:00", "Z")
