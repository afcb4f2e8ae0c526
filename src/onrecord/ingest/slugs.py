"""Reads slugs: the root that versions of one story share, and what the rest says of the version."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import lexicons

Role = Literal["lead", "alert", "correction", "kill", "neutral"]
_PART = r"[\s,;:/_()-]+"


class SlugLine(lexicons.Line):
    """A line of `slugs.toml`; see there for what the fields mean."""

    role: Role
    pattern: str


@dataclass(frozen=True, slots=True)
class Slug:
    """A slug taken apart: the root in lower case, the roles of the words taken off, and the number of the lead.

    `number` is 0 for a story that is no lead, 1 for a lead without a number.
    """

    root: str
    roles: frozenset[Role]
    number: int

    @property
    def replaces(self) -> bool:
        """Whether a story under this slug says that it takes another's place."""
        return "lead" in self.roles or "correction" in self.roles


def read_slug(slug: str | None) -> Slug | None:
    """The slug taken apart; null where there is none, or nothing but marks."""
    rest = " ".join((slug or "").split())[:200].strip("() ")
    roles: set[Role] = set()
    numbers = [0]
    while rest:
        found = _mark(rest)
        if found is None:
            break
        line, number, rest = found
        roles.add(line.role)
        numbers.append(number or int(line.role == "lead"))
    root = re.sub(_PART, "-", rest.casefold()).strip("-")
    return Slug(root, frozenset(roles), max(numbers)) if root else None


def _mark(rest: str) -> tuple[SlugLine, int, str] | None:
    """A mark at the end or the start of `rest`, the number in it, and what is left; null where there is none."""
    for line, closing, opening in _patterns():
        match = closing.search(rest) or opening.match(rest)
        if match:
            number = match.groupdict().get("number")
            left = rest[: match.start()] + rest[match.end() :]
            return line, int(number) if number else 0, left
    return None


@cache
def _patterns() -> tuple[tuple[SlugLine, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            line,
            re.compile(rf"{_PART}(?:{line.pattern})\Z", re.IGNORECASE),
            re.compile(rf"(?:{line.pattern}){_PART}", re.IGNORECASE),
        )
        for line in lexicons.read("ingest", "slugs", SlugLine)
    )
