"""What a feed's own metadata says about a story: the sidecar `ID.meta.json`, and the fields of a JSON line."""

import json
import re
from collections.abc import Mapping
from typing import Literal

from pydantic import ValidationError

from onrecord.ingest.dates import to_iso
from onrecord.ingest.decoding import mend_surrogates
from onrecord.records.span import Frozen, Note
from onrecord.records.story import PubStatus

# other names under which researchers' corpora and feeds carry the same field
ALIASES = {
    "date": "published",
    "date_published": "published",
    "title": "headline",
    "date_modified": "updated",
    "carrier": "outlet",
    "link": "url",
    "author": "byline",
    "pubstatus": "pub_status",
    "lang": "language",
    "priority": "urgency",
    "rights": "usage_terms",
    "license": "usage_terms",
    "copyright": "usage_terms",
}
SIDECAR = ".meta.json"
_ABOUT = ("readme", "license", "licence", "notice", "changelog")
_LARGEST_VERSION = 2**53  # what every store and JSON reader holds exactly
_LANGUAGES = {
    "english": "en", "eng": "en", "german": "de", "ger": "de", "deu": "de", "french": "fr", "fra": "fr", "fre": "fr",
    "spanish": "es", "spa": "es", "italian": "it", "ita": "it", "russian": "ru", "rus": "ru",
}  # fmt: skip
_DATES = ("published", "updated", "received", "embargo")
_NUMBERS = {"version": range(_LARGEST_VERSION), "urgency": range(1, 10)}
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z0-9]{2,8}))?\b")
_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "embargoed": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}


class Given(Frozen):
    """Metadata as received; every field may be missing.

    `published`, `updated`, `received` and `embargo` are ISO dates or date-times; `outlet` is the carrier. `notes` say
    which fields could not be used.
    """

    id: str | None = None
    guid: str | None = None
    version: int = 1
    pub_status: PubStatus = "usable"
    published: str | None = None
    updated: str | None = None
    received: str | None = None
    outlet: str | None = None
    agency: str | None = None
    headline: str | None = None
    headline_by: Literal["agency", "carrier", "unknown"] | None = None
    byline: str | None = None
    slug: str | None = None
    located: str | None = None
    editors_note: str | None = None
    usage_terms: str | None = None
    urgency: int | None = None
    embargo: str | None = None
    language: str | None = None
    url: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def own_agency(self) -> str | None:
        """The agency, where the feed is in a place to know it: its own copy, or copy of a carrier it does not name."""
        return self.agency if self.outlet is None or self.outlet == self.agency else None


def known_field(name: str) -> str | None:
    """The field that a column or key of this name carries; null where it carries none."""
    key = ALIASES.get(name.lower(), name.lower())
    return key if key in {*Given.model_fields, "text", "body", "content", "summary", "description"} else None


def describes_folder(name: str) -> bool:
    """Whether a file of this name describes a folder of stories and is none itself."""
    return name.startswith(".") or name.lower().startswith(_ABOUT) or name.endswith((SIDECAR, ".gold.json"))


def sidecar_of(name: str) -> str:
    """The name of the sidecar of a file."""
    return name.rsplit(".", 1)[0] + SIDECAR


def given_from(fields: Mapping[str, object]) -> Given:
    """The metadata in `fields`; unknown fields are passed over, unusable values become notes. Never raises."""
    known: dict[str, object] = {}
    notes: list[Note] = []
    for name, value in fields.items():
        key = ALIASES.get(name.lower(), name.lower())
        if value is None or value == "" or key not in Given.model_fields or key == "notes" or key in known:
            continue
        usable = _usable(key, value)
        if usable is None:
            notes.append(Note(level="warning", code=f"{key}-unusable", message=f"{key} {value!a:.80} cannot be used"))
        else:
            known[key] = usable
    return Given.model_validate({**known, "notes": tuple(notes)})


def given_from_json(data: bytes) -> Given:
    """The metadata in a sidecar file; a sidecar that cannot be read gives empty metadata with a note."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return Given(notes=(Note(level="warning", code="sidecar-unreadable", message="the sidecar is not JSON"),))
    return given_from(fields)


def _usable(key: str, value: object) -> object | None:
    if key in _DATES:
        return to_iso(value)
    if key == "pub_status":
        return _STATUSES.get(str(value).lower())
    if key == "language":
        return _tag(str(value))
    if key not in _NUMBERS:
        value = mend_surrogates(str(value))[0] if isinstance(value, str | int | float) else None
    try:
        checked = Given.model_validate({key: value})
    except ValidationError:
        return None
    usable: object = getattr(checked, key)
    return None if key in _NUMBERS and usable not in _NUMBERS[key] else usable


def _tag(told: str) -> str | None:
    """The language tag in the usual letters, `en` or `en-GB`; a name such as English as its tag."""
    named = _LANGUAGES.get(told.strip().lower())
    match = _TAG.fullmatch(told.strip())
    if named or not match:
        return named
    language, region = match.groups()
    language = _LANGUAGES.get(language.lower(), language.lower())
    return f"{language}-{region.upper() if len(region) == 2 else region}" if region else language
