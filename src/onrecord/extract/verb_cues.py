"""Finds contents that hang on a verb: "X said that ...", "X, he said", "X denied the loss of ...", "is said to ..."."""

from collections.abc import Callable

from onrecord.extract.contents import IsCue, after_tag, bare_tag, before_tag, reach, tag_of, that_clause
from onrecord.extract.cues import Cue, cues_of, verbs
from onrecord.extract.drafts import Draft, rest_around
from onrecord.extract.frames import ACTIVE, PASSIVE
from onrecord.extract.mentions import is_claim, is_medium, is_voice
from onrecord.extract.phrases import Range, clause, is_negated, is_passive, subject, without_date
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
        return any(cue.has("clause", "of", "person", "label") and cue.only != "reporters" for _, cue in lines)

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
    """Whether the verb is a real act of presenting, not merely possible or wished for."""
    if token.dep in ("amod", "compound"):
        return False
    if any(aux.lower in _UNREAL for aux in sent.kids(token.i, "aux")):
        return False
    if token.tag == "VB" and any(aux.lower == "to" for aux in sent.kids(token.i, "aux")):
        head = sent.tokens[token.head]
        if sent.tokens[token.i + 1 : token.i + 2] and sent.tokens[token.i + 1].text in _OPENS:
            return True
        return token.dep == "xcomp" and head.lemma in _LEADS_ON and not is_negated(sent, head.i)
    return True


def _draft(sent: Sent, verb: int, cue: Cue, span: Range, is_cue: IsCue) -> Draft | None:
    passive = is_passive(sent, verb) and "quoted" not in cue.takes
    if is_negated(sent, verb) != cue.negated or not _may_speak(sent, verb, cue, passive=passive):
        return None
    source = speaker_of(sent, verb, passive=passive)
    if source is not None and source[0] < verb <= source[1]:
        source = (source[0], verb - 1)
    source = without_date(sent, source) if source is not None else None
    if source is None and not passive:
        return None
    draft = Draft(sent, span, source, cue, cue.cue_class, "verb", tag=tag_of(sent, verb, span[1], source))
    draft.takes_quote = cue.has("quote") and not passive
    if cue.has("clause", "quote") and _clause(draft, verb, cue, is_cue):
        return draft
    for frame, rule in PASSIVE if passive else ACTIVE:
        if frame in cue.takes and rule(draft, verb):
            draft.rule = f"verb-{frame}"
            return draft
    return draft if draft.takes_quote else None


def _may_speak(sent: Sent, verb: int, cue: Cue, *, passive: bool) -> bool:
    """Whether the verb's subject is of the sort that the line asks for."""
    if cue.only == "reporters":
        return False  # witness.py reads these
    speaker = subject(sent, verb) if cue.only in ("media", "voices") and not passive else None
    if cue.only == "media":
        return speaker is not None and is_medium(sent, speaker.i)
    return speaker is None or is_voice(sent, speaker.i)


def _clause(draft: Draft, verb: int, cue: Cue, is_cue: IsCue) -> bool:
    """Contents that are clauses: behind the cue, or before the tag and going on after it."""
    sent, token = draft.sent, draft.sent.tokens[verb]
    floats = token.dep == "parataxis" and token.head > draft.tag[1]
    if _as_clause(draft, verb):
        return True
    under = token.dep == "advcl" and any(k.tag in ("WRB", "IN") for k in sent.kids(verb, "mark", "advmod"))
    tags = (token.dep != "relcl" or bare_tag(sent, draft.tag)) and token.tag != "VBG" and not under
    before = before_tag(sent, draft.tag, floats=floats) if tags else None
    closed = before is not None and sent.tokens[draft.tag[0] - 1].text in _CLOSE_QUOTES
    if cue.has("clause") and not closed and _behind(draft, verb, cue, is_cue):
        return True
    if before is None or (not closed and not cue.has("clause")):
        return False
    if cue.has("object") and not closed and any(k.i > verb and k.pos != "PRON" for k in sent.kids(verb, "dobj")):
        return False
    draft.add(*before)
    draft.rule = "clause-before-tag"
    more = after_tag(sent, draft.tag, is_cue)
    if more is None and floats:
        more = (draft.tag[1] + 1, clause(sent, token.head)[1])
    if more is not None:
        draft.add(*more)
    return True


def _mistaken(sent: Sent, verb: int, cue: Cue, is_cue: IsCue) -> Range | None:
    """A clause that the tree took for the object of a verb that has none ("said his sons, who live in X, called")."""
    objects = [k for k in sent.kids(verb, "dobj") if k.i > verb]
    if not objects or cue.has("object", "hearer", "person", "of"):
        return None
    first, last = reach(sent, verb, objects[0].i, is_cue)
    return (first, last) if any(t.tag.startswith("VB") for t in sent.tokens[first : last + 1]) else None


def _as_clause(draft: Draft, verb: int) -> bool:
    """Contents around an "as" clause that has none of its own: "X, as the mayor pointed out, Y"."""
    sent = draft.sent
    mark = next((k for k in sent.kids(verb, "mark", "advmod") if k.lower == "as" and k.i < verb), None)
    if mark is None or sent.kids(verb, "ccomp", "xcomp", "prep", "advcl") or draft.takes_quote is False:
        return False
    if any(k.i > verb and k.lower != "it" for k in sent.kids(verb, "dobj")):
        return False
    rest_around(draft, mark.i, max(verb, draft.cue[1] if draft.cue else verb))
    draft.rule = "as-clause"
    return bool(draft.contents)


def _behind(draft: Draft, verb: int, cue: Cue, is_cue: IsCue) -> bool:
    """The clause that follows the cue, with or without "that"."""
    sent = draft.sent
    anchor = draft.cue[1] if draft.cue else verb
    heads = [k for k in sent.kids(anchor if "quoted" in cue.takes else verb, "ccomp") if k.i > verb]
    first, last = reach(sent, anchor, heads[0].i, is_cue) if heads else (1, 0)
    if first <= last:
        draft.tag = (draft.tag[0], max(anchor, first - 1))
    else:
        another = is_passive(sent, verb) or any(is_claim(sent, k.i) for k in sent.kids(verb, "dobj"))
        far = None if another else that_clause(sent, draft.tag, is_cue)
        first, last = far or _mistaken(sent, verb, cue, is_cue) or (1, 0)
    draft.add(first, last)
    draft.rule = "clause-after-cue"
    return first <= last
