"""Finds the people whom a story names, with the posts and groups it gives them."""

from dataclasses import dataclass, field

from onrecord.records.sentence import Sent, Token
from onrecord.records.span import Span
from onrecord.resolve.knowledge import RoleLine, parties, small_words
from onrecord.resolve.lookup import words_of
from onrecord.resolve.mentions import Reading, read_mention

_NP = frozenset({"ADJ", "NOUN", "PROPN", "PART", "DET", "NUM", "ADV"})
_LINKS = frozenset({"of", "for", "in", "to", "at", "on", "-", "&", "and"})
_TITLE = 3  # words before a capitalised run in which a title that reaches into it may begin
_REACH = 14  # words to either side of a name in which its post is looked for


@dataclass(slots=True)
class Person:
    """Someone named in the story: the fullest name, where it stands, the readings of the posts given,
    the character at which the story first names
    them, and the last word of the name in lower case.
    """

    name: str
    span: Span
    readings: list[Reading] = field(default_factory=list)
    first: int = 0
    surname: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """Keys of all role lines given to the person."""
        return frozenset(key for r in self.readings for key in r.roles)


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a person is named: tokens `first` to `last` of `sent`, and the post told there, if any."""

    sent: Sent
    first: int
    last: int
    reading: Reading | None

    @property
    def span(self) -> Span:
        """The name's span."""
        return self.sent.span(self.first, self.last)


def find_namings(sents: tuple[Sent, ...], places: frozenset[int] = frozenset()) -> tuple[Naming, ...]:
    """Every naming of a person in order; `places` are character offsets that a place name covers."""
    return tuple(n for sent in sents for n in _in_sentence(sent, places))


def _in_sentence(sent: Sent, places: frozenset[int]) -> list[Naming]:
    found: list[Naming] = []
    if sent.text[sent.start : sent.end].isupper():
        return []  # where all is in capitals, capitals show no names
    for start, stop in _runs(sent):
        first = _after_titles(sent, start, stop)
        if first > stop:
            continue
        reading = _post(sent, first, stop)
        if _is_person(sent, first, stop, places, posted=reading is not None):
            found.append(Naming(sent, first, stop, reading))
    return found


def _runs(sent: Sent) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words, particles of names allowed inside."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(sent.tokens):
        if not _capital(sent.tokens[i]):
            i += 1
            continue
        j = i
        while j + 1 < len(sent.tokens) and (_capital(sent.tokens[j + 1]) or _particle(sent, j + 1)):
            j += 1
        runs.append((i, j))
        i = j + 1
    return runs


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in {"PROPN", "NOUN", "ADJ", "VERB", "X", "ADV"}


def _particle(sent: Sent, i: int) -> bool:
    nxt = i + 1
    while nxt < len(sent.tokens) and nxt - i < 3 and sent.tokens[nxt].lower in small_words("particle"):
        nxt += 1
    return sent.tokens[i].lower in small_words("particle") and nxt < len(sent.tokens) and _capital(sent.tokens[nxt])


def _after_titles(sent: Sent, start: int, stop: int) -> int:
    """The first token of the run after all that the lexicons know: nations, posts, ranks, bodies, titles."""
    text = sent.text
    # a title may begin before the run: "Secretary of State NAME"
    words = words_of(text, sent.tokens[max(0, start - _TITLE)].start, sent.tokens[stop].end)
    offset = max(
        (words[h.last].end for h in parties().find(words) if not _surname_role(h.value, h.last, words)), default=0
    )
    first = next((i for i in range(start, stop + 1) if sent.tokens[i].start >= offset), stop + 1)
    while first <= stop and (
        sent.tokens[first].lower.rstrip(".") in small_words("title") or not sent.tokens[first].text[0].isalpha()
    ):
        first += 1
    return first


def _surname_role(value: object, last: int, words: tuple[object, ...]) -> bool:
    """Whether a hit at the run's end may be a surname ("King", "Marshall") and so does not cut the name."""
    return isinstance(value, RoleLine) and last == len(words) - 1 and last > 0 and value.sort == "light"


def _is_person(sent: Sent, first: int, last: int, places: frozenset[int], *, posted: bool) -> bool:
    tokens = sent.tokens[first : last + 1]
    placed = sum(t.start in places for t in tokens)
    if any(t.lower in small_words("no-name") for t in tokens) or placed == len(tokens) or (placed and not posted):
        return False
    if any(any(c.isdigit() for c in t.text) for t in tokens) or len(tokens) > 7:
        return False
    if posted:
        return len(tokens[0].text) > 1
    return len(tokens) > 1 and any(t.ent == "PERSON" for t in tokens)


def _post(sent: Sent, first: int, last: int) -> Reading | None:
    """The post told beside a name: before it, or in an apposition before or after it."""
    before = _before(sent, first)
    if before is not None and before.roles and before.head != "":
        return before
    return _before_comma(sent, first, last) or _after_comma(sent, last)


def _before(sent: Sent, first: int) -> Reading | None:
    """The reading of the noun phrase that leads straight into the name: "Peru's Defence Minister NAME"."""
    i = first
    while i > 0 and first - i < _REACH and _leads_in(sent, i - 1):
        i -= 1
        if i > 1 and _splits_title(sent, i - 1):
            i -= 1
    if i == first:
        return None
    reading = read_mention(sent.text, sent.span(i, first - 1))
    # the words next to the name must be the post itself: "the army chief NAME", not "the army in NAME"
    near = words_of(sent.text, sent.tokens[max(i, first - 3)].start, sent.tokens[first - 1].end)
    hits = parties().find(near)
    touching = any(h.last == len(near) - 1 and isinstance(h.value, RoleLine) and _personal(h.value) for h in hits)
    return reading if touching else None


def _splits_title(sent: Sent, i: int) -> bool:
    """Whether token `i` is the "of" inside a title: "Secretary of State"."""
    if sent.tokens[i].lower != "of":
        return False
    words = words_of(sent.text, sent.tokens[i - 1].start, sent.tokens[i + 1].end)
    return any(h.first == 0 and h.last == len(words) - 1 for h in parties().find(words))


def _personal(role: RoleLine) -> bool:
    return role.sort in {"office", "light", "rank", "group"} or role.key in {
        "police",
        "prosecutor",
        "parliament",
        "general-staff",
    }


def _leads_in(sent: Sent, i: int) -> bool:
    token = sent.tokens[i]
    hyphened = i > 0 and sent.tokens[i - 1].text == "-" and sent.tokens[i - 1].end == token.start
    return token.pos in _NP or hyphened or token.lower in {"'s", "’s", "'", "’", "-"}


def _before_comma(sent: Sent, first: int, last: int) -> Reading | None:
    """The reading of "the mayor of the town, NAME,"."""
    if first < 2 or sent.tokens[first - 1].text != "," or not _closed(sent, last):
        return None
    i = first - 1
    while i > 0 and first - i < _REACH and (_leads_in(sent, i - 1) or sent.tokens[i - 1].lower in _LINKS):
        i -= 1
    last_link = max((n for n in range(i, first - 1) if sent.tokens[n].lower in _LINKS), default=i)
    inner = _role_reading(sent, last_link + 1, first - 2) if last_link > i else None
    if inner and inner.role and inner.role.sort == "office" and not sent.tokens[first - 2].lower.endswith("s"):
        return inner  # "an adviser to the president, NAME": the name is the president's
    return _role_reading(sent, i, first - 2)


def _closed(sent: Sent, last: int) -> bool:
    nxt = sent.tokens[last + 1] if last + 1 < len(sent.tokens) else None
    return nxt is None or not nxt.text[0].isalnum()


def _after_comma(sent: Sent, last: int) -> Reading | None:
    """The reading of "NAME, head of the district," or "NAME, who heads the district"."""
    i = last + 1
    if i >= len(sent.tokens) or sent.tokens[i].text not in {",", "("}:
        return None
    stop = i
    while stop + 1 < len(sent.tokens) and stop - i < _REACH and _apposed(sent, stop + 1):
        stop += 1
    if not _closed(sent, stop):
        return None  # "... in the town, an official said": no apposition, but the next clause
    return _role_reading(sent, i + 1, stop)


def _apposed(sent: Sent, i: int) -> bool:
    token = sent.tokens[i]
    return _leads_in(sent, i) or token.lower in _LINKS or token.lower in {"who", "heads", "leads", "a", "the"}


def _role_reading(sent: Sent, first: int, last: int) -> Reading | None:
    if first > last:
        return None
    while first < last and sent.tokens[first].lower in {"who", "also", "and"}:
        first += 1
    words = words_of(sent.text, sent.tokens[first].start, sent.tokens[last].end)
    hits = parties().find(words)
    cut = next((n for n, w in enumerate(words) if w.lower in {"of", "for", "in", "to", "at"}), len(words))
    heads = [h for h in hits if h.last == cut - 1 or (h.first == 0 and cut == len(words))]
    if not any(isinstance(h.value, RoleLine) and _personal(h.value) for h in heads):
        return None
    return read_mention(sent.text, sent.span(first, last))


def gather(namings: tuple[Naming, ...]) -> tuple[Person, ...]:
    """The people of a story: namings that share a surname are one person, under the fullest name."""
    people: dict[str, Person] = {}
    for naming in namings:
        span = naming.span
        surname = words_of(span.text)[-1].lower if words_of(span.text) else ""
        if not surname:
            continue
        person = people.get(surname)
        if person is None:
            person = people[surname] = Person(span.text, span, [], span.start, surname)
        elif len(words_of(span.text)) > len(words_of(person.name)) and naming.sent.paragraph > 0:
            person.name, person.span = span.text, span
        if naming.reading:
            person.readings.append(naming.reading)
    return tuple(people.values())
