"""Every parser of intake under harm, some seconds of each: `make fuzz` goes on for as long as one likes."""

import pytest

from fuzz import TARGETS, fuzz


@pytest.mark.parametrize("name", TARGETS)
def test_harmed_files_give_stories_or_reasons(name):
    fuzz(name, examples=500, number=None)
