"""Linking only what changed gives, table by table, what linking the whole record gives."""

import random

import pytest
from sqlalchemy import select

from onrecord import pipeline
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
