"""Decides by which means an attack was made, and so its type; the codebook's ruling 1."""

from onrecord.extract.codebook import means
from onrecord.extract.mention import Mention
from onrecord.extract.nouns import kinds, kinds_of_word
from onrecord.records.event import EventType
from onrecord.records.sentence import Sent

FAMILY = frozenset({"attack", "shelling", "air_strike", "bombing"})
_ORDER: tuple[EventType, ...] = ("air_strike", "shelling", "bombing", "attack")
_BY_HAND = frozenset({"violence", "violence-noun", "shoot", "storm"})  # trigger lines that tell their means themselves
_BY_ANY = frozenset({("killing",), ("massacre",), ("carnage",), ("bloodshed",), ("slaughter",), ("atrocity",)})
_TOTALS = frozenset(
    {"since", "month", "months", "year", "years", "war", "conflict", "far", "total"}
)  # more than one attack
_BACK = 3  # sentences within which "the attack" looks for the attack that it names again


def told_means(mention: Mention) -> None:
    """Sets the type of an attack by the weapon its own clause names; `told_means` says that one was named."""
    if mention.rule.entry.type not in FAMILY:
        return
    found = _weapons(mention)
    if mention.rule.entry.type != "attack":
        mention.told_means = True
        if mention.rule.entry.type == "shelling" and "air_strike" in found:
            mention.type = "air_strike"
        if mention.rule.entry.type == "bombing":
            _bombing(mention, found)
        return
    for kind in _ORDER:
        if kind in found:
            mention.type, mention.told_means = kind, True
            return
    mention.told_means = mention.rule.line.key in _BY_HAND and mention.rule.words not in _BY_ANY


def _bombing(mention: Mention, found: set[EventType]) -> None:
    """Bombing by a state's force is from the air; told with nobody, it is what the story tells elsewhere."""
    if mention.rule.pos != "noun":
        return
    if mention.rule.line.key == "blast":
        told = [
            t
            for t in _ORDER[:2]
            if any({means()[k] for k in kinds_of_word(i) if k in means()} == {t} for i in mention.sent.tokens)
        ]
        mention.type = told[0] if told else mention.type
        return
    if "air_strike" in found:
        mention.type = "air_strike"
    if mention.rule.words != ("bombing",) or "bombing" in found:
        return
    actor = mention.actor
    if actor is not None and kinds(mention.sent, actor) & {"polity", "gpe", "nation"}:
        mention.type = "air_strike"
    elif actor is None:
        mention.told_means = False


def share_means(mentions: list[Mention]) -> None:
    """Gives an attack whose means is not told the means that the story tells for the same happening elsewhere."""
    attacks = [m for m in mentions if m.rule.entry.type in FAMILY and not m.merged]
    for at, mention in enumerate(attacks):
        if mention.told_means:
            continue
        source = (
            _same_sentence(mention, attacks) or _named_again(mention, attacks[:at]) or _same_target(mention, attacks)
        )
        if source is not None:
            mention.type = source.type
            mention.notes.append("means:" + source.rule.line.ref)


def _weapons(mention: Mention) -> set[EventType]:
    sent, args = mention.sent, mention.args
    heads = [mention.instrument, args.subject, args.compound]
    if mention.rule.line.frame in ("fire", "explode"):
        heads.append(args.object)
    heads += [
        n for prep, n in args.prepositions if prep in ("by", "with", "of", "using") or _from_craft(mention, prep, n)
    ]
    above = sent.tokens[sent.tokens[mention.head].head]
    if above.lemma == "use" and sent.tokens[mention.head].dep in ("xcomp", "advcl"):
        heads += [k.i for k in sent.kids(above.i, "dobj")]
        mention.instrument = mention.instrument if mention.instrument is not None else heads[-1]
    if mention.rule.pos == "noun":
        heads += [kid.i for kid in sent.kids(mention.head, "compound", "amod", "nmod")]
    found: set[EventType] = set()
    for head in heads:
        if head is None:
            continue
        words = [head, *(k.i for k in sent.kids(head, "compound", "amod", "nmod", "conj"))]
        for word in words:
            if sent.tokens[word].lower in ("defence", "defense"):
                continue
            named = {means()[kind] for kind in kinds(sent, word) if kind in means()}
            if sent.tokens[word].lemma == "fighter" and any(c.isdigit() for k in sent.kids(word) for c in k.text[-3:]):
                named = {"air_strike"}  # "Su-35 fighters"
            found |= {"bombing"} if _person(sent, word) else named
    return found


def _person(sent: Sent, word: int) -> bool:
    """Whether "bomber" is a person: one, and not of a make, an air force or a strategic fleet."""
    token = sent.tokens[word]
    before = sent.kids(word, "compound", "amod", "nmod")
    craft = any(
        k.pos == "PROPN" or k.ent or k.lower in ("strategic", "fighter", "stealth", "heavy", "jet") for k in before
    )
    return token.lower == "bomber" and not craft


def _from_craft(mention: Mention, prep: str, noun: int) -> bool:
    return prep == "from" and mention.sent.tokens[noun].lower != "air"


def _same_sentence(mention: Mention, attacks: list[Mention]) -> Mention | None:
    if _another(mention):
        return None
    near = [
        m for m in attacks if m.sent is mention.sent and m.told_means and m.type != "attack" and _one_clause(m, mention)
    ]
    types = {m.type for m in near}
    return near[0] if len(types) == 1 else None


def _another(mention: Mention) -> bool:
    return any(
        k.lower in ("another", "new", "renewed", "fresh", "further")
        for k in mention.sent.kids(mention.head, "det", "amod")
    )


def _one_clause(left: Mention, right: Mention) -> bool:
    """Whether one of the two stands below the other's verb."""
    sent = left.sent
    for upper, lower in ((left, right), (right, left)):
        verbs = [a.i for a in (sent.tokens[upper.head], *sent.ancestors(upper.head)) if a.pos in ("VERB", "AUX")][:1]
        if verbs and verbs[0] in {a.i for a in sent.ancestors(lower.head)}:
            return True
    return False


def _named_again(mention: Mention, before: list[Mention]) -> Mention | None:
    """What "the attack", "Monday's strike" or a bare casualty clause names again: the attack told just before."""
    if not _points_back(mention):
        return None
    for other in reversed(before):
        if mention.sent.index - other.sent.index > _BACK:
            return None
        if other.type != "attack" and other.rule.entry.type in FAMILY:
            return other
        if other.told_means:
            return None
    return None


def _points_back(mention: Mention) -> bool:
    sent = mention.sent
    if any(k.ent == "ORDINAL" or k.tag == "JJS" for k in sent.kids(mention.head, "amod")):
        return False
    if mention.rule.pos == "noun" and not mention.casualty:
        return mention.target is None and any(
            k.lower in ("the", "this", "that", "these", "those") or k.ent == "DATE"
            for k in sent.kids(mention.head, "det", "poss")
        )
    if mention.casualty:
        words = {t.lower for t in sent.tokens}
        return words.isdisjoint(_TOTALS) and not any(t.ent in ("GPE", "LOC") for t in sent.tokens)
    return False


def _same_target(mention: Mention, attacks: list[Mention]) -> Mention | None:
    """An attack elsewhere in the story on the same thing, by its compound noun ("shopping centre")."""
    names = _names(mention)
    if not names:
        return None
    return next((m for m in attacks if m.told_means and m.type != "attack" and names & _names(m)), None)


def _names(mention: Mention) -> set[str]:
    sent = mention.sent
    if mention.target is None:
        return set()
    head = sent.tokens[mention.target]
    return {f"{k.lower} {head.lemma}" for k in sent.kids(head.i, "compound") if head.pos == "NOUN"}
