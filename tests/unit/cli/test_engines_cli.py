"""Workers, part files and loading at the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import cli

LINES = [
    {"id": i, "published": "2024-03-06", "headline": f"Town {i} shelled", "body": "Rebels shelled the town, he said."}
    for i in ("a", "b", "c")
]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text("\n".join(map(json.dumps, [*LINES, {"id": "d", "text": "Undated. He fled."}])), "utf-8")
    return lambda *args: CliRunner().invoke(cli.main, list(args))


def test_parts_are_written_and_loaded_once(run):
    coded = run("code", "in.jsonl", "--out", "parts")
    assert "4 items in: 3 coded, 1 ignored" in coded.output
    again = run("code", "in.jsonl", "--out", "parts")
    assert again.exit_code == 0, again.output
    assert "3 entered, 1 ignored" in run("load", "parts", "--out", "record").output
    assert "3 unchanged, 1 ignored" in run("load", "parts", "--out", "record").output
    assert Path("record/site/index.html").exists()
    assert run("explain", "a", "--out", "record").exit_code == 0


def test_workers_print_what_one_process_prints(run):
    assert run("code", "in.jsonl", "--json", "--workers", "2").stdout == run("code", "in.jsonl", "--json").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["code", "in.jsonl", "--engine", "ray"], "name a folder"),
        (["code", "-", "--out", "parts"], "not of a stream"),
        (["load", "."], "no folder of parts"),
        (["code", "absent.jsonl", "--out", "parts"], "no such file"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(run, args, said):
    result = run(*args)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert "Traceback" not in result.output
