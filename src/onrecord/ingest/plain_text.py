"""Reads plain-text stories: the seed's shape, headline-first files, and their metadata sidecars."""

import hashlib
import textwrap
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from onrecord.ingest.agencies import agencies_in, agency_named, infer_agency, known_agency, side_of
from onrecord.ingest.dateline import Dateline, find_dateline
from onrecord.ingest.dates import is_later
from onrecord.ingest.given import Given
from onrecord.ingest.layout import Layout, lay_out
from onrecord.ingest.notices import DISCLOSURES, Notice
from onrecord.records.span import Note, Span
from onrecord.records.story import Agency, Disclosure, Item, Paragraph, Story

_FUTURE = timedelta(days=1)  # zones and clocks differ; more than a day ahead is a mistake
_HEADLINE = 120  # characters of a story without one that stand for it
HeadlineBy = Literal["agency", "carrier", "unknown"]


def story_from_text(
    text: str,
    *,
    story_id: str,
    published: str | None = None,
    given: Given | None = None,
    item: Item | None = None,
) -> Story:
    """The story in `text`: headline on the first line, paragraphs parted by blank lines, offsets those of `text`.

    The date of `given` (the feed's metadata) stands before `published`, that before the text's own ` date ...`.
    Any text at all gives a story; one with no date has an empty `published`.
    """
    given = given or Given()
    layout = lay_out(text)
    paragraphs, dateline = _after_dateline(text, _with_headline(text, layout.paragraphs, given.headline))
    day, notes = _clamped(given.published or published or layout.date or "", given.received)
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    story = Story(
        id=story_id,
        item=item or Item(origin="-", sha256=sha256, format="text", received=given.received),
        guid=given.guid or story_id,
        version=given.version,
        status=given.pub_status,
        headline=_headline(text, paragraphs, given.headline),
        text=text,
        paragraphs=paragraphs,
        published=day,
        updated=given.updated,
        dateline=dateline.span if dateline else None,
        dateline_place=(dateline.place if dateline else None) or given.located,
        slug=given.slug,
        usage_terms=given.usage_terms,
        urgency=given.urgency,
        embargo=given.embargo,
        language=given.language or "en",
        url=given.url,
        notes=(*given.notes, *notes),
    )
    return _with_provenance(story, given, dateline, layout)


def _with_provenance(story: Story, given: Given, dateline: Dateline | None, layout: Layout) -> Story:
    """The story with its carrier, agency and byline, and what the carrier says of its own hand in it."""
    agency = _agency(story.text, given, dateline, layout)
    carrier = given.outlet or next((n.carrier for n in layout.notices if n.carrier), None)
    disclosure = _disclosure(story.text, layout.notices)
    provenance = {
        "headline_by": _headline_by(given, agency, carrier, disclosure),
        "byline": given.byline or next((n.author for n in layout.notices if n.author), None),
        "carrier": carrier,
        "agency": agency,
        "side": side_of(agency.name if agency else carrier),
        "disclosure": disclosure,
        "editors_note": given.editors_note or _remark(story.text, layout.notices),
    }
    return story.model_copy(update=provenance)


def _with_headline(text: str, paragraphs: Sequence[Paragraph], headline: str | None) -> Sequence[Paragraph]:
    """The paragraphs, the first of them body where the text has no headline of its own: it opens with a dateline,
    or the feed gives a headline that the text does not repeat.
    """
    if not paragraphs:
        return paragraphs
    first = paragraphs[0]
    words = text[first.start : first.end]
    elsewhere = headline is not None and headline.split() != words.split()
    if not elsewhere and find_dateline(text, first.start, first.end) is None:
        return paragraphs
    return [Paragraph(start=first.start, end=first.end, kind="body"), *paragraphs[1:]]


def _headline(text: str, paragraphs: Sequence[Paragraph], headline: str | None) -> str:
    """The feed's headline, else the headline's paragraph, else the first words of the story."""
    first = next((p for p in paragraphs if p.kind in ("headline", "body")), None)
    if first is None or headline:
        return headline or ""
    words = text[first.start : first.end]
    return words if first.kind == "headline" else textwrap.shorten(words[:1000], _HEADLINE, placeholder=" …")


def _after_dateline(text: str, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], Dateline | None]:
    """The paragraphs with the first of the body starting after its dateline."""
    first = next((n for n, p in enumerate(paragraphs) if p.kind == "body"), None)
    if first is None:
        return tuple(paragraphs), None
    opening = paragraphs[first]
    dateline = find_dateline(text, opening.start, opening.end)
    if dateline is None:
        return tuple(paragraphs), None
    shortened = Paragraph(start=dateline.body, end=opening.end, kind="body")
    return (*paragraphs[:first], shortened, *paragraphs[first + 1 :]), dateline


def _clamped(published: str, received: str | None) -> tuple[str, tuple[Note, ...]]:
    if not published or not received or not is_later(published, received, by=_FUTURE):
        return published, ()
    message = f"dated {published}, after it was received; {received} is taken instead"
    return received, (Note(level="warning", code="date-future", message=message),)


def _agency(text: str, given: Given, dateline: Dateline | None, layout: Layout) -> Agency | None:
    """What the feed says of its own copy; else what the text shows; else the carrier, where it is an agency."""
    if given.own_agency:
        return agency_named(given.own_agency, "metadata")
    found = (dateline.agency if dateline else None) or infer_agency(text, layout.paragraphs, layout.notices)
    if found is None and given.outlet and known_agency(given.outlet):
        return agency_named(given.outlet, "metadata")
    return found


def _disclosure(text: str, notices: Sequence[Notice]) -> Disclosure | None:
    for notice in notices:
        kind = DISCLOSURES.get(notice.kind)
        if kind == "contributed" and not (notice.agencies and agencies_in(text, *notice.agencies)):
            continue  # a person contributed: a credit, not a mixture of agencies
        if kind:
            return Disclosure(kind=kind, span=Span.of(text, notice.start, notice.end))
    return None


def _headline_by(given: Given, agency: Agency | None, carrier: str | None, disclosure: Disclosure | None) -> HeadlineBy:
    if given.headline_by:
        return given.headline_by
    if disclosure and disclosure.kind in ("headline-edited", "headline-picture-edited"):
        return "carrier"
    if disclosure and disclosure.kind == "unedited":
        return "agency"
    return "agency" if agency and carrier and agency_named(carrier, "metadata").name == agency.name else "unknown"


def _remark(text: str, notices: Sequence[Notice]) -> str | None:
    return next((text[n.start : n.end] for n in notices if n.kind in ("correction", "editors-note")), None)
