"""A feed on the record's list, and how it fares."""

from datetime import UTC, datetime, timedelta
from zlib import crc32

from onrecord.records.span import Frozen


class Feed(Frozen):
    """A feed that is watched, and what became of the last polls.

    Times are ISO date-times in UTC. `status` is the last answer's HTTP status, null where there was none; `error` the
    last failure, null where the last poll went well; `failures` counts those since then. `entries` counts the entries
    ever seen, `entered` those that became stories of the record. `moved` is the address the server names for good.
    """

    url: str
    title: str | None = None
    added: str
    etag: str | None = None
    modified: str | None = None
    polls: int = 0
    failures: int = 0
    last_fetch: str | None = None
    last_success: str | None = None
    status: int | None = None
    error: str | None = None
    moved: str | None = None
    entries: int = 0
    entered: int = 0

    def trouble(self, now: datetime, *, stale: timedelta) -> str | None:
        """What is wrong with the feed, in a line; null where it is well.

        It is not well where its last poll failed, where it was never polled, or not with success for `stale`.
        """
        if self.error:
            return f"{self.failures} failed in a row, the last: {self.error}"
        if self.last_success is None:
            return "never polled; run: onrecord watch"
        age = now - moment_of(self.last_success)
        return f"not polled since {self.last_success}; is `onrecord watch` running?" if age > stale else None

    def is_due(self, now: datetime, *, every: timedelta, longest: timedelta) -> bool:
        """Whether to poll now: a feed that fails waits twice as long after each failure, up to `longest`.

        Up to a quarter more, by its address: feeds that failed together do not all come back together.
        """
        if not self.failures or self.last_fetch is None:
            return True
        wait = every * (1 << min(self.failures - 1, 20))
        apart = 1 + crc32(f"{self.url} {self.failures}".encode()) / 2**34
        return now - moment_of(self.last_fetch) >= apart * min(wait, max(every, longest))


def moment_of(iso: str) -> datetime:
    """The moment that an ISO date-time of a feed's record names."""
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def iso_of(moment: datetime) -> str:
    """The moment as the record writes it: UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
