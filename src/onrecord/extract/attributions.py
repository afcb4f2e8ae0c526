"""Finds who is said to say what."""

from bisect import bisect_left, bisect_right

from onrecord.extract.drafts import Chars, Draft, tidy
from onrecord.extract.headlines import find_headline_forms
from onrecord.extract.noun_cues import find_noun_cues
from onrecord.extract.quoting import attach_quotations
from onrecord.extract.verb_cues import find_verb_cues
from onrecord.extract.verification import Check, find_checks
from onrecord.extract.witness import find_witness_accounts
from onrecord.records.event import Attribution, Style
from onrecord.records.sentence import Parsed, Quotation, Sent, Token

_PRONOUNS = frozenset({"i", "he", "she", "it", "they", "we", "you", "who"})
_MENTAL = frozenset({"believe", "think", "suspect", "fear", "worry", "see", "regard", "view", "know", "understand"})


def find_attributions(parsed: Parsed) -> tuple[Attribution, ...]:
    """The attributions of a story in order of their cues, with spans, style and stance; sources not yet named."""
    drafts = _drafts(parsed)
    attach_quotations(parsed, drafts)
    drafts = [d for d in drafts if d.contents]
    checks = find_checks(parsed, drafts)
    made = [_attribution(parsed, draft, n, checks.get(n)) for n, draft in enumerate(drafts)]
    kept = [a for a in _nested([a for a in made if a is not None]) if not _said_already(a)]
    return tuple(_numbered(kept))


def _drafts(parsed: Parsed) -> list[Draft]:
    drafts: list[Draft] = []
    for sent in parsed.sents:
        skip = _Quoted(parsed.quotations, sent)
        found = find_witness_accounts(parsed.story, sent, skip)
        found += [d for d in find_verb_cues(sent, skip, "cues") if not any(_same_cue(d, w) for w in found)]
        found += find_noun_cues(sent, skip)
        found = [d for d in found if not _only_names(d, found)]
        _go_on(sent, found)
        if parsed.story.paragraphs[sent.paragraph].kind == "headline":
            forms = find_headline_forms(sent)
            found += [d for d in forms if d.rule == "headline-dash" or not found]
        drafts += sorted(found, key=lambda d: d.start)
    return drafts


def _only_names(draft: Draft, found: list[Draft]) -> bool:
    """Whether a noun cue only names what a verb before it says: "said in a statement that X"."""
    if draft.rule != "noun-cue" or not draft.contents:
        return False
    start = draft.contents[0][0]
    return any(
        d.rule == "clause-after-cue"
        and d.contents
        and d.start < draft.start < d.contents[0][0]
        and abs(d.contents[0][0] - start) < 8
        for d in found
    )


def _go_on(sent: Sent, found: list[Draft]) -> None:
    """Gives "..., calling it a crime" right behind a tag to the tag's speaker, whatever the tree says."""
    ends = {d.tag[1] + 2: d.source for d in found if d.source is not None and d.cue is not None and d.contents}
    for draft in found:
        at = draft.cue[0] if draft.cue else 0
        if at in ends and sent.tokens[at].tag == "VBG" and sent.tokens[at - 1].text == ",":
            draft.source = ends[at]


def _same_cue(one: Draft, other: Draft) -> bool:
    return one.cue is not None and other.cue is not None and one.cue[0] == other.cue[0]


class _Quoted:
    """Tells which tokens of a sentence stand in a quotation, where the words are the speaker's and not the story's."""

    def __init__(self, quotations: tuple[Quotation, ...], sent: Sent) -> None:
        first = bisect_right(quotations, sent.start, key=lambda q: q.end)
        last = bisect_left(quotations, sent.end, key=lambda q: q.start)
        self._here = quotations[first:last]

    def __call__(self, token: Token) -> bool:
        at = bisect_right(self._here, token.start, key=lambda q: q.start) - 1
        return at >= 0 and token.end <= self._here[at].end


def _attribution(parsed: Parsed, draft: Draft, number: int, check: Check | None) -> Attribution | None:
    story = parsed.story
    tidied = {tidy(story.text, chars, parsed.quotations) for chars in draft.contents}
    contents = sorted((c for c in tidied if c[1] > c[0]), key=lambda c: (c[0] - c[1], c[0]))
    if not contents:
        return None
    line, evidence = check or (None, None)
    stance = "deny" if draft.cue_class == "denying" and not draft.rule.endswith("-as") else draft.stance
    return Attribution(
        id=f"a{number + 1}",
        source=draft.sent.span(*draft.source) if draft.source else None,
        cue=draft.sent.span(*draft.cue) if draft.cue else None,
        cue_lemma=draft.sent.tokens[draft.cue[0]].lemma.lower() if draft.cue else None,
        cue_class=draft.cue_class,
        content=tuple(story.span(*c) for c in contents),
        style=_style(contents, parsed.quotations),
        stance="doubt" if draft.cue_class == "doubting" and draft.line.key == "doubt" else stance,
        checked=line.checked if line else None,
        checked_evidence=evidence,
        witness=draft.witness,
        rule=draft.rule,
        lexicon=tuple(x.ref for x in (draft.line, line) if x is not None),
    )


def _style(contents: list[Chars], quotations: tuple[Quotation, ...]) -> Style:
    total = sum(end - start for start, end in contents)
    quoted = sum(
        max(0, min(end, q.inner_end) - max(start, q.inner_start)) for start, end in contents for q in quotations
    )
    return "direct" if quoted >= 0.9 * total else "mixed" if quoted else "indirect"


def _said_already(attribution: Attribution) -> bool:
    """Whether a hearsay or a belief of a pronoun only repeats that somebody says it: "X said she thought ..."."""
    if attribution.nested_in is None:
        return False
    if attribution.source is None:
        return attribution.rule in ("verb-raise", "hearsay-adverb", "clause-after-cue")
    return attribution.source.text.lower() in _PRONOUNS and attribution.cue_lemma in _MENTAL


def _numbered(attributions: list[Attribution]) -> list[Attribution]:
    """The attributions numbered a1, a2, ... without gaps."""
    names = {a.id: f"a{n + 1}" for n, a in enumerate(attributions)}
    return [
        a.model_copy(update={"id": names[a.id], "nested_in": names.get(a.nested_in) if a.nested_in else None})
        for a in attributions
    ]


def _nested(attributions: list[Attribution]) -> list[Attribution]:
    """The attributions, each that lies inside another's content pointing to the closest such one."""
    out = []
    for a in attributions:
        start = a.cue.start if a.cue else a.content[0].start
        holders = [
            (span.end - span.start, b.id)
            for b in attributions
            for span in b.content
            if b.id != a.id
            and span.start <= start < span.end
            and span.start <= a.content[0].start < span.end
            and (span.end - span.start, b.id) > (a.content[0].end - a.content[0].start, a.id)
        ]
        out.append(a.model_copy(update={"nested_in": min(holders)[1]}) if holders else a)
    return out


def find_attitudes(parsed: Parsed) -> tuple[Attribution, ...]:
    """Thoughts, wishes, plans and judgements that the text ascribes to somebody: no claims, and not in the record."""
    taken = {a.cue.start for a in find_attributions(parsed) if a.cue is not None}
    drafts = []
    for sent in parsed.sents:
        found = find_verb_cues(sent, _Quoted(parsed.quotations, sent), "attitudes")
        drafts += [d for d in found if d.contents and d.source and d.start not in taken]
    made = [_attribution(parsed, draft, n, None) for n, draft in enumerate(drafts)]
    return tuple(_numbered([a for a in made if a is not None]))
