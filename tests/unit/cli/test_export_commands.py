"""export and release as a person meets them."""

import json

import pytest
from click.testing import CliRunner

from onrecord import cli, pipeline
from onrecord.cli_export import _FORMS, _LIMITS, _TABLES
from onrecord.ingest.read import read_paths
from onrecord.publish.exports.forms import FORMS, TABLES
from onrecord.publish.release.census import NAMES
from onrecord.store.record import Store

TEXT = (
    "Rebels shell border town\n\n"
    "Rebels shelled the town of Bakhmut on Tuesday, killing at least 12 people, governor Anna Holt said. Troops "
    "captured the village of Soledar on Monday, the army said.\n"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A record of one story, in a folder."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "border.txt").write_text(TEXT, encoding="utf-8")
    with Store(folder / "out" / "record.sqlite") as store:
        for _ in pipeline.take_in(read_paths([folder / "border.txt"], published="2024-03-06"), store):
            pass
        pipeline.link(store)
    return folder / "out"


@pytest.fixture
def run(record):
    return lambda *args: CliRunner().invoke(cli.main, [*map(str, args), "--out", str(record)])


def test_the_choices_are_what_there_is():
    assert tuple(FORMS) == _FORMS
    assert tuple(TABLES) == _TABLES
    assert _LIMITS == NAMES


def test_csv_on_standard_output_by_default(run):
    result = run("export")
    assert result.exit_code == 0, result.output
    header, *lines = result.stdout.splitlines()
    assert header.startswith("id,title,type")
    assert any("shelling" in line and "Bakhmut" in line for line in lines)


def test_hxl_tags_stand_under_the_header(run):
    assert run("export", "--hxl").stdout.splitlines()[1].startswith("#event+code,#description,#event+type")
    refused = run("export", "x.geojson", "--hxl")
    assert refused.exit_code == 2
    assert "R133" in refused.stderr


@pytest.mark.parametrize("form", [name for name in FORMS if FORMS[name].endings])
def test_a_form_is_known_by_the_files_ending(run, form, tmp_path):
    path = tmp_path / "new" / f"file{FORMS[form].endings[0]}"
    result = run("export", path)
    assert result.exit_code == 0, result.output
    assert path.stat().st_size > 50
    assert [p.name for p in path.parent.iterdir()] == [path.name]  # nothing is left beside it


def test_timemap_is_a_folder_of_three_files(run, tmp_path):
    assert run("export", tmp_path / "timemap", "--format", "timemap").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "timemap").iterdir()) == [
        "associations.json",
        "events.json",
        "sources.json",
    ]
    assert "R134" in run("export", "-", "--format", "timemap").stderr


def test_filters_choose_what_goes_out(run):
    lines = [
        json.loads(line) for line in run("export", "-", "--format", "jsonl", "--type", "seizure").stdout.splitlines()
    ]
    assert {line["incident"]["type"] for line in lines} == {"seizure"}
    assert not run("export", "-", "--format", "jsonl", "--since", "2024-03-07").stdout
    assert run("export", "-", "--format", "jsonl", "--table", "claims", "--q", "Bakhmut").stdout
    assert "R120" in run("export", "-", "--from", "yesterday").stderr


def test_what_cannot_be_is_told_in_a_line(run, tmp_path):
    for args, code in ((["x.foo"], "R131"), (["x.sqlite", "--table", "acled"], "R132")):
        result = run("export", *args)
        assert result.exit_code == 2
        assert code in result.stderr
        assert "Traceback" not in result.stderr
    nowhere = CliRunner().invoke(cli.main, ["export", "-", "--out", str(tmp_path / "nowhere")])
    assert "R105" in nowhere.stderr


def test_a_release_and_what_it_says(run, tmp_path):
    dry = run("release", tmp_path, "--dry-run", "--json")
    assert json.loads(dry.stdout)["stories"] == 1
    assert not list(tmp_path.iterdir())
    made = run("release", tmp_path)
    assert made.exit_code == 0, made.output
    assert str(tmp_path / "onrecord-2024-03-06") in made.stdout
    assert "nothing changed" in run("release", tmp_path).stdout
    assert json.loads(run("release", tmp_path, "--json").stdout)["path"] is None


def test_a_limit_stops_a_release_with_a_report(run, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.publish.release.census.Limits.__init__.__defaults__", (0.5, -1.0, 0.1, 0.8, 5.0, 10))
    stopped = run("release", tmp_path)
    assert stopped.exit_code == 2
    assert "undated: 0% of the incidents are undated" in stopped.stderr
    assert "--allow undated" in stopped.stderr
    assert not list(tmp_path.iterdir())
    allowed = run("release", tmp_path, "--allow", "undated")
    assert allowed.exit_code == 0
    assert "allowed: 0%" in allowed.stdout


@pytest.mark.parametrize("command", ["export", "release"])
def test_the_help_teaches_by_examples(command):
    told = CliRunner().invoke(cli.main, [command, "--help"]).stdout
    assert told.count(f"  onrecord {command} ") >= 3
    assert "--names" in told
