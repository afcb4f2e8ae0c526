"""Finds the headline forms in which a dash or a colon stands for the cue: "X - ministry", "Mayor: X"."""

from onrecord.extract.drafts import Draft
from onrecord.extract.mentions import nouns
from onrecord.records.sentence import Sent

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP"})


def find_headline_forms(sent: Sent) -> list[Draft]:
    """The draft of a headline that ends in " - SOURCE" or begins with "SOURCE: ", if it has that form."""
    tokens = sent.tokens
    for token in reversed(tokens):
        if token.text in _DASHES and _spaced(sent, token.i) and token.i >= 3:
            return _form(sent, (token.i + 1, len(tokens) - 1), (0, token.i - 1), "headline-dash")
    for token in tokens[:7]:
        if token.text == ":" and 0 < token.i < len(tokens) - 3:
            return _form(sent, (0, token.i - 1), (token.i + 1, len(tokens) - 1), "headline-colon")
    return []


def _spaced(sent: Sent, i: int) -> bool:
    start, end = sent.tokens[i].start, sent.tokens[i].end
    return sent.text[start - 1 : start].isspace() and sent.text[end : end + 1].isspace()


def _form(sent: Sent, source: tuple[int, int], content: tuple[int, int], rule: str) -> list[Draft]:
    words = sent.tokens[source[0] : source[1] + 1]
    if not 1 <= len(words) <= 7 or any(t.tag in _FINITE for t in words):
        return []
    speakers = nouns("speaker")
    line = next((speakers[t.lemma.lower()] for t in reversed(words) if t.lemma.lower() in speakers), None)
    if line is None and words[-1].ent == "PERSON":
        line = speakers["person"]
    if line is None:
        return []
    while source[0] < source[1] and sent.tokens[source[1]].pos == "PUNCT":
        source = (source[0], source[1] - 1)
    draft = Draft(sent, None, source, line, "neutral", rule, tag=source)
    draft.add(*content)
    return [draft]
