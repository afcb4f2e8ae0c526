"""Joins clauses that tell of one happening: casualties and damage go to the attack that caused them; ruling 4."""

import re

from onrecord.extract.doubles import doubled, treated
from onrecord.extract.means import FAMILY
from onrecord.extract.mention import Mention
from onrecord.extract.nouns import kinds
from onrecord.records.event import Quantity
from onrecord.records.sentence import Sent

HOSTS = FAMILY | {"clash", "advance", "riot", "interception", "arrest", "protest"}
_LIST = re.compile(r"\s*,?\s*(?:and\s+)?(?:at least |about |around |up to |some )?[\w,-]+\s*", re.IGNORECASE)
_VICTIMS = 4  # words that the victims of the first of two participles may take
_LOSSES = frozenset({"killed", "injured", "casualties", "missing"})
_BRINGING = frozenset(
    {"result", "inflict", "cause", "lead", "leave", "claim"}
)  # verbs that lead from an attack to losses
_CLAUSES = frozenset({"relcl", "conj", "advcl"})
_CAUSES = frozenset({"in", "by", "during", "from", "after", "of", "to", "following", "under", "with"})


def merge(mentions: list[Mention]) -> None:
    """Marks as merged the mentions of one sentence that only add to another, and hands over what they know."""
    hosts: dict[int, Mention] = {}
    for mention in mentions:
        host = _host(mention, mentions)
        above = mention.sent.tokens[mention.head]
        if host is None and mention.casualty and above.dep == "conj":
            host = hosts.get(above.head)  # "one was killed and two were injured" in the shelling of their sentence
        if host is not None and host is not mention and not _loops(host, mention):
            mention.merged = True
            hosts[mention.head] = host
            _hand_over(mention, host)


def _before(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The last attack or damage before "but no casualties were reported" in the sentence."""
    earlier = [
        m
        for m in by_head.values()
        if m.head < mention.head and m.rule.entry.type in HOSTS | {"destruction", "withdrawal"}
    ]
    return max(earlier, key=lambda m: m.head, default=None)


def _listed(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The first casualty word of a list: "100 deaths and 500 wounded"."""
    sent = mention.sent
    for other in by_head.values():
        between = sent.text[sent.tokens[other.last].end : sent.tokens[mention.first].start]
        listed = bool(_LIST.fullmatch(between))
        if sent.tokens[mention.head].tag == sent.tokens[other.head].tag == "VBG":
            listed = listed or len(between.split()) <= _VICTIMS  # "killing eight persons injuring nine"
        if other.casualty and other.head < mention.head and listed and mention.quantities:
            return other
    return None


def _loops(host: Mention, mention: Mention) -> bool:
    return host.merged or host.head == mention.head


def _host(mention: Mention, mentions: list[Mention]) -> Mention | None:
    by_head = {m.head: m for m in mentions if m is not mention and not m.merged}
    verbal = mention.rule.pos == "verb"
    kind = mention.rule.entry.type
    if mention.casualty and (host := treated(mention, by_head)):
        return host
    if mention.casualty and any(q.max == 0 for q in mention.quantities):
        return _before(mention, by_head)
    if mention.casualty or kind == "destruction":
        return (
            (_listed(mention, by_head) if mention.casualty else None)
            or _cause(mention, by_head)
            or _sequel(mention, by_head)
            or (_counted_by(mention, by_head) if mention.casualty else None)
        )
    if verbal and kind in FAMILY:
        return _by_noun(mention, by_head)
    if mention.casualty and not verbal:
        return None
    if verbal and kind in ("advance", "clash"):
        host = by_head.get(-1 if mention.args.object is None else mention.args.object)
        return host if host is not None and host.rule.pos == "noun" and host.rule.entry.type in HOSTS else None
    return doubled(mention, by_head)


def _cause(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """An attack noun that is the subject or stands in "in/by/after the attack" under the casualty verb."""
    sent = mention.sent
    for i in (mention.args.subject, mention.args.owner, mention.args.compound):
        if i is not None and i in by_head and by_head[i].rule.entry.type in HOSTS:
            return by_head[i]
        fired = (
            next((by_head[k.i] for k in sent.kids(i, "acl", "relcl") if k.i in by_head), None)
            if i is not None
            else None
        )
        if fired is not None and fired.rule.entry.type in FAMILY and not fired.casualty:
            return fired
    verb = mention.head
    if mention.rule.pos != "verb":
        above = [a for a in sent.ancestors(verb) if a.pos in ("VERB", "AUX")][:1]
        brought = next((by_head[a.head] for a in above if a.dep in _CLAUSES and a.head in by_head), None)
        if brought is not None and brought.rule.entry.type in HOSTS and above[0].lemma in _BRINGING:
            return brought
        starts = [verb, *(a.i for a in above)]
        cause = next((k.i for a in above for k in sent.kids(a.i, "nsubj") if k.i in by_head), None)
        if cause is not None and by_head[cause].rule.entry.type in HOSTS and not by_head[cause].casualty:
            return by_head[cause]
    else:
        starts = [verb]
    return _cause_beside(mention, starts, by_head)


def _cause_beside(mention: Mention, starts: list[int], by_head: dict[int, Mention]) -> Mention | None:
    """The casualty word that a list begins with, else the attack in a "by", "in" or "after" phrase of one of them."""
    sent, verb = mention.sent, mention.head
    top = sent.tokens[verb]
    if top.dep == "conj" and top.head in by_head and by_head[top.head].casualty:
        return by_head[top.head]
    if top.dep == "acl" and sent.tokens[top.head].dep == "conj":
        first = by_head.get(sent.tokens[top.head].head)
        if first is not None and first.casualty:
            return first
    joined = [j for k in sent.kids(verb, "conj") for j in (k, *sent.kids(k.i, "acl"))]
    joined += [j for k in sent.kids(verb, "dobj") for j in sent.kids(k.i, "acl")]
    starts += [i for i in (mention.args.object,) if i is not None]
    starts += [k.i for k in joined if k.i in by_head and by_head[k.i].casualty]
    if top.dep == "acl" and top.head in by_head and by_head[top.head].rule.entry.type in HOSTS:
        return by_head[top.head]
    for start in starts:
        found = _below(sent, start, by_head)
        if found is not None:
            return found
    return None


def _below(sent: Sent, start: int, by_head: dict[int, Mention]) -> Mention | None:
    todo = [k for k in sent.kids(start, "prep", "agent") if k.lower in _CAUSES or k.lower == "as"]
    for _ in range(12):
        if not todo:
            return None
        prep = todo.pop(0)
        for noun in (n for k in sent.kids(prep.i, "pobj") for n in (k, *sent.kids(k.i, "conj"))):
            host = by_head.get(noun.i)
            if host is not None and host.rule.pos == "noun" and host.rule.entry.type in HOSTS and not host.casualty:
                return host
            todo += [k for k in sent.kids(noun.i, "prep") if k.lower in ("of", "in", "by", "during", "from", "under")]
        todo += [k for k in sent.kids(prep.i, "prep") if k.lower == "of"]
    return None


def _sequel(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """A participle or infinitive that tells the outcome: "hit the market, killing two and wounding five"."""
    sent = mention.sent
    token = sent.tokens[mention.head]
    if mention.rule.pos == "phrase":
        verb = next((a for a in sent.ancestors(token.i) if a.pos == "VERB"), token)
        token = verb if verb.lemma == "leave" and verb.tag == "VBG" else token
    if mention.rule.pos == "noun":
        above = sent.tokens[token.head]
        if (
            token.dep in ("dobj", "conj")
            and above.pos == "VERB"
            and above.tag == "VBG"
            and above.dep in ("advcl", "acl", "conj")
        ):
            token = above
        elif token.dep == "conj" and sent.tokens[token.head].tag.startswith("NN"):
            noun = sent.tokens[token.head]
            verb = sent.tokens[noun.head]
            token = verb if noun.dep == "dobj" and verb.tag == "VBG" else token
    if token.dep not in ("advcl", "conj", "acl", "xcomp", "dep") or token.head == token.i:
        return None
    above = sent.tokens[token.head]
    host = by_head.get(above.i)
    if token.tag == "VBG" and host is not None and host.rule.entry.type in HOSTS | {"destruction"}:
        return host
    if (
        token.dep == "conj"
        and host is not None
        and (host.casualty or (mention.casualty and _caused(host)))
        and not sent.kids(token.i, "nsubj")
        and not (host.rule.entry.type == "destruction" and sent.kids(token.i, "nsubjpass"))
    ):
        return host
    if token.tag == "VBG" and above.dep in ("conj", "advcl"):
        return by_head.get(above.head)
    if host is None and token.tag == "VBG":
        return _under_light_verb(sent, above.i, by_head)
    return None


def _caused(host: Mention) -> bool:
    return bool(host.quantities)


def _under_light_verb(sent: Sent, verb: int, by_head: dict[int, Mention]) -> Mention | None:
    kids = sent.kids(verb, "dobj", "nsubj", "nsubjpass", "ccomp", "xcomp")
    parts = [n for k in kids for p in sent.kids(k.i, "prep") if p.lower == "of" for n in sent.kids(p.i, "pobj")]
    for kid in (*kids, *parts):
        host = by_head.get(kid.i)
        if host is not None and host.rule.entry.type in HOSTS and not host.casualty:
            return host
    return None


def _counted_by(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The attack of "the toll from the strike", "the number of dead in the attack"; or another casualty word."""
    sent = mention.sent
    token = sent.tokens[mention.head]
    if mention.rule.pos == "verb":
        return None
    climb = [token, *sent.ancestors(mention.head)[:4]]
    for at in climb:
        host = by_head.get(at.i)
        if host is not None and host is not mention and host.casualty:
            return host
        if at.pos in ("VERB", "AUX"):
            break
    for at in climb:
        found = _below(sent, at.i, by_head)
        if found is not None:
            return found
        if at.pos in ("VERB", "AUX"):
            break
    return None


def _by_noun(mention: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The noun that is the happening in "pounded by shelling", "hit in an air strike", "targeted by sanctions"."""
    if mention.args.subject is not None and mention.args.subject in by_head:
        host = by_head[mention.args.subject]
        return host if host.rule.pos == "noun" else None
    sent = mention.sent
    for prep in sent.kids(mention.head, "prep", "agent"):
        if (prep.lower in ("by", "with") or (prep.lower == "in" and mention.args.passive)) and prep.i > mention.head:
            for noun in sent.kids(prep.i, "pobj"):
                found = by_head.get(noun.i)
                if found is not None and found.rule.pos == "noun" and found.type != "invasion":
                    return found
    return None


def _same_bound(quantity: Quantity, host: Mention) -> Quantity:
    """A modifier before a list of nouns counts for all of them: "up to 100 deaths and 500 wounded"; ruling 13."""
    first = host.quantities[0] if host.quantities else None
    if first is None or quantity.min != quantity.max:
        return quantity
    if first.min is None:
        return quantity.model_copy(update={"min": None})
    return quantity.model_copy(update={"max": None}) if first.max is None else quantity


def _hand_over(mention: Mention, host: Mention) -> None:
    quantities = mention.quantities
    if mention.casualty and host.casualty and host.rule.pos == "noun" and mention.rule.pos != "noun":
        quantities = [_same_bound(q, host) for q in quantities]
    if mention.casualty:
        host.quantities = [h for h in host.quantities if not any(h.span.overlaps(q.span) for q in quantities)]
    host.quantities += [q for q in quantities if q not in host.quantities]
    if mention.rule.entry.type not in HOSTS | {"destruction"} or mention.rule.entry.type in ("advance", "clash"):
        return
    sent = mention.sent
    victim = mention.target
    if mention.casualty and victim is not None and victim != host.head:
        known = host.target is not None and bool(kinds(sent, host.target) & {"people", "force", "prisoner"})
        known = known or any(q.kind in _LOSSES for q in host.quantities if q not in quantities)
        bare = sent.tokens[victim].pos == "NUM" and host.target is not None
        bare = bare and not kinds(sent, host.target or 0) & {"structure", "place"}
        if not known and not bare and not any(q.max == 0 for q in mention.quantities):
            host.target = victim
    elif host.target is None:
        host.target = victim
    killer = mention.casualty and mention.actor is not None and host.rule.pos == "noun" and not mention.args.passive
    if mention.actor is not None and mention.actor != host.head and (host.actor is None or killer):
        host.actor = mention.actor
    if host.instrument is None:
        host.instrument = mention.instrument
