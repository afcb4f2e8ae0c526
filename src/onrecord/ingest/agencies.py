"""Which agency wrote a story, and by what cue it is known: datelines, credits, bylines, its own reporters."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord import lexicons
from onrecord.ingest.notices import Notice
from onrecord.records.span import Span
from onrecord.records.story import Agency, Paragraph

# who stands behind "A NAME team": the story's own writers, where nobody else is named
_REPORTERS = (
    r"(?:teams?|reporters?|journalists?|correspondents?|photographers?|videographers?|cameram[ae]n|camera\screw|crew"
    r"|video\sjournalists?|news\steam|staff)"
)
_DOMAIN = re.compile(r"(?:www\.)?([a-z-]+)\.(?:com|org|net|[a-z]{2})(?:\.[a-z]{2})?")


class AgencyLine(lexicons.Line):
    """A line of `agencies.toml`; see there for what the fields mean."""

    name: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    side: str | None = None
    why: str | None = None


def known_agency(name: str) -> AgencyLine | None:
    """The agency that goes by `name` (its name, a code, another name or a domain; case counts for codes only)."""
    told, known = name.strip(), _by_name()
    domain = _DOMAIN.fullmatch(told.lower())
    label = domain.group(1) if domain else told
    return (
        known.get(told) or known.get(told.lower()) or (known.get(label) or known.get(label.upper()) if domain else None)
    )


def side_of(name: str | None) -> str | None:
    """The belligerent whose house style the agency follows, by its lexicon line; null where none says so."""
    line = known_agency(name) if name else None
    return line.side if line else None


def agency_named(name: str, how: str, cue: Span | None = None) -> Agency:
    """The agency under the name the record keeps for it."""
    line = known_agency(name)
    return Agency.model_validate({"name": line.name if line else name, "how": how, "cue": cue})


def infer_agency(text: str, paragraphs: Sequence[Paragraph], notices: Sequence[Notice]) -> Agency | None:
    """The agency that credits, bylines or its own reporters show; null where they show none or several."""
    return (
        _from_notices(text, notices)
        or _from_opening(text, paragraphs)
        or _from_closing(text, paragraphs)
        or _from_reporters(text, paragraphs)
    )


def _from_notices(text: str, notices: Sequence[Notice]) -> Agency | None:
    for notice in notices:
        if notice.kind not in ("credit", "byline", "copyright"):
            continue
        found = _mentions(text, notice.start, notice.end)
        if len({line.key for line, _ in found}) == 1:
            line, span = found[0]
            return Agency(name=line.name, how="byline" if notice.kind == "byline" else "credit", cue=span)
    return None


def _from_opening(text: str, paragraphs: Sequence[Paragraph]) -> Agency | None:
    """A credit before the date at the head of a page: `AFP, Saturday 21 June 2014`, `By Reuters - Aug 02, 2016`."""
    body = next((p for p in paragraphs if p.kind == "body"), None)
    match = body and _opening().search(text, body.start, min(body.end, body.start + 300))
    if not match:
        return None
    return agency_named(match.group("name"), "byline", Span.of(text, match.start("name"), match.end("name")))


def _from_closing(text: str, paragraphs: Sequence[Paragraph]) -> Agency | None:
    """A credit at the very end of the last body paragraph: `... he said. (AFP)`, `... --Reuters`."""
    bodies = [p for p in paragraphs if p.kind == "body"]
    if not bodies:
        return None
    start, end = max(bodies[-1].start, bodies[-1].end - 60), bodies[-1].end
    match = _closing().search(text, start, end)
    if not match:
        return None
    return agency_named(match.group("name"), "credit", Span.of(text, match.start("name"), match.end("name")))


def _from_reporters(text: str, paragraphs: Sequence[Paragraph]) -> Agency | None:
    found: list[tuple[str, Span]] = []
    for paragraph in paragraphs:
        if paragraph.kind == "body":
            found += [
                (m.group("name"), Span.of(text, m.start("name"), m.end("name")))
                for m in _own_reporters().finditer(text, paragraph.start, paragraph.end)
            ]
    names = {agency_named(name, "reporters").name for name, _ in found}
    return agency_named(found[0][0], "reporters", found[0][1]) if len(names) == 1 else None


def _mentions(text: str, start: int, end: int) -> list[tuple[AgencyLine, Span]]:
    found = []
    for match in _any_name().finditer(text, start, end):
        line = known_agency(match.group())
        if line:
            found.append((line, Span.of(text, match.start(), match.end())))
    return found


def agencies_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """The names of the agencies mentioned in `text[start:end]`, each once, in order."""
    return tuple(dict.fromkeys(line.name for line, _ in _mentions(text, start, end)))


@cache
def _lines() -> tuple[AgencyLine, ...]:
    return lexicons.read("ingest", "agencies", AgencyLine)


@cache
def _by_name() -> dict[str, AgencyLine]:
    table: dict[str, AgencyLine] = {}
    for line in _lines():
        for name in (line.name, *line.names):
            table.setdefault(name.lower(), line)
        for code in (*line.codes, line.name):
            table.setdefault(code, line)
    return table


@cache
def _names_pattern() -> str:
    """All names and codes, longest first; codes of two letters are too often something else in running text."""
    names = {n for line in _lines() for n in (line.name, *line.names, *line.codes)}
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=lambda n: (-len(n), n)))


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_names_pattern()})(?![\w-])")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"[.!?\"”’]\s*(?:\(|/|\[|[-–—]+\s?|©\s?)\s*(?P<name>{_names_pattern()})\s*[)/\]]?\.?\Z")


@cache
def _opening() -> re.Pattern[str]:
    day = r"(?:\d{1,2}\s\w{3,9},?\s\d{4}|\w{3,9}\s\d{1,2},?\s?\d{4})"
    return re.compile(rf"(?<![\w-])(?P<name>{_names_pattern()})\s?[,|–-]?\s(?:\w{{3,6}}day,?\s)?{day}")


@cache
def _own_reporters() -> re.Pattern[str]:
    """`An AFP team`, `Reuters reporters`, `AP's correspondent`; not `a reporter of the state agency TASS`."""
    return re.compile(
        rf"(?<![\w-])(?P<name>{_names_pattern()})(?:['’]s)?\s+(?:news\sagency\s+)?(?:\w+\s)?{_REPORTERS}(?![\w-])"
    )
