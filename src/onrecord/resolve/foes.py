"""Who fights whom in a story, as its events tell, so that an unnamed side keeps its country."""

from collections import Counter
from dataclasses import dataclass, field

from onrecord.records.event import Event
from onrecord.resolve.setting import Setting

VIOLENT = frozenset({"clash", "shelling", "air_strike", "attack", "invasion", "seizure", "advance", "siege"})
_STATE = frozenset({"government", "military"})
_PARTIES = frozenset({"government", "military", "armed_group", None})
_MOSTLY = 0.6  # share of the blows against a country that makes one side its attacker
_FIGHTERS = frozenset({"military", "armed_group"})
_HOLDING_OUT = frozenset({"resistance", "defence", "defense", "resist", "resisted", "resisting"})
_STATE_MEANS = frozenset({"shelling", "air_strike", "invasion"})
_DEALING = frozenset({"agreement", "concession"})
_HELD = frozenset({"bombing", "destruction", "humanitarian_need", "interception"})


@dataclass
class Foes:
    """Countries told to act against one another: `blows` counts (from, against) pairs of alpha-2 codes.

    `scene` is the country where the story plays, `rival` the one foreign country of whose forces it speaks; `civil`
    says that the fighting is among the country's own people, as far as the story tells; `accused` is the one other
    state that is accused in the story.
    """

    blows: Counter[tuple[str, str]] = field(default_factory=Counter)
    scene: str | None = None
    rival: str | None = None
    civil: bool = False
    accused: str | None = None

    def foe(self, country: str | None) -> str | None:
        """The country that most often stands against another; null where none does."""
        if country is None:
            return None
        against: Counter[str] = Counter()
        for (left, right), n in self.blows.items():
            if country in (left, right) and left != right:
                against[right if left == country else left] += n
        if against:
            return max(against, key=lambda c: (against[c], c))
        if self.civil:
            return country if country == self.scene else None
        return {self.scene: self.rival, self.rival: self.scene}.get(country)

    def strikes(self, country: str | None) -> str | None:
        """The country that strikes another by the story's telling; null where none mostly does or its own people do."""
        hits = Counter({left: n for (left, right), n in self.blows.items() if right == country})
        most = max(hits, key=lambda c: (hits[c], c)) if hits else None
        if most is None:
            return self.rival if country == self.scene and not self.civil else None
        if (most == country and not self.civil) or hits[most] < _MOSTLY * hits.total():
            return None
        return most

    def blamed(self, event: Event, target: str | None) -> str | None:
        """The state that is accused in the story, for fire such as states have, on where the story plays."""
        return self.accused if event.type in _STATE_MEANS and target == self.scene and not self.civil else None


def find_foes(events: tuple[Event, ...], setting: Setting) -> Foes:
    """The foes of a story, from events whose two sides are named or at least placed.

    Where armed groups of no other state fight, a foreign force is the state's foe only by an invasion that the story
    tells or a blow to the state's own forces: it may as well have come to the state's help.
    """
    scene, rival = setting.scene, setting.rival
    invaders = {e.actor.country for e in events if e.type == "invasion" and e.actor and e.actor.span}
    civil = setting.civil and not invaders - {None, scene}
    accused = {e.target.country for e in events if e.type == "accusation" and e.target} - {None, scene}
    foes = Foes(scene=scene, rival=None if civil else rival, civil=civil)
    foes.accused = next(iter(accused)) if len(accused) == 1 else None
    for event in events:
        actor, target = event.actor, event.target
        if event.type in VIOLENT and actor and target and actor.kind in _PARTIES and actor.country and target.country:
            abroad = actor.country != target.country
            if not (civil and abroad and target.kind not in _STATE):
                foes.blows[actor.country, target.country] += 1
    return foes


def unnamed_actor(event: Event, target: str | None, foes: Foes, before: dict[str, str]) -> str | None:
    """The country of an actor that the sentence does not name, given the target's; null where nothing tells it.

    `before` holds, by type, the country of the last actor of that type that was named in the story.
    """
    if event.type == "invasion":
        return before.get("invasion") or foes.strikes(target or foes.scene)
    losses = event.type == "attack" and event.target and event.target.span and event.target.kind in _FIGHTERS
    if losses and target == foes.scene:
        return None  # those of the side at home: nobody's attack is told
    if _holds_out(event):
        return foes.scene
    if event.type in VIOLENT:
        return foes.strikes(target) or foes.foe(target) or foes.blamed(event, target)
    if event.type == "interception":
        return foes.foe(target)
    if event.type == "concession":
        return foes.foe(target)
    return before.get(event.type) if event.type == "withdrawal" else None


def unnamed_target(event: Event, actor: str | None, place: str | None, foes: Foes) -> str | None:
    """The country of a target that the sentence does not name: where it happened, else whom the actor fights."""
    if _holds_out(event) and actor is None:
        return foes.foe(foes.scene) or place
    if event.type in VIOLENT:
        return place if place and place != actor else foes.foe(actor) or place
    if event.type in _DEALING:
        return foes.foe(actor)
    if event.type in _HELD or (event.type == "evacuation" and actor is None):
        return place
    return None


def _holds_out(event: Event) -> bool:
    """Whether a clash is told as the defence of those who are at home."""
    return event.type == "clash" and event.trigger.text.lower() in _HOLDING_OUT
