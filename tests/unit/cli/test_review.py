"""Judging pairs of claims at the command line."""

import json

import pytest
from click.testing import CliRunner

from onrecord import cli

STORIES = [
    ("north", "2024-03-06", "Shells hit the town of Bakhmut on Tuesday, killing three people, the governor said."),
    (
        "south",
        "2024-03-06",
        "A bakery burned as rockets hit the town of Bakhmut on Tuesday and three died, rescuers said.",
    ),
    ("coast", "2024-03-06", "Police arrested two men in Odesa on Monday, prosecutors said."),
]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [
        json.dumps({"id": i, "published": day, "headline": f"News from the {i}", "body": body})
        for i, day, body in STORIES
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def invoke(*args: str):
        return CliRunner().invoke(cli.main, list(args))

    assert invoke("run", "in.jsonl").exit_code == 0
    return invoke


def test_doubtful_pairs_come_with_score_parts_and_words(run):
    listed = run("review")
    assert listed.exit_code == 0, listed.output
    assert "hit the town of Bakhmut" in listed.output
    assert "if wrong: onrecord review" in listed.output
    for line in run("review", "--json").output.splitlines():
        doubt = json.loads(line)
        parts = sum(value for _, value in doubt["judgement"]["parts"])
        assert round(parts, 2) == round(doubt["judgement"]["score"], 2)
        assert doubt["left"]["event"]["clause"]["text"]


def test_a_pair_is_judged_explained_and_taken_back(run):
    doubt = json.loads(run("review", "--json").output.splitlines()[0])
    left, right = doubt["left"]["id"], doubt["right"]["id"]
    judged = run("review", "different", left, right, "--by", "Ada", "--reason", "two salvoes", "--json")
    assert judged.exit_code == 0, judged.output
    record = json.loads(judged.output)
    assert (record["verdict"], record["by"], record["reason"], record["undone"]) == (
        "different", "Ada", "two salvoes", None,
    )  # fmt: skip
    assert "judged: " in run("review").output
    assert "Ada" in run("review").output
    pairs = [json.loads(line)["judgement"] for line in run("review", "--json").output.splitlines()]
    assert (left, right) not in [(p["left"], p["right"]) for p in pairs]
    undone = run("review", "undo", right, left, "--by", "Bo")
    assert "taken back" in undone.output
    assert "by Bo" in undone.output
    assert run("review", "undo", left, right).exit_code == 4


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["same", "north/e1", "nowhere/e9"], 4, "no claim nowhere/e9"),
        (["same", "north/e1", "north/e1"], 2, "one and the same"),
        (["undo", "north/e1", "south/e1"], 4, "no judgement"),
        (["same", "north/e1", "south/e1", "--out", "nothing"], 2, "no record"),
    ],
)
def test_what_cannot_be_judged_is_one_clear_line(run, args, code, said):
    result = run("review", *args)
    assert result.exit_code == code, result.output
    assert said in result.output
