"""What every store must do with runs: the codings of each are kept apart, and nothing of an older one is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import coded_stories

from onrecord.records.coded import Versions

OLD, NEW = (Versions(software=v, model="m", gazetteer="g", lexicon="l") for v in ("1", "2"))
per_example = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@per_example
@given(st.lists(coded_stories(), min_size=1, max_size=3, unique_by=lambda c: c.story.id))
def test_older_codings_are_kept_as_they_were_and_come_back_in_force(make_store, found):
    old = [c.model_copy(update={"versions": OLD}) for c in found]
    new = [c.model_copy(update={"versions": NEW, "events": ()}) for c in found]
    with make_store() as store:
        for one in old:
            store.add(one)
        store.runs.begin(NEW)
        for one in new:
            store.runs.keep(one)
            store.runs.keep(one)
        assert [(r.id, r.state, r.stories, r.kept) for r in store.runs.all()] == [
            ("r1", "current", len(old), 0),
            ("r2", "coding", 0, len(new)),
        ]
        assert store.runs.kept(NEW) == {c.story.id: c.story.head.fingerprint for c in new}
        for one in new:
            store.add(one)
        store.runs.complete(NEW)
        store.commit()
        assert [(r.state, r.stories, r.kept) for r in store.runs.all()] == [
            ("past", 0, len(old)),
            ("current", len(new), 0),
        ]
        assert [store.runs.coding(OLD, c.story.id) for c in old] == old
        assert store.runs.coding(NEW, new[0].story.id) is None
        store.add(old[0])
        assert store.story(old[0].story.id) == old[0]
        assert store.runs.coding(NEW, new[0].story.id) == new[0]
