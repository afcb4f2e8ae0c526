"""The folder of the built site: only what changed is written, and what is gone goes."""

import pytest

from onrecord.records.part import Part
from onrecord.store.site_folder import write_site


def part(key, digest, pages, made):
    def make():
        made.append(key)
        return pages.items()

    return Part(key, digest, make)


def files_in(folder):
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(".")
    }


def test_only_parts_with_another_digest_are_made_again(tmp_path):
    made, folder = [], tmp_path / "site"
    first = [part("a", "1", {"a.html": b"a"}, made), part("b", "1", {"b/b.html": b"b"}, made)]
    assert write_site(first, folder).written == 2
    made.clear()
    then = [part("a", "1", {"a.html": b"never asked for"}, made), part("b", "2", {"b/b.html": b"B"}, made)]
    built = write_site(then, folder)
    assert (made, built.files, built.written, built.removed) == (["b"], 2, 1, 0)
    assert files_in(folder) == {"a.html": b"a", "b/b.html": b"B"}


def test_a_part_without_a_digest_is_always_made_and_written_only_where_it_differs(tmp_path):
    made, folder = [], tmp_path / "site"
    for _ in range(2):
        built = write_site([part("a", None, {"a.html": b"a"}, made)], folder)
    assert made == ["a", "a"]
    assert built.written == 0


def test_what_no_part_has_any_more_goes_and_a_file_that_moved_to_another_part_stays(tmp_path):
    made, folder = [], tmp_path / "site"
    write_site([part("a", "1", {"a.html": b"a", "x.html": b"x"}, made)], folder)
    built = write_site([part("b", "1", {"x.html": b"x"}, made)], folder)
    assert files_in(folder) == {"x.html": b"x"}
    assert built.removed == 1


def test_after_a_build_that_was_cut_off_everything_is_made_anew(tmp_path):
    made, folder = [], tmp_path / "site"
    write_site([part("a", "1", {"a.html": b"a"}, made)], folder)

    def cut_off():
        yield "secret.html", b"of a story that is killed meanwhile"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site([Part("new", "1", cut_off)], folder)
    made.clear()
    write_site([part("a", "1", {"a.html": b"a"}, made)], folder)
    assert made == ["a"]
    assert files_in(folder) == {"a.html": b"a"}


def test_a_mark_that_names_files_elsewhere_does_not_reach_them(tmp_path):
    folder, outside = tmp_path / "site", tmp_path / "letter.txt"
    outside.write_text("keep me", encoding="utf-8")
    write_site([], folder)
    (folder / ".onrecord-site").write_text('{"parts": {"a": ["1", ["../letter.txt"]]}}', encoding="utf-8")
    write_site([], folder)
    assert outside.exists()
