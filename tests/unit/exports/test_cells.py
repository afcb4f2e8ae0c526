"""No cell of a CSV file is a formula."""

import csv

import pytest

from onrecord.publish.cells import cell
from onrecord.publish.release.comparison import write_rows


@pytest.mark.parametrize(
    "told",
    [
        "=1+1",
        "+SUM(A1)",
        "-2+3",
        "@cmd",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1+1",
        "\ufeff=1",
        "\x00=1",
        "-",
        "+380 44 1",
        "=",
        "--1",
    ],
)
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(told):
    assert cell(told).startswith("'")
    assert cell(told)[1:] == told.replace("\x00", "")


@pytest.mark.parametrize("told", ["-12.5", "+3", "-1e-3", "-.5", "12", "2022-06-25", "a=b", "M - D", "", "'=1"])
def test_numbers_and_other_words_stay(told):
    assert cell(told) == told


def test_what_is_no_text_stays():
    assert [cell(v) for v in (-1, -2.5, None, True)] == [-1, -2.5, None, True]


def test_the_files_of_a_release_have_such_cells(tmp_path):
    write_rows(tmp_path / "a.csv", ("id", "n"), [("=cmd", -1)])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["id", "n"], ["'=cmd", "-1"]]
