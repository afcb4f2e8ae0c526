"""What tests of polling share: a record with feeds on its list, one round over them, what they send."""

import json
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from onrecord import polling
from onrecord.ingest.fetch import Fetcher, Policy
from onrecord.records.feed import Feed
from onrecord.settings import Settings
from onrecord.store.record import Store

AT = datetime(2025, 1, 12, 9, tzinfo=UTC)
POLICY = Policy(private=True, per_host=0.0, wait=0.01, longest_wait=0.02, silence=1.0, attempts=2)
SHELLED = "Rebels shelled the town of Bakhmut on Saturday, killing {} people, governor Anna Holt said."


def listed(out: Path, *urls: str) -> None:
    with Store(out / "record.sqlite") as store:
        for url in urls:
            store.set_feed(Feed(url=url, added="2025-01-12T00:00:00Z"))


def cycle(out: Path, *, at: datetime = AT, settings: Settings | None = None):
    """One round without building the site, which takes longest."""
    with Fetcher(POLICY) as fetcher, mock.patch.object(polling.pipeline, "build", return_value=mock.Mock(files=1)):
        return polling.cycle(out, fetcher, every=None, build=False, clock=lambda: at, settings=settings)


def ninjs(*, usable: bool) -> bytes:
    item = {
        "uri": "urn:wire:9", "type": "text", "version": "1" if usable else "2", "pubstatus": "usable",
        "versioncreated": f"2025-01-12T0{7 if usable else 8}:00:00Z", "headline": "Bridge destroyed",
        "body_text": "TOLVIK, Jan 12 (Harbour Wire) - Troops destroyed a bridge on Saturday, the army said.",
    }  # fmt: skip
    return json.dumps([item if usable else {**item, "pubstatus": "canceled"}]).encode()
