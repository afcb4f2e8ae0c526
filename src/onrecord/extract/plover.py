"""PLOVER's code of a mention: of what happened, or was announced by the one who would do it."""

from onrecord.extract.codebook import entries, word_list
from onrecord.extract.mention import Mention

_ANNOUNCED = frozenset({"will", "'ll", "would", "shall", "wo", "'d"})
_CONDITIONS = frozenset({"if", "unless"})
_BORDERS = frozenset({"advcl", "relcl"})
_HIGHEST = 6  # words above the trigger within which its announcement is looked for


def plover_code(mention: Mention) -> str | None:
    """PLOVER's type and mode, such as `ASSAULT/aerial`, or None for what only may happen, is wanted, or did not.

    What is announced is a statement of will: an agreement or a threat. A condition makes it no less announced, and
    "unless" makes it a threat. Not to agree, by one's own will or in the end, is to reject.
    """
    entry = entries()[mention.type]
    own = f"{entry.plover}/{entry.mode}" if entry.mode else entry.plover
    if mention.status == "negated":
        return "REJECT" if entry.plover_future == "AGREE" and (_is_announced(mention) or _fails(mention)) else None
    if mention.status in ("future", "hypothetical"):
        condition = _condition(mention) if mention.status == "hypothetical" else None
        if (mention.status == "hypothetical" and condition is None) or not _is_announced(mention):
            return None
        return "THREATEN" if condition == "unless" else entry.plover_future or own
    return own


def _is_announced(mention: Mention) -> bool:
    """Whether the nearest word that tells announces ("will", "pledged to"), and does not want it of others."""
    sent = mention.sent
    if mention.rule.line.status == "future":
        return True
    for token in (sent.tokens[mention.head], *sent.ancestors(mention.head)[:_HIGHEST]):
        if token.pos in ("VERB", "AUX", "ADJ") and token.i != mention.head and token.lemma in word_list("announcing"):
            return True
        if any(aux.lower in _ANNOUNCED for aux in sent.kids(token.i, "aux")):
            return True
        if token.lemma in word_list("wanting") or any(aux.tag == "MD" for aux in sent.kids(token.i, "aux")):
            return False
        if token.dep in _BORDERS and sent.kids(token.i, "mark"):
            return False
    return False


def _fails(mention: Mention) -> bool:
    """Whether an agreement was sought in vain: "failed to agree"."""
    above = mention.sent.tokens[mention.sent.tokens[mention.head].head]
    return mention.type == "agreement" and above.lemma == "fail"


def _condition(mention: Mention) -> str | None:
    """The word that opens a condition of what is told, itself outside that condition."""
    sent, at = mention.sent, mention.sent.tokens[mention.head]
    while at.pos not in ("VERB", "AUX") and at.head != at.i:
        at = sent.tokens[at.head]
    verbs = [at, sent.tokens[at.head]] if at.dep == "xcomp" else [at]
    clauses = [clause for verb in verbs for clause in sent.kids(verb.i, "advcl") if clause.i != at.i]
    marks = [mark.lower for clause in clauses for mark in sent.kids(clause.i, "mark")]
    return next((mark for mark in marks if mark in _CONDITIONS), None)
