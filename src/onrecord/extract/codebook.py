"""The codebook as data: event types with their crosswalks and triggers, word classes, and role frames.

One commented file per type in `lexicon/events/`; `lexicon/classes.toml` says which words are forces, places, weapons;
`lexicon/frames.toml` which argument of a trigger is the actor and which the target.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from pydantic import Field

from onrecord.lexicons import Line, read
from onrecord.records.event import EventType, QuantityKind, Status

Words = tuple[str, ...]


class Trigger(Line):
    """One line of a type's file: words that name the event, the frame they take, and the company they need.

    `verbs`, `nouns` and `phrases` hold words in dictionary form; a verb may be followed by more words that must come
    after it ("cut off", "take control"); in a phrase `*` stands for up to two words. `subject`, `object` and `mods`
    name word classes (or single words) of which one must fit; `not_...` ones that must not. `context` needs one of
    its words in the sentence, `not_context` none of them near the trigger. `active` rules the passive out. `status` is
    what the trigger itself implies.
    """

    verbs: Words = ()
    nouns: Words = ()
    phrases: Words = ()
    frame: str
    status: Status | None = None
    subject: Words = ()
    object: Words = ()
    mods: Words = ()
    context: Words = ()
    not_subject: Words = ()
    not_object: Words = ()
    not_mods: Words = ()
    not_context: Words = ()
    active: bool = False


class WordClass(Line):
    """A class of words: `words` are dictionary forms of head nouns; `means` is an event type they decide."""

    words: Words
    means: EventType | None = None


class WordList(Line):
    """A list of words in dictionary form that rules share."""

    words: Words


class CasualtyWords(Line):
    """Casualty words; the key is the kind of quantity that they count."""

    words: Words


class Frame(Line):
    """Which argument fills which role; `prepositions` maps a preposition to the role of what follows it.

    `subject` and `object` are roles in the active voice (a passive is turned round first). `owner` is the role of a
    noun's possessor or nationality ("Russia's", "Russian"), `compound` that of a noun before it ("bus attack").
    """

    subject: str | None = None
    object: str | None = None
    dative: str | None = None
    owner: str | None = None
    compound: str | None = None
    prepositions: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A type of the codebook: what it is, its crosswalks, counter-examples.

    `plover_future` is PLOVER's type where the act is only announced by the one who would do it; `durative` nouns last
    until told to be over; `headline` is the status of a present tense in a headline; `counts` what a bare number of
    people counts.
    """

    type: EventType
    definition: str
    plover: str | None
    mode: str | None
    plover_future: str | None
    cameo: str | None
    acled: str | None
    durative: bool
    headline: Status
    counts: QuantityKind | None
    counter: Words
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger line with its type and one of its word sequences; `pos` is verb, noun or phrase."""

    entry: TypeEntry
    line: Trigger
    pos: str
    words: Words


@cache
def entries() -> dict[EventType, TypeEntry]:
    """All types of the codebook by name, in the codebook's order."""
    return {name: _entry(name) for name in get_args(EventType)}


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by the first word of their sequence, longest and most exacting first."""
    found: dict[str, list[Rule]] = {}
    for entry in entries().values():
        for line in entry.triggers:
            for pos, texts in (("verb", line.verbs), ("noun", line.nouns), ("phrase", line.phrases)):
                for text in texts:
                    words = tuple(text.split())
                    found.setdefault(words[0], []).append(Rule(entry, line, pos, words))
    return {word: tuple(sorted(some, key=_exacting)) for word, some in found.items()}


@cache
def frames() -> dict[str, Frame]:
    """The role frames by key."""
    return {frame.key: frame for frame in read("extract", "frames", Frame)}


@cache
def classes() -> dict[str, frozenset[str]]:
    """For each word in dictionary form the classes it belongs to."""
    found: dict[str, set[str]] = {}
    for line in read("extract", "classes", WordClass):
        for word in line.words:
            found.setdefault(word, set()).add(line.key)
    return {word: frozenset(keys) for word, keys in found.items()}


@cache
def word_list(key: str) -> frozenset[str]:
    """The words of a list of `event_words.toml`; KeyError for a list that is not there."""
    return {line.key: frozenset(line.words) for line in read("extract", "event_words", WordList)}[key]


@cache
def casualty_words() -> dict[str, QuantityKind]:
    """For each casualty word what it counts."""
    kinds: dict[str, QuantityKind] = {kind: kind for kind in get_args(QuantityKind)}
    return {word: kinds[line.key] for line in read("extract", "quantities", CasualtyWords) for word in line.words}


@cache
def means() -> dict[str, EventType]:
    """For each class that decides an event type, the type: the codebook's ruling 1."""
    return {line.key: line.means for line in read("extract", "classes", WordClass) if line.means}


def _exacting(rule: Rule) -> tuple[int, int]:
    line = rule.line
    needs = (line.subject, line.object, line.mods, line.context)
    return -len(rule.words), -sum(bool(need) for need in needs)


def _entry(name: EventType) -> TypeEntry:
    path = files("onrecord").joinpath("extract", "lexicon", "events", f"{name}.toml")
    head = tomllib.loads(path.read_text(encoding="utf-8"))
    return TypeEntry(
        type=name,
        definition=head["definition"],
        plover=head.get("plover"),
        mode=head.get("mode"),
        plover_future=head.get("plover_future"),
        cameo=head.get("cameo"),
        acled=head.get("acled"),
        durative=head.get("durative", False),
        headline=head.get("headline", "actual"),
        counts=head.get("counts"),
        counter=tuple(head["counter"]),
        triggers=read("extract", f"events/{name}", Trigger),
    )
