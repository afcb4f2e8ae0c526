"""Gives events their numbers: which number belongs to which event, and what it counts."""

import re

from onrecord.extract.codebook import casualty_words, classes, entries, word_list
from onrecord.extract.mention import Mention
from onrecord.extract.nouns import kinds
from onrecord.extract.numbers import Number, read_numbers
from onrecord.extract.phrases import noun_phrase
from onrecord.records.event import Quantity, QuantityKind
from onrecord.records.sentence import Sent
from onrecord.records.span import Span

_LETHAL = frozenset({"execute", "behead", "murder", "massacre", "assassinate", "slay", "lynch", "slaughter"})
_SETTLEMENTS = frozenset(
    {"city", "town", "village", "region", "district", "settlement", "part", "neighbourhood", "street"}
)
_GAP = re.compile(
    r"\s+(?:others?\s+|people\s+|more\s+|soldiers?\s+|civilians?\s+|[a-z]+s\s+)?(?:were\s+|was\s+|are\s+)?"
)
_TOTAL = frozenset({"toll", "so far", "since", "total", "overall", "altogether"})


def numbers_of(sent: Sent) -> list[Number]:
    """The number expressions of a sentence."""
    return read_numbers(sent.text, sent.start, sent.end)


def casualty_kind(word: str) -> QuantityKind | None:
    """What a casualty word counts: killed, injured, casualties or missing; None for other words."""
    return casualty_words().get(word.lower())


def count(mention: Mention, numbers: list[Number]) -> None:
    """Fills the mention's quantities from the numbers in its arguments' noun phrases."""
    if mention.casualty:
        _count_casualties(mention, numbers)
        return
    before = _just_before(mention.sent, mention.head, numbers) if mention.rule.pos == "verb" else []
    by_type = entries()[mention.type].counts
    if before and by_type not in (None, "weapons", "buildings", "money"):
        _add(mention, number_span(mention.sent, before[0]), by_type, before[0].min, before[0].max)
        return
    for head in _counted(mention):
        for number in _in_phrase(mention.sent, head, numbers):
            kind = _kind(mention, _counted_noun(mention.sent, number, head), number)
            if kind is not None:
                _add(mention, number_span(mention.sent, number), kind, number.min, number.max)
    victim = _single(mention.sent, mention.target) if mention.target is not None and _lethal(mention) else None
    if victim is not None and not mention.quantities:
        _add(mention, victim, "killed", 1, 1)


def number_span(sent: Sent, number: Number) -> Span:
    """The span of a number expression."""
    return Span.of(sent.text, number.start, number.end)


def _counted(mention: Mention) -> list[int]:
    args = mention.args
    heads = [mention.target, args.object, args.subject, mention.instrument, mention.actor]
    if mention.rule.pos == "noun":
        heads.append(mention.head)
    if mention.type in ("military_aid", "sanction", "humanitarian_aid", "support"):
        heads += [noun for prep, noun in args.prepositions if prep in ("of", "with", "worth", "in")]
        above = mention.sent.tokens[mention.head]
        heads += [a.i for a in mention.sent.ancestors(above.i)[:2] if a.pos == "NOUN" and above.dep == "pobj"]
    return list(dict.fromkeys(h for h in heads if h is not None))


def _among(sent: Sent, noun: int) -> int | None:
    """Who is meant by "a guard was among the injured"."""
    prep = sent.tokens[sent.tokens[noun].head]
    verb = sent.tokens[prep.head]
    if prep.lower != "among" or verb.lemma != "be":
        return None
    return next((k.i for k in sent.kids(verb.i, "nsubj", "attr")), None)


def _count_casualties(mention: Mention, numbers: list[Number]) -> None:
    sent = mention.sent
    kind = casualty_kind(sent.tokens[mention.head].lemma) or casualty_kind(sent.tokens[mention.head].lower)
    if kind is None:
        return
    among = _among(sent, mention.head)
    if among is not None:
        mention.target = among
    head = mention.target
    zero = _nobody(sent, mention.head, head)
    if zero is not None:
        _add(mention, zero, kind if kind != "killed" or head is not None else "killed", 0, 0)
        return
    found = _in_phrase(sent, head, numbers) if head is not None else []
    if not found:
        found = _just_before(sent, mention.head, numbers)
    if not found and sent.tokens[mention.head].pos == "NOUN":
        found = _in_phrase(sent, mention.head, numbers)
    if not found and mention.rule.pos == "noun":
        found = _beside(sent, mention.head, numbers)
    if not found:
        found = _just_before(sent, mention.head, numbers)
    for number in found[:1]:
        _add(mention, number_span(sent, number), kind, number.min, number.max)
    if not found and head is not None:
        single = _single(sent, head)
        if single is not None:
            _add(mention, single, kind, 1, 1)


def _just_before(sent: Sent, trigger: int, numbers: list[Number]) -> list[Number]:
    """A number that stands right before the casualty word, however it was parsed: "58 wounded", "nine guards dead"."""
    at = sent.tokens[trigger].start
    return [n for n in numbers if n.end < at and _GAP.fullmatch(sent.text[n.end : at])]


def _beside(sent: Sent, noun: int, numbers: list[Number]) -> list[Number]:
    """A number that a verb gives to a casualty noun: "put the number of dead at two", "toll rises to 18"."""
    token = sent.tokens[noun]
    climb = [a for a in sent.ancestors(noun) if a.pos in ("VERB", "AUX")][:1]
    del token
    found = []
    for verb in climb:
        for prep in sent.kids(verb.i, "prep"):
            if prep.lower in ("to", "at"):
                found += [
                    n
                    for n in numbers
                    if any(n.start <= sent.tokens[p.i].start < n.end for p in sent.kids(prep.i, "pobj"))
                ]
    return found


def _nobody(sent: Sent, trigger: int, head: int | None) -> Span | None:
    """The span of an explicit zero: "no casualties", "nobody was hurt", "without losses"."""
    for i in (trigger, head):
        if i is None:
            continue
        for kid in sent.kids(i, "det", "neg"):
            if kid.lower in ("no", "zero"):
                return sent.span(kid.i, i) if kid.i < i else sent.span(i, i)
        above = sent.tokens[sent.tokens[i].head]
        if above.lower == "without":
            return sent.span(above.i, i)
    if head is not None and sent.tokens[head].lower in ("nobody", "none", "no-one"):
        return sent.span(head, head)
    return None


def _single(sent: Sent, head: int) -> Span | None:
    token = sent.tokens[head]
    person = kinds(sent, head) & {"people", "force", "prisoner", "leader"}
    marks = [k for k in sent.kids(head) if k.dep in ("det", "poss", "nummod", "amod")]
    counted = any(k.lower not in ("the", "no", "any", "every") for k in marks)
    if token.tag == "NN" and person and counted and not sent.kids(head, "conj"):
        return sent.span(*noun_phrase(sent, head))
    if token.lower in ("he", "she", "another") or (token.ent == "PERSON" and not sent.kids(head, "conj")):
        return sent.span(head, head)
    return None


def _in_phrase(sent: Sent, head: int, numbers: list[Number]) -> list[Number]:
    """The numbers in the noun phrase of `head` that count its head (or conjuncts), not something inside it."""
    first, last = noun_phrase(sent, head)
    start, end = sent.tokens[first].start, sent.tokens[last].end
    found = []
    for number in numbers:
        if not start - 12 <= number.start < end or number.end > end + 8:
            continue
        anchor = next((t for t in reversed(sent.tokens) if number.start <= t.start < number.end), None)
        if anchor is not None and _belongs(sent, anchor.i, head):
            found.append(number)
    return found


def _counted_noun(sent: Sent, number: Number, head: int) -> int:
    """The noun that the number stands before, `head` itself or one joined to it."""
    anchor = next((t for t in reversed(sent.tokens) if number.start <= t.start < number.end), None)
    for _ in range(4):
        if anchor is None or anchor.pos in ("NOUN", "PROPN") or anchor.head == anchor.i:
            break
        anchor = sent.tokens[anchor.head]
    return anchor.i if anchor is not None and anchor.pos in ("NOUN", "PROPN") else head


def _belongs(sent: Sent, i: int, head: int) -> bool:
    if i == head:
        return True
    token = sent.tokens[i]
    for _ in range(4):
        if token.dep == "prep" and token.lower == "of" and sent.tokens[i].pos == "NUM":
            return token.head == head
        if (
            token.dep
            in (
                "nummod",
                "quantmod",
                "compound",
                "advmod",
                "amod",
                "det",
                "appos",
                "nmod",
                "npadvmod",
                "predet",
                "pobj",
            )
            or token.pos == "NUM"
        ):
            token = sent.tokens[token.head]
            if token.i == head:
                return True
            if token.pos not in ("NUM", "SYM", "ADJ", "ADV", "ADP"):
                return token.dep == "conj" and token.head == head
        else:
            return token.dep == "conj" and token.head == head
    return False


def _kind(mention: Mention, head: int, number: Number) -> QuantityKind | None:
    sent = mention.sent
    if number.money:
        return "money"
    share = any(word in sent.text[number.start : number.end] for word in ("third", "quarter", "half"))
    if number.percent or mention.type == "seizure":
        return "other" if number.percent or share else None
    token = sent.tokens[head]
    noun = token.lemma.lower()
    if token.pos == "NUM":
        of = [n for k in sent.kids(head, "prep") if k.lower == "of" for n in sent.kids(k.i, "pobj")]
        noun = of[0].lemma.lower() if of else noun
    found = classes().get(noun, frozenset()) | kinds(sent, head)
    drone = any(k.lower in ("unmanned", "aerial") for k in sent.kids(head, "amod", "compound"))
    if noun in word_list("vehicle") and mention.type != "interception" and not drone:
        return "vehicles" if mention.type != "military_aid" else "weapons"
    if "weapon" in found or "fireweapon" in found or "airweapon" in found:
        return "weapons"
    person = found & {"people", "force", "prisoner", "leader"} and head == _victim_head(mention, head)
    if person and mention.rule.entry.type == "attack" and _lethal(mention):
        return "killed"
    return _kind_by_type(mention, found, noun)


def _kind_by_type(mention: Mention, found: frozenset[str], noun: str) -> QuantityKind | None:
    """What people, forces and buildings are counted as in an event of this type."""
    by_type = entries()[mention.type].counts
    if by_type == "weapons" and mention.type == "interception":
        return "weapons"
    if (
        by_type is not None
        and by_type not in ("weapons", "buildings", "money")
        and ("people" in found or "force" in found or "prisoner" in found)
    ):
        return by_type
    if (
        "structure" in found
        and not found & {"people", "gpe"}
        and noun not in _SETTLEMENTS
        and mention.target is not None
    ):
        return "buildings"
    if mention.type in ("withdrawal", "deployment", "advance", "clash", "military_aid") and (
        "force" in found or "people" in found
    ):
        return "troops"
    return None


def _victim_head(mention: Mention, head: int) -> int:
    """`head` if it is (part of) the target, else -1."""
    return (
        head if mention.target is not None and head in (mention.target, *mention.sent.subtree(mention.target)) else -1
    )


def _lethal(mention: Mention) -> bool:
    words = mention.rule.words
    return words[0] in _LETHAL or words in (("gun", "down"), ("shoot", "dead"))


def _add(mention: Mention, span: Span, kind: QuantityKind, low: float | None, high: float | None) -> None:
    if any(q.kind == kind and q.span.overlaps(span) for q in mention.quantities):
        return
    text = mention.sent.text[mention.sent.start : mention.sent.end].lower()
    total = any(word in text for word in _TOTAL)
    mention.quantities.append(Quantity(span=span, kind=kind, min=low, max=high, total=total))
