"""What every store must answer of its incidents: exactly what the filter itself admits, in the one order of lists."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_incidents import filters, incidents, many

from onrecord.errors import InputError
from onrecord.records.cursor import order_of
from onrecord.records.filter import Filter
from onrecord.records.incident import StandingClaim
from onrecord.store import plan

per_example = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NOTHING = Filter()


def newest_first(found):
    return tuple(sorted(found, key=order_of, reverse=True))


@pytest.fixture(params=[plan._FEW, 2, 0], ids=["fetched", "either", "walked through"])
def each_way(request, monkeypatch):
    """Each of the ways in which SQLite is led to an answer: which is taken hangs on how much there is."""
    monkeypatch.setattr(plan, "_FEW", request.param)


@pytest.mark.usefixtures("each_way")
@per_example
@given(st.data())
def test_a_store_finds_what_the_filter_admits(make_store, data):
    found = data.draw(many)
    with make_store() as store:
        store.incidents.replace(found)
        for wanted in data.draw(st.lists(filters(found), min_size=1, max_size=6)):
            admitted = newest_first(i for i in found if wanted.admits(i))
            assert store.incidents.find(wanted, limit=100) == (admitted, None)
            assert store.incidents.count(wanted) == len(admitted)
            assert tuple(store.incidents.each(wanted)) == admitted
            began = Counter(i.start or i.end for i in admitted if i.start or i.end)
            assert store.incidents.days(wanted) == tuple(sorted(began.items()))
        assert store.incidents.replace(found) == 0


@per_example
@given(st.data())
def test_pages_are_the_list_cut_in_pieces(make_store, data):
    found = data.draw(many)
    wanted, limit = data.draw(filters(found)), data.draw(st.integers(1, 4))
    with make_store() as store:
        store.incidents.replace(found)
        pages, after = [], None
        while True:
            page, after = store.incidents.find(wanted, after=after, limit=limit)
            pages.append(page)
            if after is None:
                break
        assert sum(pages, ()) == newest_first(i for i in found if wanted.admits(i))
        assert all(len(page) == limit for page in pages[:-1])


@per_example
@given(st.data())
def test_a_cache_written_step_by_step_is_that_written_at_once(make_store, data):
    steps = data.draw(st.lists(many, min_size=1, max_size=3))
    with make_store() as store:
        for found in steps:
            store.incidents.replace(found)
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
    found = data.draw(many)
    with make_store() as store:
        store.incidents.replace(found)
        for kind, names in store.incidents.choices().items():
            assert [n for _, n in names] == sorted((n for _, n in names), reverse=True)
            for name, count in names:
                assert store.incidents.count(Filter.model_validate({kind: (name.replace("\ufffd", "\0"),)})) == count


@per_example
@given(st.data())
def test_filling_at_once_answers_as_replacing(make_store, data):
    found = data.draw(many)
    wanted = data.draw(filters(found))
    with make_store() as store:
        assert store.incidents.fill(found) == len(found)
        admitted = newest_first(i for i in found if wanted.admits(i))
        assert store.incidents.find(wanted) == (admitted, None)
        assert store.incidents.replace(found) == 0


def test_what_is_no_cursor_is_refused(make_store):
    with make_store() as store:
        for told in ("x", "", "é", "bnVsbA", "WzEsMiwzLDRd"):
            with pytest.raises(InputError, match="R121"):
                store.incidents.find(NOTHING, after=told)


def filed(incident, *claims):
    """The incident with these claims of others, under an id made from the first."""
    standing = tuple(StandingClaim(claim=c, standings=()) for c in claims)
    return incident.model_copy(update={"id": f"inc-{claims[0].id}", "claims": standing})


@per_example
@given(incidents(0), incidents(1))
def test_an_id_that_went_leads_to_where_its_claims_are(make_store, left, right):
    a, b = left.claims[0].claim, right.claims[0].claim
    apart, together = (filed(left, a), filed(right, b)), (filed(left, a, b),)
    with make_store() as store:
        store.incidents.replace(apart)
        store.incidents.replace(together)
        assert store.incidents.get(f"inc-{b.id}") == together[0]
        assert store.incidents.current_id(f"inc-{b.id}") == f"inc-{a.id}"
        assert store.incidents.about(b.id) == together[0]
        store.incidents.drop()
        assert store.incidents.get(f"inc-{b.id}") is None
        store.incidents.replace(together)
        assert store.incidents.get(f"inc-{b.id}") == together[0]
        store.incidents.replace(apart)
        assert store.incidents.get(f"inc-{b.id}") == apart[1]
        assert store.incidents.get("inc-never") is None


@per_example
@given(incidents(0), incidents(1))
def test_an_id_leads_to_what_a_later_version_of_its_story_says(make_store, old, new):
    new = new.model_copy(update={"type": old.type, "place": old.place})
    with make_store() as store:
        store.incidents.replace([old])
        store.incidents.replace([new], {"s0": "between", "between": "s1"})
        assert store.incidents.get(old.id) == new


@per_example
@given(incidents(0), incidents(1))
def test_a_merge_is_known_though_the_cache_was_dropped_before(make_store, left, right):
    a, b = left.claims[0].claim, right.claims[0].claim
    with make_store() as store:
        store.incidents.replace([filed(left, a), filed(right, b)])
        store.incidents.drop()
        store.incidents.replace([filed(left, a, b)])
        assert store.incidents.current_id(f"inc-{b.id}") == f"inc-{a.id}"
