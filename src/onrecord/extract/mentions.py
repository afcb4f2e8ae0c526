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
_ABSTRACT = re.compile(r"(?:tion|sion|ment|ness|ity|ism|ence|ance|ure|ing|ship|dom|acy|cy|al|age)$")
_BODIES = frozenset({
    "government", "parliament", "regiment", "department", "administration", "commission", "delegation", "mission",
    "opposition", "coalition", "organisation", "organization", "association", "institution", "nation", "division",
    "corporation", "foundation", "federation", "union", "station", "authority", "ministry", "university", "community",
    "security", "agency", "embassy", "alliance", "resistance", "intelligence", "leadership", "presidency",
    "general", "official", "rival", "professional", "individual", "hospital", "tribunal", "constituency", "village",
})  # fmt: skip
_THINGS = frozenset({
    "attack", "strike", "war", "fact", "event", "move", "sign", "loss", "result", "number", "blast", "explosion",
    "fire",
    "shelling", "damage", "victory", "defeat", "atrocity", "crime", "history", "way", "step", "success", "failure",
    "this", "that", "which", "what", "it", "there", "trend", "price", "rise", "fall", "debris", "wreckage", "crater",
    "phrase", "word", "question", "problem", "case", "idea", "plan", "deal", "vote", "visit", "presence", "timing",
})  # fmt: skip


def is_voice(sent: Sent, head: int) -> bool:
    """Whether the noun can speak: a name, a person, a body or a document, and not a fact or happening."""
    token = sent.tokens[head]
    lemma = token.lemma.lower()
    if token.ent in _NAMES or any(lemma in nouns(sort) for sort in ("medium", "reporter", "speaker", "claim")):
        return True
    if token.tag in ("PRP", "WP", "WDT", "DT"):
        return token.lower not in ("this", "that", "there")
    return lemma in _BODIES or not (lemma in _THINGS or token.lower in _THINGS or _ABSTRACT.search(lemma))
