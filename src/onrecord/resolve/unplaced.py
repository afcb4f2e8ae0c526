"""Places that the gazetteer lacks: they keep the name the text gives, with the point of a place told beside them."""

import re
from collections.abc import Sequence

from onrecord.records.event import Event
from onrecord.records.sentence import Sent
from onrecord.records.where import Place, Toponym
from onrecord.resolve.place_clauses import head_of
from onrecord.resolve.place_words import demonyms, words
from onrecord.resolve.spots import Spot

_POINTS = ("settlement", "facility", "district", "island")
_TAKEN = frozenset({"seizure", "siege"})  # what is taken is a place, whatever the tagger thinks of its name


def is_told_place(toponym: Toponym) -> bool:
    """Whether a name without a point was told to be a place by its own type word ("the villages of A and B")."""
    return toponym.lat is None and toponym.kind in ("settlement", "district") and toponym.rule == "told"


def own_name(event: Event, sent: Sent, spots: Sequence[Spot], toponyms: Sequence[Toponym]) -> Toponym | None:
    """The place that is taken by a name that nobody knows, or by the side of a river, as a toponym without a point.

    A name that the rest of the story tells to be a place is that place.
    """
    if event.type not in _TAKEN or event.target is None or event.target.span is None:
        return None
    target = event.target.span
    head = sent.tokens[head_of(sent, target)]
    known = any(target.start <= s.sent.tokens[s.head].start < target.end for s in spots)
    if head.lower in words("bank") and any(k.lower == "of" for k in sent.kids(head.i, "prep")):
        name = re.sub(r"^(?:the|a|an)\s+", "", " ".join(target.text.split()), flags=re.IGNORECASE)
        return Toponym(span=target, name=name, kind="settlement", rule="told")
    named = head.pos == "PROPN" and head.lower not in demonyms() and head.lower not in words("never")
    if known or not named or any(k.pos == "NOUN" for k in sent.kids(head.i, "compound")):
        return None
    same = next((t for t in toponyms if t.name == target.text and t.kind != "metonymy"), None)
    return same or Toponym(span=target, name=target.text, kind="settlement", rule="told")


def with_point_of(place: Place, beside: Sequence[Toponym]) -> Place:
    """The place with the point of the first told place that has one: near enough to map it, and marked as borrowed."""
    lender = next((t for t in beside if t.lat is not None and t.kind in _POINTS), None)
    lender = lender or next((t for t in beside if t.lat is not None and t.kind == "region"), None)
    if lender is None:
        return place
    borrowed = {
        "lat": lender.lat, "lon": lender.lon, "country": lender.country, "admin1": lender.admin1,
        "precision": "district" if lender.kind in _POINTS else "region",
        "point_of": lender.modern or lender.name,
    }  # fmt: skip
    return place.model_copy(update=borrowed)
