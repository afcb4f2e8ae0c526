"""Linking only what changed gives what linking the whole gives, in every store."""

import pytest
from test_linking_what_changed import a_record, same_as_whole


@pytest.mark.parametrize("seed", [3, 4])
def test_step_by_step_is_as_all_at_once(make_store, seed):
    with make_store() as store:
        a_record(store, seed, deeds=25)
        same_as_whole(store)
