"""Finds the arguments of a predicate over the tree: passives, control, relative clauses, coordination, light verbs."""

from onrecord.extract.codebook import word_list
from onrecord.extract.mention import Arguments
from onrecord.extract.nouns import is_nation
from onrecord.extract.phrases import is_passive
from onrecord.records.sentence import Sent, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# What the parser may call a name it does not know, right after a verb: it is the object.
_STRANGE = frozenset(
    {"npadvmod", "dep", "ccomp", "xcomp", "advmod", "oprd", "acomp", "nmod", "appos", "advcl", "intj", "prt"}
)
_CAUSING = frozenset({"make", "let"})  # verbs whose clause tells what becomes of their object
_OF_NOUNS = frozenset({"for", "against", "with"})  # prepositions that belong to the noun before them
_NOT_PEOPLE = ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT")


def of_verb(sent: Sent, verb: int) -> Arguments:
    """The arguments of the verb at token `verb`."""
    args = Arguments(passive=is_passive(sent, verb) or _bare_passive(sent, verb))
    subject = _subject(sent, verb, set())
    direct = _object(sent, verb)
    if args.passive:
        args.object = subject if subject is not None else direct
        args.dative = direct if subject is not None else None
        args.subject = _agent(sent, verb)
    else:
        args.subject, args.object = subject, direct
    for kid in sent.kids(verb, "dative"):
        args.dative = _pobj(sent, kid.i) if kid.tag in ("IN", "TO") else kid.i
    if args.dative is None and direct is not None:
        args.dative = _receiver_before(sent, verb, direct)
    args.prepositions = _prepositions(sent, verb)
    return args


def _receiver_before(sent: Sent, verb: int, thing: int) -> int | None:
    """The country that the parser joins to what it is given: "granted Tarvia candidate status"."""
    for kid in sent.kids(thing, "compound", "nmod"):
        if kid.i == verb + 1 and kid.ent == "GPE" and kid.pos == "PROPN" and sent.tokens[thing].tag.startswith("NN"):
            return kid.i
    return None


def of_noun(sent: Sent, noun: int) -> Arguments:
    """The arguments of the noun of happening at token `noun`, with those that a light verb lends it."""
    args = Arguments(owner=_owner(sent, noun), compound=_compound(sent, noun))
    args.prepositions = _prepositions(sent, noun) + _right_behind(sent, noun)
    token = sent.tokens[noun]
    governor = sent.tokens[token.head]
    if args.owner is not None and sent.tokens[args.owner].tag == "PRP$":
        args.owner = _antecedent(sent, noun, args.owner)
    while governor.dep == "conj" and token.dep == "conj" and governor.head != governor.i:
        token, governor = governor, sent.tokens[governor.head]
    listed = token.dep == "conj" and governor.pos == "VERB" and bool(sent.kids(governor.i, "dobj"))
    if token.dep == "conj" and not listed:
        token, governor = governor, sent.tokens[governor.head]
    token, governor = _whole(sent, token, governor)
    suffers = governor.lemma in word_list("suffering")
    if (token.dep in ("dobj", "nsubjpass") or listed) and (suffers or governor.lemma.lower() in word_list("light")):
        verb = of_verb(sent, governor.i)
        if suffers:
            args.object = verb.subject
        else:
            args.subject = verb.subject
        args.prepositions += [p for p in verb.prepositions if p[0] != "of"]
        args.passive = verb.passive
    elif token.dep == "nsubj" and governor.lemma.lower() in word_list("happen"):
        args.prepositions += _prepositions(sent, governor.i)
    for carried in sent.kids(noun, "acl"):
        if carried.tag == "VBN" and carried.lemma.lower() in word_list("light"):
            args.prepositions += _prepositions(sent, carried.i)
    return args


def _right_behind(sent: Sent, noun: int) -> list[tuple[str, int]]:
    """The phrase right behind a noun that the parser hangs higher: "spoke of their support for Tarvia"."""
    prep = sent.tokens[noun + 1] if noun + 1 < len(sent.tokens) else None
    if prep is None or prep.dep != "prep" or prep.lower not in _OF_NOUNS or prep.head == noun:
        return []
    return [(prep.lower, n.i) for n in sent.kids(prep.i, "pobj")]


def _whole(sent: Sent, token: Token, governor: Token) -> tuple[Token, Token]:
    """Of "a wave of strikes", "a series of raids" the noun that stands for the whole, and what governs it."""
    top = sent.tokens[governor.head]
    if token.dep == "pobj" and governor.lower == "of" and top.lemma.lower() in word_list("part"):
        return top, sent.tokens[top.head]
    return token, governor


def _antecedent(sent: Sent, noun: int, owner: int) -> int:
    """Whom "its" stands for in "Tarvia resumed its shelling": the subject of the verb above, else itself."""
    verb = next((a for a in sent.ancestors(noun) if a.pos in ("VERB", "AUX")), None)
    found = _subject(sent, verb.i, set()) if verb is not None else None
    return owner if found is None or found >= owner else found


def affected(sent: Sent, noun: int) -> int | None:
    """Who the happening named by `noun` comes upon: "X came under attack", "X is battered by shelling", or None."""
    token = sent.tokens[noun]
    governor = sent.tokens[token.head]
    if token.dep == "nsubj" and governor.pos == "VERB":
        return _object(sent, governor.i)
    if token.dep != "pobj":
        return None
    verb = sent.tokens[governor.head]
    if verb.pos not in ("VERB", "AUX"):
        return None
    if verb.lemma in word_list("feeling"):
        return None
    args = of_verb(sent, verb.i)
    if governor.dep == "agent" or governor.lower == "by":
        return args.object
    if governor.lower in ("under", "from", "during", "in", "after"):
        return args.object if args.passive else (args.subject if args.object is None else args.object)
    return None


def attending(sent: Sent, meeting: int) -> int | None:
    """Who does something "at a summit", "after talks", "in a call": the subject of the verb above, or None."""
    token = sent.tokens[meeting]
    prep = sent.tokens[token.head]
    if token.dep != "pobj" or prep.lower not in ("at", "in", "for", "after", "during", "before", "on", "to"):
        return None
    verb = next((a for a in sent.ancestors(prep.i) if a.pos in ("VERB", "AUX", "NOUN")), None)
    return _subject(sent, verb.i, set()) if verb is not None and verb.pos != "NOUN" else None


def _subject(sent: Sent, verb: int, seen: set[int]) -> int | None:
    if verb in seen:
        return None
    seen.add(verb)
    token = sent.tokens[verb]
    head = token.head
    own = sent.kids(verb, *_SUBJECTS)
    if own:
        if token.dep == "relcl" and own[-1].lower in _RELATIVE:
            return head
        return own[-1].i if own[-1].dep != "csubj" else None
    if head == verb:
        return None
    if token.dep == "acl":
        return _of_acl(sent, verb, seen)
    if token.dep == "relcl":
        return head
    if token.dep in ("xcomp", "ccomp"):
        return _controller(sent, verb, seen)
    if token.dep in ("conj", "advcl", "dep", "parataxis", "oprd"):
        return _surface(sent, head, seen)
    if token.dep in ("pcomp", "prep"):
        top = sent.tokens[head]
        while top.dep in ("prep", "agent", "pcomp") and top.head != top.i:
            top = sent.tokens[top.head]
        if top.pos in ("VERB", "AUX"):
            return (
                _controller(sent, top.i, seen, governor=top)
                if top.lemma in word_list("object-control")
                else _surface(sent, top.i, seen)
            )
        accused = top.dep in ("dobj", "nsubjpass") and sent.tokens[top.head].lemma in word_list("object-control")
        return top.i if accused else _owner(sent, top.i)
    return None


def _surface(sent: Sent, verb: int, seen: set[int]) -> int | None:
    """The subject as it stands (a passive's too) of the governing verb."""
    if sent.tokens[verb].pos not in ("VERB", "AUX"):
        return None
    return _subject(sent, verb, seen)


def _controller(sent: Sent, verb: int, seen: set[int], governor: Token | None = None) -> int | None:
    governor = governor or sent.tokens[sent.tokens[verb].head]
    if governor.pos not in ("VERB", "AUX", "ADJ"):
        return None
    if governor.lemma.lower() in word_list("object-control") and not is_passive(sent, governor.i):
        for kid in sent.kids(governor.i, "dobj", "dative"):
            return kid.i
        for kid in sent.kids(governor.i, "prep"):
            if kid.lower in ("on", "for", "to"):
                return _pobj(sent, kid.i)
    if governor.pos == "ADJ" and sent.tokens[governor.head].pos in ("VERB", "AUX"):
        return _subject(sent, governor.head, seen)
    return _subject(sent, governor.i, seen)


def _of_acl(sent: Sent, verb: int, seen: set[int]) -> int | None:
    """Of a clause on a noun: the noun itself, or for "its attempt to", "efforts to" whoever makes them."""
    token, noun = sent.tokens[verb], sent.tokens[sent.tokens[verb].head]
    if token.tag != "VB" and not (noun.lower in ("claim", "claims") and token.tag == "VBN"):
        return noun.i
    owner = _owner(sent, noun.i)
    if owner is not None:
        return owner
    governor = sent.tokens[noun.head]
    while governor.dep in ("prep", "agent") and governor.head != governor.i:
        governor = sent.tokens[governor.head]
    if governor.pos in ("VERB", "AUX") and noun.dep not in ("nsubj", "nsubjpass"):
        return _subject(sent, governor.i, seen)
    return None


def _object(sent: Sent, verb: int) -> int | None:
    for kid in sent.kids(verb, "dobj", "attr"):
        if kid.lower in _RELATIVE and sent.tokens[verb].dep == "relcl":
            return sent.tokens[verb].head
        return kid.i
    token = sent.tokens[verb]
    if token.lemma in _CAUSING:
        for clause in sent.kids(verb, "ccomp"):
            for made in sent.kids(clause.i, "nsubj"):
                return made.i
    if token.dep == "relcl" and not is_passive(sent, verb):
        subjects = sent.kids(verb, *_SUBJECTS)
        if subjects and subjects[-1].lower not in _RELATIVE and not sent.kids(verb, "advmod", "prep"):
            return token.head
    for kid in sent.kids(verb):
        if kid.pos == "PROPN" and 0 < kid.i - verb <= 2 and kid.dep in _STRANGE:
            return kid.i
    for kid in sent.kids(verb, "conj"):
        if kid.pos == "VERB" and not sent.kids(kid.i, *_SUBJECTS) and kid.i - verb <= 3:
            return _object(sent, kid.i)
    return None


def _bare_passive(sent: Sent, verb: int) -> bool:
    """A past participle with no auxiliary: after its noun, opening an adverbial clause, or in a headline with "by"."""
    token = sent.tokens[verb]
    if token.tag not in ("VBN", "VBD") or sent.kids(verb, "aux", "dobj"):
        return False
    if token.dep in ("acl", "oprd"):
        return True
    if token.dep == "ccomp" and token.tag == "VBN" and sent.tokens[token.head].lemma in word_list("perceiving"):
        return True
    if token.dep in ("advcl", "xcomp", "ccomp") and token.tag == "VBN" and not sent.kids(verb, "nsubj"):
        return not sent.kids(verb, "aux")
    return bool(sent.kids(verb, "agent"))


def _agent(sent: Sent, verb: int) -> int | None:
    for kid in sent.kids(verb, "agent", "prep"):
        if kid.lower == "by":
            noun = _pobj(sent, kid.i)
            if noun is not None and sent.tokens[noun].ent not in _NOT_PEOPLE:
                return noun
    return None


def _pobj(sent: Sent, prep: int) -> int | None:
    return next((kid.i for kid in sent.kids(prep, "pobj")), None)


def _prepositions(sent: Sent, head: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    todo = list(sent.kids(head, "prep", "agent", "dative"))
    todo += [p for k in sent.kids(head, "advmod", "prt") if k.i > head for p in sent.kids(k.i, "prep")]
    while todo:
        prep = todo.pop(0)
        noun = _pobj(sent, prep.i)
        if noun is not None:
            found.append((prep.lower, noun))
        todo += sent.kids(prep.i, "prep", "conj")
    return found


def _owner(sent: Sent, noun: int) -> int | None:
    kids = sent.kids(noun)
    superlative = any(k.tag == "JJS" or k.ent == "ORDINAL" for k in kids)
    for kid in kids:
        if kid.dep == "poss" and superlative:
            return None
        if kid.dep == "poss" and kid.ent not in ("DATE", "TIME") and kid.tag != "PRP$":
            return kid.i
    for kid in kids:
        if kid.dep == "poss" and kid.ent not in ("DATE", "TIME"):
            return kid.i
    for kid in kids:
        before = kid.dep in ("amod", "compound", "nmod", "nsubj", "npadvmod") and kid.i < noun
        before = before and not (kid.i > 1 and sent.tokens[kid.i - 2].lower == "anti")
        if (
            before
            and is_nation(sent, kid.i)
            and not (kid.ent == "GPE" and kid.tag.startswith("NN") and not kid.text.isupper())
        ):
            return kid.i
    for kid in kids:
        if kid.dep in ("compound", "nmod") and kid.ent == "ORG":
            return kid.i
    return None


def _compound(sent: Sent, noun: int) -> int | None:
    for kid in sent.kids(noun, "compound", "nmod"):
        if not is_nation(sent, kid.i) and kid.ent not in ("DATE", "TIME"):
            return kid.i
    return None
