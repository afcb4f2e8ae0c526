"""Reads a mention of a party: its role, kind, nation, side and whether it is a pronoun or points back.

Only the words of the mention and the lexicons are used here; what the rest of the story tells is the ledger's.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from onrecord.records.actor import ActorKind
from onrecord.records.span import Span
from onrecord.resolve.knowledge import Known, Nation, OrganisationLine, RoleLine, parties, sides, small_words
from onrecord.resolve.lookup import Hit, Word, singular, words_of

PERSONAL = {"he": "person", "she": "person", "him": "person", "it": "thing", "they": "any", "them": "any"}
SPEAKER = frozenset({"i", "we", "us", "me", "our", "ours", "my", "ourselves"})
POSSESSIVE = frozenset({"its", "his", "her", "their"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "another", "some", "any", "one"})
POINTING = frozenset({"the", "this", "that", "these", "those", "same"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention says of itself. `head` is its head noun in the singular, lower case; `role` decides the kind.

    `nation` is the country named as its own, `side` the one it is said to fight for; `lead` the pronoun or
    determiner it opens with; `human` says that it is one person known by a post or a trade; `part` that it is
    the members or leaders of a bloc; `refs` the lexicon lines it rests on.
    """

    span: Span
    head: str
    lead: str
    pronoun: str | None = None
    nation: Nation | None = None
    side: str | None = None
    organisation: OrganisationLine | None = None
    role: RoleLine | None = None
    light: RoleLine | None = None
    kind: ActorKind | None = None
    code: str = ""
    bare_nation: bool = False
    enemy: bool = False
    human: bool = False
    part: bool = False
    refs: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        """The country that the mention itself names, alpha-2."""
        if self.nation:
            return self.nation.line.key
        return self.organisation.country if self.organisation else None

    @property
    def pointing(self) -> bool:
        """Whether it points back to someone named elsewhere: "the governor", "its mayor"."""
        return self.lead in POINTING or self.lead in POSSESSIVE

    @property
    def roles(self) -> frozenset[str]:
        """Keys of the role lines that it names."""
        return frozenset(r.key for r in (self.role, self.light) if r is not None)


def read_mention(text: str, span: Span) -> Reading:
    """Reads the mention at `span` of a story's `text`; an empty one gives an empty reading."""
    return _read(text, span.start, span.end)


@lru_cache(maxsize=4096)
def _read(text: str, start: int, end: int) -> Reading:
    span = Span.of(text, start, end)
    words = words_of(text, span.start, span.end)
    if not words:
        return Reading(span, "", "")
    lead = words[0].lower
    alone = len(words) == 1 and words[0].text != "US"  # the country, not the pronoun
    pronoun = lead if alone and (lead in PERSONAL or lead in SPEAKER or lead in POSSESSIVE) else None
    if pronoun:
        return Reading(span, pronoun, lead, pronoun=pronoun)
    parts = _segments(text, words)
    reading = _read_segment(text, span, parts[0], lead)
    for part in parts[1:3]:
        if reading.role and (reading.nation or reading.organisation):
            break
        reading = _joined(reading, _read_segment(text, span, part, lead))
    return _settled(reading)


def _segments(text: str, words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """The words parted at commas: a name and its apposition, or the other way round."""
    parts: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        gap = text[before.end : word.start]
        if ("," in gap or "(" in gap) and not (gap == "," and word.text[0].isdigit()):
            parts.append([])
        parts[-1].append(word)
    return [tuple(p) for p in parts]


def _read_segment(text: str, span: Span, words: tuple[Word, ...], lead: str) -> Reading:
    hits = parties().find(words)
    cut = next((n for n, w in enumerate(words) if n and _cuts(words, n) and not _inside(hits, n)), len(words))
    before = [h for h in hits if h.last < cut]
    after = [h for h in hits if h.first > cut and _owns(words, cut)]
    side, nation_hits, refs = _sides(text, words, hits)
    named = any(isinstance(h.value, OrganisationLine) for h in before)
    own = [h for h in before if h in nation_hits]
    if not own and not named:
        own = [h for h in _owning(words, hits, cut) if h in nation_hits]
    role, light = _roles(before, after)
    organisation = next((h.value for h in (*before, *after) if isinstance(h.value, OrganisationLine)), None)
    if organisation and _nation(own) and organisation not in [h.value for h in before]:
        organisation = organisation if light and role is None else None  # "Peru's envoy to the United Nations"
    nation = _nation(own)
    used = [x.ref for x in (role, light, organisation, nation.line if nation else None) if x is not None]
    bare = nation is not None and len(before) == 1 and before[0].value is nation and _covers(words[:cut], before[0])
    head = singular(words[cut - 1].lower) if cut else ""
    return Reading(
        span,
        head,
        lead,
        nation=nation,
        side=side,
        organisation=organisation,
        role=role,
        light=light,
        bare_nation=bare,
        enemy=any(isinstance(h.value, RoleLine) and h.value.sort == "enemy" for h in before),
        human=_human(words, before, cut),
        part=head in small_words("part-of-bloc") and not _within_organisation(before, cut),
        refs=tuple(dict.fromkeys((*used, *refs))),
    )


def _within_organisation(before: list[Hit[Known]], cut: int) -> bool:
    """Whether the head is a word of an organisation's own name ("the United Nations")."""
    return any(h.last == cut - 1 and isinstance(h.value, OrganisationLine) for h in before)


def _cuts(words: tuple[Word, ...], n: int) -> bool:
    """Whether a word ends the head's own part of the phrase; "up to 80" does not."""
    return words[n].lower in small_words("cutting") and not (words[n].lower == "to" and words[n - 1].lower == "up")


def _human(words: tuple[Word, ...], before: list[Hit[Known]], cut: int) -> bool:
    """Whether the head is one person: a post, a trade or a rank in the singular, not an office or an agency."""
    last = before[-1] if before else None
    if last is None or last.last != cut - 1 or not isinstance(last.value, RoleLine):
        return any(isinstance(h.value, RoleLine) and h.value.sort in {"office", "rank"} for h in before)
    head = words[last.last].lower
    role = last.value
    return (
        role.sort in {"office", "rank", "group", "light"}
        and singular(head) == head
        and head not in small_words("collective")
    )


def _inside(hits: list[Hit[Known]], n: int) -> bool:
    return any(h.first <= n <= h.last for h in hits)


def _covers(words: tuple[Word, ...], hit: Hit[Known]) -> bool:
    """Whether the hit is all of the words but for a determiner or a possessive s."""
    rest = [w.lower for n, w in enumerate(words) if not hit.first <= n <= hit.last]
    return all(w in DETERMINERS or w in {"s", "both"} for w in rest)


def _owning(words: tuple[Word, ...], hits: list[Hit[Known]], cut: int) -> list[Hit[Known]]:
    """Hits after the head that tell whose it is: after of, in, for, from, at, or before "-based"."""
    if cut >= len(words):
        return []
    if _owns(words, cut):
        return [h for h in hits if h.first > cut]
    return [h for h in hits if h.first > cut and h.last + 1 < len(words) and words[h.last + 1].lower == "based"]


def _owns(words: tuple[Word, ...], cut: int) -> bool:
    """Whether the word at `cut` binds what follows to the head: "of", or "to" after "adviser"."""
    return words[cut].lower in small_words("owning") or (
        words[cut].lower == "to" and words[cut - 1].lower in small_words("serving")
    )


def _nation(hits: list[Hit[Known]]) -> Nation | None:
    return next((h.value for h in hits if isinstance(h.value, Nation)), None)


def _sides(
    text: str, words: tuple[Word, ...], hits: list[Hit[Known]]
) -> tuple[str | None, list[Hit[Known]], list[str]]:
    """The side named, the nation hits that are the party's own, and the lexicon lines used."""
    table = sides()
    side: str | None = None
    own: list[Hit[Known]] = []
    refs: list[str] = []
    for hit in hits:
        if not isinstance(hit.value, Nation):
            continue
        line = None
        left = words[hit.first - 1] if hit.first else None
        right = words[hit.last + 1] if hit.last + 1 < len(words) else None
        hyphen_left = left is not None and text[left.end : words[hit.first].start] in {"-", "–"}
        hyphen_right = right is not None and text[words[hit.last].end : right.start] in {"-", "–"}
        if hyphen_left and left:
            line = table["before"].get(left.lower) or table["not-before"].get(left.lower)
        elif left is not None and left.lower == "ethnic":
            line = table["not-before"]["ethnic"]
        elif hyphen_right and right:
            line = next((table[s][right.lower] for s in ("after", "own", "none") if right.lower in table[s]), None)
        else:
            phrase = " ".join(w.lower for w in words[max(0, hit.first - 2) : hit.first])
            line = table["phrase"].get(phrase)
        if line is None or line.sort == "own":
            own.append(hit)
        elif line.sort in {"before", "after", "phrase"}:
            side = hit.value.line.key
        refs += [line.ref] if line else []
    return side, own, refs


def _roles(before: list[Hit[Known]], after: list[Hit[Known]]) -> tuple[RoleLine | None, RoleLine | None]:
    """The role that decides the kind, and the light noun that took it over, if any."""
    main = [h.value for h in before if isinstance(h.value, RoleLine)]
    rest = [h.value for h in after if isinstance(h.value, RoleLine)]
    firm = [r for r in main if r.sort not in {"light", "rank"}]
    light = next((r for r in reversed(main) if r.sort == "light"), None)
    if (main and main[-1].sort == "light") or (light and not firm):
        found = firm[-1] if firm else next((r for r in rest if r.sort not in {"light", "rank"}), None)
        return found, light
    if firm:
        return firm[-1], light
    if main:
        return main[-1], None
    return next((r for r in rest if r.sort not in {"light", "rank"}), None), next(iter(rest), None)


def _joined(first: Reading, second: Reading) -> Reading:
    """A name's reading completed by its apposition's, or an office's by the name's."""
    return replace(
        first,
        nation=first.nation or second.nation,
        side=first.side or second.side,
        organisation=first.organisation or second.organisation,
        role=first.role or second.role,
        light=first.light or second.light,
        human=first.human or second.human,
        bare_nation=first.bare_nation and not (second.role or second.light),
        refs=tuple(dict.fromkeys((*first.refs, *second.refs))),
    )


def _settled(reading: Reading) -> Reading:
    """The reading with kind and code decided from role, organisation and nation."""
    organisation, role, light = reading.organisation, reading.role, reading.light
    kind: ActorKind | None = None
    code = ""
    if organisation and (
        role is None or role.sort in {"office", "rank", "thing"} or organisation.kind == "armed_group"
    ):
        kind, code = organisation.kind, organisation.code
        if organisation.kind == "igo" and reading.part:
            kind, code = "government", "GOV"  # members and leaders of a bloc are its governments
        if role and role.sort == "body":
            kind, code = role.kind, role.code
    elif role and role.neutral and light and light.kind != "unknown":
        kind, code = light.kind, light.code  # "western officials" are officials
    elif role:
        kind, code = role.kind, role.code
    elif light and light.kind != "unknown":
        kind, code = light.kind, light.code
    if reading.nation and reading.nation.form == "seat" and kind in {None, "official"}:
        kind, code = "government", "GOV"  # "a Downing Street spokesman"
    if reading.side and not reading.nation and kind in {None, "military", "unknown"}:
        kind, code = "armed_group", "REB"
    if reading.head == "administration" and reading.nation and reading.nation.form in {"name", "adjective", "seat"}:
        kind, code = "government", "GOV"  # a nation's administration is its government, a region's is local
    if kind is None and reading.bare_nation and reading.nation:
        kind, code = ("military", "MIL") if reading.nation.form == "people" else ("government", "GOV")
    return replace(reading, kind=kind, code=code)
