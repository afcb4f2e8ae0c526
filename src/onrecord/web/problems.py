"""What goes wrong, as answers: problem details (RFC 9457) with our codes."""

import json
from collections.abc import Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import InputError, NotInRecordError, OnrecordError, SetupError

PROBLEM = "application/problem+json"
NO_PAGE, NO_METHOD, TOO_MANY, FAULT, NOT_ALLOWED = "R320", "R321", "R322", "R323", "R324"
# what each code means, for the page that describes the API
ABOUT = {
    "R120": "A word of the query that is no filter, or a value that it cannot have.",
    "R121": "A page that cannot be: its size, or where it begins.",
    "R132": "A correction or code with a value that cannot be.",
    "R133": "A decision without name or reason.",
    "R305": "No incident of that id was ever given.",
    "R306": "No story of that id.",
    "R303": "No claim of that id.",
    "R304": "Nothing of that name or number is in force, so that it could be taken back.",
    "R307": "No saved filter of that name.",
    "R308": "Nobody of that name claims anything.",
    "R309": "No place, actor or source of that name has a page.",
    NO_PAGE: "No such page.",
    NO_METHOD: "Only GET and HEAD are answered, and POST at the review desk.",
    TOO_MANY: "Too many requests from one address.",
    FAULT: "A fault of onrecord; please report it.",
    NOT_ALLOWED: "The review desk, without its token or without the form's own mark.",
}
_CODES = {404: NO_PAGE, 405: NO_METHOD, 429: TOO_MANY, 403: NOT_ALLOWED, 401: NOT_ALLOWED}


def problem(status: int, code: str, detail: str, *, instance: str, headers: dict[str, str] | None = None) -> Response:
    """An answer with a problem; `code` is searchable, `detail` says what to do, `instance` is the path asked."""
    told = {
        "type": f"/docs#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": instance,
    }
    body = json.dumps(told).encode()
    return Response(body, status, headers={"Cache-Control": "no-store", **(headers or {})}, media_type=PROBLEM)


def status_of(error: OnrecordError) -> int:
    """The HTTP status of one of our own errors."""
    if isinstance(error, InputError):
        return 400
    if isinstance(error, NotInRecordError):
        return 404
    return 503 if isinstance(error, SetupError) else 500


def ours(request: Request, error: HTTPException) -> tuple[int, OnrecordError]:
    """What the router refuses (no such page, no such method) as an error of ours, with its status."""
    code = _CODES.get(error.status_code, FAULT)
    told = {
        404: f"there is no page {request.url.path[:80]}; /docs lists what there is",
        405: f"{request.method} is not answered here",
    }
    return error.status_code, OnrecordError(code, told.get(error.status_code, str(error.detail)))


def no_words(words: Sequence[tuple[str, str]]) -> InputError:
    """The error of a query where none can be."""
    return InputError("R120", f"nothing can be asked here, not {words[0][0][:40]!r}")
