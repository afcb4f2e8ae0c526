"""Polls feeds: every new entry goes through the ladder to the record and the site, once, whatever happens between."""

import hashlib
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from onrecord import alerting, pipeline
from onrecord.errors import FetchError, InputError
from onrecord.ingest.fetch import Fetched, Fetcher, Validators, host_of, shown
from onrecord.ingest.given import given_from
from onrecord.ingest.read import stories_in
from onrecord.ingest.routing import admit
from onrecord.ingest.web_pages import feeds_named_in
from onrecord.keeping import RawInput
from onrecord.records.feed import Feed, iso_of
from onrecord.records.story import Ignored, Outcome, Story
from onrecord.settings import Rule, Settings, Storing
from onrecord.store.record import Store

_LONGEST = timedelta(hours=6)  # that a failing feed is left alone
_NO_FEED = {"html": "a web page", "text": "plain text", "xml": "XML of another kind", "unknown": "no text"}
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll of a feed brought: the new entries by outcome, those put aside, or why it failed."""

    url: str
    outcomes: Counter[Outcome]
    put_aside: tuple[Ignored, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed's server said at a moment: a response, or why there is none."""

    feed: Feed
    at: str
    fetched: Fetched | None = None
    error: FetchError | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round over the feeds; `pages` counts the files of the site, null where it was not built again.

    `sent` is what saved filters told their webhooks.
    """

    polled: tuple[Polled, ...]
    pages: int | None
    sent: tuple[alerting.Sent, ...] = ()


def now() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(tz=UTC)


def watch(  # noqa: PLR0913 (each is a choice of the person who watches)
    out: Path | None,
    fetcher: Fetcher,
    *,
    every: timedelta,
    once: bool,
    report: Callable[[Cycle], None],
    clock: Clock = now,
    sleep: Callable[[float], None] = time.sleep,
    settings: Settings | None = None,
    record: str | Path | None = None,
) -> None:
    """Polls the feeds on the record's list, again and again; `report` hears of each cycle.

    `out` is the folder of the record and its site; a `record` elsewhere, such as a database, has none.
    The first cycle polls every feed and builds the site in any case: a process before this one may have been ended
    between taking a story in and building. Raises InputError where another process watches the same record.
    """
    with _alone(out, record):
        first = True
        while True:
            begun = clock()
            due = None if first else every
            report(cycle(out, fetcher, every=due, build=first, clock=clock, settings=settings, record=record))
            if once:
                return
            first = False
            sleep(max(0.0, (begun + every - clock()).total_seconds()))


def cycle(  # noqa: PLR0913 (each is a choice of the person who watches)
    out: Path | None,
    fetcher: Fetcher,
    *,
    every: timedelta | None,
    build: bool,
    clock: Clock = now,
    settings: Settings | None = None,
    record: str | Path | None = None,
) -> Cycle:
    """Polls each feed that is due (all of them where `every` is null), then links and builds if anything came in.

    Several hosts are asked at the same time, one host never; what they said is taken in feed by feed, in order.
    """
    settings, where = settings or Settings(), _record(out, record)
    with Store(where) as store:
        feeds = store.feeds()
        due = [f for f in feeds if every is None or f.is_due(clock(), every=every, longest=_LONGEST)]
        answers = answers_of(due, fetcher, parallel=settings.fetch.parallel, clock=clock)
        polled = tuple(take(answer, store, settings.route, settings.store) for answer in answers)
        changed = any(n for p in polled for outcome, n in p.outcomes.items() if outcome != "unchanged")
        news = build or changed
        if news:
            pipeline.link_changed(store)
    pages = pipeline.build_stored(where, out / "site").files if news and out else None
    return Cycle(polled, pages, alerting.deliver(where, changed=news, private=fetcher.policy.private))


def _record(out: Path | None, record: str | Path | None) -> str | Path:
    if record is None and out is None:
        raise InputError("R105", "no record named; name its folder with --out or its database with --database")
    return record if record is not None else Path(out or ".") / "record.sqlite"


def answers_of(feeds: Sequence[Feed], fetcher: Fetcher, *, parallel: int = 8, clock: Clock = now) -> Iterator[Answer]:
    """What each feed's server says, in the order of the feeds; up to `parallel` hosts are asked at the same time."""
    hosts: dict[str, list[Feed]] = {}
    for feed in feeds:
        hosts.setdefault(host_of(feed.url), []).append(feed)
    waiting: dict[str, Future[Answer]] = {feed.url: Future() for feed in feeds}
    left, ended = deque(hosts.values()), Event()

    def ask_hosts() -> None:
        while left and not ended.is_set():
            try:
                listed = left.popleft()
            except IndexError:  # another thread was quicker
                return
            for feed in listed:
                _settle(waiting[feed.url], feed, fetcher, iso_of(clock()))

    # threads that end with the process: whoever presses Ctrl-C does not wait for a slow server
    for _ in range(min(parallel, len(hosts))):
        Thread(target=ask_hosts, daemon=True, name="poll").start()
    try:
        yield from (waiting[feed.url].result() for feed in feeds)
    finally:
        ended.set()


def _settle(waiting: Future[Answer], feed: Feed, fetcher: Fetcher, at: str) -> None:
    """Asks the feed's server; what else goes wrong is raised where the answer is waited for."""
    try:
        fetched = fetcher.fetch(feed.url, Validators(feed.etag, feed.modified))
        waiting.set_result(Answer(feed, at, fetched=fetched))
    except FetchError as error:
        waiting.set_result(Answer(feed, at, error=error))
    except BaseException as error:  # noqa: BLE001
        waiting.set_exception(error)


def take(answer: Answer, store: Store, rules: Sequence[Rule] = (), storing: Storing | None = None) -> Polled:
    """Takes in what is new in a feed's answer.

    Each story is committed for itself, and what the server said for asking again is kept only after all of them: a
    process that is ended in between reads the feed again, and finds what it has done.
    """
    feed, at = answer.feed, answer.at
    asked = feed.model_copy(update={"polls": feed.polls + 1, "last_fetch": at})
    raw = RawInput(storing or Storing())
    try:
        fetched = _response(answer)
        entries = _entries(feed.url, fetched, at, rules, raw)
    except FetchError as error:
        store.set_feed(asked.model_copy(update={"error": str(error), "status": None, "failures": feed.failures + 1}))
        store.commit()
        return Polled(feed.url, Counter(), error=str(error))
    seen = store.seen(feed.url)
    fresh = list({e.item.sha256: e for e in entries if e.item.sha256 not in seen}.values())
    outcomes = Counter(_take_in(fresh, feed.url, store, at, raw))
    kept = _lasting(fetched, entries)
    well = {
        "error": None, "failures": 0, "last_success": at, "status": fetched.status, "moved": fetched.moved,
        "etag": kept.etag, "modified": kept.modified,
        "entries": feed.entries + len(fresh), "entered": feed.entered + outcomes["entered"],
    }  # fmt: skip
    store.set_feed(asked.model_copy(update=well))
    store.commit()
    return Polled(feed.url, outcomes, tuple(e for e in fresh if isinstance(e, Ignored)))


def _response(answer: Answer) -> Fetched:
    if answer.fetched is None:
        raise answer.error or AssertionError
    return answer.fetched


def _take_in(fresh: Sequence[Story | Ignored], url: str, store: Store, at: str, raw: RawInput) -> Iterator[Outcome]:
    """What became of each entry; one that is done is marked as seen, within the next commit."""
    if not fresh:
        return
    for entry, outcome in zip(fresh, pipeline.take_in(raw.into(store, fresh), store), strict=True):
        if not _held(entry):
            store.mark_seen(url, entry.item.sha256, at=at, outcome=outcome)
        yield outcome


def _entries(
    url: str, fetched: Fetched, at: str, rules: Sequence[Rule] = (), raw: RawInput | None = None
) -> list[Story | Ignored]:
    """The entries in the answer received `at` that moment, gated and routed; none where nothing has changed.

    Raises FetchError (R408) if it is no feed.
    """
    if fetched.data is None:
        return []
    whole, given = hashlib.sha256(fetched.data).hexdigest(), given_from({"received": at})
    read = stories_in(fetched.data, origin=shown(url), given=given, keep=raw)
    entries = [admit(a, rules) if isinstance(a, Story) else a for a in read]
    for entry in entries:
        if entry.item.sha256 != whole:
            continue
        if entry.item.format in _NO_FEED:
            why = entry.message if entry.item.format == "unknown" and isinstance(entry, Ignored) else ""
            why = why or _NO_FEED[entry.item.format]
            named = feeds_named_in(fetched.data, fetched.url) if entry.item.format == "html" else ()
            why += f", which names {' and '.join(named[:5])}" if named else ""
            raise FetchError("R408", f"{shown(url)} gives no feed: {why}")
        if isinstance(entry, Ignored) and entry.outcome == "quarantined":
            raise FetchError("R408", f"{shown(url)} gives no feed that can be read: {entry.message}")
    return [e for e in entries if not (isinstance(e, Ignored) and e.item.sha256 == whole and e.reason == "not-a-story")]


def _lasting(fetched: Fetched, entries: Sequence[Story | Ignored]) -> Validators:
    """What to send next time; nothing where more may come under the same mark: the rest of a malformed
    feed, or an entry after its embargo.
    """
    malformed = any(n.code == "feed-malformed" for e in entries if isinstance(e, Story) for n in e.notes)
    return Validators() if malformed or any(map(_held, entries)) else fetched.validators


def _held(entry: Story | Ignored) -> bool:
    """Whether the entry is under an embargo: it is looked at again until that is over."""
    return isinstance(entry, Ignored) and entry.reason == "embargoed"


@contextmanager
def _alone(out: Path | None, record: str | Path | None) -> Iterator[None]:
    """Holds the record for one watching process of this machine; the lock goes with the process, however that ends."""
    try:
        import fcntl  # noqa: PLC0415 (not on every system; without it nothing is locked)
    except ImportError:
        yield
        return
    name = hashlib.sha256(str(record).encode()).hexdigest()[:20]
    lock = out / "watch.lock" if out else Path(tempfile.gettempdir()) / f"onrecord-{name}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(
                "R113", f"another `onrecord watch` is at work on {out or 'this database'}; end that one first"
            ) from error
        yield
