"""Sends JSON to an address somebody named, signed: the one way in which onrecord speaks to a server unasked."""

import hashlib
import hmac
import time
from collections.abc import Callable

import httpx2
import stamina

from onrecord import __version__
from onrecord.errors import FetchError
from onrecord.ingest.fetch import Fetcher, Policy, shown

SIGNATURE = "X-Onrecord-Signature"  # sha256=HMAC of the moment, a dot and the body; as receivers of webhooks know it
MOMENT = "X-Onrecord-Timestamp"
DELIVERY = "X-Onrecord-Delivery"
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # a later try may fare better
_KNOCKS = Policy(silence=10.0, per_host=0.0)


class _AgainError(Exception):
    """A failure that may pass."""

    def __init__(self, error: FetchError) -> None:
        super().__init__(str(error))
        self.error = error


def signature(secret: str, moment: str, body: bytes) -> str:
    """What the receiver computes to know that a message is ours and not an old one sent again."""
    return "sha256=" + hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


class Poster(Fetcher):
    """Sends what alerts tell; a context manager. Redirects are refused, private addresses too unless allowed."""

    def __init__(self, policy: Policy = _KNOCKS, *, sleep: Callable[[float], None] = time.sleep) -> None:
        super().__init__(policy, sleep=sleep)

    def post(self, url: str, body: bytes, *, secret: str, delivery: str) -> None:
        """Sends a JSON body, which any answer of 200 to 299 takes; `delivery` names it, the same in each try.

        Raises FetchError: R401 refused, R402 unreachable, R403 too slow, R404 the server says no. What may pass is
        tried again, with back-off.
        """
        self._check(url)
        again = stamina.retry_context(
            on=_AgainError,
            attempts=self.policy.attempts,
            timeout=None,
            wait_initial=self.policy.wait,
            wait_max=self.policy.longest_wait,
            wait_jitter=self.policy.wait,
        )
        try:
            for attempt in again:
                with attempt:
                    self._send(url, body, secret=secret, delivery=delivery)
        except _AgainError as passing:
            raise passing.error from passing

    def _send(self, url: str, body: bytes, *, secret: str, delivery: str) -> None:
        moment = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"onrecord/{__version__} (alerts)",
            DELIVERY: delivery,
            MOMENT: moment,
            SIGNATURE: signature(secret, moment, body),
        }
        try:
            # only the status is asked: what a receiver says beside it is not read, however long it is
            with self._client.stream("POST", url, content=body, headers=headers) as response:
                self._client.cookies.clear()
                status, reason = response.status_code, response.reason_phrase
        except httpx2.TimeoutException as error:
            late = FetchError("R403", f"{shown(url)} gave no answer within {self.policy.silence:g} seconds")
            raise _AgainError(late) from error
        except (httpx2.TransportError, OSError) as error:
            raise _AgainError(FetchError("R402", f"{shown(url)} cannot be reached: {error}")) from error
        except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchError("R401", f"{shown(url)} is no usable address: {error}") from error
        if not 200 <= status < 300:
            told = FetchError("R404", f"{shown(url)} answers {status} {reason}".rstrip())
            raise _AgainError(told) if status in _PASSING else told
