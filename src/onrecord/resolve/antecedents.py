"""Finds what a pronoun stands for when nobody said so: the last sentence's subject, else the party met last."""

from dataclasses import replace

from onrecord.records.sentence import Sent
from onrecord.records.span import Span
from onrecord.resolve.knowledge import Nation, parties, small_words
from onrecord.resolve.ledger import Ledger, Party
from onrecord.resolve.lookup import words_of
from onrecord.resolve.mentions import PERSONAL, Reading, read_mention

_BODIES = frozenset({"government", "military", "igo", "official", "armed_group", "company", "ngo", "media", "analyst"})
_FEMININE = frozenset({"she", "her"})


def suits(word: str, party: Party) -> bool:
    """Whether a pronoun can stand for a party: "he" for a person, "it" for a body or a country, "they" for several."""
    if word in {"it", "its"}:
        return not party.human and not party.plural and party.kind in _BODIES
    if word in {"they", "them", "their"}:
        return party.plural or not party.human
    if PERSONAL.get(word) == "person" or word in {"his", "her"}:
        return party.human and not _wrong_sex(word, party)
    return True


def _wrong_sex(word: str, party: Party) -> bool:
    men, women = tuple(small_words("man")), tuple(small_words("woman"))
    other, mine = (men, women) if word in _FEMININE else (women, men)
    return any(h.endswith(other) and not h.endswith((*mine, "person")) for h in party.heads)


def subject_before(ledger: Ledger, at: Span) -> Span | None:
    """The subject of the sentence before, in the story's own words; null where that sentence is only a quotation."""
    sent = ledger.sentence_at(at)
    before = ledger.sentence_before(sent) if sent else None
    if before is None:
        return None
    span = subject_of(before)
    if span is None or any(c.overlaps(span) for c in ledger.contents):
        return None
    return span


def subject_of(sent: Sent) -> Span | None:
    """The span of the subject of a sentence's main verb, without relative clauses; null where there is none."""
    for subject in sent.kids(sent.root.i, "nsubj", "nsubjpass"):
        inside = _noun_phrase(sent, subject.i)
        return sent.span(inside[0], inside[-1])
    return None


def _noun_phrase(sent: Sent, head: int) -> list[int]:
    out, todo = [], [head]
    while todo:
        i = todo.pop()
        out.append(i)
        todo += [k.i for k in sent.kids(i) if k.dep not in {"relcl", "acl", "advcl", "punct"} or k.text == "-"]
    out.sort()
    run = [head]
    for i in range(head - 1, -1, -1):
        if i not in out:
            break
        run.insert(0, i)
    for i in range(head + 1, len(sent.tokens)):
        if i not in out:
            break
        run.append(i)
    return run


def in_sentence(ledger: Ledger, at: Span, word: str) -> Span | None:
    """What a pronoun inside a sentence stands for there: the nearest subject above it, else a nation named before."""
    sent = ledger.sentence_at(at)
    here = next((t for t in sent.tokens if t.start >= at.start), None) if sent else None
    if sent is None or here is None:
        return None
    for verb in sent.ancestors(here.i):
        for subject in sent.kids(verb.i, "nsubj", "nsubjpass"):
            if subject.i >= here.i:
                continue
            inside = _noun_phrase(sent, subject.i)
            if here.i not in inside and reads_as(ledger, span := sent.span(inside[0], inside[-1]), word):
                return span
    if word in {"it", "its"}:
        words = words_of(sent.text, sent.start, here.start)
        named = [
            h for h in parties().find(words) if isinstance(h.value, Nation) and h.value.form in {"name", "capital"}
        ]
        return Span.of(sent.text, words[named[-1].first].start, words[named[-1].last].end) if named else None
    return None


def recent_person(ledger: Ledger, at: Span) -> Span | None:
    """The name of the person named last before a position, in the same paragraph or the one before."""
    sent = ledger.sentence_at(at)
    if sent is None:
        return None
    near = [
        n.span
        for n in ledger.namings
        if n.span.start < at.start
        and 0 <= sent.paragraph - n.sent.paragraph <= 1
        and not any(c.overlaps(n.span) for c in ledger.contents)
    ]
    return near[-1] if near else None


def marked(party: Party, reading: Reading) -> Party:
    """The party as the pronoun's meaning."""
    return replace(party, rule=f"pronoun:{reading.pronoun}")


def reads_as(ledger: Ledger, span: Span, word: str) -> bool:
    """Whether the words at a span could be meant by a pronoun, judged by the words alone."""
    reading = read_mention(ledger.text, span)
    if reading.pronoun:
        return False
    human = reading.human or ledger.person_in(span) is not None
    party = Party("", span, reading.kind, human=human, heads=frozenset({reading.head}))
    return bool(reading.kind or human) and suits(word, party)
