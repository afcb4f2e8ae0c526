"""schema.org descriptions of pages, as nested mappings ready for JSON-LD. Claims are never reviewed or rated."""

from collections.abc import Mapping, Sequence

from onrecord.publish.cards import Card
from onrecord.publish.incident_page import words
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import web_link
from onrecord.records.coded import CodedStory
from onrecord.records.incident import Claim, Incident
from onrecord.records.story import Story

Node = Mapping[str, object]
_UPDATES = 25
# IPTC's digital source type of what software puts together from data (schema.org's name for it)
MADE = "https://schema.org/DataDrivenMediaDigitalSource"


def _body(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def article(coded: CodedStory, lookup: Lookup) -> Node:
    """A NewsArticle for a story: agency as author, carrier as publisher, empty fields left out."""
    story = coded.story
    if lookup.withheld(story.id):
        return {"@context": "https://schema.org", "@type": "NewsArticle", "creativeWorkStatus": "Withdrawn"}
    agency = story.agency.name if story.agency else None
    fields: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": story.guid,
        "headline": story.headline,
        "inLanguage": story.language,
        "datePublished": story.published,
        "dateModified": story.updated or story.published,
        "dateline": story.dateline_place or (story.dateline.text if story.dateline else None),
        "author": _body(agency or story.carrier),
        "publisher": _body(story.carrier or agency),
        "sourceOrganization": _body(agency),
        "creditText": story.originator if agency or story.carrier else None,
        "copyrightNotice": story.usage_terms,
        "isBasedOn": _based_on(story),
        "version": story.version,
        "correction": _correction(story, lookup),
        "creativeWorkStatus": "Replaced" if story.id in lookup.read.replaced else None,
        # the text is the agency's own; what is generated is the marks and the record beside it
        "hasPart": {"@type": "Dataset", "name": "Marks and record made from the text", "digitalSourceType": MADE},
    }
    return {key: value for key, value in fields.items() if value is not None}


def _based_on(story: Story) -> str | None:
    return web_link(story.url)


def _correction(story: Story, lookup: Lookup) -> str | None:
    notes = [c.note for c in lookup.read.corrections if c.story == story.id and c.kind == "correction" and c.note]
    return "; ".join(notes) or None


def running_page(cards: Sequence[Card]) -> Node:
    """A LiveBlogPosting for a list of incidents: first and last report, and the newest incidents."""
    reported = [c.seen for c in cards]
    updates = [
        {"@type": "BlogPosting", "headline": card.title, "datePublished": card.seen, "url": card.href}
        for card in cards[:_UPDATES]
    ]
    fields: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "What is reported, and who says so",
        "digitalSourceType": MADE,
        "datePublished": min(reported, default=None),
        "dateModified": max(reported, default=None),
        "liveBlogUpdate": updates,
    }
    return {key: value for key, value in fields.items() if value}


def incident_claims(incident: Incident, lookup: Lookup) -> Node:
    """The incident's claims as schema.org Claims, each with the story it first appeared in."""
    claims = [_claim(s.claim, lookup) for s in incident.claims if not lookup.withheld(s.claim.story)]
    return {"@context": "https://schema.org", "@graph": claims}


def _claim(claim: Claim, lookup: Lookup) -> Node:
    person = claim.attribution is not None and claim.attribution.source_kind in {"official", "civilian", "analyst"}
    first = {"@type": "NewsArticle", "headline": lookup.title(claim.story), "datePublished": claim.published}
    return {
        "@type": "Claim",
        "identifier": claim.id,
        "text": words(claim),
        "claimInterpreter": {"@type": "Person" if person else "Organization", "name": claim.claimant},
        "firstAppearance": first,
    }
