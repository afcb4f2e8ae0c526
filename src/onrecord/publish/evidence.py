"""The evidence behind each value of a claim: the exact words, where they stand, and the rule that read them."""

from onrecord.publish.wording import bounds, capital, days, label
from onrecord.records.event import Attribution, Event
from onrecord.records.span import Span

Row = tuple[str, str, str]
_LONGEST = 320  # characters of a quotation


def rows(event: Event, attribution: Attribution | None) -> tuple[Row, ...]:
    """(what, value with its words, rule) for everything that was read of an event and who said it."""
    found = [
        _row("Type", label(event.type), event.trigger, event.rule, event.lexicon),
        _row("Status", event.status, event.clause, "", ()),
    ]
    for name, actor in (("Actor", event.actor), ("Target", event.target)):
        if actor:
            parts = [actor.name or "", label(actor.kind or ""), actor.country or ""]
            found.append(_row(name, ", ".join(p for p in parts if p), actor.span, "", ()))
    if event.place:
        where = f"{event.place.name}, {event.place.precision}"
        found.append(_row("Place", where, event.place.span, event.place.rule, ()))
    if event.time:
        found.append(_row("Time", days(event.time.start, event.time.end), event.time.span, event.time.rule, ()))
    found += [_row(capital(label(q.kind)), bounds(q.min, q.max), q.span, "", ()) for q in event.quantities]
    return (*found, *_said(attribution)) if attribution else tuple(found)


def _said(attribution: Attribution) -> tuple[Row, ...]:
    found = [_row("Source", attribution.source_name or "nobody named", attribution.source, "", ())]
    found.append(_row("Cue", attribution.stance, attribution.cue, attribution.rule, attribution.lexicon))
    found += [_row("Content", attribution.style, span, "", ()) for span in attribution.content]
    if attribution.said_on:
        found.append(_row("Said on", attribution.said_on, attribution.said_on_evidence, "", ()))
    if attribution.channel:
        found.append(_row("Channel", attribution.channel, attribution.channel_evidence, "", ()))
    if attribution.checked:
        found.append(_row("Checked", attribution.checked, attribution.checked_evidence, "", ()))
    return tuple(found)


def _row(name: str, value: str, span: Span | None, rule: str, lexicon: tuple[str, ...]) -> Row:
    told = "" if span is None else span.text if len(span.text) <= _LONGEST else f"{span.text[:_LONGEST]} […]"
    words = f"{value}: “{told}”, characters {span.start}–{span.end}" if span else f"{value} (no words of its own)"
    made = ", ".join(part for part in (f"rule {rule}" if rule else "", *lexicon) if part)
    return name, words, made
