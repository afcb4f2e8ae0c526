"""Says whom a mention means: a person or body named elsewhere in the story, or a party of its own."""

import re
from dataclasses import replace

from onrecord.records.actor import ActorKind
from onrecord.records.span import Span
from onrecord.resolve.antecedents import in_sentence, marked, reads_as, recent_person, subject_before, suits
from onrecord.resolve.knowledge import channels, parties
from onrecord.resolve.ledger import Ledger, Party
from onrecord.resolve.lookup import singular, words_of
from onrecord.resolve.mentions import DETERMINERS, PERSONAL, POSSESSIVE, SPEAKER, Reading, read_mention
from onrecord.resolve.people import Person

_PLACED = frozenset({"official", "civilian", "company"})
_OWN = frozenset({"government", "military"})
_BARE = 3  # words up to which a mention without an article can be a headline's short form
_COMMA = re.compile(r",(?!\d)")
_STATELESS = frozenset({"igo", "media", "ngo", "analyst"})


def identify(ledger: Ledger, span: Span, *, antecedent: Party | None = None) -> Party:
    """Who a mention means; `antecedent` is what a pronoun or a possessive stands for, where the caller knows it."""
    reading = _with_organisation(ledger, read_mention(ledger.text, span))
    if reading.pronoun:
        return _pronoun(ledger, reading, antecedent)
    named = ledger.person_in(span)
    if named:
        person, owner = named
        return _owned(ledger, person, reading) if owner else of_person(ledger, person, reading)
    if reading.lead in POSSESSIVE:
        return _possessed(ledger, reading, antecedent)
    return _in_full(ledger, reading, _pointed(ledger, reading) or described(ledger, reading))


def _in_full(ledger: Ledger, reading: Reading, party: Party) -> Party:
    """An organisation by its whole name, where the mention has a part of a name that the story told before."""
    line = reading.organisation
    short = {w.lower for w in words_of(party.name or "")}
    if line is None or party.rule != "as-named" or reading.role or not short:
        return party
    for known in reversed(ledger.met):
        words = words_of(known.name or "")
        whole = any(h.value is line and h.last - h.first == len(words) - 1 for h in parties().find(words))
        if whole and short < {w.lower for w in words}:
            return replace(party, name=known.name, mention=known.mention, rule="in-full")
    return party


def _with_organisation(ledger: Ledger, reading: Reading) -> Reading:
    """The reading with the organisation that a part of its name stands for ("the Observatory")."""
    if reading.organisation or not ledger.organisations:
        return reading
    for word in words_of(before_comma(reading.span.text)):
        line = ledger.organisations.get(word.lower) if word.text[0].isupper() else None
        if line and (reading.role is None or reading.light):
            country = replace(reading, nation=None) if line.country is None else reading
            return replace(country, organisation=line, kind=line.kind, code=line.code, refs=(*reading.refs, line.ref))
    return reading


def stands_for(ledger: Ledger, word: str, at: Span) -> Party | None:
    """What a third-person pronoun or possessive stands for: the last sentence's subject, else whom we met last."""
    subject = subject_before(ledger, at)
    if subject is not None and reads_as(ledger, subject, word):
        known = next((p for span, p in ledger.told if span.overlaps(subject) and p.name), None)
        return known or identify(ledger, subject)
    last = next((p for p in reversed(ledger.met) if suits(word, p)), None)
    if PERSONAL.get(word) == "person" or word in {"his", "her"}:
        recent = recent_person(ledger, at)
        if recent is not None and (last is None or last not in ledger.met[-2:]):
            return identify(ledger, recent)
    return last


def _pronoun(ledger: Ledger, reading: Reading, antecedent: Party | None) -> Party:
    word = reading.pronoun or ""
    if antecedent is None and word not in SPEAKER:
        antecedent = stands_for(ledger, word, reading.span)
    if antecedent is None:
        return Party(None, None, rule="pronoun-unresolved")
    return marked(antecedent, reading)


def of_person(ledger: Ledger, person: Person, reading: Reading) -> Party:
    """A named person, with what all the posts given in the story tell."""
    readings = [reading, *(_with_organisation(ledger, r) for r in person.readings)]
    best = next((r for r in readings if r.kind and r.roles), None) or next((r for r in readings if r.kind), reading)
    nation = next((r.country for r in readings if r.country), None)
    side = next((r.side for r in readings if r.side), None) or _side_of(ledger, best)
    kind, code = best.kind, best.code
    if (owner := _owner(ledger, best)) is not None:
        kind, code, nation, side = owner.kind, owner.code, nation or owner.country, side or owner.side
    country = nation or _country(ledger, best, kind, side, spans=[r.span for r in person.readings])
    return Party(
        person.name,
        person.span,
        kind or "unknown",
        country,
        side if side != country else None,
        code,
        frozenset(r.head for r in readings if r.head),
        person.roles | reading.roles,
        human=True,
        refs=tuple(dict.fromkeys(ref for r in readings for ref in r.refs)),
        rule="person",
    )


def _owner(ledger: Ledger, reading: Reading) -> Party | None:
    """Whose man "another spokesman" or "their commander" is, where the post says no more: the party met before."""
    bare = reading.role is None and reading.light is not None and not (reading.country or reading.organisation)
    if not bare or not (reading.lead in POSSESSIVE or reading.lead == "another"):
        return None
    return ledger.last() if reading.lead == "another" else stands_for(ledger, reading.lead, reading.span)


def _owned(ledger: Ledger, person: Person, reading: Reading) -> Party:
    """What belongs to a named person ("Corvo's office", "the Corvo administration"): theirs in country and kind."""
    owner = of_person(ledger, person, replace(read_mention(ledger.text, person.span), role=None, light=None, kind=None))
    party = described(ledger, reading)
    own = party.kind not in {None, "unknown", "official"}
    kind = party.kind if own else owner.kind
    if reading.head == "administration":
        kind = "government"
    country = reading.country or owner.country
    return replace(party, kind=kind, code=party.code or owner.code, country=country, side=party.side or owner.side)


def _possessed(ledger: Ledger, reading: Reading, antecedent: Party | None) -> Party:
    """Resolves "its mayor": the person who holds the post, else what the owner has ("its southern command")."""
    cut = len(reading.lead) + 1
    rest = Span(start=reading.span.start + cut, end=reading.span.end, text=reading.span.text[cut:])
    at = reading.span.start
    holder = ledger.holder(reading, at) if reading.role and reading.role.sort == "office" and reading.human else None
    if holder:
        return of_person(ledger, holder, replace(reading, lead=""))
    party = described(ledger, replace(reading, span=rest, lead=""))
    if antecedent is None and (inside := in_sentence(ledger, reading.span, reading.lead)):
        antecedent = identify(ledger, inside)
    owner = antecedent or stands_for(ledger, reading.lead, reading.span)
    if owner is None or not owner.name:
        return party
    forces = reading.role is None and party.kind in {"military", "armed_group"} and owner.kind != "armed_group"
    own = forces or (reading.role is not None and party.kind not in {None, "unknown"})
    return replace(
        party,
        name=f"{owner.name}'s {rest.text}",
        mention=owner.mention or party.mention,
        kind=party.kind if own else owner.kind,
        country=reading.country or owner.country,
        side=reading.side or owner.side,
        code=party.code if own else owner.code,
        rule="possessive",
    )


def _pointed(ledger: Ledger, reading: Reading) -> Party | None:
    """Someone named elsewhere in the story: "the ministry", "the governor", or a headline's bare "mayor"."""
    if not reading.head or reading.lead in {"a", "an", "one", "some"} or reading.side or reading.bare_nation:
        return None
    if reading.country and not (reading.pointing and reading.human):
        return None
    if not reading.pointing and len(words_of(reading.span.text)) > _BARE:
        return None
    plural = is_plural(reading)
    keys = _keys(reading)
    for party in reversed(ledger.met):
        same = keys & party.roles if keys and party.roles else reading.head in party.heads
        alike = party.plural == plural and party.human == reading.human
        if same and alike and _fits(party, reading):
            return replace(party, rule="named-before")
    holder = ledger.holder(reading, reading.span.start) if reading.human and not plural else None
    if holder:
        return of_person(ledger, holder, replace(reading, lead=""))
    short = len(words_of(reading.span.text)) <= _BARE
    document = short and reading.pointing and not reading.role and channels().find(words_of(reading.span.text))
    return replace(ledger.met[-1], rule="document") if document and ledger.met else None


def _keys(reading: Reading) -> frozenset[str]:
    """Role lines by which a party can be found again: a person's post, a body's or group's own line."""
    role, light = reading.role, reading.light
    if reading.human and light is not None:
        return frozenset({light.key} if light.reveals else ())
    return frozenset({role.key} if role is not None and role.reveals and role.sort != "rank" else ())


def _fits(party: Party, reading: Reading) -> bool:
    """Whether a mention may mean a party: no other country, and for a body no word that its name does not have."""
    if reading.country and party.country and reading.country != party.country:
        return False
    if reading.human:
        return True
    known = {singular(w.lower) for w in words_of(party.name or "")} | party.heads
    words = (w.lower for w in words_of(short_name(reading)) if w.lower not in DETERMINERS)
    return all(singular(w) in known or w in known or w == "same" for w in words)


def described(ledger: Ledger, reading: Reading) -> Party:
    """A party known by what the mention itself says, and by where the story plays."""
    side = reading.side or _side_of(ledger, reading)
    country = reading.country or _country(ledger, reading, reading.kind, side)
    name, mention = short_name(reading), reading.span
    body = ledger.setting.body(_first(reading), reading.span.start) if _is_bare_body(reading) else None
    if body and not reading.country:
        country = body.country
    if reading.bare_nation and reading.nation and reading.nation.form == "adjective":
        name = reading.nation.line.name
    elif body:
        name, mention = body.span.text, body.span
    kind = "government" if _is_leaders_own(ledger, reading) else reading.kind or "unknown"
    return Party(
        name,
        mention,
        kind,
        country,
        side if side != country else None,
        reading.code,
        frozenset({reading.head}),
        _keys(reading),
        human=reading.human,
        plural=is_plural(reading),
        refs=reading.refs,
    )


def _is_leaders_own(ledger: Ledger, reading: Reading) -> bool:
    """Whether an administration is called by its leader's name ("the Corvo administration"), not by a place's."""
    words = words_of(ledger.text, reading.span.start, reading.span.end)
    if reading.head != "administration" or len(words) < 2:
        return False
    named = [w for w in words if w.text[0].isupper() and w.lower not in DETERMINERS]
    places = [t.span for t in ledger.setting.toponyms]
    return bool(named) and not reading.light and not any(p.start <= w.start < p.end for p in places for w in named)


def _is_bare_body(reading: Reading) -> bool:
    """Whether a mention is nothing but a body's noun ("the ministry", "officials"), told in full elsewhere."""
    words = [w for w in words_of(reading.span.text) if w.lower not in DETERMINERS]
    key = _first(reading)
    if key == "official":
        return len(words) == 1 and is_plural(reading)
    return len(words) <= 2 and not reading.country and key in {"ministry", "general-staff"}


def _first(reading: Reading) -> str:
    return reading.role.key if reading.role else reading.light.key if reading.light else ""


def short_name(reading: Reading) -> str:
    """The mention without its opening determiner and without what follows a comma."""
    text = before_comma(reading.span.text).strip()
    first, _, rest = text.partition(" ")
    text = rest.strip() if first.lower() in {"the", "a", "an", "this", "that", "these", "those"} and rest else text
    return text[:-2] if text.endswith(("'s", "’s")) else text  # "Russia's says": a slip of the desk


def before_comma(text: str) -> str:
    """What stands before the first comma; one inside a number ("6,600 people") parts nothing."""
    return _COMMA.split(text, maxsplit=1)[0]


def is_plural(reading: Reading) -> bool:
    """Whether the head of a mention is a common noun in the plural."""
    last = before_comma(reading.span.text).split(" of ")[0].split(" in ")[0].split()
    return bool(last) and singular(last[-1].lower()) != last[-1].lower() and not last[-1][0].isupper()


def _side_of(ledger: Ledger, reading: Reading) -> str | None:
    """The belligerent for whom such a group fights, by the lexicon or by how the story describes it elsewhere."""
    if reading.organisation and reading.organisation.side:
        return reading.organisation.side
    if reading.kind != "armed_group" or reading.country or reading.organisation:
        return None
    sides = ledger.setting.sides
    if reading.role and (reading.role.stateless or reading.role.key in sides):
        return None if reading.role.stateless else sides[reading.role.key]
    return next(iter(sides.values())) if len(set(sides.values())) == 1 else None


def _country(
    ledger: Ledger, reading: Reading, kind: ActorKind | None, side: str | None, *, spans: list[Span] | None = None
) -> str | None:
    """The country of a party that names none: by a place inside the mention, the sentence, the dateline, the scene."""
    setting = ledger.setting
    role = reading.role or reading.light
    if (role and (role.neutral or role.stateless)) or (reading.organisation and not reading.organisation.country):
        return None
    if reading.enemy:
        return setting.rival
    for span in (reading.span, *(spans or [])):
        if kind not in _STATELESS and (inside := setting.place_in(span)):
            return inside
    if kind == "armed_group" or side:
        return setting.scene
    if kind in _PLACED:
        sent = ledger.sentence_at(reading.span)
        return (setting.place_near(sent, reading.span.start) if sent else None) or setting.scene
    if kind in _OWN:
        body = setting.body(role.key if role else "", reading.span.start)
        return body.country if body else setting.home or (setting.scene if setting.placed else None)
    return None
