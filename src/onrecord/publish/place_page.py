"""The page of a place: what happened there, who tells of it, and who holds it by whose word."""

from onrecord.publish.control_page import ControlTable
from onrecord.publish.directory import Named
from onrecord.publish.drawings import overview
from onrecord.publish.lookup import Lookup
from onrecord.publish.name_view import NameView, newest_cards, others, tallies
from onrecord.publish.paths import at_place, key_of
from onrecord.publish.wording import country
from onrecord.records.incident import Incident
from onrecord.records.where import Place


def place_view(named: Named, lookup: Lookup, table: ControlTable) -> NameView:
    """What the page of a place shows; `table` is who holds which place."""
    incidents = [i for i in map(lookup.read.incident, named.incidents[:20]) if i]
    place = next((p for i in incidents for p in _places(i) if key_of(p.name) == named.key), None)
    shown = newest_cards(named, lookup)
    here = tuple(c for c in shown if c.point and key_of(c.place) == named.key)
    return NameView(
        "place",
        "Place",
        named.name,
        named.path,
        _facts(place, named),
        tallies(named.standings, of="standing"),
        tallies(named.types, of="type"),
        others("Who tells of it", "claim", named.others),
        named.first,
        named.last,
        named.claims,
        len(named.incidents),
        cards=shown,
        control=next((p for p in table.places if key_of(p.name) == named.key), None),
        drawing=overview(here[:7], "../") if here else None,
        spellings=_spellings(incidents, named),
    )


def _facts(place: Place | None, named: Named) -> tuple[tuple[str, str, str], ...]:
    if place is None:
        return ()
    facts = [("Country", country(place.country), "")] if place.country else []
    facts += [("Precise to", f"the {place.precision}", "")]
    if place.lat is not None and place.lon is not None:
        facts.append(("Point", f"{place.lat:.3f}, {place.lon:.3f}", ""))
    if place.geonameid:
        facts.append(("GeoNames", str(place.geonameid), ""))
    facts.append(("Incidents here", "on the map and timeline", at_place(named.name)))
    return tuple(facts)


def _places(incident: Incident) -> list[Place]:
    return [s.claim.event.place for s in incident.claims if s.claim.event.place and not s.claim.withdrawn]


def _spellings(incidents: list[Incident], named: Named) -> tuple[str, ...]:
    """How stories spell it, where not as its page does."""
    told = {p.span.text for i in incidents for p in _places(i) if p.span and key_of(p.name) == named.key}
    return tuple(sorted(t for t in told if key_of(t) != named.key and t[:1].isupper() and t[:4] != "The "))
