"""Linking only what changed gives, table by table, what linking the whole record gives."""

import random
from datetime import timedelta

import made_stream
import pytest
from sqlalchemy import select

from onrecord import pipeline
from onrecord.link.explain import pair_score
from onrecord.link.judgements import Signature, judge
from onrecord.records.review import Amendment, Evidence
from onrecord.store import schema
from onrecord.store.record import Store
from onrecord.store.schema_linking import LINKING, linkage, waiting

CACHE = (
    schema.claim, schema.arranged, schema.incident_text, schema.incident_claim, schema.facet, schema.choice,
    schema.telling, schema.node, schema.block, schema.likeness, schema.linked,
    *(t for t in LINKING if t not in {waiting, linkage}),
)  # fmt: skip


def state(store):
    """All that linking made, in an order of its own; numbers of incidents are those of one file."""
    ids = dict(store.connection.execute(select(schema.incident.c.num, schema.incident.c.id)).all())
    found = {}
    for table in CACHE:
        rows = [dict(row) for row in store.connection.execute(select(table)).mappings()]
        for row in rows:
            if "num" in row:
                row["num"] = ids[row["num"]]
        found[table.name] = sorted(map(repr, rows))
    found["corrections in order"] = [c.model_dump_json() for c in store.arranged.corrections()]
    found["control in order"] = [c.model_dump_json() for c in store.bearings.control()]
    return found


def same_as_whole(store):
    """Compares what linking step by step has left with what linking it all at once makes of it."""
    stepwise = state(store)
    pipeline.link(store)
    whole = state(store)
    for name in whole:
        assert stepwise[name] == whole[name], name


@pytest.fixture(scope="module")
def sample(sample_record):
    with Store(sample_record) as store:
        return store.coded()


@pytest.mark.parametrize("seed", range(6))
def test_the_sample_in_any_order_step_by_step(sample, tmp_path, seed):
    draw = random.Random(seed)
    stories = list(sample)
    draw.shuffle(stories)
    first = draw.randrange(len(stories))
    with Store(tmp_path / "record.sqlite") as store:
        for one in stories[:first]:
            store.add(one)
        pipeline.link(store)
        left = stories[first:]
        while left:
            size = draw.choice([1, 1, 2, 5])
            for one in left[:size]:
                store.add(one)
            pipeline.link_changed(store)
            left = left[size:]
        same_as_whole(store)


def a_deed(draw, store, number):
    """Enters a story, one already there anew or not, or judges, or corrects, or takes that back."""
    deed = draw.random()
    claims = store.claims()
    if deed < 0.8 or len(claims) < 2:
        name = f"s{number}" if deed < 0.6 else f"s{draw.randrange(number + 1)}"
        store.add(made_stream.story(draw, name))
    elif deed < 0.9:
        left, right = draw.sample(claims, 2)
        signed = Signature(by="Ada", at=made_stream.FIRST + timedelta(minutes=number))
        verdict = draw.choice(["same", "different"])
        store.add_judgement(judge(left, right, pair_score(left, right), verdict=verdict, signed=signed))
        known = draw.choice(store.judgements())
        if draw.random() < 0.3:
            store.add_judgement(known.model_copy(update={"undone": signed.moment, "undone_by": "Ada"}))
    else:
        claim = draw.choice(claims)
        coded = store.story(claim.story)
        what, value = draw.choice([("type", "shelling"), ("place", "Belmarsh"), ("side", "XN"), ("event", "no")])
        record = {
            "claim": claim.id, "evidence": Evidence.of(coded.story, claim.event), "what": what, "value": value,
            "was": "", "by": "Ada", "at": f"2031-06-01T00:00:{number:02}Z", "reason": "seen",
        }  # fmt: skip
        store.review.add_amendment(Amendment.model_validate(record))


def a_record(store, seed, *, deeds):
    draw = random.Random(seed)
    for number in range(deeds):
        a_deed(draw, store, number)
        if draw.random() < 0.7:
            pipeline.link_changed(store)
    pipeline.link_changed(store)


@pytest.mark.parametrize("seed", range(8))
def test_a_made_stream_with_kills_copies_and_judgements(tmp_path, seed):
    with Store(tmp_path / "record.sqlite") as store:
        a_record(store, seed, deeds=30)
        same_as_whole(store)


def test_no_link_but_the_first_is_of_the_whole(tmp_path, monkeypatch):
    wholes = []
    link = pipeline.link
    monkeypatch.setattr(pipeline, "link", lambda store: wholes.append(1) or link(store))
    with Store(tmp_path / "record.sqlite") as store:
        a_record(store, 7, deeds=20)
    assert len(wholes) == 1
