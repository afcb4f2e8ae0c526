"""The page of a party to events: what it is said to have done and what was done to it, and by whom that is told."""

from collections import Counter

from onrecord.publish.directory import Named, parties, party_name
from onrecord.publish.lookup import Lookup
from onrecord.publish.name_view import SHOWN, NameView, newest_cards, others, plain_list, tallies
from onrecord.publish.paths import key_of, place_path


def actor_view(named: Named, lookup: Lookup) -> NameView:
    """What the page of a party shows."""
    roles: Counter[str] = Counter()
    names: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for incident in map(lookup.read.incident, named.incidents[:SHOWN]):
        for claim in (s.claim for s in incident.claims if not s.claim.withdrawn) if incident else ():
            mine = [(role, a) for role, a in parties(claim) if key_of(party_name(a)) == named.key]
            roles.update(role for role, _ in mine)
            names.update(a.name for _, a in mine if a.name)
            codes.update(a.code for _, a in mine if a.code)
            if mine and claim.event.place:
                places[claim.event.place.name] += 1
    facts = [("In claims", f"acts in {roles['acts']}, is acted on in {roles['is acted on']}", "")]
    facts += [("PLOVER code", codes.most_common(1)[0][0], "")] if codes else []
    return NameView(
        "actor",
        "Party to events",
        named.name,
        named.path,
        tuple(facts),
        tallies(named.standings, of="standing"),
        tallies(named.types, of="type"),
        (
            *plain_list("What stories call it", "claim", ((f"“{n}”", "", c) for n, c in _most(names))),
            *plain_list("Where", "claim", ((n, place_path(n), c) for n, c in _most(places))),
            *others("Who tells of it", "claim", named.others),
        ),
        named.first,
        named.last,
        named.claims,
        len(named.incidents),
        cards=newest_cards(named, lookup),
        spellings=(),
    )


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda c: (-c[1], c[0]))
