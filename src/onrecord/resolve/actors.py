"""Says who the parties to events are: name, country, kind, side and code."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event
from onrecord.records.sentence import Parsed
from onrecord.records.span import Span
from onrecord.records.where import Toponym
from onrecord.resolve.antecedents import in_sentence, suits
from onrecord.resolve.foes import VIOLENT, Foes, find_foes, unnamed_actor, unnamed_target
from onrecord.resolve.knowledge import alpha3
from onrecord.resolve.ledger import Ledger, Party, open_ledger
from onrecord.resolve.mentions import POSSESSIVE, SPEAKER, Reading, read_mention
from onrecord.resolve.naming import identify, is_plural, stands_for
from onrecord.resolve.place_words import demonyms

Role = Literal["actor", "target"]
_FIGHTERS = frozenset({"military", "armed_group"})
_PHYSICAL = VIOLENT | {"bombing", "destruction"}
_FIRE = frozenset({"shelling", "air_strike", "attack"})
# "fired from the territory of", "bombardment from neighbouring", before a country's name
_LAUNCHED = re.compile(
    r"\bfrom (?:the )?(?:(?:territory|soil|airspace|direction|side) of |neighbou?ring )?$", re.IGNORECASE
)
_NEUTRAL = frozenset({"igo", "media", "ngo", "analyst"})


def identify_actors(
    parsed: Parsed,
    events: tuple[Event, ...],
    attributions: tuple[Attribution, ...],
    toponyms: tuple[Toponym, ...] = (),
) -> tuple[Event, ...]:
    """The events with their actors and targets identified from mention, story and lexicon."""
    ledger = open_ledger(parsed, toponyms, tuple(c for a in attributions for c in a.content))
    speakers = [(a, _speaker(ledger, a)) for a in attributions]
    setting = ledger.setting
    desk = _Desk(ledger, speakers, Foes(scene=setting.scene, rival=setting.rival))
    first = tuple(_read_parties(desk, event) for event in events)
    desk.foes = find_foes(first, setting)
    # who fights whom shows only after a first reading; what hung on it is read again
    second = (_read_parties(desk, raw) if raw.id in desk.unsure else e for raw, e in zip(events, first, strict=True))
    return _unnamed(desk, tuple(second))


@dataclass
class _Desk:
    """What is at hand while events are read in order; `named` are parties of earlier events, newest last.

    `unsure` are the events of which a party hung on who fights whom; `launched` the places whose strikes
    came from a third country.
    """

    ledger: Ledger
    speakers: list[tuple[Attribution, Party]]
    foes: Foes
    named: list[tuple[int, Party]] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    launched: set[str] = field(default_factory=set)

    def speaker(self, event: Event) -> Party | None:
        """Who is said to have told of the event."""
        return next((p for a, p in self.speakers if a.id == event.attribution), None)


def _speaker(ledger: Ledger, attribution: Attribution) -> Party:
    span = attribution.source_mention or attribution.source
    reading = read_mention(ledger.text, span) if span else None
    person = span is not None and ledger.person_in(span) is not None
    return Party(
        attribution.source_name,
        span,
        attribution.source_kind,
        attribution.source_country,
        attribution.source_side,
        human=person or (reading is not None and reading.human),
        plural=reading is not None and is_plural(reading),
    )


def _read_parties(desk: _Desk, event: Event) -> Event:
    actor = _identified(desk, event, "actor", event.actor)
    target = _identified(desk, event, "target", event.target)
    return event.model_copy(update={"actor": actor, "target": target})


def _identified(desk: _Desk, event: Event, role: Role, actor: Actor | None) -> Actor | None:
    if actor is None or actor.span is None:
        return actor
    party = _party(desk, event, role, actor.span)
    if party.name:
        desk.named.append((actor.span.start, party))
    return Actor(
        span=actor.span,
        name=party.name,
        country=party.country,
        kind=party.kind,
        side=party.side,
        code=_code(party),
    )


def _code(party: Party) -> str | None:
    if party.kind in {"igo", "ngo"} and party.country is None:
        return party.code or None
    code = f"{alpha3(party.country)}{party.code}"
    return code or None


def _party(desk: _Desk, event: Event, role: Role, span: Span) -> Party:
    reading = read_mention(desk.ledger.parsed.story.text, span)
    speaker = desk.speaker(event)
    if reading.enemy:
        desk.unsure.add(event.id)
        return _enemy(desk, reading, speaker)
    if reading.pronoun == "it" and role == "target" and event.type in _PHYSICAL:
        return Party(span.text, span, None, _place(desk, event), rule="struck-thing")
    antecedent = _antecedent(desk, span, reading, speaker)
    party = identify(desk.ledger, span, antecedent=antecedent)
    if reading.pronoun:
        return party if party.name else replace(party, name=span.text, mention=span)
    if party.rule == "person" and party.country is None:
        party = next((replace(p, rule="person") for _, p in desk.speakers if p.name == party.name), party)
    party = _of_violence(event, reading, party)
    if event.type == "interception" and role == "target" and not reading.country:
        desk.unsure.add(event.id)
        return replace(party, country=desk.foes.foe(_place(desk, event)))
    stateless = reading.role is not None and (reading.role.stateless or reading.role.neutral)
    person = party.human and not (event.type in _PHYSICAL and party.kind is None)
    if party.country or stateless or person or party.kind in _NEUTRAL:
        return party
    desk.unsure.add(event.id)
    return replace(party, country=_guessed(desk, event, role, party))


def _of_violence(event: Event, reading: Reading, party: Party) -> Party:
    """The party with the kind that the event gives it: a nation's adjective in an act of war is its forces."""
    adjective = reading.bare_nation and reading.nation is not None and reading.nation.form == "adjective"
    if adjective and event.type in VIOLENT | {"interception"}:
        return replace(party, kind="military", code="MIL")
    return replace(party, kind=None) if party.kind == "unknown" else party


def _enemy(desk: _Desk, reading: Reading, speaker: Party | None) -> Party:
    """Whom "the enemy" means: whom the speaker's side fights, else whom the story tells to strike where it plays."""
    side = (speaker.side or speaker.country) if speaker else None
    scene = desk.ledger.setting.scene
    country = reading.country or desk.foes.foe(side) or desk.foes.strikes(scene)
    return Party(reading.span.text, reading.span, "military", country, code="MIL", refs=reading.refs, rule="enemy")


def _antecedent(desk: _Desk, span: Span, reading: Reading, speaker: Party | None) -> Party | None:
    """What a pronoun or possessive stands for: a party of its own sentence, the speaker, or one named before."""
    word = reading.pronoun or (reading.lead if reading.lead in POSSESSIVE | SPEAKER else None)
    if word is None:
        return None
    if word in SPEAKER:
        return speaker
    ledger = desk.ledger
    ledger.met = [p for a, p in desk.speakers if p.name and (a.cue or a.content[0]).start < span.start]
    subject = in_sentence(ledger, span, word)
    if subject is not None:
        return identify(ledger, subject)
    sent = ledger.sentence_at(span)
    near = [p for at, p in desk.named if sent and sent.start <= at < span.start and suits(word, p)]
    if near:
        return near[-1]
    if speaker and speaker.name and suits(word, speaker):
        return speaker
    before = [p for at, p in desk.named if at < span.start and suits(word, p)]
    return stands_for(ledger, word, span) or (before[-1] if before else None)


def _guessed(desk: _Desk, event: Event, role: Role, party: Party) -> str | None:
    """The country of a mention that names none: who strikes by whom the story tells to, what is struck by where."""
    place = _place(desk, event)
    if party.kind in _FIGHTERS:
        if role == "actor":
            return desk.foes.strikes(place)
        return place
    return place if role == "target" and event.type not in {"meeting", "arrest", "sanction", "threat"} else None


def _place(desk: _Desk, event: Event) -> str | None:
    """The country where an event happened: its own place, else the town named nearest, else the scene."""
    setting = desk.ledger.setting
    if event.place and event.place.country and (event.place.precision != "country" or not setting.scene):
        return event.place.country
    sent = desk.ledger.sentence_at(event.trigger)
    near = setting.place_in(event.clause) or (setting.place_near(sent, event.trigger.start) if sent else None)
    return near or setting.scene


def _unnamed(desk: _Desk, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events with the country kept for sides that their sentence does not name (ruling 14)."""
    before: dict[str, str] = {}
    out = []
    for event in events:
        actor = event.actor.country if event.actor else None
        target = event.target.country if event.target else None
        if event.target is None or event.target.span is None:
            target = target or unnamed_target(event, actor, _place(desk, event), desk.foes)
        if event.actor is None or event.actor.span is None:
            actor = actor or _holder_told(event)
            actor = (
                None if _from_third(desk, event, target) else actor or unnamed_actor(event, target, desk.foes, before)
            )
        elif actor:
            before[event.type] = actor
        out.append(
            event.model_copy(
                update={"actor": _with_country(event.actor, actor), "target": _with_country(event.target, target)}
            )
        )
    return tuple(out)


def _holder_told(event: Event) -> str | None:
    """The nation that the words of a holding name: "returned to Norish control", "under Norish rule"."""
    words = event.trigger.text.lower().split() if event.type == "seizure" else []
    return next((demonyms()[w] for before, w in pairwise(words) if before in ("to", "under") and w in demonyms()), None)


def _from_third(desk: _Desk, event: Event, target: str | None) -> bool:
    """Whether a strike that nobody is named for came, the story says, from a country that is no foe of the target.

    "Twenty rockets fired from the soil of X hit the village" makes neither X nor the foe the attacker, here and where
    the same strike on that place is told of again.
    """
    if event.type not in _FIRE:
        return False
    where = event.place.name if event.place else None
    if where and where in desk.launched:
        return True
    sent = desk.ledger.sentence_at(event.trigger)
    if sent is None:
        return False
    foe = desk.foes.strikes(target) or desk.foes.foe(target)
    for toponym in desk.ledger.setting.toponyms:
        if not sent.start <= toponym.span.start < sent.end or toponym.country in {
            None,
            target,
            foe,
            _place(desk, event),
        }:
            continue
        if _LAUNCHED.search(sent.text, sent.start, toponym.span.start):
            if where:
                desk.launched.add(where)
            return True
    return False


def _with_country(actor: Actor | None, country: str | None) -> Actor | None:
    if actor is not None and actor.span is not None:
        return actor
    return Actor(span=None, name=None, country=country, code=alpha3(country) or None) if country else actor
