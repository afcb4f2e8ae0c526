"""The record as it stands now, while others write to it: read from its store, so that memory does not grow with it.

What hangs on every page is read once and held as a moment of the record, until the record has changed. All else is
asked when a page needs it, each request within a transaction of its own. Where the record changes just then, a page may
have the happenings of the new moment beside the changes and the control of the one before.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from jinja2 import ChoiceLoader, PackageLoader

from onrecord import pipeline
from onrecord.publish.look import Look
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import slug
from onrecord.publish.press import Press
from onrecord.publish.site import parts
from onrecord.records.part import Part
from onrecord.records.reading import Reading
from onrecord.store.incident_writing import Incidents
from onrecord.store.lent import LentStore
from onrecord.store.reading import StoreReading
from onrecord.store.record import Store
from onrecord.store.source import Source

T = TypeVar("T")
Given = ParamSpec("Given")
_PLAIN = Look()

_LOOK = 1.0  # seconds between two looks at whether the record has changed
_LASTS = 5  # a moment lasts at least so many times as long as it took to work out, so that most time goes into answers
_LONGEST = 60.0  # seconds that it lasts for that at most
_PATIENCE = 3.0  # seconds a request waits for the newer moment before it is answered from the one before
_RECENT = 400  # incidents that stay in memory for the requests that follow


@dataclass
class Moment:
    """One moment of the record, ready to be printed; `modified` (UTC, whole seconds) tells it from those before."""

    revision: int
    read: Reading
    press: Press
    modified: datetime
    cost: float = 0.0  # seconds that went into what is held of it
    _kept: dict[str, object] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def lookup(self) -> Lookup:
        """The record in a publisher's words."""
        return self.press.lookup

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The ids of stories by the name that files and addresses give them, where that is another."""
        named = ((slug(sign.id), sign.id) for sign in self.read.story_signs())
        return {name: story_id for name, story_id in named if name != story_id}

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What was made once for this moment, made at the first question."""
        with self._lock:
            if name not in self._kept:
                began = time.monotonic()
                self._kept[name] = make()
                self.cost += time.monotonic() - began
        return cast("T", self._kept[name])

    def file(self, path: str) -> bytes | None:
        """A file of the site as the static build has it, null where there is none of that path."""
        all_parts: dict[str, Part] = self.kept("parts", self._parts)
        folder, _, rest = path.partition("/")
        key = f"{folder}/{rest.rpartition('.')[0]}" if rest else ""
        if key in all_parts:
            return dict(all_parts[key].pages()).get(path)
        stem = folder if rest else path.rpartition(".")[0]
        for name in dict.fromkeys((stem, "lists", "feeds")):
            if name in all_parts and path in (made := self._files_of(all_parts[name])):
                return made[path]
        return None

    def _parts(self) -> dict[str, Part]:
        # incidents and stories are most of the parts, and have addresses of their own
        made = parts(self.read, self.press.look)
        return {part.key: part for part in made if not part.key.startswith(("incident/", "story/"))}

    def _files_of(self, part: Part) -> dict[str, bytes]:
        return self.kept(f"files of {part.key}", lambda: dict(part.pages()))


class Live:
    """A record that is served; any number of threads may ask it. `where` is its path or its database's address,
    `look` the operator's choices for its pages.
    """

    def __init__(self, where: str | Path, look: Look = _PLAIN) -> None:
        self._source = Source(where)
        self._store = LentStore(self._source)
        self.look = look
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self._renewing: threading.Thread | None = None
        with self.open() as store:
            pipeline.ready(store)
        self._now = self._read(None)

    def close(self) -> None:
        """Lets go of the record."""
        self._source.close()

    def open(self) -> Store:
        """The record, to be asked and written to within a `with` block."""
        return Store(self._source)

    def asked(self, answer: Callable[Given, T]) -> Callable[Given, T]:
        """The same answer, within which the record may be read."""

        @wraps(answer)
        def answered(*args: Given.args, **words: Given.kwargs) -> T:
            with self._store.lent():
                return answer(*args, **words)

        return answered

    def now(self) -> Moment:
        """The record as it stands, at most a second late; a large one is read anew less often, and stands till then.

        What it tells is to be read within `asked`.
        """
        with self._lock:
            lasts = max(_LOOK, min(_LASTS * self._now.cost, _LONGEST))
            if self._renewing is None and time.monotonic() - self._looked >= lasts:
                self._looked = time.monotonic()
                if self._revision() != self._now.revision:
                    self._renewing = threading.Thread(target=self._renew, daemon=True)
                    self._renewing.start()
            renewing = self._renewing
        if renewing:
            renewing.join(_PATIENCE)
        return self._now

    @contextmanager
    def incidents(self) -> Iterator[Incidents]:
        """The incidents of the record, to be asked."""
        with self._store.lent():
            yield self._store.incidents

    def renew(self) -> None:
        """Makes the next question look at the record anew, after this process has written to it."""
        with self._lock:
            self._looked = float("-inf")

    def _renew(self) -> None:
        try:
            self._now = self._read(self._now)
        finally:
            with self._lock:
                self._renewing = None

    def _revision(self) -> int:
        with self.open() as store:
            return store.revision

    def _read(self, before: Moment | None) -> Moment:
        began = time.monotonic()
        with self._store.lent():
            revision = self._store.revision
            read = StoreReading(self._store, keeps=True, recent=_RECENT)
        modified = datetime.now(tz=UTC).replace(microsecond=0)
        if before and modified <= before.modified:
            modified = before.modified + timedelta(seconds=1)
        press = Press(Lookup(read), self.look)
        press.environment.loader = ChoiceLoader([PackageLoader("onrecord.web"), PackageLoader("onrecord.publish")])
        return Moment(revision, read, press, modified, time.monotonic() - began)
