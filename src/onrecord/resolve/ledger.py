"""The story's ledger of parties: who was named how, so that "its mayor", "the ministry" and "It" find their owner."""

import re
from dataclasses import dataclass, field, replace

from onrecord.records.actor import ActorKind
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span
from onrecord.records.where import Toponym
from onrecord.resolve.knowledge import channels
from onrecord.resolve.lookup import singular, words_of
from onrecord.resolve.mentions import PERSONAL, POSSESSIVE, SPEAKER, Reading, read_mention
from onrecord.resolve.people import Person, find_namings, gather
from onrecord.resolve.setting import Setting, find_setting

_POST = re.compile(r"\s*(?:[,(]|\bof\b|\bin\b|\bwho\b|\bat\b|\bfrom\b|\band\b|-)")
_PLACED = frozenset({"official", "civilian", "company"})
_OWN = frozenset({"government", "military"})


@dataclass(frozen=True)
class Party:
    """Someone who speaks or acts in the story, as far as the story tells.

    `mention` is where the name was taken from; `heads` are the nouns, `roles` the role lines it has been called by.
    """

    name: str | None
    mention: Span | None
    kind: ActorKind | None = None
    country: str | None = None
    side: str | None = None
    code: str = ""
    heads: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    person: bool = False
    plural: bool = False
    refs: tuple[str, ...] = ()
    rule: str = "as-named"


@dataclass
class Ledger:
    """The people and the setting of a story, and the parties met so far, in order."""

    parsed: Parsed
    setting: Setting
    people: tuple[Person, ...]
    met: list[Party] = field(default_factory=list)

    def sentence_at(self, span: Span) -> Sent | None:
        """The sentence in which a span starts."""
        return next((s for s in self.parsed.sents if s.start <= span.start < s.end), None)

    def person_in(self, span: Span) -> tuple[Person, bool] | None:
        """The person named inside a span, and whether only as the owner of what is meant ("Corvo's office")."""
        text = self.parsed.story.text
        words = words_of(text, span.start, span.end)
        for n, word in enumerate(words):
            person = self.person_called(word.lower) if word.text[0].isupper() else None
            if person is None:
                continue
            rest = words[n + 1 :]
            owned = bool(rest) and not _POST.match(text, word.end, span.end) and rest[0].start - word.end <= 2
            return person, owned
        return None

    def person_called(self, surname: str) -> Person | None:
        """The person with a surname, lower case."""
        return next((p for p in self.people if p.surname == surname), None)

    def holder(self, reading: Reading, at: int) -> Person | None:
        """The one person who holds the post that a mention names: the nearest before it, else the first after."""
        wanted = {r.key for r in (reading.role, reading.light) if r is not None and r.reveals and r.sort != "thing"}
        named = [p for p in self.people if wanted & p.roles and self._agrees(p, reading)]
        earlier = [p for p in named if p.span.start < at]
        return earlier[-1] if earlier else next(iter(named), None)

    def _agrees(self, person: Person, reading: Reading) -> bool:
        countries = {r.country for r in person.readings if r.country}
        return not reading.country or not countries or reading.country in countries

    def last(self, *, person: bool | None = None) -> Party | None:
        """The party met last, where asked only a person or only something else."""
        return next((p for p in reversed(self.met) if person is None or p.person == person), None)


def open_ledger(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> Ledger:
    """A ledger with the story's people and setting, nobody met yet."""
    setting = find_setting(parsed, toponyms)
    placed = frozenset(c for t in toponyms if t.kind != "metonymy" for c in range(t.span.start, t.span.end))
    namings = find_namings(parsed.sents, placed)
    people = gather(namings)
    return Ledger(parsed, setting, people)


def identify(ledger: Ledger, span: Span, *, antecedent: Party | None = None) -> Party:
    """Who a mention means; `antecedent` is what a pronoun or a possessive stands for, where the caller knows it."""
    reading = read_mention(ledger.parsed.story.text, span)
    if reading.pronoun:
        return _pronoun(ledger, reading, antecedent)
    named = ledger.person_in(span)
    if named and not named[1]:
        return _of_person(ledger, named[0], reading)
    if named:
        return _owned(ledger, named[0], reading)
    if reading.lead in POSSESSIVE:
        return _possessed(ledger, reading, antecedent)
    return _pointed(ledger, reading) or _described(ledger, reading)


def _pronoun(ledger: Ledger, reading: Reading, antecedent: Party | None) -> Party:
    word = reading.pronoun or ""
    if antecedent is None and word not in SPEAKER:
        wanted = {"person": True, "thing": False}.get(PERSONAL.get(word, "any"))
        antecedent = ledger.last(person=wanted)
    if antecedent is None:
        return Party(None, None, refs=(), rule="pronoun-unresolved")
    return replace(antecedent, rule="pronoun")


def _of_person(ledger: Ledger, person: Person, reading: Reading) -> Party:
    """A named person, with what all the posts given in the story tell."""
    readings = [reading, *person.readings]
    best = next((r for r in readings if r.kind and r.roles), None) or next((r for r in readings if r.kind), reading)
    nation = next((r.country for r in readings if r.country), None)
    side = next((r.side for r in readings if r.side), None) or _side_of(ledger, best)
    kind, code = best.kind, best.code
    if _hangs(best) and (owner := _owner(ledger, best)):
        kind, code, nation, side = owner.kind, owner.code, nation or owner.country, side or owner.side
    country = nation or _country(ledger, best, kind, side, posts=person.readings)
    return Party(
        person.name,
        person.span,
        kind or "unknown",
        country,
        side if side != country else None,
        code,
        frozenset(h for r in readings for h in (r.head,) if h),
        person.roles | reading.roles,
        person=True,
        refs=tuple(dict.fromkeys(ref for r in readings for ref in r.refs)),
        rule="person",
    )


def _owned(ledger: Ledger, person: Person, reading: Reading) -> Party:
    """What belongs to a named person ("Corvo's office", "the Corvo administration"): theirs in country and kind."""
    owner = _of_person(ledger, person, read_mention(person.span.text, Span.of(person.span.text, 0, 0)))
    party = _described(ledger, reading)
    own = party.kind not in {None, "unknown", "official"}
    return replace(
        party,
        kind=party.kind if own else owner.kind,
        code=party.code if own else owner.code,
        country=reading.country or owner.country,
        side=party.side or owner.side,
        rule="possessive",
    )


def _hangs(reading: Reading) -> bool:
    """Whether a post says nothing of whose it is: "another spokesman", "their commander"."""
    return reading.role is None and reading.light is not None and not (reading.country or reading.organisation)


def _owner(ledger: Ledger, reading: Reading) -> Party | None:
    if reading.lead in POSSESSIVE or reading.lead == "another":
        return ledger.last(person=None if reading.lead == "another" else False)
    return None


def _possessed(ledger: Ledger, reading: Reading, antecedent: Party | None) -> Party:
    """ "its mayor": the person who holds the post, else the owner's ("its southern command")."""
    text = reading.span.text
    rest = Span(
        start=reading.span.start + len(reading.lead) + 1, end=reading.span.end, text=text[len(reading.lead) + 1 :]
    )
    holder = ledger.holder(reading, reading.span.start) if reading.role and reading.role.sort == "office" else None
    if holder:
        return _of_person(ledger, holder, replace(reading, lead=""))
    owner = antecedent or ledger.last(person={"his": True, "her": True, "its": False}.get(reading.lead))
    party = _described(ledger, replace(reading, span=rest, lead=""))
    if owner is None:
        return party
    name = f"{_owner_name(owner)} {rest.text}" if owner.name else rest.text
    firm = reading.role is not None and reading.role.sort in {"office", "body", "group"}
    country = reading.country or owner.country
    return replace(
        party,
        name=name,
        mention=owner.mention or party.mention,
        kind=party.kind if firm and party.kind else owner.kind if party.kind in {None, "unknown"} else party.kind,
        country=country,
        side=reading.side or owner.side,
        code=party.code or owner.code,
        rule="possessive",
    )


def _owner_name(owner: Party) -> str:
    name = owner.name or ""
    return name if name.endswith(("'s", "’s")) else f"{name}'s"


def _pointed(ledger: Ledger, reading: Reading) -> Party | None:
    """ "the ministry", "the governor", or a headline's bare "mayor": someone named elsewhere in the story."""
    bare = reading.lead not in {"a", "an"} and not reading.country and not reading.side
    if not (reading.pointing or bare) or not reading.head:
        return None
    plural = _plural(reading)
    same = [p for p in ledger.met if reading.head in p.heads or (_key(reading) & p.roles)]
    met = next((p for p in reversed(same) if p.plural == plural and _fits(p, reading)), None)
    if met:
        return replace(met, rule="named-before")
    holder = None if plural else ledger.holder(reading, reading.span.start)
    if holder and (reading.role is None or reading.role.sort == "office" or reading.light is not None):
        return _of_person(ledger, holder, replace(reading, lead=""))
    if reading.pointing and channels().find(words_of(reading.span.text)) and not reading.roles and ledger.met:
        return replace(ledger.met[-1], rule="document")
    return None


def _key(reading: Reading) -> set[str]:
    """Role lines by which someone can be found again; a light noun only where nothing firmer is named."""
    firm = {reading.role.key} if reading.role and reading.role.reveals and reading.role.sort != "rank" else set()
    return firm or ({reading.light.key} if reading.light and reading.light.reveals else set())


def _fits(party: Party, reading: Reading) -> bool:
    return not (reading.country and party.country and reading.country != party.country)


def _described(ledger: Ledger, reading: Reading) -> Party:
    """A party known by what the mention itself says."""
    side = reading.side or _side_of(ledger, reading)
    country = reading.country or _country(ledger, reading, reading.kind, side)
    name = short_name(reading)
    if reading.bare_nation and reading.nation and reading.nation.form == "adjective":
        name = reading.nation.line.name
    return Party(
        name,
        reading.span,
        reading.kind or "unknown",
        country,
        side if side != country else None,
        reading.code,
        frozenset({reading.head, *(singular(w.lower) for w in words_of(reading.span.text)[-1:])}),
        frozenset(_key(reading)),
        plural=_plural(reading),
        refs=reading.refs,
    )


def short_name(reading: Reading) -> str:
    """The mention without its opening determiner and without what follows a comma."""
    text = reading.span.text.split(",")[0].strip()
    first, _, rest = text.partition(" ")
    return rest.strip() if first.lower() in {"the", "a", "an", "this", "that", "these", "those"} and rest else text


def _plural(reading: Reading) -> bool:
    last = reading.span.text.split(",")[0].split(" of ")[0].split(" in ")[0].split()
    return bool(last) and singular(last[-1].lower()) != last[-1].lower() and not last[-1][0].isupper()


def _side_of(ledger: Ledger, reading: Reading) -> str | None:
    """The belligerent for whom such a group fights, by the lexicon or by how the story describes it elsewhere."""
    if reading.organisation and reading.organisation.side:
        return reading.organisation.side
    if reading.kind != "armed_group" or reading.country:
        return None
    own = ledger.setting.sides.get(reading.role.key) if reading.role else None
    stateless = reading.role is not None and reading.role.stateless
    return own or (
        None if stateless or len(set(ledger.setting.sides.values())) != 1 else next(iter(ledger.setting.sides.values()))
    )


def _country(
    ledger: Ledger, reading: Reading, kind: ActorKind | None, side: str | None, *, posts: list[Reading] | None = None
) -> str | None:
    """The country of a party that names none: by a place inside the mention, the sentence, the dateline, the scene."""
    setting = ledger.setting
    role = reading.role or reading.light
    if role and (role.neutral or role.stateless):
        return None
    for span in (reading.span, *(p.span for p in posts or [])):
        if (inside := setting.place_in(span)) and kind not in {"igo", "media", "ngo"}:
            return inside
    if kind == "armed_group" or side:
        return setting.scene
    if kind in _PLACED:
        sent = ledger.sentence_at(reading.span)
        return (setting.place_near(sent, reading.span.start) if sent else None) or setting.scene
    if kind in _OWN:
        key = role.key if role else ""
        return setting.bodies.get(key) or setting.home or setting.scene
    return None
