"""Fills actor, target and instrument of a mention from its arguments by its trigger's frame, and cuts their spans."""

from onrecord.extract.codebook import frames, word_list
from onrecord.extract.mention import Mention
from onrecord.extract.nouns import HITTABLE, is_nation, kinds
from onrecord.records.sentence import Sent
from onrecord.records.span import Span

_WEAPONS = frozenset({"fireweapon", "airweapon", "bombweapon", "firearm", "weapon"})
_HOLD = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod", "punct", "npadvmod"}
)
_ARMED = frozenset({"attack", "shelling", "air_strike", "bombing", "interception", "destruction", "advance", "clash"})
_HITTING = frozenset(
    {"strike", "bombardment", "move", "casualty", "casualty-die"}
)  # frames whose "of" names who is hit
_BREAKS = frozenset({"]", "[", "–", "—", "--", " - ", "|", ">", ":"})
_DATES = frozenset({"DATE", "TIME"})


def fill_roles(mention: Mention) -> None:
    """Sets the mention's actor, target and instrument (token indices) where its arguments tell them."""
    frame = frames()[mention.rule.line.frame]
    args = mention.args
    if mention.rule.pos == "noun":
        if frame.key in _HITTING and args.object is not None and not kinds(mention.sent, args.object) & HITTABLE:
            args.object = None
        if frame.key == "casualty" and args.owner is not None and mention.sent.tokens[args.owner].ent == "ORG":
            args.owner = None  # who counted the dead
        _take(mention, frame.subject, args.subject)
        _take(mention, frame.owner, args.owner)
        _take(mention, "target" if frame.object == "target" or frame.object is None else frame.object, args.object)
    else:
        _take(mention, frame.subject, args.subject)
        _take(mention, frame.object, args.object)
        _take(mention, frame.dative, args.dative)
    for prep, noun in args.prepositions:
        role = frame.prepositions.get(prep)
        abstract = role == "target" and frame.key in _HITTING and not kinds(mention.sent, noun) & HITTABLE
        if abstract and prep in ("of", "at"):
            continue
        _take(mention, role, noun)
    if mention.rule.pos == "noun" and args.compound is not None and not _is_weapon(mention.sent, args.compound):
        named = kinds(mention.sent, args.compound) & {"named", "polity", "leader", "force"}
        hit = kinds(mention.sent, args.compound) & HITTABLE and mention.sent.tokens[args.compound].pos != "ADJ"
        if (hit and args.compound == mention.head - 1) if frame.compound == "target" else named:
            _take(mention, frame.compound, args.compound)
    _instrument_before_noun(mention)


def _take(mention: Mention, role: str | None, noun: int | None) -> None:
    if role is None or role == "none" or noun is None or noun == mention.head:
        return
    sent = mention.sent
    token = sent.tokens[noun]
    if token.ent in _DATES or token.lower in ("which", "that", "there", "what"):
        return
    found = kinds(sent, noun)
    if "attackword" in found and not _WEAPONS & found and not (role == "target" and mention.rule.line.frame == "act"):
        return
    if (
        role == "target"
        and mention.rule.line.frame == "meet"
        and not found & {"leader", "person", "people", "force", "name"}
    ):
        return
    if role == "actor":
        _take_actor(mention, noun, found)
    elif role == "target" and mention.target is None:
        mention.target = noun
    elif role == "instrument" and mention.instrument is None:
        mention.instrument = noun


def _take_actor(mention: Mention, noun: int, found: frozenset[str]) -> None:
    """A weapon that acts is the instrument, and the nationality before it is the actor."""
    sent = mention.sent
    token = sent.tokens[noun]
    if (token.lower in word_list("no-agent") and not sent.children[noun]) or (
        token.pos == "NUM" and not sent.kids(noun, "prep")
    ):
        return
    if token.lemma.lower() in word_list("no-actor"):
        return
    if _WEAPONS & found and not found & {"force", "polity", "leader"} and not _fires(mention, noun, found):
        if mention.instrument is None:
            mention.instrument = noun
        if mention.actor is None:
            mention.actor = _nation_of(sent, noun)
        return
    if mention.actor is None and "place" in found and not found & {"polity", "force", "gpe", "people"}:
        return
    if mention.actor is None:
        mention.actor = noun


def _fires(mention: Mention, noun: int, found: frozenset[str]) -> bool:
    """Whether it is a nation's aircraft that fire something: they act, and what they fire is the instrument."""
    fired = mention.args.object
    flown = mention.rule.line.frame == "fire" and "airweapon" in found and fired is not None and fired != noun
    return flown and _nation_of(mention.sent, noun) is not None


def _nation_of(sent: Sent, noun: int) -> int | None:
    for kid in sent.kids(noun):
        before = kid.dep in ("amod", "compound", "poss", "nmod") and kid.i < noun and kid.ent not in _DATES
        if before and (is_nation(sent, kid.i) or kid.dep == "poss"):
            return kid.i
    return None


def _instrument_before_noun(mention: Mention) -> None:
    """The weapon before the noun: "missile strike", "drone attack"."""
    if mention.instrument is not None or mention.rule.pos != "noun" or mention.rule.entry.type not in _ARMED:
        return
    for kid in mention.sent.kids(mention.head, "compound", "amod", "nmod"):
        if _is_weapon(mention.sent, kid.i):
            mention.instrument = kid.i


def _is_weapon(sent: Sent, i: int) -> bool:
    return bool(kinds(sent, i) & _WEAPONS)


def _apart(sent: Sent, i: int, head: int) -> bool:
    """Whether a date line, a bracket or a dash parts token `i` from the name: "14:10 - Tarvia"."""
    if sent.tokens[i].ent in _DATES and any(t.text.isdigit() or ":" in t.text for t in sent.tokens[i:head] if t.ent):
        return True
    return any(t.text in _BREAKS or (t.text == "-" and t.start > sent.tokens[t.i - 1].end) for t in sent.tokens[i:head])


def _names_it(sent: Sent, head: int, prep: int) -> bool:
    """Whether a phrase names its noun rather than telling where: "a bridge over the river", "a claim by the army"."""
    found, word = kinds(sent, head), sent.tokens[prep].lower
    if prep != head + 1 or any(k.ent in _DATES for k in sent.kids(prep, "pobj")):
        return False
    return (word == "over" and "structure" in found) or (word == "by" and "claimword" in found)


def role_span(sent: Sent, head: int, *, alone: bool = False) -> Span:
    """The span of the noun phrase of `head`: what stands before it, "of" phrases, conjuncts, a person's apposition.

    With `alone` conjuncts are left out.
    """
    keep = {head}
    todo = [head]
    person = bool(kinds(sent, head) & {"leader", "person"})
    while todo:
        at = todo.pop()
        for kid in sent.kids(at):
            if kid.tag == "CD" and kid.i > at and sent.tokens[kid.i - 1].text == ",":
                continue  # an age
            of = kid.dep == "prep" and kid.lower == "of" and bool(sent.kids(kid.i, "pobj"))
            joined = kid.dep in ("cc", "conj") and not (alone and at == head)
            named = kid.dep == "appos" and (person or kid.i == at + 1)
            beside = kid.dep == "prep" and at == head and _names_it(sent, head, kid.i)
            if (
                beside
                or (kid.dep in _HOLD and (kid.i < at or kid.dep not in ("advmod", "punct")))
                or of
                or joined
                or named
                or (kid.dep == "pobj" and sent.tokens[at].pos == "ADP")
            ):
                keep.add(kid.i)
                todo.append(kid.i)
    keep -= {i for i in keep if i < head and _apart(sent, i, head)}
    first = last = head
    while first - 1 in keep or (first >= 2 and first - 2 in keep and sent.tokens[first - 1].pos == "PUNCT"):
        first -= 1
    while last + 1 in keep or (last + 2 in keep and sent.tokens[last + 1].pos == "PUNCT"):
        last += 1
    while last > first and (sent.tokens[last].pos == "PUNCT" or sent.tokens[last].dep in ("case", "cc")):
        last -= 1
    while first < last and (sent.tokens[first].pos == "PUNCT" or sent.tokens[first].dep == "cc"):
        first += 1
    return sent.span(first, last)
