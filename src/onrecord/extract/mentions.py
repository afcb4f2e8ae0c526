"""What a noun stands for where attribution turns on it: a claim, a document or picture, a reporter."""

import re
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.records.sentence import Sent


class NounLine(lexicons.Line):
    """Nouns of one sort; see the head of nouns.toml."""

    words: tuple[str, ...]
    sort: Literal["claim", "belief", "medium", "reporter", "speaker"]


@cache
def nouns(sort: str) -> dict[str, NounLine]:
    """The lines of nouns.toml of one sort, by lemma."""
    return {
        word: line for line in lexicons.read("extract", "nouns", NounLine) if line.sort == sort for word in line.words
    }


def is_claim(sent: Sent, head: int) -> bool:
    """Whether the noun is a claim or belief that somebody may make or deny ("the report", "accusations")."""
    lemma = sent.tokens[head].lemma.lower()
    return lemma in nouns("claim") or lemma in nouns("belief")


def is_medium(sent: Sent, head: int) -> bool:
    """Whether the noun is a document or picture that shows or says something ("footage", "the survey")."""
    return sent.tokens[head].lemma.lower() in nouns("medium") or sent.tokens[head].lower in nouns("medium")


_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_PERSONAL = re.compile(
    r"(?:er|or|ist|man|woman|men|women|ian|eer|ant|people|body|group|party|side|force|army|troop|team|council|committee|"
    r"union|press|house|family|authority|ministry|regime|rebel|militia|coalition|alliance|country|nation|state|"
    r"resident|student|victim|mayor|one|some|other|many|several|chief|aide|spouse|wife|husband|mother|father|guard)s?$"
)
_THINGS = frozenset({
    "number", "order", "winter", "power", "weather", "error", "terror", "factor", "river", "water", "matter", "paper",
    "murder", "disaster", "corridor", "border", "weapon", "person", "danger", "anger", "fever", "center", "tower",
})  # fmt: skip


def is_voice(sent: Sent, head: int) -> bool:
    """Whether the noun can speak: a name, a personal pronoun, a word for people or bodies, or a document."""
    token = sent.tokens[head]
    if token.ent in _NAMES or token.pos in ("PROPN", "NUM") or token.tag in ("PRP", "WP"):
        return True
    lemma = token.lemma.lower()
    if any(lemma in nouns(sort) for sort in ("medium", "reporter", "speaker", "claim")):
        return True
    return lemma not in _THINGS and _PERSONAL.search(lemma) is not None
