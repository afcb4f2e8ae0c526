"""What every store must answer of its incidents: exactly what the filter itself admits, in the one order of lists."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_incidents import filters, many

from onrecord.errors import InputError
from onrecord.records.cursor import order_of
from onrecord.records.filter import Filter

per_example = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NOTHING = Filter()


def newest_first(incidents):
    return tuple(sorted(incidents, key=order_of, reverse=True))


@per_example
@given(st.data())
def test_a_store_finds_what_the_filter_admits(make_store, data):
    incidents = data.draw(many)
    with make_store() as store:
        store.incidents.replace(incidents)
        for wanted in data.draw(st.lists(filters(incidents), min_size=1, max_size=6)):
            admitted = newest_first(i for i in incidents if wanted.admits(i))
            assert store.incidents.find(wanted, limit=100) == (admitted, None)
            assert store.incidents.count(wanted) == len(admitted)
            assert tuple(store.incidents.each(wanted)) == admitted
            began = Counter(i.start or i.end for i in admitted if i.start or i.end)
            assert store.incidents.days(wanted) == tuple(sorted(began.items()))
        assert store.incidents.replace(incidents) == 0


@per_example
@given(st.data())
def test_pages_are_the_list_cut_in_pieces(make_store, data):
    incidents = data.draw(many)
    wanted, limit = data.draw(filters(incidents)), data.draw(st.integers(1, 4))
    with make_store() as store:
        store.incidents.replace(incidents)
        pages, after = [], None
        while True:
            found, after = store.incidents.find(wanted, after=after, limit=limit)
            pages.append(found)
            if after is None:
                break
        assert sum(pages, ()) == newest_first(i for i in incidents if wanted.admits(i))
        assert all(len(page) == limit for page in pages[:-1])


@per_example
@given(st.data())
def test_a_cache_written_step_by_step_is_that_written_at_once(make_store, data):
    steps = data.draw(st.lists(many, min_size=1, max_size=3))
    with make_store() as store:
        for incidents in steps:
            store.incidents.replace(incidents)
        stepwise = answers(store)
        assert store.faults() == () or all("does not make" in fault for fault in store.faults())
        store.incidents.drop()
        assert store.incidents.count(NOTHING) == 0
        store.incidents.replace(steps[-1])
        assert answers(store)[0] == stepwise[0] == newest_first(steps[-1])
        assert counts(answers(store)[1]) == counts(stepwise[1])


def answers(store):
    return tuple(store.incidents.each(NOTHING)), store.incidents.choices()


def counts(choices):
    """The counts by folded name: which way of writing is shown may hang on what came before."""
    return {(kind, name.casefold()): n for kind, names in choices.items() for name, n in names}


@per_example
@given(st.data())
def test_a_choice_admits_as_many_as_it_says(make_store, data):
    incidents = data.draw(many)
    with make_store() as store:
        store.incidents.replace(incidents)
        for kind, names in store.incidents.choices().items():
            assert [n for _, n in names] == sorted((n for _, n in names), reverse=True)
            for name, count in names:
                assert store.incidents.count(Filter.model_validate({kind: (name.replace("\ufffd", "\0"),)})) == count


@per_example
@given(st.data())
def test_filling_at_once_answers_as_replacing(make_store, data):
    incidents = data.draw(many)
    wanted = data.draw(filters(incidents))
    with make_store() as store:
        assert store.incidents.fill(incidents) == len(incidents)
        admitted = newest_first(i for i in incidents if wanted.admits(i))
        assert store.incidents.find(wanted) == (admitted, None)
        assert store.incidents.replace(incidents) == 0


def test_what_is_no_cursor_is_refused(make_store):
    with make_store() as store:
        for told in ("x", "", "é", "bnVsbA", "WzEsMiwzLDRd"):
            with pytest.raises(InputError, match="R121"):
                store.incidents.find(NOTHING, after=told)
