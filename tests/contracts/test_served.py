"""A record of each kind is served: pages, data, the review desk's decisions and alerts."""

import shutil
from datetime import UTC, datetime

import httpx2

from onrecord import alerting, pipeline, reviewing
from onrecord.link.judgements import Signature
from onrecord.records.alert import Alert
from onrecord.records.filter import Filter
from onrecord.store.record import Store
from onrecord.web.app import Settings, make_app
from onrecord.web.live import Live

SIGNED = Signature("Ilka Tosh", datetime(2022, 7, 6, 9, tzinfo=UTC), "she was there")


def answers(awaited, live, paths):
    async def ask():
        app = make_app(live, Settings(rate=None))
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app), base_url="http://here.example"
        ) as client:
            return [await client.get(path) for path in paths]

    return awaited(ask())


def test_it_is_served_reviewed_and_followed(where, sample_record, tmp_path, awaited):
    with Store(shutil.copy(sample_record, tmp_path / "sample.sqlite")) as sample, Store(where) as store:
        for one in sample.coded():
            store.add(one)
        pipeline.link(store)
        found = next(i for i in store.incidents.each(Filter()) if i.place and not i.claims[0].claim.withdrawn)
        alerting.add(store, Alert(name="all", words=(), added="2022-07-06T09:00:00Z"), all_=True)
    live = Live(where)
    try:
        paths = ("/", f"/incident/{found.id}", "/incidents.json", "/stories.json", "/places.html", "/alerts/all.atom")
        assert {p: a.status_code for p, a in zip(paths, answers(awaited, live, paths), strict=True)} == dict.fromkeys(
            paths, 200
        )
        with live.open() as store:
            reviewing.rate(store, "proof", found.id, "reasonable suspicion", SIGNED)
        live.renew()
        (told,) = answers(awaited, live, [f"/incident/{found.id}.json"])
        assert told.json()["decided"]["codes"][0]["by"] == "Ilka Tosh"
        assert told.json()["analyst"]["proof"] == "reasonable suspicion"
    finally:
        live.close()
    sent = alerting.deliver(where, changed=True, private=False)
    assert all(not one.error for one in sent)
