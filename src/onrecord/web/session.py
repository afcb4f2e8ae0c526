"""Who is at the review desk: a token opens it, a cookie no script can read keeps it open, a mark guards its forms."""

import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "onrecord_desk"
PATH = "/review"
_HOURS = 12
_MOST_SESSIONS = 500
_LARGEST = 64 * 1024  # bytes of a form
_TRIES = parse("10/minute")  # of the token, from one address


@dataclass
class Session:
    """A person at the desk: the name that signs, the mark (`csrf`) that every form must carry, what to tell next."""

    name: str
    until: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    told: str = ""


class Sessions:
    """The people at the desk, in memory: a restart sends everybody to the door."""

    def __init__(self, token: str) -> None:
        self._token = hashlib.sha256(token.encode()).digest()
        self._open: dict[str, Session] = {}
        self._lock = threading.Lock()
        self._tries = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self, request: Request) -> bool:
        """Whether the address may try the token once more."""
        return self._tries.hit(_TRIES, request.client.host if request.client else "")

    def enter(self, token: str, name: str) -> str | None:
        """A new session's secret, or null where the token is wrong."""
        if not hmac.compare_digest(hashlib.sha256(token.encode("utf-8", "replace")).digest(), self._token):
            return None
        secret = secrets.token_urlsafe(32)
        with self._lock:
            now = time.time()
            self._open = {k: s for k, s in self._open.items() if s.until > now}
            while len(self._open) >= _MOST_SESSIONS:
                self._open.pop(next(iter(self._open)))
            self._open[_key(secret)] = Session(name, now + _HOURS * 3600)
        return secret

    def of(self, request: Request) -> Session | None:
        """The session whose cookie the request brings."""
        found = self._open.get(_key(request.cookies.get(COOKIE, "")))
        return found if found and found.until > time.time() else None

    def leave(self, request: Request) -> None:
        """Ends the session whose cookie the request brings."""
        with self._lock:
            self._open.pop(_key(request.cookies.get(COOKIE, "")), None)


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def set_cookie(response: Response, request: Request, secret: str | None) -> None:
    """Gives the browser the session's secret, or takes it away."""
    response.set_cookie(
        COOKIE,
        secret or "",
        max_age=_HOURS * 3600 if secret else 0,
        path=PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def own_form(session: Session, request: Request, fields: dict[str, str]) -> bool:
    """Whether a form came from a page of this desk: by its mark, and by the browser's word where it gives it."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    mark = fields.get("csrf", "").encode("utf-8", "replace")
    return site in {"same-origin", "none"} and hmac.compare_digest(mark, session.csrf.encode())


async def fields_of(request: Request) -> dict[str, str] | None:
    """The fields of a form as browsers send it, null where it is too large or none."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return None
    try:
        return dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return None
