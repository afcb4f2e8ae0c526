"""Says who the sources of attributions are: name, kind, country, side, day and channel."""

import re
from dataclasses import replace
from itertools import takewhile

from onrecord.records.event import Attribution
from onrecord.records.sentence import Parsed
from onrecord.records.span import Span
from onrecord.records.when import Timex
from onrecord.records.where import Toponym
from onrecord.resolve import saying
from onrecord.resolve.clauses import sentence_of
from onrecord.resolve.knowledge import OrganisationLine, channels, parties
from onrecord.resolve.ledger import Ledger, Party, open_ledger
from onrecord.resolve.lookup import words_of
from onrecord.resolve.mentions import DETERMINERS, Reading, read_mention
from onrecord.resolve.naming import identify
from onrecord.resolve.people import Person

_PASSAGE = 1  # paragraphs over which a day or a channel carries to the same source's next quotes
_MEMORY = 40  # attributions looked back on for the same source, so that a very long text stays linear
_PROVIDED = re.compile(r"\b(?:provided|published|released|posted|taken|shared|supplied|issued) by ")
_GAVE_NAME = re.compile(
    r"(?:\bgave (?:only )?(?:(?:his|her|their) )?(?:first )?name,?(?: only)?(?: as)?"
    r"|\bidentified (?:only )?(?:himself |herself )?(?:only )?as|\bwished to be named (?:only )?as) ([A-Z]\w+)"
)
_NOBODY = Party(None, None, "unknown", rule="nobody-named")


def name_sources(
    parsed: Parsed,
    attributions: tuple[Attribution, ...],
    timexes: tuple[Timex, ...],
    toponyms: tuple[Toponym, ...] = (),
) -> tuple[Attribution, ...]:
    """The attributions with `source_*`, `said_on` and `channel` filled from the story and cited lexicon lines."""
    ledger = open_ledger(parsed, toponyms, tuple(c for a in attributions for c in a.content))
    _introduce(ledger, attributions)
    named: dict[str, tuple[Attribution, Party]] = {}
    body = [a for a in attributions if not _in_headline(parsed, a)]
    headline = [a for a in attributions if _in_headline(parsed, a)]
    for attribution in (*body, *headline):  # a headline's "mayor" is whoever the story names
        party = _source(ledger, attribution, headline=attribution in headline)
        if party.name:
            ledger.met.append(party)
        if attribution.source:
            ledger.told.append((attribution.source, party))
        named[attribution.id] = (_filled(attribution, party), party)
    return _said(parsed, tuple(named[a.id] for a in attributions), timexes)


def _in_headline(parsed: Parsed, attribution: Attribution) -> bool:
    first = next((p for p in parsed.story.paragraphs if p.kind == "headline"), None)
    anchor = next(iter(attribution.content), attribution.cue or attribution.source)
    return first is not None and anchor is not None and anchor.start < first.end


def _introduce(ledger: Ledger, attributions: tuple[Attribution, ...]) -> None:
    """Gives a post told apart from the name to its holder: "the governor said ... Ana Corvo told", or the reverse."""
    for n, attribution in enumerate(attributions):
        reading = read_mention(ledger.text, attribution.source) if attribution.source else None
        if reading is None or not _is_office(reading) or ledger.person_in(reading.span):
            continue
        if ledger.holder(reading, reading.span.start):
            continue
        near = (*attributions[n + 1 : n + 3], *reversed(attributions[max(0, n - 2) : n]))
        person = next((p for a in near if (p := _untitled(ledger, a)) is not None), None)
        if person:
            person.readings.append(reading)


def _is_office(reading: Reading) -> bool:
    """Whether a mention names a post by which one person can be known: not "a minister", not "the ministry"."""
    office = reading.role is not None and reading.role.sort == "office" and reading.human
    return office and reading.lead not in {"a", "an", "one", "another"}


def _untitled(ledger: Ledger, attribution: Attribution) -> Person | None:
    found = ledger.person_in(attribution.source) if attribution.source else None
    return found[0] if found and not found[1] and not found[0].readings else None


def _source(ledger: Ledger, attribution: Attribution, *, headline: bool) -> Party:
    source = attribution.source
    if source is None:
        return _NOBODY
    reporters = _reporters(ledger, attribution, source)
    if reporters is not None:
        return reporters
    party = identify(ledger, _shower(ledger, source))
    if party.human and party.rule != "person" and (first_name := _first_name(ledger, source)):
        party = replace(party, name=first_name.text, mention=first_name, rule="first-name")
    if headline and party.rule == "as-named" and party.kind in {"military", "government", "official"}:
        return _headline_source(ledger, party)
    return party


def _first_name(ledger: Ledger, source: Span) -> Span | None:
    """The name that a person gave the reporters ("who gave only her first name, Ana"), told in the same sentence."""
    sent = ledger.sentence_at(source)
    match = _GAVE_NAME.search(ledger.text, source.start, sent.end) if sent else None
    return Span.of(ledger.text, match.start(1), match.end(1)) if match else None


def _shower(ledger: Ledger, source: Span) -> Span:
    """Of a recording, who provided it: "images published by a mapping firm" are the firm's; else the source itself."""
    match = _PROVIDED.search(source.text)
    recording = match and any(
        h.value.sort == "picture" for h in channels().find(words_of(source.text[: match.start()]))
    )
    return Span.of(ledger.text, source.start + match.end(), source.end) if match and recording else source


def _headline_source(ledger: Ledger, party: Party) -> Party:
    """A headline's bare "army" is the first such body that the story names, of the same country."""
    if party.mention is None or " " in party.mention.text or read_mention(ledger.text, party.mention).country:
        return party
    same = [p for p in ledger.met if p.kind == party.kind and p.country == party.country and not p.human]
    return replace(same[0], rule="headline") if same else party


def _reporters(ledger: Ledger, attribution: Attribution, source: Span) -> Party | None:
    """The story's own reporters ("An AFP team", "the same reporters"), under their agency's name; null for others."""
    reading = read_mention(ledger.text, source)
    if not (attribution.witness or (reading.role is not None and reading.role.key == "reporters")):
        return None
    name, mention = _outlet_name(ledger, source)
    heads = frozenset({"reporter", "team"})
    return Party(name, mention, "media", None, None, "MED", heads, plural=True, refs=reading.refs, rule="reporters")


def _outlet_name(ledger: Ledger, source: Span) -> tuple[str, Span | None]:
    """The outlet named in the words themselves, else by earlier reporters of the story, else the story's agency."""
    words = words_of(source.text)
    for hit in parties().find(words):
        if isinstance(hit.value, OrganisationLine) and hit.value.kind == "media":
            return source.text[words[hit.first].start : words[hit.last].end], source
    named = [w for w in words if w.lower not in {*DETERMINERS, "our"}]
    capital = [w.text for w in takewhile(lambda w: w.text[0].isupper(), named)]  # not the place where they stood
    if capital:
        return " ".join(capital), source
    earlier = next((p for p in reversed(ledger.met) if p.kind == "media"), None)
    if earlier and earlier.name:
        return earlier.name, earlier.mention
    story = ledger.parsed.story
    return (story.agency.name if story.agency else None) or story.carrier or "reporters", source


def _filled(attribution: Attribution, party: Party) -> Attribution:
    return attribution.model_copy(
        update={
            "source_name": party.name,
            "source_mention": party.mention,
            "source_kind": party.kind or "unknown",
            "source_country": party.country,
            "source_side": party.side,
            "lexicon": tuple(dict.fromkeys((*attribution.lexicon, *party.refs))),
        }
    )


def _said(
    parsed: Parsed, named: tuple[tuple[Attribution, Party], ...], timexes: tuple[Timex, ...]
) -> tuple[Attribution, ...]:
    """The attributions with day and channel: as told beside the cue, else carried over from the same passage."""
    every = tuple(a for a, _ in named)
    mates = _mates(parsed, every)
    told = {a.id: _told_day(parsed, a, mates[a.id], timexes) for a in every}
    story = parsed.story
    own = frozenset(n for n in (story.agency.name if story.agency else None, story.carrier) if n)
    done: list[tuple[Attribution, Party]] = []
    for attribution, party in named:
        day, day_span = (
            told[attribution.id]
            or _day_beside(parsed, attribution, (mates[attribution.id], every), told)
            or (None, None)
        )
        place, place_span = saying.channel(parsed, attribution, own) or (None, None)
        before = _same_passage(parsed, done, attribution, party)
        if before and day is None:
            day, day_span = before.said_on, before.said_on_evidence
        if before and place is None and before.source_name == attribution.source_name:
            place, place_span = before.channel, before.channel_evidence
        update = {"said_on": day, "said_on_evidence": day_span, "channel": place, "channel_evidence": place_span}
        done.append((attribution.model_copy(update=update), party))
    return tuple(a for a, _ in done)


def _told_day(
    parsed: Parsed, attribution: Attribution, every: tuple[Attribution, ...], timexes: tuple[Timex, ...]
) -> tuple[str, Span] | None:
    timex = saying.said_on(parsed, attribution, every, timexes)
    day = saying.day_of(timex) if timex else None
    return (day, timex.span) if timex and day else None


def _mates(parsed: Parsed, every: tuple[Attribution, ...]) -> dict[str, tuple[Attribution, ...]]:
    """By id, the attributions whose cue stands in the same sentence, itself among them."""
    sents = {a.id: saying.sentence_of(parsed, a) for a in every}
    groups: dict[int, list[Attribution]] = {}
    for attribution in every:
        spoken = sentence_of(parsed.sents, attribution.cue.start) if attribution.cue else None
        if spoken:
            groups.setdefault(spoken.index, []).append(attribution)
    return {a: tuple(groups.get(sent.index, ())) if sent else () for a, sent in sents.items()}


def _day_beside(
    parsed: Parsed,
    attribution: Attribution,
    others: tuple[tuple[Attribution, ...], tuple[Attribution, ...]],
    told: dict[str, tuple[str, Span] | None],
) -> tuple[str, Span] | None:
    """The day of another saying in the sentence, or of the one just before, on which this one's hangs.

    "X said Saturday, as Y said": the same day; "a day after Y said": counted from it, or from publication;
    "a few hours earlier, Z said": the day of what was told before. `others` are those of the sentence, and all.
    """
    sent = saying.sentence_of(parsed, attribution)
    anchor = attribution.source or attribution.cue
    if sent is None or anchor is None:
        return None
    beside, every = others
    mate = next((told[a.id] for a in beside if a.id != attribution.id and told[a.id]), None)
    counted = saying.counted_from(parsed, attribution)
    if counted:
        return saying.shifted(mate[0] if mate else parsed.story.day, counted[0]), counted[1]
    lead = sent.text[max(sent.start, anchor.start - 25) : anchor.start].rstrip().lower()
    if mate and lead.endswith((" as", " while", " hours after", " hours before", " minutes after")):
        return mate
    if re.match(
        r"(?:an|a few|several|\w+)?\s*(?:hours?|minutes) (?:earlier|later|before)",
        sent.text[sent.start : anchor.start].lower(),
    ):
        earlier = [told[a.id] for a in every if a.cue and a.cue.start < sent.start and told[a.id]]
        return earlier[-1] if earlier else None
    return None


def _paragraph(parsed: Parsed, attribution: Attribution) -> int:
    anchor = attribution.cue or attribution.source or next(iter(attribution.content), None)
    at = anchor.start if anchor else -1
    return next((n for n, p in enumerate(parsed.story.paragraphs) if p.start <= at < p.end), 0)


def _same_passage(
    parsed: Parsed, done: list[tuple[Attribution, Party]], attribution: Attribution, party: Party
) -> Attribution | None:
    """The same source's last attribution, where it stands in this paragraph or the one before; ruling 11.

    A group and the person who speaks for it are one source here.
    """
    here = _paragraph(parsed, attribution)
    for last, other in reversed(done[-_MEMORY:]):
        same = last.source_name is not None and last.source_name == attribution.source_name
        voice = other.kind == party.kind == "armed_group" and bool(other.roles & party.roles)
        if same or voice:
            there = _paragraph(parsed, last)
            return last if there > 0 and 0 <= here - there <= _PASSAGE else None
    return None
