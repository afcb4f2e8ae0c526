"""Finds contents that hang on a verb: "X said that ...", "X, he said", "X denied the loss of ...", "is said to ..."."""

from collections.abc import Callable

from onrecord.extract.contents import after_tag, bare_tag, before_tag, reach, tag_of, that_clause, thing
from onrecord.extract.cues import Cue, cues_of, verbs
from onrecord.extract.drafts import Draft
from onrecord.extract.mentions import is_claim, is_medium, is_voice
from onrecord.extract.phrases import Range, clause, is_negated, is_passive, noun_phrase, subject
from onrecord.extract.speakers import speaker_of
from onrecord.records.sentence import Sent, Token

_UNREAL = frozenset({"can", "could", "may", "might", "should", "must"})
_OPENS = frozenset({":", '"', "“", "«"})
_CLOSE_QUOTES = "\"”’'»"
_LEADS_ON = frozenset({"go", "begin", "start", "continue", "appear", "seem", "rush", "proceed", "want", "take"})


def find_verb_cues(sent: Sent, skip: Callable[[Token], bool], lexicon: str) -> list[Draft]:
    """A draft for each verb of `sent` that presents a content; tokens for which `skip` holds are passed over.

    Drafts whose verb takes a quotation may come without content: the quotation is found later.
    """
    index = verbs(lexicon)

    def is_cue(i: int) -> bool:
        lines = index.get(sent.tokens[i].lemma.lower(), ()) if _is_verb(sent.tokens[i]) else ()
        return any(not rest and cue.has("clause") for rest, cue in lines)

    drafts: list[Draft] = []
    for token in sent.tokens:
        if drafts and drafts[-1].cue and token.i <= drafts[-1].cue[1]:
            continue
        if token.lemma.lower() not in index or not _is_verb(token) or skip(token) or not _presents(sent, token):
            continue
        for cue, span in cues_of(sent, token.i, lexicon):
            draft = _draft(sent, token.i, cue, span, is_cue)
            if draft is not None:
                drafts.append(draft)
                break
    return drafts


def _is_verb(token: Token) -> bool:
    return token.tag.startswith("VB") or token.lower in ("said", "says")


def _presents(sent: Sent, token: Token) -> bool:
    """Whether the verb is a real act of presenting: not denied, not merely possible or wished for."""
    if token.dep in ("amod", "compound") or is_negated(sent, token.i):
        return False
    if any(aux.lower in _UNREAL for aux in sent.kids(token.i, "aux")):
        return False
    if token.tag == "VB" and any(aux.lower == "to" for aux in sent.kids(token.i, "aux")):
        head = sent.tokens[token.head]
        if sent.tokens[token.i + 1 : token.i + 2] and sent.tokens[token.i + 1].text in _OPENS:
            return True
        return token.dep == "xcomp" and head.lemma in _LEADS_ON and not is_negated(sent, head.i)
    return True


def _draft(sent: Sent, verb: int, cue: Cue, span: Range, is_cue: Callable[[int], bool]) -> Draft | None:
    if cue.only == "reporters":
        return None
    passive = is_passive(sent, verb) and "quoted" not in cue.takes
    if cue.only == "media":
        speaker = subject(sent, verb)
        if speaker is None or not is_medium(sent, speaker.i):
            return None
    if cue.only == "voices" and not passive:
        speaker = subject(sent, verb)
        if speaker is not None and not is_voice(sent, speaker.i):
            return None
    source = speaker_of(sent, verb, passive=passive)
    if source is not None and source[0] < verb <= source[1]:
        source = (source[0], verb - 1)
    draft = Draft(sent, span, source, cue, cue.cue_class, "verb", tag=tag_of(sent, verb, span[1], source))
    draft.takes_quote = cue.has("quote") and not passive
    if cue.has("clause", "quote") and _beside(draft, verb, cue, is_cue):
        return draft if source or passive else None
    frames = _PASSIVE if passive else _ACTIVE
    for frame, rule in frames:
        if frame in cue.takes and rule(draft, verb, cue):
            draft.rule = f"verb-{frame}"
            return draft if source or passive else None
    return draft if draft.takes_quote and source else None


def _beside(draft: Draft, verb: int, cue: Cue, is_cue: Callable[[int], bool]) -> bool:
    """Contents that are clauses: behind the cue, or before the tag and going on after it."""
    sent, tokens = draft.sent, draft.sent.tokens
    anchor = draft.cue[1] if draft.cue else verb
    heads = [k for k in sent.kids(anchor if "quoted" in cue.takes else verb, "ccomp") if k.i > verb]
    floats = tokens[verb].dep == "parataxis" and tokens[verb].head > draft.tag[1]
    tags = (tokens[verb].dep != "relcl" or bare_tag(sent, draft.tag)) and tokens[verb].tag != "VBG"
    before = before_tag(sent, draft.tag, floats=floats) if tags else None
    closed = before is not None and tokens[draft.tag[0] - 1].text in _CLOSE_QUOTES
    if heads and cue.has("clause") and not closed:
        first, last = reach(sent, anchor, heads[0].i, is_cue)
        if first <= last:
            draft.add(first, last)
            draft.tag = (draft.tag[0], max(anchor, first - 1))
            draft.rule = "clause-after-cue"
            return True
    if cue.has("clause") and not closed:
        apart = that_clause(sent, draft.tag, is_cue)
        if apart is not None:
            draft.add(*apart)
            draft.rule = "clause-after-cue"
            return True
    if before is None or (not closed and not cue.has("clause")):
        return False
    if cue.has("object") and not closed and any(k.i > verb and k.pos != "PRON" for k in sent.kids(verb, "dobj")):
        return False
    draft.add(*before)
    draft.rule = "clause-before-tag"
    more = after_tag(sent, draft.tag, is_cue)
    if more is None and floats:
        more = (draft.tag[1] + 1, clause(sent, tokens[verb].head)[1])
    if more is not None:
        draft.add(*more)
    return True


def _to(draft: Draft, verb: int, cue: Cue) -> bool:
    return _complements(draft, verb, "VB")


def _gerund(draft: Draft, verb: int, cue: Cue) -> bool:
    return _complements(draft, verb, "VBG")


def _complements(draft: Draft, verb: int, tag: str) -> bool:
    for kid in draft.sent.kids(verb, "xcomp", "ccomp", "advcl"):
        marked = any(aux.lower == "to" for aux in draft.sent.kids(kid.i, "aux"))
        if kid.i > verb and marked == (tag == "VB") and (marked or kid.tag == tag) and kid.dep != "advcl":
            draft.add(*clause(draft.sent, kid.i))
            return True
    return False


def _raise(draft: Draft, verb: int, cue: Cue) -> bool:
    if not _to(draft, verb, cue):
        return False
    for noun in draft.sent.kids(verb, "nsubjpass", "nsubj"):
        if noun.lower not in ("who", "which", "that"):
            draft.add(*noun_phrase(draft.sent, noun.i))
    return True


def _object(draft: Draft, verb: int, cue: Cue) -> bool:
    for noun in draft.sent.kids(verb, "dobj"):
        if noun.pos == "PRON" or noun.i < verb or (cue.only == "claims" and not is_claim(draft.sent, noun.i)):
            continue
        if any(d.lower in ("no", "nothing") for d in draft.sent.kids(noun.i, "det")):
            continue
        draft.add(*thing(draft.sent, verb, noun.i, wide=cue.only == "media"))
        if cue.cue_class == "denying":
            draft.stance = "deny"
        return True
    return False


def _of(draft: Draft, verb: int, cue: Cue) -> bool:
    for prep in draft.sent.kids(verb, "prep", "prt"):
        if prep.lower in cue.preps and prep.i > verb:
            for kid in draft.sent.kids(prep.i, "pobj", "pcomp"):
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


def _person(draft: Draft, verb: int, cue: Cue) -> bool:
    sent = draft.sent
    people = [k for k in sent.kids(verb, "dobj", "dative") if k.i > verb]
    people = people or [p for k in sent.kids(verb, "prep") for p in sent.kids(k.i, "pobj") if p.i > verb]
    what = sent.kids(verb, "prep", "xcomp", "ccomp")
    if not people:
        return False
    last = max([clause(sent, k.i)[1] for k in what if k.i > verb] + [clause(sent, people[0].i)[1]])
    if last + 1 < len(sent.tokens) and sent.tokens[last + 1].lower == "to":
        last = max(last, clause(sent, verb)[1])
    draft.add(clause(sent, people[0].i)[0], last)
    return True


def _accused(draft: Draft, verb: int, cue: Cue) -> bool:
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


def _as(draft: Draft, verb: int, cue: Cue) -> bool:
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


def _label(draft: Draft, verb: int, cue: Cue) -> bool:
    sent = draft.sent
    named = [k for k in sent.kids(verb, "oprd", "ccomp", "xcomp", "attr") if k.i > verb]
    if not named:
        return _label_at_large(draft, verb)
    things = [clause(sent, k.i)[0] for k in sent.kids(verb, "dobj") if k.i > verb]
    if not things and not sent.kids(named[0].i, "nsubj") and not sent.kids(verb, "nsubj"):
        return False
    draft.add(min([clause(sent, named[0].i)[0], *things]), clause(sent, named[0].i)[1])
    return True


def _label_at_large(draft: Draft, verb: int) -> bool:
    """ "called its retreat from X a 'tactical withdrawal'", where the tree lost the label in the object."""
    sent = draft.sent
    things = [k for k in sent.kids(verb, "dobj") if k.i > verb]
    last = clause(sent, verb)[1]
    rest = sent.tokens[things[0].i + 1 : min(last, things[0].i + 8) + 1] if things else ()
    label = next((t.i for t in rest if t.lower in ("a", "an") or t.text in _OPENS), None)
    if label is None or any(t.pos in ("SCONJ", "PUNCT", "VERB") for t in sent.tokens[things[0].i + 1 : label]):
        return False
    draft.add(clause(sent, things[0].i)[0], last)
    return True


def _figure(draft: Draft, verb: int, cue: Cue) -> bool:
    for noun in draft.sent.kids(verb, "dobj"):
        at = [p for i in (verb, noun.i) for p in draft.sent.kids(i, "prep") if p.lower == "at"]
        if at:
            draft.add(clause(draft.sent, noun.i)[0], clause(draft.sent, at[0].i)[1])
            return True
    return False


def _passive(draft: Draft, verb: int, cue: Cue) -> bool:
    noun = next(iter(draft.sent.kids(verb, "nsubjpass")), None)
    if noun is None or noun.pos == "PRON" or draft.source is None:
        return False
    draft.add(*noun_phrase(draft.sent, noun.i))
    return True


def _it(draft: Draft, verb: int, cue: Cue) -> bool:
    """Contents of "it is believed that ...": the clause, and nobody need be named."""
    kids = [k for k in draft.sent.kids(verb, "ccomp") if k.i > verb]
    for kid in kids:
        draft.add(*clause(draft.sent, kid.i))
        return True
    return False


_Rule = Callable[[Draft, int, Cue], bool]
_ACTIVE: tuple[tuple[str, _Rule], ...] = (
    ("figure", _figure), ("label", _label), ("as", _as), ("to", _to), ("person", _person), ("of", _of),
    ("gerund", _gerund), ("object", _object),
)  # fmt: skip
_PASSIVE: tuple[tuple[str, _Rule], ...] = (
    ("raise", _raise), ("person", _accused), ("as", _as), ("clause", _it), ("passive", _passive),
)  # fmt: skip
