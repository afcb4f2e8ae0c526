"""The evidence for dating: times as days, where they stand in the parse, and who said what when."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from onrecord.records.event import Attribution, Event
from onrecord.records.sentence import Parsed, Sent, Token
from onrecord.records.span import Span
from onrecord.records.when import Timex
from onrecord.resolve.calendar_arithmetic import shift
from onrecord.resolve.clauses import Spot, clause_of, hangs_on, spot_of
from onrecord.resolve.dating_words import among

UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_WAR = re.compile(r"^(?: of)?(?: [\w’'-]+){0,4}? (?:war|invasion|conflict|operation)\b", re.IGNORECASE)
_DATELINE = re.compile(r"[^\n]{0,60}?(?:\([A-Z][\w. ]*\) ?(?:—|–|-|--)|/[A-Z]{2,}/\.?)")


@dataclass(frozen=True)
class Told:
    """A time expression with what dating needs: its days (end inclusive), its spot, what it modifies.

    `first`/`last` are null where open or unknown; `on` is the word it hangs on, `verb` the verb of its clause;
    `led` the word before it ("since", "until", "for", ...).
    """

    timex: Timex
    sent: Sent
    token: Token
    on: Token
    verb: Token
    first: date | None
    last: date | None
    led: str = ""

    @property
    def dated(self) -> bool:
        """Whether it tells a day or days."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class Story:
    """A story's evidence, gathered once."""

    parsed: Parsed
    published: date
    told: dict[int, list[Told]]  # by index of sentence
    attributions: dict[str, Attribution]
    cues: dict[int, frozenset[int]]  # tokens of cues by index of sentence
    spots: dict[str, Spot]  # of triggers, by event id
    war: date | None = None
    nouns: dict[int, list[tuple[str, Spot]]] = field(default_factory=dict)  # triggers that are nouns, by sentence
    wars: tuple[Spot, ...] = ()  # mentions of the war as a whole

    @classmethod
    def of(
        cls,
        parsed: Parsed,
        events: tuple[Event, ...],
        attributions: tuple[Attribution, ...],
        timexes: tuple[Timex, ...],
    ) -> "Story | None":
        """The evidence of a story; null where it has no day of publication to hang on."""
        try:
            published = date.fromisoformat(parsed.story.day)
        except ValueError:
            return None
        told = _told(parsed, timexes)
        spots = {e.id: s for e in events if (s := spot_of(parsed.sents, e.trigger))}
        cues: dict[int, set[int]] = {}
        for attribution in attributions:
            spot = spot_of(parsed.sents, attribution.cue) if attribution.cue else None
            if spot:
                cues.setdefault(spot.sent.index, set()).add(spot.token.i)
        nouns: dict[int, list[tuple[str, Spot]]] = {}
        for event_id, spot in spots.items():
            if spot.token.pos in ("NOUN", "PROPN"):
                nouns.setdefault(spot.sent.index, []).append((event_id, spot))
        return cls(
            parsed=parsed,
            published=published,
            told=told,
            attributions={a.id: a for a in attributions},
            cues={k: frozenset(v) for k, v in cues.items()},
            spots=spots,
            war=_war_began(events, told, spots, published),
            nouns=nouns,
            wars=tuple(spots[e.id] for e in events if e.type == "invasion" and e.id in spots),
        )

    def in_headline(self, spot: Spot) -> bool:
        """Whether a spot is in the headline; of a text in one block that is its first sentence."""
        paragraphs = self.parsed.story.paragraphs
        if paragraphs[spot.sent.paragraph].kind != "headline":
            return False
        return spot.sent.index == 0 or any(p.kind == "body" for p in paragraphs)

    def in_lede(self, spot: Spot) -> bool:
        """Whether a spot is in the first paragraph of the body."""
        first = next((n for n, p in enumerate(self.parsed.story.paragraphs) if p.kind == "body"), None)
        return spot.sent.paragraph == first

    def base(self, event: Event) -> date:
        """The day of the statement that an event is told in, else that of publication."""
        attribution = self.attributions.get(event.attribution or "")
        said = attribution.said_on if attribution else None
        return date.fromisoformat(said) if said else self.published


def _told(parsed: Parsed, timexes: tuple[Timex, ...]) -> dict[int, list[Told]]:
    out: dict[int, list[Told]] = {}
    last: Told | None = None
    for timex in timexes:
        spot = spot_of(parsed.sents, timex.span)
        if spot is None or _in_dateline(parsed, timex):
            continue
        on = hangs_on(spot.sent, spot.token)
        first, end = days_of(timex)
        before = parsed.story.text[max(0, timex.span.start - 20) : timex.span.start].split()
        led = before[-1].lower() if before else ""
        told = Told(timex, spot.sent, spot.token, on, clause_of(spot.sent, on), first, end, led)
        if last and last.sent is spot.sent and (joined := _joined(parsed, last, told)):
            out[spot.sent.index][-1] = told = joined
        else:
            out.setdefault(spot.sent.index, []).append(told)
        last = told
    return out


def _joined(parsed: Parsed, left: Told, right: Told) -> Told | None:
    """The two ends of a range as one: "from X to Y", "between X and Y", "June 3-9"."""
    gap = parsed.story.text[left.timex.span.end : right.timex.span.start].strip().lower()
    range_word = gap in ("-", "–", "—", "to", "until", "till", "through") or (gap == "and" and left.led == "between")
    if not range_word or not left.first or not right.last or left.first > right.last:
        return None
    span = Span.of(parsed.story.text, left.timex.span.start, right.timex.span.end)
    timex = left.timex.model_copy(update={"span": span, "value": f"{left.timex.value}/{right.timex.value}"})
    return Told(timex, left.sent, left.token, left.on, left.verb, left.first, right.last, left.led)


def _in_dateline(parsed: Parsed, timex: Timex) -> bool:
    """Whether the time belongs to a dateline ("TOWN, June 3 (AGENCY) — ")."""
    text = parsed.story.text
    for paragraph in parsed.story.paragraphs:
        if paragraph.start <= timex.span.start < paragraph.end:
            match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 110))
            return bool(match and timex.span.end <= match.end())
    return False


def days_of(timex: Timex) -> tuple[date | None, date | None]:
    """The first and last day of a timex; both null where it denotes none, the last null where it is open."""
    if not timex.interval:
        return None, None
    start, _, end = timex.interval.partition("/")
    first = datetime.fromisoformat(start)
    if end in ("", ".."):
        return first.date(), None
    last = (datetime.fromisoformat(end) - timedelta(minutes=1)).date()
    if timex.value.endswith("TNI") and not timex.rule.endswith("#overnight"):
        last = first.date()
    return first.date(), last


def length_of(value: str, *, back_from: date) -> date | None:
    """The day that lies a TIMEX3 duration before a day; null where the length is unknown or shorter than a day."""
    match = re.fullmatch(r"P(\d+)([DWMY])", value)
    return shift(back_from, -min(int(match[1]), 9999), UNITS[match[2]]) if match else None


def _war_began(
    events: tuple[Event, ...], told: dict[int, list[Told]], spots: dict[str, Spot], published: date
) -> date | None:
    """The day the war began, where the story tells it with a mention of the war, or counts its days."""
    for event in events:
        spot = spots.get(event.id)
        if event.type != "invasion" or spot is None:
            continue
        for t in told.get(spot.sent.index, ()):
            if t.first and t.first < published and t.timex.type == "DATE" and t.timex.exact and _begins(event, spot, t):
                return t.first
    for tolds in told.values():
        for t in tolds:
            if t.timex.rule.endswith(("#day-number", "#nth-day")) and _WAR.search(
                t.sent.text[t.timex.span.end : t.timex.span.end + 40]
            ):
                number = int("".join(c for c in t.timex.span.text if c.isdigit()) or 1)
                return shift(published, -(number - 1), "day")
    return None


def _begins(event: Event, spot: Spot, told: Told) -> bool:
    """Whether a time tells when a war began: "invaded on X", "the X invasion", "war since X", "launched on X"."""
    verb = clause_of(spot.sent, spot.token)
    if told.on.i == spot.token.i:
        return True
    if told.led == "since" and abs(told.timex.span.start - event.trigger.start) < 60:
        return True
    return told.verb.i == verb.i and (spot.token.i == verb.i or among("beginning", verb.lemma))
