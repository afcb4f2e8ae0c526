"""Finds what reporters themselves saw: "An AFP team saw", "the same reporters found"."""

from collections.abc import Callable

from onrecord.extract.contents import thing
from onrecord.extract.cues import Cue, cues_of
from onrecord.extract.drafts import Draft
from onrecord.extract.mentions import nouns
from onrecord.extract.phrases import Range, is_negated, is_passive, noun_phrase, subject, without_date
from onrecord.records.sentence import Sent, Token
from onrecord.records.story import Story


def find_witness_accounts(story: Story, sent: Sent, skip: Callable[[Token], bool]) -> list[Draft]:
    """A draft for each verb of perception of `sent` whose subject is reporters or the story's own agency."""
    drafts = []
    for token in sent.tokens:
        if not token.tag.startswith("VB") or skip(token) or is_negated(sent, token.i) or is_passive(sent, token.i):
            continue
        for cue, span in cues_of(sent, token.i, "cues"):
            speaker = subject(sent, token.i) if cue.only == "reporters" else None
            if speaker is not None and _reporting(story, sent, speaker):
                drafts.append(_draft(sent, (token.i, span[1]), cue, speaker))
                drafts[-1].witness = _own(story, sent, drafts[-1].source or span)
                break
    return [draft for draft in drafts if draft.contents]


def _reporting(story: Story, sent: Sent, speaker: Token) -> bool:
    if speaker.lemma.lower() in nouns("reporter") or speaker.lower in nouns("reporter"):
        return True
    return story.agency is not None and sent.span(*noun_phrase(sent, speaker.i)).text in (
        story.agency.name,
        story.carrier,
    )


def _draft(sent: Sent, span: Range, cue: Cue, speaker: Token) -> Draft:
    verb, last = span
    source = without_date(sent, noun_phrase(sent, speaker.i))
    draft = Draft(sent, span, source, cue, cue.cue_class, "witness", tag=(source[0], last))
    seen = [k for k in sent.kids(verb, "dobj", "ccomp", "xcomp") if k.i > verb]
    if seen:
        first, end = thing(sent, verb, seen[0].i, wide=True)
        draft.add(max(last + 1, first), end)
    return draft


def _own(story: Story, sent: Sent, source: tuple[int, int]) -> bool:
    """Whether the reporters are the story's own: no other outlet's name stands before them."""
    names = [t.text for t in sent.tokens[source[0] : source[1] + 1] if t.ent == "ORG" and t.pos == "PROPN"]
    if not names or story.agency is None:
        return True
    own = f"{story.agency.name} {story.carrier or ''}"
    return any(name in own for name in names)
