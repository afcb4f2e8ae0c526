"""Files and folders to stories, and a reason for everything that is none."""

import json

import pytest

from onrecord.errors import InputError
from onrecord.ingest.read import read_for_coding, read_paths, stories_in
from onrecord.records.story import Ignored, Story

TEXT = "River rises\n\nTOLVIK, Jan 12 (AFP) — The river rose overnight, police said.\n"


def reasons(arrivals):
    return [a.reason if isinstance(a, Ignored) else a.id for a in arrivals]


def write(folder, name, text=TEXT, **meta):
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if meta:
        (folder / f"{name}.meta.json").write_text(json.dumps(meta), encoding="utf-8")


def test_a_missing_path_stops_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="R101"):
        read_paths([tmp_path, tmp_path / "nowhere"])


def test_a_folder_comes_in_order_of_reception_then_of_name(tmp_path):
    write(tmp_path, "a", published="2031-01-12", received="2031-01-13T08:00:00Z")
    write(tmp_path, "b", published="2031-01-12", received="2031-01-12T08:00:00Z", text=TEXT + "More.")
    write(tmp_path, "z", text=" date 2031-01-12 " + TEXT)
    write(tmp_path, "c", text=" date 2031-01-11 " + TEXT)
    (tmp_path / "README.md").write_text("about the folder")
    (tmp_path / "a.gold.json").write_text("{}")
    assert reasons(read_paths([tmp_path])) == ["b", "a", "c", "z"]


def test_the_sidecar_is_taken_and_its_expectation_is_not(tmp_path):
    write(
        tmp_path, "a", published="2031-01-12T06:00:00Z", outlet="Harbour Post", agency="Harbour Wire", slug="NORLAND",
        guid="urn:a", version=2, located="Tolvik, Norland", headline_by="carrier", expect="kill:b",
    )  # fmt: skip
    (story,) = read_paths([tmp_path])
    assert isinstance(story, Story)
    assert (story.published, story.guid, story.version, story.slug) == ("2031-01-12T06:00:00Z", "urn:a", 2, "NORLAND")
    assert story.carrier == "Harbour Post"
    assert story.agency is not None
    # what a feed says of another's copy is not taken for known: the dateline is the cue
    assert (story.agency.name, story.agency.how) == ("AFP", "dateline")
    assert "kill:b" not in story.model_dump_json()


def test_an_agency_is_taken_from_its_own_feed(tmp_path):
    write(tmp_path, "a", published="2031-01-12", outlet="Harbour Wire", agency="Harbour Wire")
    (story,) = read_paths([tmp_path])
    assert isinstance(story, Story)
    assert story.agency is not None
    assert (story.agency.name, story.agency.how, story.headline_by) == ("Harbour Wire", "metadata", "agency")


def test_a_date_in_the_future_is_clamped_and_noted(tmp_path):
    write(tmp_path, "a", published="2032-01-12", received="2031-01-12T06:00:00Z")
    (story,) = read_paths([tmp_path])
    assert isinstance(story, Story)
    assert story.published == "2031-01-12T06:00:00Z"
    assert [n.code for n in story.notes] == ["date-future"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b'{"id": "a", "published": "2031-01-12", "text": ""}', "empty"),
        (b'{"id": "a"}\n[1, 2]', "empty"),
    ],
)
def test_what_is_no_story_has_a_reason(data, reason):
    assert next(iter(stories_in(data, origin="x"))).reason == reason


def test_old_encodings_are_read_and_noted(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.replace("overnight", "over “night”").encode("cp1252"))
    (story,) = read_paths([tmp_path], published="2031-01-12")
    assert isinstance(story, Story)
    assert "over “night”" in story.text
    assert [n.code for n in story.notes] == ["encoding-fallback"]


def test_the_text_of_a_file_is_kept_to_the_byte(tmp_path):
    raw = "\ufeffRiver rises\r\n\r\nThe river rose.\r\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    (story,) = read_paths([tmp_path], published="2031-01-12")
    assert isinstance(story, Story)
    assert story.text == raw
    assert story.headline == "River rises"


def test_json_lines_take_the_text_exactly_and_put_headline_and_body_together(tmp_path):
    rows = [
        {"id": "a", "published": "2031-01-12T05:00:00Z", "text": "  River rises\n\nThe river rose. "},
        {"id": "b", "date": "2031-01-12", "title": "River rises", "body": "The river rose.\n\nIt fell."},
        {"id": "c", "published": "Sun, 12 Jan 2031 06:00:00 +0100", "headline": "River rises", "body": ""},
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(json.dumps(r) for r in rows) + "\n\nnot json\n")
    a, b, c, bad = read_paths([tmp_path / "feed.jsonl"])
    assert [s.id for s in (a, b, c) if isinstance(s, Story)] == ["a", "b", "c"]
    assert a.text == rows[0]["text"]
    assert b.text == "River rises\n\nThe river rose.\n\nIt fell."
    assert c.published == "2031-01-12T06:00:00+01:00"
    assert (bad.outcome, bad.reason, bad.item.origin.rsplit(":", 1)[1]) == ("quarantined", "json-invalid", "5")


def test_a_headline_that_the_text_lacks_leaves_the_first_line_to_the_body():
    row = {"published": "2031-01-12", "headline": "River rises", "text": "The river rose.\n\nIt fell."}
    (story,) = stories_in(json.dumps(row).encode(), origin="x.jsonl")
    assert isinstance(story, Story)
    assert story.headline == "River rises"
    assert [p.kind for p in story.paragraphs] == ["body", "body"]
    assert story.id == "x-1"


def test_the_same_story_twice_is_one_and_another_under_its_id_is_another(tmp_path):
    for folder, text in (("one", TEXT), ("two", TEXT), ("three", TEXT + "\nMore.")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "a", text=text, published="2031-01-12")
    found = reasons(read_paths([tmp_path / n for n in ("one", "two", "three")]))
    assert found[:2] == ["a", "duplicate"]
    assert found[2].startswith("a-")


def test_for_coding_every_story_comes_in_the_order_given(tmp_path):
    write(tmp_path, "b", published="2031-01-12", text=TEXT + "\nADVERTISEMENT\n")
    write(tmp_path, "a", published="2031-01-12")
    found = list(read_for_coding([tmp_path / "b.txt", tmp_path / "a.txt", tmp_path / "b.txt"]))
    assert reasons(found) == ["b", "a", "b"]
