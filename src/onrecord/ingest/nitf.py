"""Reads NITF (IPTC's News Industry Text Format), all versions."""

from datetime import timedelta

from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.dates import is_later, to_iso
from onrecord.ingest.draft import Draft, opened
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import Element, attribute, children, first, paragraphs, words

_ENDS = "-–—.:"


def read_nitf(root: Element) -> Draft:
    """The draft in an NITF document; its date is that of issue, else of release or publication."""
    docdata, head = first(root, "docdata"), first(root, "body.head")
    inside = set(children(head, "body.content")) if head is not None else set()  # of editors' notes
    content = next((c for c in children(root, "body.content") if c not in inside), None)
    dateline = words(first(head, "dateline")) or ""
    told = find_dateline(f"{dateline} A", 0, len(dateline) + 2)
    meta = {attribute(m, "name"): attribute(m, "content") for m in children(root, "meta")}
    given = given_from(
        {
            "guid": attribute(first(docdata, "doc-id"), "id-string"),
            "version": attribute(first(docdata, "du-key"), "version") or meta.get("aap-version"),
            "pub_status": attribute(docdata, "management-status"),
            "published": _date(root, docdata, head),
            "headline": words(first(head, "hl1"))
            or words(first(head, "hedline"))
            or words(first(root, "head", "title")),
            "byline": words(first(head, "byline"), apart=True),
            "slug": meta.get("anpa-keyword") or meta.get("slug") or attribute(first(docdata, "du-key"), "key"),
            "located": words(first(head, "dateline", "location"))
            or (told and told.place)
            or attribute(first(docdata, "evloc"), "city"),
            "editors_note": attribute(first(docdata, "ed-msg"), "info"),
            "urgency": attribute(first(root, "head", "urgency"), "ed-urg"),
            "embargo": _release(docdata),
            "language": attribute(root, "lang", "baselang") or attribute(first(root, "body"), "lang"),
            "usage_terms": words(first(root, "rights.limitations"))
            or attribute(first(docdata, "doc.rights"), "limitations"),
            "agency": words(first(head, "distributor"))
            or attribute(first(docdata, "doc.copyright"), "holder")
            or attribute(first(docdata, "doc-id"), "regsrc")
            or (told and told.agency and told.agency.name),
        }
    )
    body = paragraphs(content) if content is not None else ()
    return Draft(given, opened(dateline if dateline and dateline[-1] in _ENDS else None, body))


def _release(docdata: Element | None) -> str | None:
    """When the document may be released, where that is later than its issue."""
    issue, release = (to_iso(attribute(first(docdata, n), "norm")) for n in ("date.issue", "date.release"))
    return release if issue and release and is_later(release, issue, by=timedelta(0)) else None


def _date(root: Element, docdata: Element | None, head: Element | None) -> str | None:
    """The first date that can be read, best first."""
    found = [
        attribute(first(docdata, "date.issue"), "norm"),
        attribute(first(docdata, "date.release"), "norm"),
        attribute(first(root, "pubdata"), "date.publication"),
        attribute(first(head, "story.date"), "norm"),
        words(first(docdata, "date.issue")),
        attribute(root, "change.date"),
    ]
    return next((d for d in found if d), None)
