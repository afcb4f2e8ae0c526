"""What people decided is told on pages and in data, and a site built upon another is as one built from nothing."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from onrecord import pipeline, reviewing
from onrecord.link.judgements import Signature
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.json_lines import incident_lines
from onrecord.publish.site import parts
from onrecord.records.filter import Filter
from onrecord.store.record import Store

SIGNED = Signature("Ilka Tosh", datetime(2022, 7, 6, 9, tzinfo=UTC), "the ministry says so itself")


@pytest.fixture
def store(make_store, sample_record, tmp_path):
    with Store(shutil.copy(sample_record, tmp_path)) as sample, make_store() as store:
        for one in sample.coded():
            store.add(one)
        pipeline.link(store)
        yield store


def some_claim(store):
    found = next(i for i in store.incidents.each(Filter()) if i.place and len(i.claims) > 1)
    return found, next(s.claim for s in found.claims if not s.claim.withdrawn and s.claim.event.place)


def page_of(read, claim_id):
    incident = read.filed(claim_id).incident.id
    part = next(p for p in parts(read) if p.key == f"incident/{incident}")
    return part.digest, dict(part.pages())[f"incident/{incident}.html"].decode()


def test_a_correction_tells_who_when_why_and_what_was_read(store):
    _, claim = some_claim(store)
    before, page = page_of(pipeline.reading(store), claim.id)
    assert "Nobody has set a code" in page
    assert "Corrected values" not in page
    kept = reviewing.correct(store, claim.id, "place", "Dobra Mirova @48.5,37.5 UA", SIGNED)
    read = pipeline.reading(store)
    digest, page = page_of(read, claim.id)
    assert digest != before
    section = page.split('id="decided"')[1].split("</section>")[0]
    for told in (kept.value, kept.was.split("'")[0], "Ilka Tosh", "6 July 2022", SIGNED.reason):
        assert told in section
    line = next(incident_lines([read.filed(claim.id).incident], Stories(read)))
    (told,) = json.loads(line)["decided"]["corrections"]
    assert (told["claim"], told["what"], told["was"], told["by"]) == (claim.id, "place", kept.was, "Ilka Tosh")
    reviewing.undo_correction(store, kept.number, SIGNED)
    assert page_of(pipeline.reading(store), claim.id)[0] == before


@pytest.mark.parametrize(
    ("scale", "value"), [("reliability", "B"), ("credibility", "2"), ("proof", "reasonable suspicion")]
)
def test_a_code_is_told_and_changes_the_page(store, scale, value):
    incident, claim = some_claim(store)
    subject = {"reliability": claim.claimant, "credibility": claim.id, "proof": incident.id}[scale]
    before, _ = page_of(pipeline.reading(store), claim.id)
    kept = reviewing.rate(store, scale, subject, value, SIGNED)
    digest, page = page_of(pipeline.reading(store), claim.id)
    assert digest != before
    assert "Analyst codes" in page
    assert SIGNED.reason in page
    assert "All else stands at reliability F, credibility 6, standard of proof none" in page
    reviewing.undo_rating(store, kept.number, SIGNED)
    assert page_of(pipeline.reading(store), claim.id)[0] == before


def test_a_build_upon_another_has_the_decisions_of_one_from_nothing(store, tmp_path):
    incident, claim = some_claim(store)
    pipeline.build(pipeline.reading(store), tmp_path / "upon")
    reviewing.rate(store, "proof", incident.id, "reasonable suspicion", SIGNED)
    reviewing.rate(store, "reliability", claim.claimant, "B", SIGNED)
    reviewing.correct(store, claim.id, "status", "future", SIGNED)
    files = []
    for name in ("upon", "anew"):
        pipeline.build(pipeline.reading(store), tmp_path / name)
        folder = tmp_path / name
        files.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert files[0] == files[1]
