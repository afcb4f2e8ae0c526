"""schema.org Claims as one JSON-LD graph, claim by claim. Never ClaimReview: onrecord does not rule on truth."""

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote as percent

from onrecord.publish.exports.cited import Cited, Stories
from onrecord.publish.exports.scales import quote
from onrecord.records.incident import Claim, Incident, StandingClaim

_PEOPLE = frozenset({"official", "civilian", "analyst"})
# spelt out, so that a parser needs no network to read it
CONTEXT = {
    "@vocab": "https://schema.org/",
    "schema": "https://schema.org/",
    "datePublished": {"@type": "schema:DateTime"},
    "url": {"@type": "@id"},
}


def jsonld_chunks(incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    """The graph: each claim with the stories it appears in (first the one it was read in, then copies), one a line."""
    yield b'{"@context": ' + json.dumps(CONTEXT).encode() + b', "@graph": ['
    comma = b"\n"
    for incident in incidents:
        for standing in incident.claims:
            if not stories.cited(standing.claim.story).withheld:
                node = claim_node(standing, incident, stories)
                yield comma + json.dumps(node, ensure_ascii=False).encode("utf-8", "replace")
                comma = b",\n"
    yield b"\n]}\n"


def claim_node(standing: StandingClaim, incident: Incident, stories: Stories) -> Mapping[str, object]:
    """A claim: its words, who says so, where it appears, and the incident it is about."""
    claim = standing.claim
    first = _article(stories.cited(claim.story), claim)
    copies = [_article(stories.cited(copy), claim) for copy in claim.copies]
    said = claim.attribution
    person = said is not None and said.source_kind in _PEOPLE
    withdrawn = claim.withdrawn or claim.replaced_by is not None
    node: dict[str, object | None] = {
        "@id": urn("claim", claim.id),
        "@type": "Claim",
        "identifier": claim.id,
        "text": quote(claim.event.clause),
        "claimInterpreter": {"@type": "Person" if person else "Organization", "name": claim.claimant},
        "appearance": [first, *copies],
        "firstAppearance": {"@id": first["@id"]},
        "about": {"@id": urn("incident", incident.id), "@type": "Event", "name": incident.title},
        "creativeWorkStatus": "Withdrawn" if withdrawn else None,
        "keywords": [r.standing for r in standing.standings],
    }
    return {name: value for name, value in node.items() if value not in (None, [])}


def urn(kind: str, name: str) -> str:
    """The name of a thing of the record in linked data: a URN, for the record is at no one address."""
    return f"urn:onrecord:{kind}:{percent(name, safe='', errors='replace')}"


def _article(cited: Cited, claim: Claim) -> dict[str, object]:
    told: dict[str, object | None] = {
        "@id": urn("story", cited.id),
        "@type": "NewsArticle",
        "headline": cited.headline,
        "datePublished": cited.published or claim.published,
        "author": {"@type": "Organization", "name": cited.originator} if cited.originator else None,
        "publisher": {"@type": "Organization", "name": cited.carrier} if cited.carrier else None,
        "url": cited.url,
    }
    return {name: value for name, value in told.items() if value is not None}
