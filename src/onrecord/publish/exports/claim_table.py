"""The table of claims: one row each, with its speaker, its numbers, its words and its rules."""

from collections.abc import Callable, Iterable

from onrecord.publish.exports.provenance_columns import EVIDENCE, STORY, VERSIONS
from onrecord.publish.exports.scales import quote
from onrecord.publish.exports.table import Column, Subject, Table, Value, each_claim, listed, number
from onrecord.publish.wording import amount
from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Quantity
from onrecord.records.when import When
from onrecord.records.where import Place


def _said(of: Callable[[Attribution], Value]) -> Callable[[Subject], Value]:
    return lambda row: of(row.claim.attribution) if row.claim.attribution else None


def _place(of: Callable[[Place], Value]) -> Callable[[Subject], Value]:
    return lambda row: of(row.claim.event.place) if row.claim.event.place else None


def _time(of: Callable[[When], Value]) -> Callable[[Subject], Value]:
    return lambda row: of(row.claim.event.time) if row.claim.event.time else None


def _quantity(kind: str, of: Callable[[Quantity], float | None]) -> Callable[[Subject], Value]:
    def told(row: Subject) -> Value:
        found = next((q for q in row.claim.event.quantities if q.kind == kind and not q.total), None)
        return number(of(found)) if found else None

    return told


def _party(role: str, who: str, tag: str) -> Iterable[Column]:
    def told(of: Callable[[Actor], Value]) -> Callable[[Subject], Value]:
        def value(row: Subject) -> Value:
            found = getattr(row.claim.event, role)
            return of(found) if found else None

        return value

    yield Column(role, "text", f"name of {who}; empty where only its country is told", told(lambda p: p.name), tag)
    yield Column(f"{role}_kind", "text", "its kind, as in the codebook", told(lambda p: p.kind))
    yield Column(f"{role}_country", "text", "ISO 3166 alpha-2 of the side it belongs to", told(lambda p: p.country))
    yield Column(f"{role}_side", "text", "the belligerent it fights for where that differs", told(lambda p: p.side))
    yield Column(f"{role}_code", "text", "PLOVER-style code: country, then role", told(lambda p: p.code))


_WHAT = (
    Column("id", "text", "STORY/EVENT, the permanent id of the claim", lambda row: row.claim.id, "#event+code+claim"),
    Column("incident", "text", "the incident it is filed under", lambda row: row.incident.id, "#event+code"),
    Column("type", "text", "event type of the codebook", lambda row: row.claim.event.type, "#event+type"),
    Column(
        "status",
        "text",
        "actual, ongoing, future, hypothetical or negated, as told",
        lambda row: row.claim.event.status,
        "#status",
    ),
    Column("withdrawn", "boolean", "the story was killed, or corrected away", lambda row: row.claim.withdrawn),
    Column("replaced_by", "text", "the later version that no longer says so", lambda row: row.claim.replaced_by),
    Column("standings", "text", "how well it stands", lambda row: listed(r.standing for r in row.standing.standings)),
    Column(
        "standing_rules",
        "text",
        "the rule behind each standing",
        lambda row: listed(r.rule for r in row.standing.standings),
    ),
)
_SPEAKER = (
    Column("claimant", "text", "the speaker, else the agency", lambda row: row.claim.claimant, "#meta+source"),
    Column("claimant_kind", "text", "its kind, as in the codebook", _said(lambda a: a.source_kind)),
    Column("claimant_country", "text", "ISO 3166 alpha-2 it speaks for", _said(lambda a: a.source_country)),
    Column("claimant_side", "text", "belligerent (or country) it speaks for", lambda row: row.claim.side),
    Column("originator", "text", "what counts as one source", lambda row: row.claim.originator),
    Column("voice", "text", "attributed, narrator or witnessed", lambda row: row.claim.voice),
    Column("stance", "text", "assert, deny or doubt", lambda row: row.claim.stance),
    Column("checked", "text", "the story's own word: unverified, verified, disputed", lambda row: row.claim.checked),
    Column("checked_words", "text", "the words that say so", _said(lambda a: quote(a.checked_evidence))),
    Column("said_on", "date", "day on which it was said, if told", lambda row: row.claim.said_on),
    Column("channel", "text", "where it was said: Telegram, TV, statement", _said(lambda a: a.channel)),
    Column("source_words", "text", "the words that name the speaker", _said(lambda a: quote(a.source))),
    Column("cue", "text", "the word that marks the attribution", _said(lambda a: quote(a.cue))),
    Column("attribution_rule", "text", "the rule that read the attribution", _said(lambda a: a.rule)),
    Column("attribution_lexicon", "text", "the lexicon lines it rests on", _said(lambda a: listed(a.lexicon))),
    Column("copies", "text", "stories that carry the same claim as copies", lambda row: listed(row.claim.copies)),
)
_WHERE_WHEN = (
    Column("place", "text", "name of the place", _place(lambda p: p.name), "#loc+name"),
    Column("admin1", "text", "first-level division", _place(lambda p: p.admin1), "#adm1+name"),
    Column("country", "text", "ISO 3166 alpha-2, from the gazetteer", _place(lambda p: p.country), "#country+code"),
    Column("lat", "number", "degrees; empty where it is not placed", _place(lambda p: p.lat), "#geo+lat"),
    Column("lon", "number", "degrees; empty where it is not placed", _place(lambda p: p.lon), "#geo+lon"),
    Column("geonameid", "integer", "GeoNames id", _place(lambda p: p.geonameid), "#loc+code+geonames"),
    Column("precision", "text", "exact, town, district, region, country", _place(lambda p: p.precision)),
    Column("place_words", "text", "the words that name the place", _place(lambda p: quote(p.span))),
    Column("place_rule", "text", "the rule that placed it", _place(lambda p: p.rule or None)),
    Column("start", "date", "first day; empty where open", _time(lambda t: t.start), "#date+start"),
    Column("end", "date", "last day, inclusive; empty where open", _time(lambda t: t.end), "#date+end"),
    Column("date_precision", "text", "hour, day, week, month ...", _time(lambda t: t.precision)),
    Column("time_words", "text", "the words that date it", _time(lambda t: quote(t.span))),
    Column("time_rule", "text", "the rule that dated it", _time(lambda t: t.rule or None)),
)
_NUMBERS = (
    *(
        Column(
            f"{kind}_{edge}",
            "number",
            f"{kind} in this event, {'at least' if edge == 'min' else 'at most'}; empty where the words leave it open",
            _quantity(kind, (lambda q: q.min) if edge == "min" else (lambda q: q.max)),
            f"#affected+{kind}+{edge}",
        )
        for kind in ("killed", "injured", "casualties", "missing", "captured", "displaced", "evacuated")
        for edge in ("min", "max")
    ),
    Column(
        "numbers",
        "text",
        "every number told, in words",
        lambda row: listed(
            amount(q.min, q.max, q.kind) + (" in all so far" if q.total else "") for q in row.claim.event.quantities
        ),
    ),
)
_CODES = (
    Column("plover", "text", "PLOVER type and mode", lambda row: row.claim.event.plover),
    Column("cameo", "text", "CAMEO code", lambda row: row.claim.event.cameo),
    Column("acled", "text", "ACLED event and sub-event types that our type covers", lambda row: row.claim.event.acled),
)

CLAIMS = Table(
    name="claims",
    about="One row for each claim: one speaker, or the agency's narration or own sight, on one happening. This is what "
    "the record holds; incidents are derived from it.",
    columns=(
        *_WHAT,
        *_SPEAKER,
        *_party("actor", "who acts", "#group+name+first"),
        *_party("target", "who or what is acted on", "#group+name+second"),
        *_WHERE_WHEN,
        *_NUMBERS,
        *_CODES,
        *STORY,
        *EVIDENCE,
        *VERSIONS,
    ),
    subjects=each_claim,
)
