"""Finds, over the parse, the spot that the words of an event give it: its target, its clause, or the verb above."""

from onrecord.records.event import Event, EventType
from onrecord.records.sentence import Sent
from onrecord.records.span import Span
from onrecord.resolve.place_words import words
from onrecord.resolve.spots import Spot

_LEAVING: frozenset[EventType] = frozenset({"withdrawal", "evacuation", "displacement", "abduction"})
_OTHER_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "conj", "csubj"})
_STOP = frozenset({"ccomp", "parataxis"})  # what somebody says is not placed by where he says it
_EXACT = {"facility": 0, "island": 0, "settlement": 1, "district": 2, "region": 3, "macroregion": 4, "country": 6}
# An area counts as so many steps further from the trigger than a point: the most exact place is wanted.
_AREA_STEPS = {"region": 3, "district": 2, "macroregion": 5, "sea": 6, "continent": 10, "country": 10}
_SAYING = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "claim",
        "add",
        "state",
        "write",
        "confirm",
        "deny",
        "estimate",
        "warn",
        "describe",
        "specify",
    ]
)
_STEPS = 6
_LAUNCH_STEPS = 4


def head_of(sent: Sent, span: Span) -> int:
    """The token of a span that hangs on a token outside it."""
    inside = [t.i for t in sent.tokens if t.start < span.end and span.start < t.end] or [sent.root.i]
    return next((i for i in inside if sent.tokens[i].head not in inside), inside[0])


def in_clause(event: Event, sent: Sent, spots: list[Spot]) -> tuple[list[Spot], str] | None:
    """The spots that the event's own words give, best first, and how they were found; null where there are none."""
    target = event.target.span if event.target else None
    spots = [s for s in spots if not (is_launch_point(event, s) or _is_actor(event, s) or _is_elsewhere(s))]
    within = [s for s in spots if target and target.start <= sent.tokens[s.head].start < target.end]
    usable = [s for s in spots if not is_office(s)]
    if event.type == "meeting":
        within = [s for s in within if s.head == head_of(sent, target)] if target else []
        usable = [s for s in usable if s.place.kind != "country"]
    if within:
        return sorted(within, key=lambda s: (_EXACT.get(s.place.kind, 5), s.reference, s.head)), "target"
    at, below = head_of(sent, event.trigger), ""
    for _ in range(_STEPS):
        reached = _reached(sent, at)
        hanging = [s for s in usable if s.head in reached]
        if below in ("nsubj", "nsubjpass"):  # the verb's own adverbials place its subject, its clauses do not
            hanging = [s for s in hanging if _distance(sent, s, at)[0] <= 2]
        if hanging:
            return sorted(hanging, key=lambda s: _distance(sent, s, at)), "clause"
        token = sent.tokens[at]
        if token.dep == "relcl" and (antecedent := _antecedent(sent, at, usable)):
            return antecedent, "relative"
        if token.head == at or token.dep in _STOP:
            break
        at, below = token.head, token.dep
    return _fronted(sent, usable)


def _reached(sent: Sent, at: int) -> set[int]:
    """The tokens under a word that belong to its own clause: no subject, no agent, no clause of another verb."""
    out: set[int] = set()
    todo = [at]
    while todo:
        i = todo.pop()
        out.add(i)
        for k in sent.children[i]:
            token = sent.tokens[k]
            if token.dep in ("nsubj", "agent") and sent.tokens[i].pos in ("VERB", "AUX"):
                continue
            if token.dep in _OTHER_CLAUSES and token.pos in ("VERB", "AUX"):
                continue
            todo.append(k)
    return out


def _distance(sent: Sent, spot: Spot, at: int) -> tuple[int, int]:
    """Steps up the tree from a spot to the word; a country or a mere reference counts as further."""
    steps, i = 0, spot.head
    while i != at and sent.tokens[i].head != i:
        steps, i = steps + 1, sent.tokens[i].head
    further = _AREA_STEPS.get(spot.place.kind, 0) + (3 if spot.reference else 0)
    return (steps + further, abs(spot.head - at))


def _antecedent(sent: Sent, at: int, spots: list[Spot]) -> list[Spot]:
    """The place that a relative clause hangs on; in "X, southeast of Y, where ..." the reference Y gives way to X."""
    noun = sent.tokens[at].head
    inside = set(sent.subtree(noun)) - set(sent.subtree(at))
    found = [s for s in spots if s.head in inside and s.head < at]
    if found and all(s.reference for s in found):
        found = [
            s for s in spots if not s.reference and s.last < found[0].first and found[0].first - s.last <= 6
        ] or found
    return sorted(found, key=lambda s: (s.reference, _EXACT.get(s.place.kind, 5), s.head))


def _fronted(sent: Sent, spots: list[Spot]) -> tuple[list[Spot], str] | None:
    """A place told before the sentence's first verb ("In X, ...") holds for all of it."""
    verbs = [t.i for t in sent.tokens if t.pos in ("VERB", "AUX")]
    for spot in spots:
        preposition = sent.tokens[sent.tokens[spot.head].head]
        first = sent.tokens[0].lower in words("at") or preposition.i <= 3
        if (
            preposition.lower in words("at")
            and first
            and preposition.i < (verbs[0] if verbs else 0)
            and spot.place.kind != "country"
        ):
            return [spot], "fronted"
    return None


def is_launch_point(event: Event, spot: Spot) -> bool:
    """Whether a spot hangs on "from", so that something comes from it; people who leave do leave a place.

    What is "far from" a spot does not happen there either.
    """
    sent, i = spot.sent, spot.head
    for step in range(8):
        token = sent.tokens[i]
        if event.trigger.start <= token.start < event.trigger.end:
            return False
        if token.lower == "from" and i and sent.tokens[i - 1].lower == "far":
            return True
        if token.lower == "from" and sent.tokens[token.head].lower in words("road"):
            return False
        if step < _LAUNCH_STEPS and (token.lower == "from" or token.dep == "agent"):
            return event.type not in _LEAVING and not spot.reference
        if token.head == i or token.pos in ("VERB", "AUX"):
            return False
        i = token.head
    return False


def _is_actor(event: Event, spot: Spot) -> bool:
    """Whether the country is who acts ("aggression by X in Y", "of X"), so that it is not where the act happened."""
    actor = event.actor.span if event.actor else None
    if actor is None or spot.place.kind != "country":
        return False
    return spot.head == head_of(spot.sent, actor) and spot.sent.tokens[spot.head].dep == "pobj"


def _is_elsewhere(spot: Spot) -> bool:
    """Whether the place is told only of a thing that is elsewhere: a road's far end ("from X to Y"), "X-based"."""
    sent, after = spot.sent, spot.last + 1
    if (
        after + 1 < len(sent.tokens)
        and sent.tokens[after].text == "-"
        and sent.tokens[after + 1].lower in words("bound")
    ):
        return True
    preposition = sent.tokens[sent.tokens[spot.head].head]
    if preposition.lower not in ("to", "and"):
        return False
    return any(t.lower in words("road") for t in sent.tokens[max(0, spot.first - 8) : spot.first])


def is_office(spot: Spot) -> bool:
    """Whether the place is part of somebody's title or name: "the Sumy mayor", "Sumy's governor"."""
    sent, token = spot.sent, spot.sent.tokens[spot.head]
    after = sent.tokens[spot.last + 1].text if spot.last + 1 < len(sent.tokens) else ""
    if spot.first and sent.tokens[spot.first - 1].lower in words("at") and after in (",", "."):
        token = (
            token if token.dep == "pobj" else sent.tokens[spot.first - 1]
        )  # a comma ends the place, whatever the parse
    if token.dep in ("poss", "compound", "nmod") and token.head != spot.head:
        head = sent.tokens[token.head]
        named = head.lower in words("title") | words("office-noun") | words("pact-noun")
        return named or head.ent == "PERSON"
    if token.dep == "pobj" and sent.tokens[token.head].lower in ("of", "in"):
        noun = sent.tokens[sent.tokens[token.head].head]
        return noun.lower in words("title") or noun.lower in words("office-noun")
    return False


def beside(event: Event, sent: Sent, spots: list[Spot]) -> Spot | None:
    """The nearest place of the sentence, rather before the trigger; no launch point, office, source or country."""
    usable = [
        s for s in spots
        if not (is_launch_point(event, s) or is_office(s) or s.reference or _is_source(s) or _is_elsewhere(s))
        and s.place.kind not in ("country", "continent", "sea") and s.place.lat is not None
    ]  # fmt: skip
    before = [s for s in usable if sent.tokens[s.head].start < event.trigger.start]
    return before[-1] if before else usable[0] if usable else None


def _is_source(spot: Spot) -> bool:
    """Whether a spot lies in the subject of a saying: "an official in X said" does not place what he says."""
    sent, i = spot.sent, spot.head
    for _ in range(8):
        token = sent.tokens[i]
        if token.dep == "nsubj":
            return sent.tokens[token.head].lemma in _SAYING
        if token.head == i:
            return False
        i = token.head
    return False
