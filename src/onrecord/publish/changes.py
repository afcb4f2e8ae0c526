"""What a new version of a story changed, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.records.story import Story

_LONGEST = 4000  # words: comparing longer texts word by word takes too long


@dataclass(frozen=True)
class Stretch:
    """A stretch of the text that both versions share, or that only one of them has."""

    kind: Literal["same", "old", "new"]
    text: str


def changes(old: Story, new: Story) -> tuple[Stretch, ...]:
    """The stretches from the old to the new text, long ones that stayed the same cut short; empty if too long."""
    before, after = _words(old.text), _words(new.text)
    if max(len(before), len(after)) > _LONGEST:
        return ()
    found: list[Stretch] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Stretch("same", _shortened(before[a:b])))
        else:
            found += [Stretch("old", "".join(before[a:b]))] if b > a else []
            found += [Stretch("new", "".join(after[c:d]))] if d > c else []
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


def _shortened(words: list[str]) -> str:
    return "".join(words) if len(words) <= 24 else "".join(words[:10]) + "[…] " + "".join(words[-10:])
