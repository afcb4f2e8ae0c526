"""The parsed story: sentences, tokens and quotations, free of any parser's own types.

Extraction and resolution read these, so that a rule can be tested on a hand-made sentence and the parser can
be changed in one place.
"""

from dataclasses import dataclass, field

from onrecord.records.span import Span
from onrecord.records.story import Story


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `i` and `head` count within the sentence (the root heads itself), `start`/`end` in the story.

    `pos` is the Universal POS tag, `tag` the Penn tag, `dep` the ClearNLP label of spaCy's English models,
    `ent` the entity type that covers it or "".
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str = ""
    lower: str = field(init=False, compare=False)  # the text in lower case with straight apostrophes

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower().replace("’", "'"))  # once: rules ask it all the time


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity the tagger found: tokens `first` to `last` (inclusive) of its sentence."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One sentence with its dependency tree; `paragraph` is the index in `story.paragraphs`."""

    text: str  # the whole story's text, which every span slices
    paragraph: int
    index: int
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...] = ()
    children: tuple[tuple[int, ...], ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls, text: str, paragraph: int, index: int, tokens: tuple[Token, ...], entities: tuple[Entity, ...] = ()
    ) -> "Sent":
        """A sentence whose `children` are worked out from the tokens' heads."""
        kids: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                kids[token.head].append(token.i)
        return cls(text, paragraph, index, tokens, entities, tuple(tuple(k) for k in kids))

    @property
    def start(self) -> int:
        """First character of the sentence in the story."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Character after the last of the sentence in the story."""
        return self.tokens[-1].end

    @property
    def root(self) -> Token:
        """The token that heads itself."""
        return next(t for t in self.tokens if t.head == t.i)

    def kids(self, i: int, *deps: str) -> list[Token]:
        """The children of token `i`, in order; only those with one of `deps` where any are given."""
        return [self.tokens[k] for k in self.children[i] if not deps or self.tokens[k].dep in deps]

    def subtree(self, i: int) -> list[int]:
        """Token indices of `i` and all below it, in order."""
        out, todo = [], [i]
        while todo:
            j = todo.pop()
            out.append(j)
            todo.extend(self.children[j])
        return sorted(out)

    def ancestors(self, i: int) -> list[Token]:
        """The heads of token `i` from the nearest up to the root."""
        out: list[Token] = []
        while self.tokens[i].head != i and len(out) < len(self.tokens):
            i = self.tokens[i].head
            out.append(self.tokens[i])
        return out

    def span(self, first: int, last: int) -> Span:
        """The span from token `first` to token `last`, inclusive."""
        return Span.of(self.text, self.tokens[first].start, self.tokens[last].end)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation found on raw characters: `start`/`end` with the marks, `inner_start`/`inner_end` without.

    `closed` is false where a paragraph ends before the closing mark (the quotation may go on in the next).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Parsed:
    """A story, its sentences in order (headline first), and its quotations."""

    story: Story
    sents: tuple[Sent, ...]
    quotations: tuple[Quotation, ...]
    parser: str  # name and version of the model
