"""What a story's page shows: its text in pieces, the ledger of what was read in it, and where it came from."""

import json
from dataclasses import dataclass
from itertools import groupby

from onrecord.publish import evidence
from onrecord.publish.directory import is_private
from onrecord.publish.incident_page import number, office
from onrecord.publish.lookup import Lookup
from onrecord.publish.marks import colours, speakers
from onrecord.publish.paths import claim_anchor, incident_path, source_path, story_path
from onrecord.publish.wording import DISCLOSURES, OWN_WORDS, STANCES, STANDINGS, STATUSES, STYLES, days, family, moment
from onrecord.records.coded import SCHEMA, CodedStory
from onrecord.records.event import Attribution, Event
from onrecord.records.reading import Filed
from onrecord.records.story import Story


@dataclass(frozen=True)
class Link:
    """A link of the chain of provenance: carrier, agency or speakers; `cue` says how it is known, `page` is its own."""

    role: str
    name: str
    cue: str
    page: str = ""


@dataclass(frozen=True)
class Entry:
    """An event of the story in the ledger beside the text."""

    id: str
    type: str
    family: str
    trigger: str
    facts: str
    standings: tuple[str, ...]
    href: str
    title: str
    evidence: tuple[evidence.Row, ...]


@dataclass(frozen=True)
class Turn:
    """What one speaker says in one go (one attribution, or the agency's own words) and the events told in it.

    `page` leads to the speaker's page, "" where there is none.
    """

    speaker: str
    page: str
    verb: str
    office: str
    checked: str
    colour: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Other:
    """An attribution that presents no listed happening."""

    id: str
    who: str
    colour: int


@dataclass(frozen=True)
class Stone:
    """A notice above a story that was replaced or withdrawn, or is a copy."""

    kind: str
    title: str
    text: str
    href: str
    link: str


@dataclass(frozen=True)
class Relative:
    """Another version or copy of the story."""

    how: str
    href: str
    headline: str
    when: str


def chain(coded: CodedStory, *, speakers_too: bool = True) -> tuple[Link, ...]:
    """Carrier, then agency with the cue it was inferred from, then the speakers."""
    story = coded.story
    links = [Link("Carrier", story.carrier, "", _page(story.carrier, named=speakers_too))] if story.carrier else []
    if story.agency:
        cue = f"by “{story.agency.cue.text}”" if story.agency.cue else f"by its {story.agency.how}"
        page = _page(story.agency.name, named=speakers_too)
        links.append(Link("Agency", story.agency.name, f"known {cue}", page))
    else:
        links.append(Link("Agency", "not told", ""))
    if not speakers_too:
        return tuple(links)
    count = len(set(speakers(coded).values()))
    links.append(Link("Speakers", f"{count} quoted or reported" if count else "none: the agency’s own words", ""))
    return tuple(links)


def _page(name: str, *, named: bool) -> str:
    """The page of who wrote or carried a story; a story that was killed counts for nobody."""
    return f"../{source_path(name)}" if named else ""


def turns(coded: CodedStory, lookup: Lookup) -> tuple[Turn, ...]:
    """The story's events in the order of its text, those that follow each other in one attribution together."""
    filed: dict[str, Filed] = {}
    denials: dict[str, list[str]] = {}
    for one in lookup.read.filed_in(coded.story.id):
        if "@" in one.claim.id:
            denials.setdefault(one.claim.event.id, []).append(f"{STANCES[one.claim.stance]} by {one.claim.claimant}")
        else:
            filed[one.claim.event.id] = one
    said = {a.id: a for a in coded.attributions}
    shades = colours(coded)
    ordered = sorted(coded.events, key=lambda e: (e.trigger.start, e.trigger.end, e.id))
    found = []
    for (owner, voice), events in groupby(ordered, key=lambda e: (e.attribution, e.voice)):
        group = tuple(events)
        by = said.get(owner or "")
        first = filed.get(group[0].id)
        claimant = first.claim.claimant if first else ""
        page = (
            f"../{source_path(claimant)}" if first and not first.claim.withdrawn and not is_private(first.claim) else ""
        )
        entries = tuple(_entry(e, by, filed.get(e.id), denials.get(e.id, [])) for e in group)
        if by is None:
            found.append(Turn(claimant or coded.story.originator, page, OWN_WORDS[voice], "", "", 0, entries))
        else:
            speaker = claimant or by.source_name or "Nobody named"
            role = office(first.claim) if first else ""
            found.append(Turn(speaker, page, _verb(by, voice), role, _checked(by), shades[by.id], entries))
    return tuple(found)


def _verb(said: Attribution, voice: str) -> str:
    return OWN_WORDS[voice] if voice == "witnessed" else f"{STANCES[said.stance]}, {STYLES[said.style]}"


def _checked(said: Attribution) -> str:
    return f"{said.checked}: “{said.checked_evidence.text}”" if said.checked and said.checked_evidence else ""


def _entry(event: Event, said: Attribution | None, filed: Filed | None, denials: list[str]) -> Entry:
    standings = {r.standing for r in filed.standing.standings} if filed else set()
    return Entry(
        event.id,
        event.type,
        family(event.type),
        event.trigger.text,
        " · ".join((_facts(event), *denials)),
        tuple(s for s in STANDINGS if s in standings),
        f"../{incident_path(filed.incident.id)}#{claim_anchor(filed.claim.id)}" if filed else "",
        filed.incident.title if filed else "",
        evidence.rows(event, said),
    )


def _facts(event: Event) -> str:
    parts = [event.place.name if event.place else "place not told"]
    parts.append(days(event.time.start, event.time.end) if event.time else "day not told")
    parts += [STATUSES[event.status]] if event.status != "actual" else []
    parts += [number(q) for q in event.quantities]
    return " · ".join(parts)


def others(coded: CodedStory) -> tuple[Other, ...]:
    """The attributions that no event hangs on, in the order of the text; then the refusals, which claim nothing."""
    used = {e.attribution for e in coded.events}
    shades, names = colours(coded), speakers(coded)
    found = [Other(a.id, names[a.id], shades[a.id]) for a in coded.attributions if a.id not in used]
    silent = [(r.id, f"{names[r.id]}: “{r.cue.text}”, no claim", shades[r.id]) for r in coded.refusals if r.cue]
    return (*found, *(Other(*one) for one in silent))


def tombstones(story: Story, lookup: Lookup) -> tuple[Stone, ...]:
    """What a reader must know before reading: the story was withdrawn, replaced, or is a copy."""
    stones = []
    if lookup.withheld(story.id):
        text = story.editors_note or "Its claims are withdrawn everywhere; neither text nor headline is shown any more."
        stones.append(Stone("killed", "Withdrawn by its source.", text, "", ""))
    successor = lookup.successor(story.id)
    if successor:
        title = lookup.title(successor)
        stones.append(Stone("replaced", "A newer version replaces this one.", "", f"../{story_path(successor)}", title))
    elif story.editors_note and not stones:
        stones.append(Stone("note", "Editor’s note.", story.editors_note, "", ""))
    original = lookup.read.copies.get(story.id) or story.copy_of
    if original:
        title = lookup.title(original)
        text = "It is not a source of its own. The original:"
        stones.append(Stone("copy", "This is a copy.", text, f"../{story_path(original)}", title))
    return tuple(stones)


def tombstone(story: Story) -> str:
    """What is left of a killed story as data: that it was there, and that it was withdrawn."""
    left = {"id": story.id, "guid": story.guid, "version": story.version, "published": story.published}
    body = {"schema": SCHEMA, "story": {**left, "status": "canceled"}, "note": "withdrawn by its source"}
    return json.dumps(body, ensure_ascii=False, indent=1)


def relatives(story: Story, lookup: Lookup) -> tuple[Relative, ...]:
    """The versions it replaces, the version that replaces it, and its copies."""
    replaced = lookup.read.replaced
    older = [("Replaces", old) for old in lookup.replaced_by(story.id)]
    newer = [("Replaced by", replaced[story.id])] if story.id in replaced else []
    copies = [("Copied by", copy) for copy in lookup.copies_of(story.id)]
    found = []
    for how, other in (*older, *newer, *copies):
        told = lookup.story(other)
        if told:
            who = f"{told.carrier or told.originator}, {moment(told.published)}"
            found.append(Relative(how, f"../{story_path(other)}", lookup.title(other), who))
    return tuple(found)


def disclosure(coded: CodedStory) -> tuple[tuple[str, str], ...]:
    """Per part of the page: who made it and who looked at it."""
    story = coded.story
    by = {"agency": "Written by the agency.", "carrier": "Written by the carrier, not the agency."}
    rows = [("Text", "As received, unedited by onrecord.")]
    if story.disclosure:
        rows.append(("The carrier’s hand", DISCLOSURES[story.disclosure.kind]))
        rows.append(("The carrier’s words", f"“{story.disclosure.span.text}”"))
    rows.append(("Headline", by.get(story.headline_by, "Whether agency or carrier wrote it is not told.")))
    made = f"Generated by onrecord {coded.versions.software}, not reviewed"
    rows.append(("Marks, record and map", f"{made} (model {coded.versions.model}, lexicon {coded.versions.lexicon})."))
    return tuple(rows)
