"""What a noun stands for where attribution turns on it: a claim, a document or picture, a reporter."""

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
