"""Reads ninjs 1.x, 2.x and 3.x (IPTC), lower-case and camelCase names alike."""

from collections.abc import Mapping

from onrecord.ingest.draft import Draft
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import paragraphs_of_html, paragraphs_of_text
from onrecord.ingest.ninjs_schema import faults_of

_MARKS = {
    "versioncreated", "firstcreated", "pubstatus", "body_text", "body_html", "body_xhtml", "bodies", "headlines",
    "description_text", "descriptions", "profile", "representationtype", "renditions", "associations",
    "editorialpriority", "contentcreated", "$standard",
}  # fmt: skip
_PLAIN = {"body", "content", "content_text", "content_html", "summary", "description"}
_NOT_TEXT = {
    "picture", "photo", "image", "graphic", "video", "audio", "event", "planning", "component", "package", "composite",
    "animation",
}  # fmt: skip


def is_ninjs(fields: Mapping[str, object]) -> bool:
    """Whether the object is a ninjs item: a uri or guid, and a field that only ninjs has, or no plain body."""
    names = {n.lower() for n in fields}
    marked = bool(names & _MARKS) or {"uri", "type"} <= names or ({"uri", "headline"} <= names and not names & _PLAIN)
    return bool(names & {"uri", "guid"}) and marked and "text" not in names


def read_ninjs(fields: Mapping[str, object]) -> Draft:
    """The draft in a ninjs item. The date of this version is `versioncreated`; never raises."""
    low = {n.lower(): v for n, v in fields.items()}
    kind = _text(low.get("type")) or "text"
    given = given_from(
        {
            "guid": low.get("guid") or low.get("uri"),
            "version": low.get("version") or None,
            "pub_status": low.get("pubstatus"),
            "published": low.get("versioncreated") or low.get("contentmodified") or low.get("firstcreated"),
            "updated": low.get("versioncreated"),
            "headline": _value(low, "headline", "headlines") or _text(low.get("title")),
            "byline": _text(low.get("byline")) or _text(low.get("by")),
            "slug": low.get("slugline") or low.get("slug"),
            "located": _text(low.get("located")) or _value(low, "dateline", "datelines"),
            "editors_note": low.get("ednote"),
            "usage_terms": low.get("usageterms") or _value(low, "rights", "rightsinfo"),
            "urgency": low.get("urgency"),
            "embargo": low.get("embargoed") or low.get("embargoeduntil"),
            "agency": _agency(low),
            "language": low.get("language"),
            "url": low.get("uri") if str(low.get("uri")).startswith("http") else None,
        }
    )
    given = given.model_copy(update={"notes": (*given.notes, *faults_of(fields))})
    return Draft(given, _body(low), kind if kind in _NOT_TEXT else None)


def _body(low: Mapping[str, object]) -> tuple[str, ...]:
    bodies = low.get("bodies")
    found = [b for b in bodies if isinstance(b, Mapping)] if isinstance(bodies, list) else []
    plain_first = sorted(
        found, key=lambda b: "plain" not in str(b.get("contenttype", b.get("contentType", ""))).lower()
    )
    for body in plain_first:
        if value := _text(body.get("value")):
            return paragraphs_of_html(value)
    for name in ("body_html", "body_xhtml", "body_xml", "body_nitf", "body_richhtml"):
        if value := _text(low.get(name)):
            return paragraphs_of_html(value)
    if value := _text(low.get("body_text")):
        return paragraphs_of_text(value)
    summary = _value(low, "description_text", "descriptions") or _text(low.get("description_html"))
    return paragraphs_of_html(summary) if summary else ()


def _agency(low: Mapping[str, object]) -> str | None:
    """Who sends it: provider, source, or the first information source, by name."""
    named = _text(low.get("provider")) or _text(low.get("source")) or _text(low.get("creditline"))
    sources = low.get("infosources")
    if named is None and isinstance(sources, list):
        named = next((n for s in sources if isinstance(s, Mapping) and (n := _text(s.get("name")))), None)
    return named


def _value(low: Mapping[str, object], name: str, plural: str) -> str | None:
    """The field itself (1.x), or the `value` of the main or first of its list (2.x and 3.x)."""
    if value := _text(low.get(name)):
        return value
    entries = low.get(plural)
    values = [e for e in entries if isinstance(e, Mapping)] if isinstance(entries, list) else []
    main = sorted(values, key=lambda e: str(e.get("role", "main")).lower() not in ("main", "headline", ""))
    return next((v for e in main if (v := _text(e.get("value")) or _text(e.get("name")))), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
