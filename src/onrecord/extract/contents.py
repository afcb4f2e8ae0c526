"""How far a content reaches: clauses after a cue, sentences before a tag, and what goes on behind it."""

from collections.abc import Callable
from functools import lru_cache

from onrecord.extract.phrases import Range, clause, is_passive
from onrecord.records.sentence import Sent, Token

# words that open a clause which belongs to what was said, when they follow "X, he said,"
_GOES_ON = frozenset({
    "after", "while", "since", "because", "although", "though", "but", "and", "with", "before", "unless", "if", "so",
    "where", "meaning", "or", "until", "despite", "without", "whether", "that", "nor", "yet",
})  # fmt: skip
_TALK = frozenset({
    "claim", "statement", "comment", "comments", "interview", "remarks", "speech", "address", "post", "message",
    "report", "figure", "assertion", "tweet", "briefing", "letter", "allegation", "release", "conference",
})  # fmt: skip

_CONNECTIVES = frozenset({
    "however", "meanwhile", "also", "in addition", "for example", "still", "moreover", "separately", "elsewhere",
    "for instance", "in fact", "at first", "in contrast", "nonetheless", "nevertheless", "instead",
})  # fmt: skip
_DASHES = frozenset({"—", "–", "―", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BACKSHIFT = frozenset({"would", "could", "had", "will", "can", "might", "may"})
_CHECK = frozenset({"verify", "confirm", "corroborate", "substantiate", "dispute", "deny", "reject", "contest"})

IsCue = Callable[[int], bool]


def tag_of(sent: Sent, verb: int, cue_last: int, source: Range | None) -> Range:
    """The tokens of source, cue and the adjuncts that hang on it without a comma ("his office said on Monday")."""
    tokens = sent.tokens
    first = min(verb, source[0]) if source and source[0] < verb and verb - source[1] <= 20 else verb
    while first > 0 and tokens[first - 1].i in {k.i for k in sent.kids(verb, "aux", "neg", "advmod")}:
        first -= 1
    last = max(cue_last, source[1]) if source and source[0] > verb and source[0] - cue_last <= 3 else cue_last
    own = set(sent.subtree(verb))
    while last + 1 < len(tokens) and tokens[last + 1].i in own and tokens[last + 1].pos != "PUNCT":
        last += 1
    return first, last


def before_tag(sent: Sent, tag: Range, *, floats: bool) -> Range | None:
    """What stands before a tag and is parted from it by a comma, dash or quotation mark ("X, he said"), or None.

    A tag that `floats` in the midst of what was said may have a mere adjunct before it ("In May, he said, ...").
    """
    at = tag[0] - 1
    if at < 1 or (sent.tokens[at].pos != "PUNCT" and not bare_tag(sent, tag)) or sent.tokens[at].text in ".(":
        return None
    quoted = sent.tokens[at].text in "\"”’»'"
    while at >= 0 and sent.tokens[at].pos == "PUNCT":
        at -= 1
    first = _connective(sent, at)
    if not quoted and not floats and not _states(sent, first, at):
        return None
    return (first, at) if floats or at >= 2 or (at >= 0 and sent.tokens[tag[0] - 1].text in '"”’»') else None


def bare_tag(sent: Sent, tag: Range) -> bool:
    """Whether a tag ends a sentence of a text that has lost its commas ("... in the port a monitor said on Sunday")."""
    rest = sent.tokens[tag[1] + 1 :]
    ends = all(t.pos == "PUNCT" for t in rest) or rest[0].tag == "VBG"
    verbs = [t.i for t in sent.tokens[tag[0] : tag[1] + 1] if t.tag.startswith("VB")]
    short = bool(verbs) and verbs[0] - tag[0] <= 12
    return ends and short and tag[0] >= 4 and _lost_commas(sent.text)


@lru_cache(maxsize=4)
def _lost_commas(text: str) -> bool:
    return text.count(",") * 400 < len(text)


def _connective(sent: Sent, last: int) -> int:
    """The token behind the reporter's own "But" or "In addition," at the start of a sentence."""
    first = 1 if sent.tokens[0].lower in ("but", "and", "so", "yet") and last > 2 else 0
    words = [t.lower for t in sent.tokens[first : first + 4]]
    for n in (2, 1):
        if " ".join(words[:n]) in _CONNECTIVES and words[n : n + 1] == [","]:
            return first + n + 1
    return first


def _states(sent: Sent, first: int, last: int) -> bool:
    """Whether the tokens state something, and are not just when, where or how it was said."""
    main = ("ccomp", "ROOT", "parataxis", "conj", "dep", "nsubj")
    if any(t.tag in _FINITE and (t.dep in main or t.dep.startswith("aux")) for t in sent.tokens[first : last + 1]):
        opener = sent.tokens[first]
        under = sent.tokens[opener.head].dep == "advcl" and clause(sent, opener.head)[1] >= last
        return not (opener.dep == "mark" and under)
    opener = sent.tokens[first]
    return (
        opener.pos not in ("ADP", "SCONJ", "ADV")
        and opener.tag not in ("VBG", "VBN")
        and opener.ent not in ("DATE", "TIME")
    )


def that_clause(sent: Sent, tag: Range, is_cue: IsCue) -> Range | None:
    """The clause of a "that" which stands further behind the cue ("told a crowd in the port on Friday that ...")."""
    for token in sent.tokens[tag[0] + 1 :]:
        head = sent.tokens[token.head]
        if token.i > tag[1] + 15 or (token.i > tag[1] + 1 and is_cue(token.i)):
            return None
        if token.lower == "that" and token.dep == "mark" and head.i > token.i and token.i > tag[0] + 1:
            last = _cut(sent, token.i, clause(sent, head.i)[1], is_cue)
            return token.i + 1, last
    return None


def after_tag(sent: Sent, tag: Range, is_cue: IsCue) -> Range | None:
    """What goes on after "X, he said," and still belongs to what was said, or None."""
    at = tag[1] + 1
    if at >= len(sent.tokens) or sent.tokens[at].text not in (",", ";", "—", "–", "-", "--"):
        return None
    first = at + 1
    if first >= len(sent.tokens) or sent.tokens[first].lower not in _GOES_ON:
        return None
    last = len(sent.tokens) - 1
    for token in sent.tokens[first:]:
        if is_cue(token.i) and token.tag == "VBG" and sent.tokens[token.i - 1].text == ",":
            last = _clause_start(sent, token.i) - 1
            break
    while last >= first and sent.tokens[last].pos == "PUNCT":
        last -= 1
    return (first, last) if last - first >= 2 else None


def reach(sent: Sent, verb: int, head: int, is_cue: IsCue) -> Range:
    """The range of a clause content headed by token `head` that follows the cue `verb`, with what belongs to it."""
    first, last = clause(sent, head)
    first = _behind_date(sent, max(first, verb + 1), head)
    for kid in sent.kids(verb):
        if kid.i > last and _belongs(sent, kid, last, is_cue):
            last = max(last, clause(sent, kid.i)[1])
    last = _cut(sent, first, last, is_cue)
    if first < last and sent.tokens[first].lower == "that" and sent.tokens[first].dep in ("mark", "advmod"):
        first += 1
    return first, last


def _behind_date(sent: Sent, first: int, head: int) -> int:
    """The start of a clause without a date that tells when it was said ("told a crowd this weekend he would go")."""
    at = first
    while at < head and sent.tokens[at].ent in ("DATE", "TIME") and sent.tokens[at].dep not in ("nsubj", "poss"):
        at += 1
    return at if any(k.i >= at and clause(sent, k.i)[0] == at for k in sent.kids(head, "nsubj", "nsubjpass")) else first


def _belongs(sent: Sent, kid: Token, last: int, is_cue: IsCue) -> bool:
    """Whether something that the parser hung on the cue behind the content is part of the content after all."""
    if kid.dep in ("ccomp", "parataxis"):
        return True
    start = clause(sent, kid.i)[0]
    if kid.dep == "conj":
        if is_cue(kid.i) and not is_passive(sent, kid.i):
            return False
        if sent.kids(kid.i, "nsubj", "nsubjpass") or {k.lower for k in sent.kids(kid.i, "aux")} & _BACKSHIFT:
            return start - last <= 4
        return any(k.lower == "that" for k in sent.kids(kid.i, "mark"))
    return kid.dep in ("prep", "advcl", "npadvmod", "advmod") and start == last + 1


def _cut(sent: Sent, first: int, last: int, is_cue: IsCue) -> int:
    """Ends a content before another speaker's clause, a reporter's tag, or an incidental "which"."""
    for token in sent.tokens[first + 1 : last + 1]:
        before = sent.tokens[token.i - 1]
        if before.text in _DASHES and not any(t.text in _DASHES for t in sent.tokens[token.i : last + 1]):
            return token.i - 2
        if token.dep == "conj" and is_cue(token.i) and before.dep == "cc" and _same_tense(sent, token, first):
            return token.i - 2
        behind = sent.tokens[token.i + 1].lower if token.i + 1 < len(sent.tokens) else ""
        if token.lower == "which" and behind == "," and before.pos != "ADP":
            return token.i - 1
        if before.text in '"”' and sent.tokens[token.i - 2].text == ",":
            before = sent.tokens[token.i - 2]
        if before.text != ",":
            continue
        if token.lower == "as" and behind in ("he", "she", "they", "it"):
            return token.i - 2
        if token.lower == "which" and _ends_with(sent, token, last):
            return token.i - 2
        if token.lower == "according" or (is_cue(token.i) and token.tag == "VBG" and token.dep == "advcl"):
            return token.i - 2
        if token.lower in ("in", "a", "an") and _reporters_tag(sent, token.i):
            return token.i - 2
        if token.lower in ("as", "while", "but", "and", "although", "though") and _speaks(sent, token, last, is_cue):
            return token.i - 2
    return last


def _same_tense(sent: Sent, token: Token, first: int) -> bool:
    """Whether a cue joined by "and" has the tense of the cue before the content: "said he would go and warned"."""
    cues = [t for t in sent.tokens[max(0, first - 4) : first] if t.tag.startswith("VB")]
    return bool(cues) and cues[-1].tag == token.tag and sent.tokens[token.head].tag != token.tag


def _reporters_tag(sent: Sent, at: int) -> bool:
    """Whether ", a claim that ..." or ", in comments that ..." starts at token `at`."""
    noun = next((t for t in sent.tokens[at : at + 4] if t.pos == "NOUN" and t.lower in _TALK), None)
    if noun is None:
        noun = next((t for t in sent.tokens[at : at + 4] if t.pos == "NOUN"), None)
        return noun is not None and any(k.lemma in _CHECK for k in sent.kids(noun.i, "relcl", "acl"))
    return sent.tokens[at].lower == "in" or bool(sent.kids(noun.i, "relcl", "acl"))


def _ends_with(sent: Sent, relative: Token, last: int) -> bool:
    """Whether the incidental clause that "which" opens is the last thing in the content."""
    at = relative
    while at.dep not in ("relcl", "ROOT") and at.head != at.i:
        at = sent.tokens[at.head]
    return at.dep == "relcl" and clause(sent, at.i)[1] >= last - 1


def without_aside(sent: Sent, span: Range) -> Range:
    """The range less an incidental "which" clause at its end."""
    first, last = span
    for token in sent.tokens[first + 1 : last + 1]:
        if token.lower == "which" and sent.tokens[token.i - 1].text == "," and _ends_with(sent, token, last):
            return first, token.i - 2
    return span


def thing(sent: Sent, verb: int, noun: int, *, wide: bool) -> Range:
    """The range of a content that is a thing and not a clause ("the loss of the fort"), without "in a statement".

    With `wide` it takes what follows the cue's object too ("showed a drone over the port, with smoke rising").
    """
    first, last = clause(sent, noun)
    for kid in sent.kids(verb) if wide else []:
        if kid.i > last and kid.dep in ("prep", "advcl", "npadvmod", "ccomp", "xcomp"):
            last = max(last, clause(sent, kid.i)[1])
    for kid in sent.kids(noun, "acl"):
        if kid.tag == "VBG" and kid.lemma in ("say", "add", "call", "claim", "warn", "note"):
            last = min(last, kid.i - 1)
    for prep in sent.kids(noun, "prep"):
        if prep.lower in ("in", "on", "at") and any(k.lemma.lower() in _TALK for k in sent.kids(prep.i, "pobj")):
            last = min(last, prep.i - 1)
    for token in reversed(sent.tokens[first + 1 : last + 1]):
        first_of = clause(sent, token.i)[0] if token.dep == "appos" else 0
        if first_of > noun and sent.tokens[first_of - 1].text == "," and clause(sent, token.i)[1] >= last:
            last = first_of - 2
    return without_aside(sent, (first, last)) if last >= noun else (first, noun)


def _speaks(sent: Sent, word: Token, last: int, is_cue: IsCue) -> bool:
    """Whether the clause that `word` opens is another speaker's ("as the president said ...")."""
    head = word.head
    return word.i < head <= last and is_cue(head) and bool(sent.kids(head, "nsubj"))


def _clause_start(sent: Sent, verb: int) -> int:
    first, _ = clause(sent, verb)
    while first > 0 and sent.tokens[first - 1].pos in ("PUNCT", "CCONJ", "SCONJ"):
        first -= 1
    return first
