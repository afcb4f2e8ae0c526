"""Toponyms that a case gives by name and country code, instead of finding them."""

from onrecord.records.where import Toponym


def toponyms_given(story, places) -> tuple[Toponym, ...]:
    """Every mention of each name; a code in small letters marks the name as a country's own."""
    found = []
    for name, country in places.items():
        at = story.text.find(name)
        while at >= 0:
            kind = "country" if country.islower() else "settlement"
            found.append(Toponym(span=story.span(at, at + len(name)), name=name, country=country.upper(), kind=kind))
            at = story.text.find(name, at + 1)
    return tuple(sorted(found, key=lambda t: t.span.start))
