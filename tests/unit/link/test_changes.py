"""An incident changes when a story of its is killed, corrected or replaced, not only when one comes."""

import pytest

from onrecord import pipeline
from onrecord.ingest.plain_text import story_from_text
from onrecord.link.changes import date_changes
from onrecord.records.moment import utc
from onrecord.records.snapshot import Correction
from onrecord.store.record import Store

TEXT = "Three killed\n\nRebels shelled the town of Brenta on Monday, killing three people, mayor Ilka Tosh said."


@pytest.fixture(scope="module")
def incident(tmp_path_factory):
    story = story_from_text(TEXT, story_id="one", published="2022-06-21T10:00:00Z")
    with Store(tmp_path_factory.mktemp("changes") / "record.sqlite") as store:
        list(pipeline.take_in([story], store))
        return next(i for i in pipeline.link(store).incidents if i.type == "shelling")


def with_claims(incident, **update):
    standing = tuple(s.model_copy(update={"claim": s.claim.model_copy(update=update)}) for s in incident.claims)
    return incident.model_copy(update={"claims": standing})


@pytest.mark.parametrize("update", [{"withdrawn": True}, {"replaced_by": "two"}])
def test_a_kill_or_a_replacement_moves_the_change(incident, update):
    changed = with_claims(incident, **update)
    at = Correction(kind="kill", story="two", replaces="one", at="2022-06-22T09:00:00+03:00", note="")
    earlier = at.model_copy(update={"at": "2022-06-20T09:00:00Z"})
    assert date_changes([changed], [at])[0].changed == "2022-06-22T09:00:00+03:00"
    assert date_changes([changed], [at, earlier])[0].changed == "2022-06-22T09:00:00+03:00"
    assert date_changes([changed], [earlier]) == (changed,)


def test_what_a_later_version_says_again_does_not(incident):
    at = Correction(kind="update", story="two", replaces="one", at="2022-06-22T09:00:00Z", note="")
    assert date_changes([incident], [at]) == (incident,)


@pytest.mark.parametrize(
    ("iso", "late", "expected"),
    [
        ("2022-06-26", False, "2022-06-26T00:00:00.000000Z"),
        ("2022-06-26", True, "2022-06-26T23:59:59.999999Z"),
        ("2022-06-26T10:00:00+03:00", True, "2022-06-26T07:00:00.000000Z"),
        ("2022-06-26T10:00", False, "2022-06-26T10:00:00.000000Z"),
        ("0001-01-01T00:00+14:00", False, "0001-01-01T00:00+14:00"),
        ("", False, ""),
        ("soon", True, "soon"),
    ],
)
def test_moments_are_written_so_that_they_compare(iso, late, expected):
    assert utc(iso, late=late) == expected
