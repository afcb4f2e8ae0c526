"""`onrecord gazetteer add` and `find`: a user's place is in the gazetteer from then on, and its version tells."""

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.resolve.gazetteer_build import content_version
from onrecord.resolve.gazetteer_user import add_place, place_line, user_file, user_lines


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def run(*words):
    return CliRunner().invoke(main, ["gazetteer", *words])


def test_a_place_is_added_and_the_version_changes():
    before = content_version()
    result = run("add", "Nova Balka", "48.71", "38.05", "--country", "ua", "--admin1", "Donetsk Oblast")
    assert result.exit_code == 0, result.output
    (line,) = user_lines()
    assert (line.names, line.lat, line.lon, line.country, line.admin1) == (("Nova Balka",), 48.71, 38.05, "UA", "UA.05")
    assert content_version() != before


def test_adding_again_replaces_and_others_stay():
    run("add", "Nova Balka", "48.71", "38.05", "--country", "UA")
    run("add", "Ост Ров", "-8.5", "-38.05", "--kind", "island")
    assert "replaced" in run("add", "nova  balka", "48.72", "38.06", "--country", "UA").output
    assert [(x.names[0], x.lat, x.kind) for x in user_lines()] == [
        ("Ост Ров", -8.5, "island"),
        ("nova balka", 48.72, "settlement"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Nova Balka", "98", "38"),
        ("add", "--", "48", "38"),
        ("add", "Nova Balka", "48", "38", "--country", "QQ"),
        ("add", "Nova Balka", "48", "38", "--admin1", "No Such Region"),
    ],
)
def test_what_cannot_be_is_refused(words):
    assert run(*words).exit_code == 2
    assert user_lines() == ()


def test_a_file_that_is_no_list_is_named():
    user_file().parent.mkdir(parents=True)
    user_file().write_text("[[line]\n", encoding="utf-8")
    with pytest.raises(InputError, match="R114"):
        user_lines()


def test_find_shows_candidates_the_largest_first():
    lines = run("find", "Tripoli").output.splitlines()
    assert "LY" in lines[0]
    assert any("LB" in line for line in lines)
    assert "no place is called" in run("find", "Qqxzzy").output


def test_a_user_line_survives_writing():
    line = place_line('A "quoted" Ñame\\', 1.5, 2.5, country="PE")
    add_place(line)
    assert user_lines()[0].names == line.names
