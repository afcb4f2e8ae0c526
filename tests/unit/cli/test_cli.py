"""The command line as a person meets it."""

import json
import re

import click
import pytest
from click.testing import CliRunner

from onrecord import cli

TEXT = (
    "Rebels shell border town\n\n"
    'Rebels shelled the town of Bakhmut on Tuesday, killing at least 12 people, governor Anna Holt said. "It was a '
    'massacre," she said.\n\nThe army denied the claim, which could not be independently verified.\n'
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args, stdin=None: CliRunner().invoke(cli.main, [str(a) for a in args], input=stdin)


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "border.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_run_makes_a_record_and_a_site_and_says_what_it_made(run, text_file, tmp_path):
    result = run("run", text_file, "--published", "2024-03-06", "--out", "out")
    assert result.exit_code == 0, result.output
    assert "1 items in: 1 entered" in result.output
    assert re.search(r"\d+ attributions, \d+ events told", result.output)
    assert (tmp_path / "out" / "record.sqlite").exists()
    assert (tmp_path / "out" / "site" / "index.html").exists()
    again = run("run", text_file, "--published", "2024-03-06", "--out", "out")
    assert "1 unchanged" in again.output


def test_code_gives_one_json_object_a_story_with_offsets_of_the_file(run, text_file):
    result = run("code", text_file, "--published", "2024-03-06", "--json")
    coded = json.loads(result.stdout)
    assert coded["schema"] == "onrecord.coded-story/1"
    assert coded["story"]["text"] == TEXT
    assert coded["attributions"]
    for event in coded["events"]:
        span = event["trigger"]
        assert TEXT[span["start"] : span["end"]] == span["text"]


def test_code_takes_json_lines_on_standard_input_in_order(run):
    lines = [
        {"id": "b", "published": "2024-03-06", "text": TEXT},
        {
            "id": "a",
            "published": "2024-03-06T10:00:00Z",
            "headline": "Town shelled",
            "body": "They fled, he said.",
        },
    ]
    result = run("code", "-", "--json", stdin="\n".join(json.dumps(line) for line in lines))
    coded = [json.loads(line) for line in result.stdout.splitlines()]
    assert [c["story"]["id"] for c in coded] == ["b", "a"]
    assert coded[0]["story"]["text"] == TEXT
    assert coded[1]["story"]["text"] == "Town shelled\n\nThey fled, he said."


def test_code_takes_an_undated_story_with_a_note(run):
    result = run("code", "-", "--json", stdin=json.dumps({"id": "c", "text": TEXT}))
    coded = json.loads(result.stdout)
    assert coded["attributions"]
    assert [n["code"] for n in coded["notes"]] == ["undated"]


def test_explain_shows_words_rule_and_versions(run, text_file):
    run("run", text_file, "--published", "2024-03-06", "--out", "onrecord-out")
    for wanted in ("border/e1", "border/a1", "border"):
        result = run("explain", wanted)
        assert result.exit_code == 0, result.output
        assert "rule" in result.output
        assert "versions" in result.output
    listed = json.loads(run("explain", "border/e1", "--json").output)
    assert listed["lexicon"]
    assert any(e["span"]["text"] in TEXT for e in listed["evidence"])


BAD = {
    "no such path": (["run", "absent.txt"], 2, "no such file or folder"),
    "an empty file": (["run", "empty.txt"], 2, "empty"),
    "a binary": (["run", "binary.bin"], 2, "binary"),
    "a text that is not English": (["run", "german.txt", "--published", "2024-03-06"], 2, "English"),
    "a story with no date": (["run", "border.txt"], 2, "no publication"),
    "an id that is not there": (["explain", "inc-nothing"], 2, "no record here"),
    "a folder without a record": (["serve", "--out", "nowhere"], 2, "no record in nowhere"),
}


@pytest.mark.usefixtures("text_file")
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_bad_input_is_one_clear_line_and_an_exit_code(run, tmp_path, bad):
    args, code, said = bad
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 20)
    german = "Rebellen beschießen Stadt\n\nDie Rebellen haben am Dienstag die Stadt beschossen, sagte der Gouverneur. "
    (tmp_path / "german.txt").write_text(german * 3, encoding="utf-8")
    result = run(*args)
    assert result.exit_code == code, result.output
    assert said in result.output
    assert "Traceback" not in result.output


def test_bad_input_loses_nothing_of_the_record(run, text_file, tmp_path):
    run("run", text_file, "--published", "2024-03-06", "--out", "onrecord-out")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run("run", "empty.txt", "--out", "onrecord-out").exit_code == 2
    assert run("explain", "border/e1").exit_code == 0


def test_every_command_and_option_has_help():
    context = click.Context(cli.main)
    for name in cli.main.list_commands(context):
        command = cli.main.get_command(context, name)
        assert command.help, name
        assert all(p.help for p in command.params if isinstance(p, click.Option)), name


def test_a_changed_file_is_a_new_version_and_another_of_its_name_another_story(run, text_file, tmp_path):
    run("run", text_file, "--published", "2024-03-06")
    text_file.write_text(TEXT.replace("12 people", "14 people"), encoding="utf-8")
    changed = run("run", text_file, "--published", "2024-03-07")
    assert "1 replaced by a newer version" in changed.output
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "border.txt").write_text(
        "Ministers meet in capital\n\nThe two ministers met in the capital on Tuesday and signed a treaty.\n", "utf-8"
    )
    other = run("run", tmp_path / "other" / "border.txt", "--published", "2024-03-07")
    assert "3 stories in the record" in other.output
    assert "1 replaced by a newer version" in other.output
    again = run("run", text_file, "--published", "2024-03-07")
    assert "1 unchanged" in again.output


def test_a_story_whose_date_changes_is_coded_again(run, text_file):
    run("run", text_file, "--published", "2024-03-06")
    assert "1 entered" in run("run", text_file, "--published", "2024-03-08").output
