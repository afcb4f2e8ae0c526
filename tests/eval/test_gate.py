"""The accuracy gate: the coder, on the gold of the sample feed, may not fall under its floors."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluate import FLOORS, SAMPLE, fingerprint, gold_ids, score_folder
from scorer import Counts, score_story


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counts]:
    out = tmp_path_factory.mktemp("coded")
    return out, score_folder(SAMPLE, gold_ids(SAMPLE), out=out)


def test_no_figure_is_under_its_floor(coded):
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    figures = coded[1].f1()
    assert floors["corpus"] == fingerprint(SAMPLE), "the gold has changed: pin the floors again and say why"
    assert {"attribution", "typed", "record"} <= floors["floors"].keys()
    under = {k: (figures.get(k, 0.0), floor) for k, floor in floors["floors"].items() if figures.get(k, 0.0) < floor}
    assert not under, f"figure and floor: {under}"


def test_the_scorer_gives_the_annotators_figures(coded, shared):
    command = [sys.executable, shared / "gold" / "score.py", SAMPLE, coded[0], "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)["figures"]
    ours = coded[1].table
    assert {k: (v["gold"], v["pred"], v["f1"]) for k, v in theirs.items()} == {
        k: (ours[k][1], ours[k][2], coded[1].f1()[k]) for k in theirs
    }


def test_a_perfect_prediction_scores_a_hundred_and_an_empty_one_nothing():
    text = "Rebels took the town, the governor said."
    gold = {
        "attributions": [
            {"id": "a1", "source": [23, 35], "content": [0, 20], "style": "indirect", "stance": "assert"},
        ],
        "events": [
            {"id": "e1", "incident": "i1", "type": "seizure", "trigger": [7, 11], "status": "actual",
             "voice": "attributed", "attribution": "a1"},
        ],
    }  # fmt: skip
    span = {"start": 7, "end": 11}
    perfect = {
        "story": {"text": text},
        "attributions": [
            {"id": "p1", "source": {"start": 23, "end": 35}, "source_name": None, "content": [{"start": 0, "end": 20}],
             "style": "indirect", "stance": "assert"},
        ],
        "events": [{"id": "x1", "type": "seizure", "trigger": span, "status": "actual", "voice": "attributed",
                    "attribution": "p1"}],
    }  # fmt: skip
    right, wrong = Counts(), Counts()
    assert score_story(gold, perfect, right) == []
    assert right.f1()["record"] == right.f1()["attribution"] == 100.0
    errors = score_story(gold, {"story": {"text": text}, "attributions": [], "events": []}, wrong)
    assert wrong.f1()["record"] == 0.0
    assert len(errors) == 2
