"""What stands before every page: headers that keep browsers safe, HEAD, a limit on how often one address may ask."""

import ipaddress
import time
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import TOO_MANY, problem

# pages carry the same policy in a meta tag, for the static build; frame-ancestors only counts in a header
CONTENT: Final = (
    "default-src 'none'; img-src 'self' data:{images}; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
)
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_EMBEDDED = "/embed"  # pages that other sites may show in a frame
_REVIEW = "/review"


class Headers:
    """Puts the safety headers on every answer; the review desk is shut to other origins, all else open for reading.

    `images` is a host of map tiles, where the operator named one.
    """

    def __init__(self, app: ASGIApp, *, images: str = "") -> None:
        self.app = app
        self.images = f" {images}" if images else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        desk = path == _REVIEW or path.startswith(_REVIEW + "/")
        frames = "*" if path.startswith(_EMBEDDED) else "'none'"

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = CONTENT.format(frames=frames, images=self.images)
                for name, value in (_HEADERS if desk else {**_HEADERS, **_OPEN}).items():
                    headers[name] = value
                if desk:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        if scope["method"] == "OPTIONS" and not desk:
            await _preflight(sent)
        else:
            await self.app(scope, receive, sent)


async def _preflight(send: Send) -> None:
    """Tells a browser that pages of other sites may read this one."""
    headers = [
        (b"allow", b"GET, HEAD, OPTIONS"),
        (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
        (b"access-control-allow-headers", b"If-None-Match, If-Modified-Since"),
        (b"access-control-max-age", b"86400"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class Head:
    """Answers HEAD as GET would, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, sent)


class Limit:
    """Lets each address ask so often and no more: of IPv6 each network of one customer (/64).

    `rate` is as the library `limits` reads it ("120/minute"). This machine itself is let through unless `all_`.
    """

    def __init__(self, app: ASGIApp, rate: str | None, *, all_: bool = False) -> None:
        self.app = app
        self.item: RateLimitItem | None = parse(rate) if rate else None
        self.all = all_
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if self.item is None or scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        key = _network(scope["client"][0] if scope.get("client") else "", everyone=self.all)
        if key is None or self.limiter.hit(self.item, key):
            await self.app(scope, receive, send)
            return
        wait = max(1, round(self.limiter.get_window_stats(self.item, key).reset_time - time.time() + 0.5))
        refused = problem(
            429,
            TOO_MANY,
            f"more than {self.item.amount} requests in {self.item.get_expiry()} seconds; come again in {wait} seconds",
            instance=scope["path"],
            headers={"Retry-After": str(wait)},
        )
        await refused(scope, receive, send)


def _network(client: str, *, everyone: bool) -> str | None:
    """What is counted together; null where nothing is counted."""
    try:
        address = ipaddress.ip_address(client.partition("%")[0])
    except ValueError:
        return client if everyone else client or None
    if address.is_loopback and not everyone:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
