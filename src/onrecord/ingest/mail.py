"""Reads e-mail: a story sent to a desk."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from onrecord.ingest.draft import Draft
from onrecord.ingest.given import given_from
from onrecord.ingest.markup import paragraphs_of_html, paragraphs_of_text

_HEADERS = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_TELLING = re.compile(
    rb"^(?:from|subject|delivered-to|received|mime-version|message-id):", re.IGNORECASE | re.MULTILINE
)


def is_mail(data: bytes) -> bool:
    """Whether the bytes open with the headers of a message, at least two of them telling ones."""
    match = _HEADERS.match(data[:20000].lstrip().replace(b"\r\n", b"\n"))
    return match is not None and len({m.lower() for m in _TELLING.findall(match.group())}) >= 2


def read_mail(data: bytes) -> Draft:
    """The draft in a message: subject the headline, the plain part the body, else the HTML part. Never raises."""
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data.lstrip())
    given = given_from(
        {
            "guid": _header(message, "message-id"),
            "published": _header(message, "date"),
            "headline": _header(message, "subject"),
        }
    )
    return Draft(given, _body(message))


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, TypeError, ArithmeticError, AttributeError, LookupError):  # headers that its parser trips over
        value = None
    return " ".join(str(value).split()) or None if value is not None else None


def _body(message: EmailMessage) -> tuple[str, ...]:
    for kind, cut in (("text/plain", paragraphs_of_text), ("text/html", paragraphs_of_html)):
        for part in message.walk():
            if part.get_content_type() == kind and not part.is_multipart():
                found = cut(_content(part))
                if found:
                    return found
    return ()


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")
