"""Explains an id of the record: the words, the rule, the lexicon line and the versions behind it."""

from collections.abc import Iterator

from onrecord.errors import NotInRecordError
from onrecord.publish.review_text import judgement_text
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event
from onrecord.records.explanation import Evidence, Explanation
from onrecord.records.incident import Incident
from onrecord.records.snapshot import Snapshot
from onrecord.records.span import Span
from onrecord.records.story import Story
from onrecord.records.where import Toponym


def explain(snapshot: Snapshot, wanted: str) -> Explanation:
    """The explanation of an attribution (`STORY/a1`), event or claim (`STORY/e1`), incident or story.

    Raises NotInRecordError, naming ids that are near, where the record has none such.
    """
    for incident in snapshot.incidents:
        if incident.id == wanted:
            return _incident(incident)
    for coded in snapshot.coded:
        if wanted == coded.story.id or wanted.startswith(f"{coded.story.id}/"):
            return _within(coded, wanted.removeprefix(coded.story.id).removeprefix("/"), wanted)
    known = [c.story.id for c in snapshot.coded[:3]] + [i.id for i in snapshot.incidents[:2]]
    raise NotInRecordError("R301", f"nothing in the record has the id {wanted}; ids look like {', '.join(known)}")


def _within(coded: CodedStory, part: str, wanted: str) -> Explanation:
    versions = _versions(coded.versions)
    story = coded.story
    if not part:
        return _story(coded, versions)
    for attribution in (*coded.attributions, *coded.refusals):
        if attribution.id == part:
            return _attribution(story, attribution, versions)
    for event in coded.events:
        if event.id == part.partition("@")[0]:
            return _event(story, event, coded, versions)
    ids = [a.id for a in coded.attributions] + [e.id for e in coded.events]
    raise NotInRecordError("R302", f"story {story.id} has no {part} ({wanted}); it has {', '.join(ids) or 'nothing'}")


def _story(coded: CodedStory, versions: tuple[str, ...]) -> Explanation:
    story = coded.story
    carried = f"{story.carrier or 'unknown carrier'}, written by {story.originator}"
    cue = story.agency.cue if story.agency else None
    evidence = [_evidence(story, "agency", cue)] if cue else []
    if story.disclosure:
        evidence.append(_evidence(story, f"disclosure: {story.disclosure.kind}", story.disclosure.span))
    evidence += [_evidence(story, _placed(toponym), toponym.span) for toponym in coded.toponyms]
    evidence += [
        _evidence(story, f"time: {t.value}, {t.interval or 'no interval'} ({t.rule})", t.span) for t in coded.timexes
    ]
    return Explanation(
        id=story.id,
        what=f"story “{story.headline}”, {story.published}, carried by {carried}",
        evidence=tuple(evidence),
        rule=f"read as {story.item.format} from {story.item.origin}, SHA-256 {story.item.sha256}",
        lexicon=(),
        versions=versions,
        see=tuple(f"{story.id}/{i}" for i in [a.id for a in coded.attributions] + [e.id for e in coded.events]),
    )


def _placed(toponym: Toponym) -> str:
    """Where a name was placed and by which rule, or why not."""
    point = f"{toponym.lat}, {toponym.lon}" if toponym.lat is not None else "no point"
    number = f", GeoNames {toponym.geonameid}" if toponym.geonameid else ""
    return f"place name: {toponym.modern or toponym.name}, {toponym.kind}, {point}{number} ({toponym.rule})"


def _attribution(story: Story, attribution: Attribution, versions: tuple[str, ...]) -> Explanation:
    parts: list[tuple[str, Span | None]] = [
        (f"source: {attribution.source_name or 'not named'}", attribution.source),
        ("named here", attribution.source_mention),
        (f"cue: {attribution.cue_lemma}, {attribution.cue_class}", attribution.cue),
        *((f"content ({attribution.style}, {attribution.stance})", span) for span in attribution.content),
        (f"checked: {attribution.checked}", attribution.checked_evidence),
        (f"said on {attribution.said_on}", attribution.said_on_evidence),
        (f"channel: {attribution.channel}", attribution.channel_evidence),
    ]
    return Explanation(
        id=f"{story.id}/{attribution.id}",
        what=f"attribution: {attribution.source_name or 'somebody not named'} {attribution.cue_lemma or ''}".strip(),
        evidence=tuple(_evidence(story, value, span) for value, span in parts if span),
        rule=attribution.rule,
        lexicon=attribution.lexicon,
        versions=versions,
        see=(f"{story.id}/{attribution.nested_in}",) if attribution.nested_in else (),
    )


def _event(story: Story, event: Event, coded: CodedStory, versions: tuple[str, ...]) -> Explanation:
    evidence = [_evidence(story, value, span) for value, span in _event_parts(event) if span]
    rules = [event.rule]
    rules += [f"place: {event.place.rule}"] if event.place and event.place.rule else []
    rules += [f"time: {event.time.rule}"] if event.time and event.time.rule else []
    see = [f"{story.id}/{event.attribution}"] if event.attribution else []
    see += [
        f"{story.id}/{e.id}" for e in coded.events if e.incident and e.incident == event.incident and e is not event
    ]
    return Explanation(
        id=f"{story.id}/{event.id}",
        what=f"event: {event.type}, {event.status}, {event.voice}",
        evidence=tuple(evidence),
        rule="; ".join(rules),
        lexicon=event.lexicon,
        versions=versions,
        see=tuple(see),
    )


def _event_parts(event: Event) -> Iterator[tuple[str, Span | None]]:
    yield f"type: {event.type}", event.trigger
    for role, actor in (("actor", event.actor), ("target", event.target)):
        if actor:
            yield (
                f"{role}: {actor.name or '?'} ({actor.country or 'no country'}, {actor.kind or 'unknown'})",
                actor.span,
            )
    yield "instrument", event.instrument
    if event.place:
        point = f"{event.place.lat}, {event.place.lon}" if event.place.lat is not None else "no point"
        yield f"place: {event.place.name} ({point}, {event.place.precision})", event.place.span
    if event.time:
        yield f"time: {event.time.start or '..'} to {event.time.end or '..'}", event.time.span
    for q in event.quantities:
        yield f"{q.kind}: {_bound(q.min)}..{_bound(q.max)}", q.span


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _incident(incident: Incident) -> Explanation:
    reasons = [f"{r.standing}: {r.rule} ({', '.join(r.claims)})" for r in incident.standings]
    return Explanation(
        id=incident.id,
        what=f"incident: {incident.title}, {len(incident.claims)} claims",
        evidence=tuple(_claim_evidence(incident)),
        rule="; ".join(reasons),
        lexicon=(),
        versions=(),
        see=tuple(standing.claim.id for standing in incident.claims),
    )


def _claim_evidence(incident: Incident) -> Iterator[Evidence]:
    for standing in incident.claims:
        claim = standing.claim
        value = f"{claim.claimant} ({claim.stance}s): {', '.join(r.standing for r in standing.standings)}"
        yield _around(claim.event.clause, claim.event.trigger, value, claim.story)


def _around(clause: Span, span: Span, value: str, story_id: str) -> Evidence:
    inside = clause.covers(span)
    before = clause.text[: span.start - clause.start] if inside else ""
    after = clause.text[span.end - clause.start :] if inside else ""
    return Evidence(value=value, story=story_id, span=span, before=before, after=after)


def _evidence(story: Story, value: str, span: Span) -> Evidence:
    """The span within its sentence, by full stops and line ends: near enough for a reader."""
    lead = story.text[: span.start]
    start = len(lead) - min(len(lead.rpartition(mark)[2]) for mark in ("\n", ". "))
    ends = [e for e in (story.text.find("\n", span.end), story.text.find(". ", span.end)) if e >= 0]
    end = max(min(ends, default=len(story.text)), span.end)
    return Evidence(value=value, story=story.id, span=span, before=lead[start:], after=story.text[span.end : end])


def _versions(versions: Versions) -> tuple[str, ...]:
    return tuple(f"{name} {value}" for name, value in versions.model_dump().items())


def explanation_text(explanation: Explanation) -> str:
    """The explanation as lines for a terminal; the evidence stands in [brackets] within its sentence."""
    lines = [f"{explanation.id}  {explanation.what}", ""]
    for evidence in explanation.evidence:
        span = evidence.span
        words = f"{evidence.before}[{span.text}]{evidence.after}".strip().replace("\n", " ")
        lines += [
            f"  {evidence.value}",
            f"      {words}",
            f"      {evidence.story}, characters {span.start}-{span.end}",
        ]
    lines += ["", f"rule      {explanation.rule}"]
    lines += [f"link      {judgement_text(link)}" for link in explanation.links]
    lines += [f"lexicon   {', '.join(explanation.lexicon)}"] if explanation.lexicon else []
    lines += [f"versions  {', '.join(explanation.versions)}"] if explanation.versions else []
    lines += [f"see also  {', '.join(explanation.see)}"] if explanation.see else []
    return "\n".join(lines)
