"""The page of a source: what a claimant said and how it stood, what an agency wrote, what a carrier brought."""

from collections import Counter

from onrecord.publish.directory import Named, is_private
from onrecord.publish.incident_page import office
from onrecord.publish.lookup import Lookup
from onrecord.publish.name_view import NameView, Other, Others, others, said_by, spelt, tallies
from onrecord.publish.paths import key_of, story_path
from onrecord.publish.wording import capital, country, plural
from onrecord.records.incident import Claim

STORIES = 60
_READ = 40  # incidents that are read for what the source is


def source_view(named: Named, lookup: Lookup) -> NameView:
    """What the page of a source shows."""
    claims = _claims(named, lookup)
    roles = ["claimant"] if named.claims else []
    roles += ["agency"] if named.wrote else []
    roles += ["carrier"] if named.carried else []
    stories = sorted({*named.wrote, *named.carried}, key=lambda s: _published(s, lookup), reverse=True)
    return NameView(
        "source",
        f"Source: {', '.join(roles) or 'named'}",
        named.name,
        named.path,
        tuple(_facts(named, claims)),
        tallies(named.standings, of="standing"),
        tallies(named.types, of="type"),
        (
            *others("Contradicted by", "time", named.others),
            *_quoted(named, lookup),
            *others("Words brought by", "claim", _brought(named)),
        ),
        named.first,
        named.last,
        named.claims,
        len(named.incidents),
        said=said_by(named, lookup),
        stories=tuple(Other(lookup.title(s), story_path(s), lookup.read.claims_in(s)) for s in stories[:STORIES]),
        spellings=spelt(named),
    )


def _claims(named: Named, lookup: Lookup) -> list[Claim]:
    found = [i for i in map(lookup.read.incident, named.incidents[:_READ]) if i]
    return [s.claim for i in found for s in i.claims if key_of(s.claim.claimant) == named.key]


def _facts(named: Named, claims: list[Claim]) -> list[tuple[str, str, str]]:
    facts = []
    sides = Counter(c.side for c in claims if c.side)
    if sides and any(c.voice == "attributed" for c in claims):
        facts.append(("Speaks for", ", ".join(capital(country(s)) for s, _ in sides.most_common(3)), ""))
    elif sides:
        facts.append(("House style of", ", ".join(capital(country(s)) for s, _ in sides.most_common(3)), ""))
    offices = Counter(office(c) for c in claims)
    if told := [text for text, _ in offices.most_common(3) if text]:
        facts.append(("As told", "; ".join(told), ""))
    if named.wrote:
        facts.append(("Wrote", plural(len(named.wrote), "story", "stories"), ""))
    if named.carried:
        facts.append(("Carried", plural(len(named.carried), "story", "stories") + " of others", ""))
    return facts


def _quoted(named: Named, lookup: Lookup) -> tuple[Others, ...]:
    """Whose words an agency brings, in its newest stories."""
    counts: Counter[str] = Counter()
    for story in named.wrote[-STORIES:]:
        said = (f.claim for f in lookup.read.filed_in(story) if f.claim.voice == "attributed")
        counts.update(c.claimant for c in said if not c.withdrawn and not is_private(c))
    return others("Quotes", "claim", counts) if counts else ()


def _brought(named: Named) -> Counter[str]:
    """The agencies in whose stories the source speaks, itself left out."""
    return Counter({name: n for name, n in named.through.items() if key_of(name) != named.key})


def _published(story_id: str, lookup: Lookup) -> tuple[str, str]:
    story = lookup.story(story_id)
    return (story.published if story else "", story_id)
