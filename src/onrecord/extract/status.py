"""Decides whether a happening is told as actual, ongoing, future, hypothetical or negated; rulings 6 and 7."""

from functools import cache

from onrecord.extract.codebook import Rule, word_list
from onrecord.extract.mention import Mention
from onrecord.extract.phrases import is_negated
from onrecord.lexicons import Line, read
from onrecord.records.event import Status
from onrecord.records.sentence import Sent, Token

_MAYBE = frozenset({"could", "may", "might", "can"})
_WILL = frozenset({"will", "'ll", "would", "shall", "wo", "'d", "must", "should"})
_IF = frozenset({"if", "unless", "whether", "lest"})
_NO = frozenset({"no", "neither", "nor", "without", "never", "not"})
_LATER = frozenset(
    {"tomorrow", "next", "later", "upcoming", "forthcoming", "coming", "scheduled", "planned", "starting"}
)
_TRANSPARENT = frozenset({"be", "have", "go", "come", "use", "appear", "seem", "manage", "get", "need", "dare", "able"})
_PAST_PREP = frozenset({"after", "following", "since", "during", "before"})
_SPANS = frozenset({"week", "day", "month", "year", "hour", "night", "scene", "decade", "series", "bout", "round"})
_GOVERNED = frozenset({"xcomp", "acl", "pcomp", "oprd", "ccomp", "prep"})
_VERBAL = frozenset({"demand", "accusation", "support", "rejection", "threat", "protest"})
_DEMANDS = frozenset({"demand", "propose", "request", "urge", "recommend", "ask", "require", "order"})
_MEASURES = frozenset({"series", "wave", "round", "string", "number", "dollar", "euro", "pound", "ton", "tonne", "lot"})
_CHAIN = frozenset({"xcomp", "ccomp", "acl", "pcomp", "advcl", "conj", "relcl", "oprd"})


class Governor(Line):
    """Words that give what they govern a status."""

    status: Status
    words: tuple[str, ...]


@cache
def governors() -> dict[str, Status]:
    """The status that each governing word gives; the first line that has the word decides."""
    found: dict[str, Status] = {}
    for line in read("extract", "governors", Governor):
        for word in line.words:
            found.setdefault(word, line.status)
    return found


def decide_status(mention: Mention, *, headline: bool, reported: bool) -> Status:
    """The status of a mention; `reported` says that a past-tense cue governs it, so that its tense is shifted back."""
    sent = mention.sent
    token = sent.tokens[mention.head]
    if mention.rule.pos == "verb":
        own = _of_verb(mention, token, headline=headline, reported=reported)
    elif mention.rule.pos == "noun":
        own = _of_noun(mention, token)
    else:
        own = _of_phrase(mention, token)
    return own


def _of_verb(mention: Mention, verb: Token, *, headline: bool, reported: bool) -> Status:
    sent, rule = mention.sent, mention.rule
    governed = _governed(sent, verb)
    if _negated(sent, verb):
        return "actual" if governed == "negated" else "negated"
    if governed is not None:
        return governed
    modal = _modal(sent, verb)
    if modal is not None:
        return modal
    if rule.line.status is not None and rule.line.status != "ongoing":
        return rule.line.status
    return _tense(sent, verb, rule, headline=headline, reported=reported)


def _governed(sent: Sent, verb: Token) -> Status | None:
    """What the words above the verb make of it; the nearest that says anything decides."""
    table, at, below = governors(), verb, verb
    for _ in range(5):
        if at.head == at.i or at.dep not in _CHAIN | {"prep"}:
            return None
        above = sent.tokens[at.head]
        if at.dep == "conj":
            if below.tag == "VB" and not sent.kids(below.i, "aux", "nsubj"):
                at = above
                continue
            return None
        word = above.lemma.lower()
        to = any(k.lower == "to" for k in sent.kids(below.i, "aux"))
        infinitive = (to or below.tag in ("VB", "VBG")) and not sent.kids(below.i, "nsubj", "nsubjpass")
        if at.dep in _GOVERNED and word in table and (infinitive or at.dep == "ccomp"):
            bare = infinitive or _subjunctive(sent, below)
            return _through(sent, above, table[word], clause=at.dep == "ccomp" and not bare, gerund=below.tag == "VBG")
        if at.dep in ("ccomp", "relcl", "advcl"):
            return None
        if at.dep in ("xcomp", "oprd", "acl", "pcomp") and above.pos in ("VERB", "AUX") and infinitive:
            modal = _modal(sent, above)
            if _negated(sent, above):
                return "negated" if above.lemma in _TRANSPARENT else None
            if modal:
                return modal
        at, below = above, (above if above.pos in ("VERB", "AUX") else below)
    return None


def _subjunctive(sent: Sent, verb: Token) -> bool:
    """Whether a full clause has a bare verb form: "demanded that they be put on trial"."""
    aux = sent.kids(verb.i, "aux", "auxpass")
    demanded = verb.tag == "VBP" and sent.tokens[verb.head].lemma in _DEMANDS
    return (not aux and (verb.tag == "VB" or demanded)) or (bool(aux) and aux[0].lower == "be")


def _through(sent: Sent, governor: Token, status: Status, *, clause: bool, gerund: bool) -> Status | None:
    """The governor's own clause may turn it ("did not plan to"); a full clause below it is only turned by doubt."""
    if clause:
        return status if status in ("hypothetical", "negated") else None
    if governor.pos in ("VERB", "AUX"):
        if status == "ongoing":
            modal = _modal(sent, governor)
            if _negated(sent, governor):
                return "negated"
            if modal is not None:
                return modal
            higher = _governed(sent, governor)
            if higher is not None:
                return higher
        if status == "future" and _negated(sent, governor):
            return "negated"
        if status == "future" and gerund and _modal(sent, governor):
            return "hypothetical"
        if status == "negated" and _negated(sent, governor):
            return "actual"
    return status


def _negated(sent: Sent, verb: Token) -> bool:
    if is_negated(sent, verb.i):
        return True
    for kid in sent.kids(verb.i, "advmod"):
        if kid.lower == "longer" and kid.i and sent.tokens[kid.i - 1].lower == "no":
            return True
    return verb.dep == "pcomp" and sent.tokens[verb.head].lower == "without"


def _modal(sent: Sent, verb: Token) -> Status | None:
    for kid in sent.kids(verb.i, "mark", "advmod"):
        if kid.lower in _IF:
            return "hypothetical"
        if kid.lower in ("until", "before") and verb.tag in ("VBP", "VBZ"):
            return "future"
    for kid in sent.kids(verb.i, "advcl"):
        if any(m.lower in ("if", "unless") for m in sent.kids(kid.i, "mark")):
            return "hypothetical"
    perfect = any(k.lower == "have" for k in sent.kids(verb.i, "aux"))
    for kid in sent.kids(verb.i, "aux"):
        if kid.lower in _MAYBE:
            return "hypothetical"
        if kid.lower in _WILL:
            return "hypothetical" if perfect and kid.lower in ("would", "should") else "future"
        if kid.lower == "going" or (kid.lower == "to" and verb.dep == "ROOT"):
            return "future"
    if verb.dep in ("conj", "auxpass") and verb.head != verb.i and not sent.kids(verb.i, "nsubj", "nsubjpass", "aux"):
        above = sent.tokens[verb.head]
        return _modal(sent, above) if above.pos in ("VERB", "AUX") else None
    return None


def _tense(sent: Sent, verb: Token, rule: Rule, *, headline: bool, reported: bool) -> Status:
    aux = {k.lower for k in sent.kids(verb.i, "aux", "auxpass")}
    state = rule.line.status == "ongoing"
    if verb.dep == "csubj" or (verb.tag == "VBG" and verb.dep in ("xcomp", "ccomp")):
        modal = _modal(sent, sent.tokens[verb.head])
        if modal is not None:
            return "hypothetical"
        if verb.dep == "csubj":
            return "actual"
    if verb.tag == "VBG":
        if aux & {"is", "are", "'re", "'s", "was", "were", "am", "'m", "be"} and not aux & {"had"}:
            return "ongoing"
        if "been" in aux:
            return "actual" if "had" in aux else "ongoing"
        if verb.dep in ("advcl", "conj", "pcomp", "acl") and verb.head != verb.i:
            return _of_gerund(sent, verb, rule, headline=headline, reported=reported)
        return "ongoing" if verb.dep == "ROOT" else "actual"
    if verb.tag in ("VBZ", "VBP"):
        return "ongoing" if state or not headline else rule.entry.headline
    if aux & {"is", "are"} and verb.tag == "VBN":
        return "ongoing" if state or not headline else "actual"
    if state and reported and not aux & {"had", "has", "have"}:
        return "ongoing"
    if verb.tag == "VB" and aux and "to" in aux and verb.dep in ("acl", "relcl") and not aux & {"have"}:
        return "future"
    if verb.tag == "VB" and "to" in aux and verb.dep in ("advcl", "ROOT") and "have" not in aux:
        return "actual" if rule.entry.type in _VERBAL and verb.dep == "advcl" else "future"
    return "actual"


def _of_gerund(sent: Sent, verb: Token, rule: Rule, *, headline: bool, reported: bool) -> Status:
    """A participle shares the time of what it hangs on."""
    above = sent.tokens[verb.head]
    while above.dep == "prep" and above.head != above.i:
        above = sent.tokens[above.head]
    if above.pos not in ("VERB", "AUX"):
        main = next((a for a in sent.ancestors(above.i) if a.pos in ("VERB", "AUX")), None)
        past = main is not None and (main.tag == "VBD" or any(k.lower == "had" for k in sent.kids(main.i, "aux")))
        return "ongoing" if verb.dep == "acl" and not past else "actual"
    modal = _modal(sent, above)
    if modal is not None:
        return modal
    if above.i == verb.i:
        return "actual"
    if above.tag == "VBG" and any(k.lower == "been" for k in sent.kids(above.i, "aux")):
        return "ongoing"
    if sent.kids(above.i, "aux") and any(k.lower in ("have", "has", "'ve") for k in sent.kids(above.i, "aux")):
        return "ongoing" if rule.entry.headline == "ongoing" else "actual"
    return _tense(sent, above, rule, headline=headline, reported=reported)


def _of_noun(mention: Mention, noun: Token) -> Status:
    sent, rule = mention.sent, mention.rule
    if any(k.lower in _NO for k in sent.kids(noun.i, "det", "neg")) or any(
        sent.tokens[a.i].lower == "without" for a in sent.ancestors(noun.i)[:1]
    ):
        return "negated"
    for kid in sent.kids(noun.i, "amod", "compound"):
        status = governors().get(kid.lower)
        if status == "future" and _attended(sent, noun):
            continue
        if status in ("future", "hypothetical") or (kid.lower == "failed" and status):
            return status
    governed = _noun_governed(mention, noun) or _scheduled(sent, noun)
    if governed is not None:
        return governed
    if rule.line.frame == "meet" and _in_session(sent, noun):
        return "ongoing"
    if rule.line.frame == "control-noun" and noun.dep == "nsubj" and _modal(sent, sent.tokens[noun.head]):
        return "hypothetical"
    if rule.entry.durative and rule.line.status is None:
        return _lasting(sent, noun)
    there_is = sent.kids(noun.i, "expl") and any(k.lower == "is" for k in sent.kids(noun.i, "aux"))
    return rule.line.status or ("ongoing" if there_is else "actual")


def _attended(sent: Sent, noun: Token) -> bool:
    """Whether a past verb takes part in what had been planned: "took part in a scheduled call"."""
    verb = next((a for a in sent.ancestors(noun.i) if a.pos == "VERB"), None)
    return verb is not None and verb.tag == "VBD" and noun.dep in ("dobj", "pobj")


def _in_session(sent: Sent, meeting: Token) -> bool:
    """Whether somebody is at the meeting now: "leaders gathering at a summit", "who is there for a summit"."""
    above = sent.tokens[meeting.head]
    verb = next((a for a in sent.ancestors(meeting.i) if a.pos in ("VERB", "AUX")), None)
    if meeting.dep != "pobj" or above.lower not in ("at", "for", "in") or verb is None:
        return False
    return (verb.tag == "VBG" and verb.dep in ("acl", "ROOT")) or (verb.lemma == "be" and verb.tag in ("VBZ", "VBP"))


def _scheduled(sent: Sent, noun: Token) -> Status | None:
    """A meeting to come: "starting Sunday", "later in the week", "on the eve of", "expected to"."""
    for kid in sent.kids(noun.i):
        if kid.lower in _LATER and kid.dep in ("acl", "advmod", "amod", "npadvmod"):
            return "future"
        if kid.dep == "acl" and governors().get(kid.lemma) == "future" and kid.tag in ("VBN", "VBD"):
            return "future"
    above = sent.tokens[noun.head]
    if above.lower == "of" and sent.tokens[above.head].lower in ("eve", "ahead"):
        return "future"
    following = sent.tokens[noun.i + 1 : noun.i + 2]
    return "future" if following and following[0].lower in ("later", "starting", "next", "tomorrow") else None


def _lasting(sent: Sent, noun: Token) -> Status:
    """Fighting or a siege: over where told with a past span, going on otherwise."""
    above = sent.tokens[noun.head]
    if noun.dep == "pobj":
        top = sent.tokens[above.head]
        if above.lower in _PAST_PREP or (above.lower == "of" and top.lemma.lower() in _SPANS):
            return "actual"
    if (
        noun.dep in ("nsubj", "nsubjpass", "dobj")
        and above.pos == "VERB"
        and above.lemma not in ("continue", "go", "rage")
    ):
        aux = {k.lower for k in sent.kids(above.i, "aux")}
        if above.tag in ("VBD", "VBN") or aux & {"had", "has", "have"}:
            return "actual"
    return "ongoing"


def _noun_governed(mention: Mention, noun: Token) -> Status | None:
    """What the verb or noun over a noun of happening makes of it: "considered an attack", "threat of a strike"."""
    sent, at = mention.sent, noun
    while at.dep in ("conj", "compound") and at.head != at.i:
        at = sent.tokens[at.head]
    above = sent.tokens[at.head]
    if at.dep in ("dobj", "nsubjpass") and above.pos == "VERB":
        return _by_verb(sent, above, mention)
    if at.dep in ("nsubj", "attr") and above.pos in ("VERB", "AUX"):
        modal = _modal(sent, above)
        if _negated(sent, above) and above.lemma in ("be", "happen", "occur", "take"):
            return "negated"
        return (
            modal
            if above.lemma in ("be", "happen", "occur", "take", "begin", "start", "come", "continue", "resume")
            else None
        )
    return _after_preposition(mention, at, above) if at.dep == "pobj" else None


def _after_preposition(mention: Mention, at: Token, prep: Token) -> Status | None:
    """What stands before the preposition of "came under attack", "struck by a missile", "threat of a strike"."""
    sent, top = mention.sent, mention.sent.tokens[prep.head]
    if prep.lower in ("under", "into") and top.lemma in ("come", "be", "fall"):
        return "negated" if _negated(sent, top) else _modal(sent, top)
    if prep.lower in ("by", "under", "from", "with") and top.pos == "VERB":
        return _of_carrier(sent, top)
    if prep.lower == "in" and mention.rule.line.frame == "give":
        verbs = [a for a in sent.ancestors(at.i) if a.pos == "VERB"][:1]
        return _by_verb(sent, verbs[0], mention) if verbs else None
    word = top.lemma.lower()
    if prep.lower == "of" and word in ("case", "event") and sent.tokens[top.head].lower in ("in", "for"):
        return "hypothetical"
    if prep.lower in ("for", "of", "on", "to") and word in governors() and top.pos in ("NOUN", "VERB", "ADJ"):
        return _soft(governors()[word])
    if top.pos == "VERB" and word in ("call", "appeal", "push", "press", "ask") and prep.lower == "for":
        return "future"
    if word in ("record", "evidence", "sign", "proof", "trace", "indication") and sent.kids(top.i, "det"):
        return "negated" if any(k.lower == "no" for k in sent.kids(top.i, "det")) else None
    if prep.lower == "of" and (word in _MEASURES or top.tag == "CD"):
        return _noun_governed(mention, top)
    return None


def _of_carrier(sent: Sent, verb: Token) -> Status | None:
    """A happening that comes upon somebody ("is battered by shelling") has the status of the verb that says so."""
    if _negated(sent, verb):
        return "negated"
    modal = _modal(sent, verb)
    if modal is not None:
        return modal
    governed = _governed(sent, verb)
    if governed is not None:
        return governed
    aux = {k.lower for k in sent.kids(verb.i, "aux", "auxpass")}
    return "ongoing" if verb.tag == "VBG" and aux & {"is", "are", "was", "were", "'re", "'s"} else None


def _by_verb(sent: Sent, verb: Token, noun: Mention) -> Status | None:
    if _negated(sent, verb):
        return "negated" if verb.lemma in word_list("light") or verb.lemma == "see" else None
    if verb.lemma in ("announce", "unveil", "approve") and noun.rule.line.frame == "give":
        return "future"
    status = governors().get(verb.lemma.lower())
    if verb.lemma not in word_list("light") and status is None:
        return None
    from_modal = _modal(sent, verb)
    if from_modal is not None:
        return from_modal
    if verb.lemma == "seek":
        return "future"
    if status == "ongoing" and (higher := _governed(sent, verb)) not in (None, "ongoing"):
        return higher
    if status is not None and verb.lemma not in (
        "order",
        "announce",
        "agree",
        "call",
        "reject",
        "help",
        "need",
        "mount",
        "press",
    ):
        return _soft(status)
    governed = _governed(sent, verb)
    if governed is not None:
        return governed
    aux = {k.lower for k in sent.kids(verb.i, "aux")}
    if verb.tag == "VBG" and aux & {"is", "are", "was", "were"}:
        return "ongoing"
    return None


def _soft(status: Status) -> Status | None:
    """A noun under "continue" or "begin" keeps the status it would have had."""
    return None if status == "ongoing" else status


def _of_phrase(mention: Mention, token: Token) -> Status:
    sent, rule = mention.sent, mention.rule
    above = sent.tokens[token.head]
    if above.pos in ("VERB", "AUX") and above.i != token.i:
        if _negated(sent, above):
            return "negated"
        modal = _modal(sent, above)
        if modal is not None:
            return modal
    return rule.line.status or ("ongoing" if rule.entry.durative else "actual")
