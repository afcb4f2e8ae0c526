"""Fetches what lies at an address: the only module that opens a socket, and only when it is asked to."""

import ipaddress
import logging
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Lock
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx2
import stamina

from onrecord import __version__
from onrecord.errors import FetchError
from onrecord.ingest.robots import HostRules, looks_like_feed, rules_of_answer
from onrecord.ingest.unpacking import ACCEPTED, BrokenBodyError, TooLargeError, unpacked

_AGENT = f"onrecord/{__version__} (news record; conditional GET)"
_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_USER = re.compile(r"\A(https?://)[^/?#]*@", re.IGNORECASE)
_SECRET = re.compile(r"([?&;][^=&;#]*(?:key|token|auth|pass|pwd|secret|sig)[^=&;#]*=)[^&;#]+", re.IGNORECASE)
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # a later try may fare better


@dataclass(frozen=True, slots=True)
class Policy:
    """How fetching behaves. Times in seconds, sizes in bytes after unpacking.

    `private` allows loopback and private addresses; `robots` asks robots.txt before a page is fetched; `per_host` is
    the least time between two requests to one host;
    `attempts` counts the first; the waits between them double from `wait` on, with jitter, up to `longest_wait`.
    """

    private: bool = False
    robots: bool = True
    silence: float = 15.0  # without a byte
    whole: float = 60.0  # for one response
    largest: int = 32 * 1024 * 1024
    redirects: int = 5
    per_host: float = 1.0
    attempts: int = 3
    wait: float = 1.0
    longest_wait: float = 30.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a document, so that it can say next time that nothing has changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: `data` is null where nothing has changed since the validators that were sent.

    `moved` is the new address where the old one has moved for good.
    """

    url: str
    status: int
    data: bytes | None
    validators: Validators = field(default_factory=Validators)
    moved: str | None = None


class _PassingError(Exception):
    """A failure that may pass; `after` is how long the server asks to wait, in seconds."""

    def __init__(self, error: FetchError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after


class ServerError(FetchError):
    """The server says no, with this HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__("R404", message)
        self.status = status


def is_address(text: str) -> bool:
    """Whether `text` is a web address, and no path."""
    return text.lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """Who is asked at the address, by name and port; the address itself where it names nobody."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() or url
    except ValueError:
        return url


def shown(url: str) -> str:
    """The address as it may be shown and published: without password, and without keys in its query."""
    return _SECRET.sub(r"\1…", _USER.sub(r"\1", url))


class Fetcher:
    """Fetches over HTTP, politely; use it as a context manager. Threads may share one.

    No cookie is kept from one request to the next.
    """

    def __init__(self, policy: Policy | None = None, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.policy = policy or Policy()
        self._sleep = sleep
        self._turns: dict[str, float] = {}
        self._robots: dict[str, HostRules] = {}
        self._lock = Lock()
        logging.getLogger("stamina").addHandler(logging.NullHandler())  # else each retry is printed on the terminal
        self._client = httpx2.Client(
            headers={"User-Agent": _AGENT, "Accept": _TYPES, "Accept-Encoding": ACCEPTED},
            timeout=self.policy.silence,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str, known: Validators | None = None, *, page: bool = False) -> Fetched:
        """What lies at `url` now, or that nothing has changed since `known`; `page` where it may be no feed.

        Raises FetchError: R401 refused, R402 unreachable, R403 too slow, R404 the server says no, R405 redirects,
        R406 too large, R407 cut off or broken, R409 a page that robots.txt keeps to itself. Failures that may pass are
        tried again, with back-off.
        """
        policy = self.policy
        retries = stamina.retry_context(
            on=self._whether_again,
            attempts=policy.attempts,
            timeout=None,
            wait_initial=policy.wait,
            wait_max=policy.longest_wait,
            wait_jitter=policy.wait,
        )
        try:
            for attempt in retries:
                with attempt:
                    return self._follow(url, known or Validators(), page=page and policy.robots)
        except _PassingError as passing:
            raise passing.error from passing
        raise AssertionError  # the last attempt returns or raises

    def _whether_again(self, error: Exception) -> bool | float:
        if not isinstance(error, _PassingError):
            return False
        if error.after is None:
            return True
        return error.after if error.after <= self.policy.longest_wait else False

    def _follow(self, url: str, known: Validators, *, page: bool) -> Fetched:
        """The response at the end of the redirects, each hop checked as the first address is."""
        at, seen, moved, lasting = url, {url}, None, True
        while True:
            fetched = self._once(at, known, page=page)
            if isinstance(fetched, Fetched):
                return Fetched(at, fetched.status, fetched.data, fetched.validators, moved)
            status, target = fetched
            lasting = lasting and status in _PERMANENT
            at = _joined(at, target)
            moved = at if lasting else moved
            if at in seen:
                raise FetchError("R405", f"{shown(url)} redirects in a circle, back to {shown(at)}")
            if len(seen) > self.policy.redirects:
                raise FetchError("R405", f"{shown(url)} redirects more than {self.policy.redirects} times")
            seen.add(at)

    def _once(self, url: str, known: Validators, *, page: bool) -> Fetched | tuple[int, str]:
        """One request: the response, or the status and target of a redirect."""
        self._check(url)
        if page and not looks_like_feed(url):
            self._ask_robots(url)
        self._wait_for(host_of(url))
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        deadline = time.monotonic() + self.policy.whole
        try:
            with self._client.stream("GET", url, headers={k: v for k, v in headers.items() if v}) as response:
                if page and looks_like_feed(url) and "html" in response.headers.get("content-type", ""):
                    self._ask_robots(url)
                return self._response(url, response, known, deadline)
        except httpx2.TimeoutException as error:
            slow = FetchError("R403", f"{shown(url)} gave no answer within {self.policy.silence:g} seconds")
            raise _PassingError(slow) from error
        except (httpx2.RemoteProtocolError, httpx2.ReadError, BrokenBodyError) as error:
            raise _PassingError(
                FetchError("R407", f"the answer of {shown(url)} is cut off or broken: {error}")
            ) from error
        except TooLargeError as error:
            limit = f"{self.policy.largest / 1024 / 1024:g} MB"
            raise FetchError("R406", f"{shown(url)} sends more than {limit}; that is no feed") from error
        except (httpx2.TransportError, OSError) as error:
            raise _PassingError(FetchError("R402", f"{shown(url)} cannot be reached: {error}")) from error
        except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchError("R401", f"{shown(url)} is no usable address: {error}") from error

    def _response(
        self, url: str, response: httpx2.Response, known: Validators, deadline: float
    ) -> Fetched | tuple[int, str]:
        status, headers = response.status_code, response.headers
        if status == 304:
            return Fetched(url, status, None, known)
        if status in _REDIRECTS and headers.get("location"):
            return status, headers["location"]
        if status != 200:
            error = ServerError(status, f"{shown(url)} answers {status} {response.reason_phrase}".rstrip())
            raise _PassingError(error, _retry_after(headers.get("retry-after"))) if status in _PASSING else error
        length = headers.get("content-length") or ""
        if length.isdigit() and int(length[:19]) > self.policy.largest:
            raise TooLargeError
        body = unpacked(
            self._in_time(url, response, deadline), headers.get("content-encoding", ""), limit=self.policy.largest
        )
        return Fetched(url, status, body, Validators(headers.get("etag"), headers.get("last-modified")))

    def _in_time(self, url: str, response: httpx2.Response, deadline: float) -> Iterator[bytes]:
        for chunk in response.iter_raw():
            if time.monotonic() > deadline:
                slow = FetchError("R403", f"{shown(url)} is not done after {self.policy.whole:g} seconds")
                raise _PassingError(slow)
            yield chunk

    def _ask_robots(self, url: str) -> None:
        """Raises FetchError (R409) where the host's robots.txt does not let us have the page; it is asked once."""
        base = urlsplit(url)._replace(path="/robots.txt", query="", fragment="").geturl()
        if base not in self._robots:
            status, data = None, None
            try:
                data = self.fetch(base).data
            except ServerError as error:
                status = error.status
            except FetchError:
                pass
            self._robots[base] = rules_of_answer(status, data)
        if not self._robots[base].allow(url):
            message = f"{shown(base)} does not let onrecord fetch {shown(url)}"
            raise FetchError("R409", f"{message}; if it is a feed: onrecord watch --feed {shown(url)}")

    def _wait_for(self, host: str) -> None:
        """Takes the next turn that the host gives, and waits for it."""
        asked = next((r.delay for base, r in list(self._robots.items()) if host_of(base) == host), 0.0)
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._turns.get(host, now))
            self._turns[host] = turn + max(self.policy.per_host, asked)
        if turn > now:
            self._sleep(turn - now)

    def _check(self, url: str) -> None:
        """Raises FetchError (R401) where the address is no web address, or a private one that is not allowed."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise FetchError("R401", f"{shown(url)} is no usable address: {error}") from error
        if parts.scheme not in ("http", "https") or not host:
            raise FetchError("R401", f"{shown(url)} is no web address; it must open with http:// or https://")
        if self.policy.private:
            return
        private = next((a for a in _addresses(host, port) if not _is_public(a)), None)
        if private:
            message = (
                f"{shown(url)} lies at {private}, on this machine or a private network; --allow-private lets it in"
            )
            raise FetchError("R401", message)


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError as error:
        raise FetchError("R405", f"{shown(base)} redirects to no usable address: {shown(target[:200])}") from error


def _addresses(host: str, port: int | None) -> set[str]:
    """The addresses of the host; none where it has none: connecting will say so."""
    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(host, port or 80, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return set()


def _is_public(address: str) -> bool:
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
    return (inner or number).is_global


def _retry_after(value: str | None) -> float | None:
    """The seconds a server asks to wait, given as a number or a date; null where it asks nothing."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
