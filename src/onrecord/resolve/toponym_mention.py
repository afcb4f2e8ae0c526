"""A possible place name, and what tells one: how it is written, and the type words beside it."""

from dataclasses import dataclass, field

from onrecord.records.sentence import Sent, Token
from onrecord.resolve.gazetteer import Hit
from onrecord.resolve.place_words import words


@dataclass(slots=True)
class Mention:
    """A possible place name: tokens `first` to `last` of `sent`, type word included; `name` is the name alone.

    `kind` is what a type word says it is (region, district, settlement, nature) or ""; `evidence` grows with what
    speaks for a place; `hits` are the places that bear the name; `country` a country that an adjective before it names.
    """

    sent: Sent
    first: int
    last: int
    name: str
    hits: tuple[Hit, ...]
    kind: str = ""
    evidence: float = 0.0
    cues: list[str] = field(default_factory=list)
    country: str | None = None
    word: str = ""  # the type word, if any
    rough: bool = False  # whether the hits are by a like spelling only
    site: bool = False  # whether the name stands before the noun of a site, whose own name it may be

    @property
    def head(self) -> int:
        """The token of the name that hangs on a token outside it."""
        inside = range(self.first, self.last + 1)
        return next((i for i in inside if self.sent.tokens[i].head not in inside), self.last)


def is_name(token: Token) -> bool:
    """Whether a token is written as a name: a capital first (or an Arabic article before one) and a letter in it."""
    return token.text[0].isupper() and token.text[0].isalpha()


def kind_of(word: str) -> str:
    """What a type word says a name is: region, district, settlement, nature, facility, or "" for other words."""
    return next((k for k in ("region", "district", "settlement", "nature", "facility") if word in words(k)), "")
