"""Answers that a client may keep: a mark of their content, when the record last changed, and 304 where neither did."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response


def reply(
    request: Request, body: bytes, media: str, *, modified: datetime, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer, or 304 where the client has it: by its mark (RFC 9110, 13.1.2), else by when it last asked."""
    mark = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    told = {
        "ETag": mark,
        "Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        "Cache-Control": "public, max-age=0, must-revalidate",
        **(headers or {}),
    }
    if _has(request, mark, modified):
        return Response(status_code=304, headers=told)
    return Response(body, media_type=media, headers=told)


def _has(request: Request, mark: str, modified: datetime) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        marks = {one.strip().removeprefix("W/") for one in known.split(",")}
        return "*" in marks or mark.removeprefix("W/") in marks
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and modified <= parsedate_to_datetime(since).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return False
