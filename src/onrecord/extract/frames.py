"""The ways in which a content hangs on a verb other than as a clause: one rule for each frame of cues.toml."""

from collections.abc import Callable

from onrecord.extract.contents import thing, without_aside
from onrecord.extract.cues import Cue
from onrecord.extract.drafts import Draft
from onrecord.extract.mentions import is_claim
from onrecord.extract.phrases import clause, is_passive, noun_phrase, subject
from onrecord.records.sentence import Sent, Token

_OPENS = frozenset({'"', "“", "«"})


def _line(draft: Draft) -> Cue:
    """The verb's line; every draft of a verb has one."""
    assert isinstance(draft.line, Cue)
    return draft.line


def _to(draft: Draft, verb: int) -> bool:
    """A promise or threat "to X"."""
    return _complements(draft, verb, "VB")


def _gerund(draft: Draft, verb: int) -> bool:
    """Contents such as "denied doing X"."""
    return _complements(draft, verb, "VBG")


def _complements(draft: Draft, verb: int, tag: str) -> bool:
    for kid in draft.sent.kids(verb, "xcomp", "ccomp", "advcl"):
        marked = any(aux.lower == "to" for aux in draft.sent.kids(kid.i, "aux"))
        if kid.i > verb and marked == (tag == "VB") and (marked or kid.tag == tag) and kid.dep != "advcl":
            draft.add(*clause(draft.sent, kid.i))
            return True
    return False


def _raise(draft: Draft, verb: int) -> bool:
    """Contents such as "A is said to X": the infinitive and its subject."""
    if not _to(draft, verb):
        return False
    for noun in draft.sent.kids(verb, "nsubjpass", "nsubj"):
        if noun.lower not in ("who", "which", "that"):
            draft.add(*noun_phrase(draft.sent, noun.i))
    return True


def _object(draft: Draft, verb: int) -> bool:
    """Contents such as "denied the loss of X"."""
    for noun in draft.sent.kids(verb, "dobj"):
        if noun.pos == "PRON" or noun.i < verb or (_line(draft).only == "claims" and not is_claim(draft.sent, noun.i)):
            continue
        if any(d.lower in ("no", "nothing") for d in draft.sent.kids(noun.i, "det")):
            continue
        draft.add(*thing(draft.sent, verb, noun.i, wide=_line(draft).only == "media"))
        if draft.cue_class == "denying":
            draft.stance = "deny"
        return True
    return False


def _of(draft: Draft, verb: int) -> bool:
    """Contents such as "spoke of X", "called for X"."""
    heads = [verb, *(k.i for k in draft.sent.kids(verb, "dobj") if draft.cue and k.i <= draft.cue[1])]
    for prep in (p for i in heads for p in draft.sent.kids(i, "prep", "prt")):
        if prep.lower in _line(draft).preps and prep.i > verb:
            for kid in draft.sent.kids(prep.i, "pobj", "pcomp"):
                if kid.ent in ("DATE", "TIME"):
                    continue
                first, last = clause(draft.sent, kid.i)
                wanted = [
                    k for k in draft.sent.kids(verb, "xcomp", "ccomp", "advcl") if _starts_at(draft.sent, k, last + 1)
                ]
                draft.add(first, clause(draft.sent, wanted[0].i)[1] if wanted else last)
                if draft.cue and prep.i == draft.cue[1] + 1:
                    draft.cue = (draft.cue[0], prep.i)
                return True
    return False


def _starts_at(sent: Sent, verb: Token, at: int) -> bool:
    """Whether a "to" clause starts at token `at` ("called for the army to leave")."""
    return clause(sent, verb.i)[0] == at and sent.tokens[at].lower == "to"


def _person(draft: Draft, verb: int) -> bool:
    """Contents such as "accused A of X", "urged A to X"."""
    sent = draft.sent
    people = [k for k in sent.kids(verb, "dobj", "dative") if k.i > verb]
    people = people or [p for k in sent.kids(verb, "prep") for p in sent.kids(k.i, "pobj") if p.i > verb]
    what = sent.kids(verb, "prep", "xcomp", "ccomp")
    if not people:
        return False
    last = max([clause(sent, k.i)[1] for k in what if k.i > verb] + [clause(sent, people[0].i)[1]])
    if last + 1 < len(sent.tokens) and sent.tokens[last + 1].lower == "to":
        last = max(last, clause(sent, verb)[1])
    draft.add(*without_aside(sent, (clause(sent, people[0].i)[0], last)))
    return True


def _accused(draft: Draft, verb: int) -> bool:
    """Contents such as "A was accused of X"."""
    if draft.source is None and draft.sent.tokens[verb].dep in ("acl", "relcl"):
        return False  # "troops accused of abuses" only describes them
    for prep in draft.sent.kids(verb, "prep"):
        if prep.lower in ("of", "for"):
            for kid in draft.sent.kids(prep.i, "pcomp", "pobj"):
                draft.add(*clause(draft.sent, kid.i))
                return _with_subject(draft, verb)
    return False


def _with_subject(draft: Draft, verb: int) -> bool:
    noun = subject(draft.sent, verb)
    if noun is not None and noun.lower not in ("who", "which", "that"):
        draft.add(*noun_phrase(draft.sent, noun.i))
    return True


def _as(draft: Draft, verb: int) -> bool:
    """Contents such as "dismissed A as X"."""
    sent = draft.sent
    for kid in sent.kids(verb, "oprd") if is_passive(sent, verb) else []:
        draft.add(*clause(sent, kid.i))
        return True
    near = [verb, *(k.i for k in sent.kids(verb, "dobj"))]
    for prep in (k for i in near for k in sent.kids(i, "prep")):
        if prep.lower == "as":
            for kid in sent.kids(prep.i, "pobj", "pcomp", "amod", "advmod"):
                draft.add(*clause(sent, kid.i))
                return True
    return False


def _label(draft: Draft, verb: int) -> bool:
    """Contents such as "called A X"."""
    sent = draft.sent
    named = [k for k in sent.kids(verb, "oprd", "ccomp", "xcomp", "attr") if k.i > verb]
    if not named:
        return _label_at_large(draft, verb)
    things = [clause(sent, k.i)[0] for k in sent.kids(verb, "dobj") if k.i > verb]
    if not things and not sent.kids(named[0].i, "nsubj") and not sent.kids(verb, "nsubj"):
        return False
    draft.add(min([clause(sent, named[0].i)[0], *things]), clause(sent, named[0].i)[1])
    return True


def _labelled(draft: Draft, verb: int) -> bool:
    """Contents such as "A has been called X by B"; without a B it is only a name."""
    named = [k for k in draft.sent.kids(verb, "oprd", "attr") if k.i > verb]
    if not named or draft.source is None:
        return False
    first, last = clause(draft.sent, named[0].i)
    draft.add(first, min(last, draft.source[0] - 2) if draft.source[0] > first else last)
    return _with_subject(draft, verb)


def _label_at_large(draft: Draft, verb: int) -> bool:
    """A label that the tree lost in the object: "called its retreat from X a 'tactical withdrawal'"."""
    sent = draft.sent
    things = [k for k in sent.kids(verb, "dobj") if k.i > verb]
    last = clause(sent, verb)[1]
    rest = sent.tokens[things[0].i + 1 : min(last, things[0].i + 8) + 1] if things else ()
    label = next((t.i for t in rest if t.lower in ("a", "an") or t.text in _OPENS), None)
    if label is None or any(t.pos in ("SCONJ", "PUNCT", "VERB") for t in sent.tokens[things[0].i + 1 : label]):
        return False
    draft.add(clause(sent, things[0].i)[0], last)
    return True


def _figure(draft: Draft, verb: int) -> bool:
    """Contents such as "put the toll at X"."""
    for noun in draft.sent.kids(verb, "dobj"):
        at = [p for i in (verb, noun.i) for p in draft.sent.kids(i, "prep") if p.lower == "at"]
        if at:
            draft.add(clause(draft.sent, noun.i)[0], clause(draft.sent, at[0].i)[1])
            return True
    return False


def _passive(draft: Draft, verb: int) -> bool:
    """Contents such as "X was conceded by A"."""
    noun = next(iter(draft.sent.kids(verb, "nsubjpass")), None)
    if noun is None or noun.pos == "PRON" or draft.source is None:
        return False
    draft.add(*noun_phrase(draft.sent, noun.i))
    return True


def _it(draft: Draft, verb: int) -> bool:
    """Contents of "it is believed that ...": the clause, and nobody need be named."""
    kids = [k for k in draft.sent.kids(verb, "ccomp") if k.i > verb]
    for kid in kids:
        draft.add(*clause(draft.sent, kid.i))
        return True
    return False


Rule = Callable[[Draft, int], bool]
ACTIVE: tuple[tuple[str, Rule], ...] = (
    ("figure", _figure), ("label", _label), ("as", _as), ("to", _to), ("person", _person), ("of", _of),
    ("gerund", _gerund), ("object", _object),
)  # fmt: skip
PASSIVE: tuple[tuple[str, Rule], ...] = (
    ("raise", _raise), ("label", _labelled), ("person", _accused), ("as", _as), ("clause", _it), ("passive", _passive),
)  # fmt: skip
