"""Two words for one act: what a refusal answers, what a protest is for, a deal and its signing."""

from onrecord.extract.mention import Mention

_ASKING = frozenset({"demand", "threat", "accusation"})
_ANSWERS = frozenset({"rejection", "concession"})
_TO = frozenset({"to", "with", "of", "for", "against"})
_DOWN = frozenset({"dobj", "pobj", "prep", "xcomp", "nsubjpass", "conj"})
_REASON = frozenset({"advcl", "xcomp", "acl", "relcl", "pcomp", "prep", "pobj", "dobj", "conj"})
_CROWD = frozenset({"protest", "riot"})
_VOICES = frozenset({"demand", "accusation", "rejection", "protest"})
_CARE = frozenset({"evacuation", "humanitarian_aid", "concession"})


def doubled(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The mention whose act this one only tells again, asks about or gives the reason of, or None.

    "a truce brokered by", "the decision to make", "lifted the sanctions"; "rejected the appeal"; "marched to demand".
    """
    token = mention.sent.tokens[mention.head]
    answer = _answer(mention, by_head) or _public_demand(mention, by_head)
    if answer is not None:
        return answer
    above = by_head.get(token.head)
    kind = mention.rule.entry.type
    if kind == "agreement" and token.dep in ("pobj", "dobj", "nsubjpass"):
        above = by_head.get(mention.sent.tokens[token.head].head) if token.dep == "pobj" else above
        return above if above is not None and above.rule.pos == "verb" and above.rule.entry.type == kind else None
    if above is None:
        return None
    if (
        mention.rule.pos == "verb"
        and token.dep == "acl"
        and kind in ("support", "agreement")
        and above.rule.entry.type == kind
    ):
        return above
    if token.dep == "dobj" and above.rule.entry.type == "concession" and kind in ("sanction", "siege"):
        return above
    return None


def treated(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The evacuation, release or care whose object the hurt are: "evacuated the wounded" tells of no new wounds."""
    token = mention.sent.tokens[mention.head]
    while token.dep == "conj" and token.head != token.i:
        token = mention.sent.tokens[token.head]
    host = by_head.get(token.head)
    if host is None or token.dep not in ("dobj", "nsubjpass") or host.rule.entry.type not in _CARE:
        return None
    return host


def _answer(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The refusal or concession that answers a demand, threat or accusation: "rejected the appeal"."""
    if mention.rule.pos != "noun" or mention.rule.entry.type not in _ASKING:
        return None
    token = mention.sent.tokens[mention.head]
    for above in mention.sent.ancestors(mention.head):
        if token.dep not in _DOWN or (token.dep == "prep" and token.lower not in _TO):
            return None
        host = by_head.get(above.i)
        if host is not None and host.rule.entry.type in _ANSWERS:
            return host
        token = above
    return None


def _public_demand(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The protest whose demand or cause is told beside it: "marched to demand", "a rally in protest at"."""
    if mention.rule.entry.type not in _VOICES:
        return None
    sent, token = mention.sent, mention.sent.tokens[mention.head]
    for above in sent.ancestors(mention.head)[:4]:
        if token.dep not in _REASON or (token.dep in ("conj", "relcl") and sent.kids(token.i, "nsubj")):
            return None
        beside = [above.i, *(k.i for k in sent.kids(above.i, "dobj", "nsubj", "nsubjpass") if k.i < mention.head)]
        for i in beside:
            host = by_head.get(i)
            if host is not None and host.rule.entry.type in _CROWD and host.head < mention.head:
                return host
        if above.pos in ("VERB", "AUX") and sent.kids(above.i, "nsubj") and above.dep != "xcomp":
            return None
        token = above
    return None
