"""Finds the words of the codebook in a sentence and keeps those whose company fits."""

from onrecord.extract.arguments import affected, attending, of_noun, of_verb
from onrecord.extract.codebook import Rule, casualty_words, frames, rules, word_list
from onrecord.extract.meetings import only_a_setting
from onrecord.extract.mention import Arguments, Mention
from onrecord.extract.nouns import HITTABLE, clashes, fits, kinds, kinds_of_word
from onrecord.records.sentence import Sent, Token

_FELT = frozenset(
    {"strike", "bombardment", "fight", "move", "suffer", "act", "casualty"}
)  # nouns that come upon somebody
# Frames whose verbs take an object, and what suffers by them where the participle stands alone after its subject.
_BARE = {
    "casualty": frozenset({"people", "force", "prisoner", "person"}),
    "strike": frozenset({"people", "structure"}),
    "damage": frozenset({"structure"}),
}
_INTRANSITIVE = frozenset({"fight", "leave", "flee"})  # frames that a bare participle does not turn round
_WINDOW = 10  # tokens on either side within which a negative context counts
_REACH = 6  # tokens within which the further words of a verb's sequence must come


def find_mentions(sent: Sent) -> list[Mention]:
    """The mentions in a sentence, in order; a word belongs to one mention only."""
    lemmas = {t.lemma.lower() for t in sent.tokens} | {t.lower for t in sent.tokens}
    if not lemmas.isdisjoint(word_list("sport-sign")):
        return []
    found: list[Mention] = []
    used: set[int] = set()
    for token in sent.tokens:
        if token.i in used:
            continue
        mention = _mention_at(sent, token, lemmas)
        if mention is not None:
            found.append(mention)
            used.update(range(mention.first, mention.last + 1))
            used.update(_spoken_for(sent, mention))
    return found


def _spoken_for(sent: Sent, mention: Mention) -> set[int]:
    """The further words of a verb's sequence where its span is the verb alone: "exchanged heavy artillery fire"."""
    if mention.rule.pos != "verb" or len(mention.rule.words) == 1:
        return set()
    near = sent.tokens[mention.head + 1 : mention.head + 1 + _REACH]
    return {t.i for t in near if t.pos in ("NOUN", "ADP") and t.lemma.lower() in mention.rule.words[1:]}


def _mention_at(sent: Sent, token: Token, lemmas: set[str]) -> Mention | None:
    lemma = token.lemma.lower()
    candidates = rules().get(lemma, ())
    if _gerund(sent, token):
        stem = token.lower[:-3]
        candidates = (*rules().get(stem, ()), *rules().get(f"{stem}e", ()), *candidates)
    elif token.lower != lemma:
        candidates = (*candidates, *rules().get(token.lower, ()))
    for rule in candidates:
        matched = _sequence(sent, token, rule)
        if matched is None:
            continue
        args = _arguments(sent, rule, matched)
        if args is not None and _company(sent, rule, matched, args, lemmas):
            head, last = matched
            return Mention(sent, rule, head, token.i, last, rule.entry.type, args)
    return None


def _sequence(sent: Sent, token: Token, rule: Rule) -> tuple[int, int] | None:
    """The head token and the last token of the rule's word sequence if it starts at `token`."""
    if rule.pos == "verb":
        return _verb_sequence(sent, token, rule)
    if rule.pos == "noun":
        return _noun_sequence(sent, token, rule)
    return _phrase_sequence(sent, token, rule)


def _verb_sequence(sent: Sent, token: Token, rule: Rule) -> tuple[int, int] | None:
    verbal = token.tag.startswith("VB") or _gerund(sent, token)
    if not verbal or token.dep in ("amod", "compound") or _nominal(sent, token) or _weapon_plural(sent, token):
        return None
    last, at = token.i, token.i
    if _gives_up_doing(sent, token, rule) or (rule.line.frame == "move" and _urges(sent, token)):
        return None
    for word in rule.words[1:]:
        at = _next(sent, token.i, at, word)
        if at < 0:
            return None
        last = at
    return token.i, (last if last - token.i <= len(rule.words) else token.i)


def _gives_up_doing(sent: Sent, verb: Token, rule: Rule) -> bool:
    """Whether a verb and its particle only govern another verb: "gave up trying", "go on waiting"."""
    particles = sent.kids(verb.i, "prt")
    after = particles[0].i + 1 if particles and particles[0].lower in rule.words[1:] else -1
    return 0 < after < len(sent.tokens) and sent.tokens[after].tag == "VBG" and sent.tokens[after].head == verb.i


def _urges(sent: Sent, verb: Token) -> bool:
    """Whether a verb of moving moves somebody to do something: "push Tarvia to make peace"."""
    told = [k for k in sent.kids(verb.i, "xcomp", "ccomp") if any(a.lower == "to" for a in sent.kids(k.i, "aux"))]
    return any(sent.kids(k.i, "nsubj") for k in told) or bool(told and sent.kids(verb.i, "dobj"))


def _weapon_plural(sent: Sent, token: Token) -> bool:
    """A plural that the tagger took for a verb, told by the weapon before it: "hit with rocket and mortar shells"."""
    before = sent.tokens[token.i - 1] if token.i else token
    return token.tag == "VBZ" and before.tag == "NN" and "fireweapon" in kinds_of_word(before)


def _gerund(sent: Sent, token: Token) -> bool:
    """A gerund that the tagger took for a noun, told by its object: "accused of bombing two schools"."""
    return token.tag == "NN" and token.lower.endswith("ing") and bool(sent.kids(token.i, "dobj"))


def _nominal(sent: Sent, token: Token) -> bool:
    """A gerund used as a noun: "intense Russian shelling", "the bombing of", with no object of its own."""
    if token.tag != "VBG":
        return False
    before = sent.tokens[token.i - 1] if token.i else token
    if token.dep == "acl" and token.head == before.i and before.tag.startswith("JJ"):
        return True
    if sent.kids(token.i, "expl"):
        return True  # "there is shelling"
    joined = token.head == before.i or before.head == token.i
    if before.tag == "NN" and joined and not sent.kids(token.i, "dobj"):
        return True
    if before.ent == "DATE" and before.lower.endswith("days") and not sent.kids(token.i, "dobj"):
        return True  # "in Sundays shelling", where a wire drops the apostrophe
    if sent.kids(token.i, "dobj", "aux", "nsubj"):
        return False
    if sent.kids(token.i, "det", "amod", "compound", "poss"):
        return True
    return token.dep in ("pobj", "nsubj", "nsubjpass", "dobj", "compound")


def _next(sent: Sent, verb: int, after: int, word: str) -> int:
    """The next token that is `word` and hangs on the verb or on one of its children; -1 if there is none."""
    for k in range(after + 1, min(after + 1 + _REACH, len(sent.tokens))):
        token = sent.tokens[k]
        if token.lemma.lower() == word or token.lower == word:
            close = token.tag in ("IN", "RP", "TO") and token.dep != "aux"
            if token.tag == "IN" and k - after > 2 and token.lower not in ("out", "back", "up", "down", "off", "away"):
                return -1
            if _aside_of(sent, token, (verb, after)):
                return -1
            climb = [token, *([] if close else sent.ancestors(k)[:3])]
            return k if any(t.head in (verb, after) for t in climb) or (close and k == after + 1) else -1
        if token.tag.startswith("VB") and token.dep in ("ROOT", "conj"):
            return -1
    return -1


def _aside_of(sent: Sent, noun: Token, heads: tuple[int, int]) -> bool:
    """Whether a noun hangs on another noun of the phrase: "issued a statement regarding the threats"."""
    prep = sent.tokens[noun.head]
    if noun.pos == "NOUN" and noun.dep == "dobj" and noun.head not in heads and noun.head > heads[0]:
        return prep.pos == "VERB"
    if noun.dep == "pobj" and prep.lower in ("regarding", "concerning", "about"):
        return True
    if noun.dep != "pobj" or prep.i in heads or prep.head in heads:
        return False
    return sent.tokens[prep.head].pos == "NOUN" and prep.lower != "of"


def _noun_sequence(sent: Sent, token: Token, rule: Rule) -> tuple[int, int] | None:
    last = token.i
    for word in rule.words[1:]:
        last += 1
        if last >= len(sent.tokens) or word not in (sent.tokens[last].lower, sent.tokens[last].lemma.lower()):
            return None
    head = sent.tokens[last]
    nominal = head.pos in ("NOUN", "PROPN") or head.tag.startswith("NN")
    nominal = nominal or (head.tag in ("VBZ", "VBP") and head.dep in ("dobj", "pobj"))
    if not nominal and not (head.tag == "VBG" and (_nominal(sent, head) or _stands_as_noun(sent, head))):
        return None
    if head.pos == "PROPN" and head.ent in ("ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "DATE"):
        return None
    if head.dep in ("compound", "nmod", "npadvmod") and head.head != head.i:
        governor = sent.tokens[head.head]
        if governor.i > head.i and governor.lemma.lower() not in word_list("carrier"):
            return None
    return head.i, head.i


def _stands_as_noun(sent: Sent, token: Token) -> bool:
    if token.dep not in ("pobj", "dobj", "nsubj", "nsubjpass", "conj", "ROOT", "attr", "pcomp"):
        return False
    return bool(sent.kids(token.i, "det", "poss", "amod", "compound")) or not sent.kids(token.i, "dobj", "nsubj", "aux")


def _phrase_sequence(sent: Sent, token: Token, rule: Rule) -> tuple[int, int] | None:
    at, words = token.i, list(rule.words[1:])
    slack = 0
    while words:
        word = words[0]
        if word == "*":
            slack, words = 2, words[1:]
            continue
        at += 1
        if at >= len(sent.tokens):
            return None
        if word in (sent.tokens[at].lower, sent.tokens[at].lemma.lower()):
            words, slack = words[1:], 0
        elif slack:
            slack -= 1
        else:
            return None
    return token.i, at


def _arguments(sent: Sent, rule: Rule, matched: tuple[int, int]) -> Arguments | None:
    head, last = matched
    if rule.pos == "verb":
        args = of_verb(sent, head)
        _headline_passive(sent, rule, args, head)
        if len(rule.words) > 1:
            _step_over(sent, rule, args, head, last)
        elif args.object is None and not args.passive:
            _place_roles(rule, args)
        return args
    if rule.pos == "noun":
        args = of_noun(sent, head)
        upon = affected(sent, head) if rule.line.frame in _FELT else None
        if rule.line.frame == "meet" and args.subject is None:
            args.subject = attending(sent, head)
        if rule.line.frame == "war":
            _belligerents(sent, head, args)
        if upon is not None and args.object is None and kinds(sent, upon) & HITTABLE:
            args.object = upon
        _place_roles(rule, args)
        return args
    return _phrase_arguments(sent, head, last)


def _headline_passive(sent: Sent, rule: Rule, args: Arguments, head: int) -> None:
    """Turns round a participle with no auxiliary: "two herders killed", "a teacher arrested"."""
    frame, verb = rule.line.frame, sent.tokens[head]
    if args.passive and frame in _INTRANSITIVE and args.subject is None and not sent.kids(head, "auxpass"):
        args.object, args.subject, args.passive = None, args.object, False
    if args.passive or args.subject is None or verb.tag not in ("VBD", "VBN") or frame not in _BARE:
        return
    found = kinds(sent, args.subject)
    suffers = found & _BARE[frame] and (frame == "casualty" or not found & {"force", "polity", "weapon", "pronoun"})
    if not suffers or found & {"attackword", "fireweapon", "airweapon", "bombweapon"}:
        return
    if args.object is not None and not _beside_object(sent, args.object):
        return
    roles = frames()[frame].prepositions
    if frame != "casualty" and any(roles.get(p) == "target" and p != "of" for p, _ in args.prepositions):
        return
    args.object, args.subject, args.passive = args.subject, None, True


def _beside_object(sent: Sent, noun: int) -> bool:
    """Whether the object is really a time ("killed last night") or the next casualties ("killed 22 wounded")."""
    if sent.tokens[noun].ent in ("DATE", "TIME"):
        return True
    following = sent.tokens[noun + 1 : noun + 2]
    return bool(following) and following[0].tag in ("VBN", "VBD") and following[0].lemma.lower() in casualty_words()


def _belligerents(sent: Sent, war: int, args: Arguments) -> None:
    """Gives "the Tarvia-Velin war" its two sides; "the Tarvia war" only says where it is fought."""
    sides = [k.i for k in sent.kids(war, "compound", "nmod", "amod") if k.ent == "GPE"]
    sides += [c.i for k in sides for c in sent.kids(k, "compound", "nmod") if c.ent == "GPE"]
    if len(sides) > 1:
        args.owner, args.object = min(sides), max(sides)
    elif sides and sides[0] == args.owner and args.object is None:
        args.owner, args.object = None, sides[0]


def _step_over(sent: Sent, rule: Rule, args: Arguments, head: int, last: int) -> None:
    """Where the sequence holds the verb's object ("take control of X"), X is the object that counts."""
    inside = args.object is not None and head < args.object and sent.tokens[args.object].lemma.lower() in rule.words
    if inside and args.object is not None:
        noun, args.object = args.object, None
        args.prepositions = of_noun(sent, noun).prepositions + args.prepositions
    args.prepositions = [p for p in args.prepositions if not head < p[1] <= last]
    used = {p for p in args.prepositions if p[0] in rule.words}
    for pair in used:
        if args.object is None and pair[1] > head:
            args.object = pair[1]
    if args.object is None:
        role = frames()[rule.line.frame].prepositions
        args.object = next(
            (noun for prep, noun in args.prepositions if role.get(prep) == "target" and noun > head), None
        )


def _place_roles(rule: Rule, args: Arguments) -> None:
    """A noun's object is what its target prepositions name, so that `object` needs can be tested on nouns too."""
    roles = frames()[rule.line.frame].prepositions
    for prep, noun in args.prepositions:
        if roles.get(prep) == "target":
            args.object = noun
            return


def _phrase_arguments(sent: Sent, first: int, last: int) -> Arguments:
    """Of a phrase ("in flames", "under the control of"): its subject is what it is said of."""
    top = next((k for k in range(first, last + 1) if not first <= sent.tokens[k].head <= last), first)
    if sent.tokens[top].tag.startswith("VB"):
        return of_verb(sent, top)
    args = Arguments()
    for k in range(first, last + 1):
        args.prepositions += [
            (kid.lower, n.i) for kid in sent.kids(k, "prep") for n in sent.kids(kid.i, "pobj") if n.i > last
        ]
        if sent.tokens[k].dep == "prep" and k == last:
            args.prepositions += [(sent.tokens[k].lower, n.i) for n in sent.kids(k, "pobj") if n.i > last]
    own = sent.kids(top, "nsubj")
    if own:
        args.subject = own[-1].i
        return args
    head = sent.tokens[sent.tokens[top].head]
    if head.pos in ("VERB", "AUX") and head.i != top:
        verb = of_verb(sent, head.i)
        args.subject = (
            verb.object if verb.passive or (verb.object is not None and verb.object < first) else verb.subject
        )
        if head.lemma in ("set", "leave", "put", "bring"):
            args.subject = verb.object
    elif head.i != top and head.pos != "ADP":
        args.subject = head.i
    return args


def _company(sent: Sent, rule: Rule, matched: tuple[int, int], args: Arguments, lemmas: set[str]) -> bool:
    line = rule.line
    if line.active and args.passive:
        return False
    if line.context and lemmas.isdisjoint(line.context):
        return False
    if line.not_context and not _near(sent, matched[0]).isdisjoint(line.not_context):
        return False
    subject = args.subject if args.subject is not None else args.owner
    if subject is not None and sent.tokens[subject].lower in ("that", "this", "which"):
        subject = None
    if not fits(line.subject, sent, subject) or not fits(line.object, sent, args.object):
        return False
    if rule.pos == "noun" and line.frame == "meet" and only_a_setting(sent, matched[0], args):
        return False
    if clashes(line.not_subject, sent, subject) or clashes(line.not_object, sent, args.object):
        return False
    if line.mods and not any(fits(line.mods, sent, m) for m in _modifiers(sent, matched[0])):
        return False
    return not any(clashes(line.not_mods, sent, m) for m in (_qualifiers(sent, matched[0]) if line.not_mods else ()))


def _near(sent: Sent, at: int) -> set[str]:
    window = sent.tokens[max(0, at - _WINDOW) : at + _WINDOW + 1]
    return {t.lemma.lower() for t in window} | {t.lower for t in window}


def _qualifiers(sent: Sent, noun: int) -> list[int]:
    """What qualifies a noun from before it or after "of", and the noun it qualifies."""
    found = [k.i for k in sent.kids(noun, "compound", "amod", "nmod", "poss", "nummod")]
    found += [n.i for k in sent.kids(noun, "prep") if k.lower in ("of", "on") for n in sent.kids(k.i, "pobj")]
    found += [c.i for k in list(found) for c in sent.kids(k, "compound", "amod") if c.i < noun]
    token = sent.tokens[noun]
    if token.dep == "pobj" and sent.tokens[token.head].lower == "of":
        found.append(sent.tokens[token.head].head)  # "prisoners of war"
    return [*found, token.head] if token.dep in ("compound", "pobj") else found


def _modifiers(sent: Sent, noun: int) -> list[int]:
    """What stands around a noun: its adjectives, compounds, possessor, what follows its prepositions, its governor."""
    found = [k.i for k in sent.kids(noun, "compound", "amod", "nmod", "poss", "nummod", "prt", "advmod")]
    found += [i for k in sent.kids(noun, "prep") for i in (k.i, *(n.i for n in sent.kids(k.i, "pobj")))]
    token = sent.tokens[noun]
    if token.head != noun:
        found.append(token.head)
        if sent.tokens[token.head].dep == "prep":
            found.append(sent.tokens[token.head].head)
    for k in list(found):
        found += [c.i for c in sent.kids(k, "compound", "amod", "conj") if c.i < noun]
    return found
