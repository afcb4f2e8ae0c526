"""The examples in tests/cases/times, the example of every line on times, and every time of the seed."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.when import Timex
from onrecord.resolve.time_grammar import TimeWord, flatten, modifiers, patterns, recognise, words
from onrecord.resolve.times import find_timexes

CASES = Path(__file__).parents[2] / "cases" / "times"


@cache
def timexes(text: str, published: str) -> tuple[Timex, ...]:
    return find_timexes(parse(story_from_text(f"A headline\n\n{text}", story_id="s", published=published)))


def cases():
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case):
    found = timexes(case["text"], case.get("published", "2018-03-14"))
    assert [[t.span.text, t.value] for t in found] == [e[:2] for e in case["expected"]]
    told = {t.span.start: t.interval for t in found}
    for timex, expected in zip(found, case["expected"], strict=True):
        if len(expected) > 2:
            assert told[timex.span.start] == expected[2]


@pytest.mark.parametrize("line", patterns(), ids=lambda line: line.key)
def test_every_pattern_fires_on_its_example(line):
    found = [t for t in timexes(line.example, line.published) if t.rule == line.ref]
    assert (line.span, line.value) in [(t.span.text, t.value) for t in found]
    if line.interval:
        assert line.interval in [t.interval for t in found]


def _all_words() -> list[TimeWord]:
    return sorted({word for forms in words().values() for word in forms.values()}, key=lambda word: word.key)


@cache
def _read_together() -> tuple[Timex, ...]:
    text = "\n\n".join(word.example for word in _all_words())
    return timexes(text, "2022-06-26")


@pytest.mark.parametrize("word", _all_words(), ids=lambda word: word.key)
def test_every_word_is_read_in_its_example(word):
    found = _read_together()
    start = len("A headline\n\n") + sum(len(w.example) + 2 for w in _all_words() if w.key < word.key)
    told = " | ".join(flatten(t.span.text) for t in found if start <= t.span.start < start + len(word.example))
    assert any(re.search(rf"(?<!\w){re.escape(form)}", told) for form in word.forms)


@pytest.mark.parametrize("line", [line for line, _ in modifiers()], ids=lambda line: line.key)
def test_every_modifier_is_taken_in(line):
    assert line.key in [f.modifier for f in recognise(flatten(line.example))]


SEED = [
    ("February 24", "2022-02-24"), ("weeks", "PXW"), ("Saturday", "2022-06-25"), ("months", "PXM"), ("weeks", "PXW"),
    ("Friday", "2022-06-24"), ("Saturday", "2022-06-25"), ("A few hours earlier", "PAST_REF"),
    ("currently", "PRESENT_REF"), ("Saturday", "2022-06-25"), ("the coming months", "PXM"),
    ("February 24", "2022-02-24"), ("early on Saturday morning", "2022-06-25TMO"), ("February 24", "2022-02-24"),
    ("the first few weeks", "PXW"), ("Today", "2022-06-25"), ("Four months", "P4M"),
    ("the eve of a week", "2022-06-25"),
    ("Sunday", "2022-06-26"), ("later in the week", "2022-W26"), ("the eve of the summit", "2022-06-25"),
    ("Now", "PRESENT_REF"), ("Thursday", "2022-06-23"), ("Saturday", "2022-06-25"), ("almost three months", "P3M"),
    ("now", "PRESENT_REF"), ("2014", "2014"), ("Saturday", "2022-06-25"), ("recent days", "PXD"),
    ("Saturday", "2022-06-25"), ("overnight", "2022-06-24TNI"), ("Friday", "2022-06-24"),
    ("earlier this week", "2022-W25"),
]  # fmt: skip
SEED_INTERVALS = {
    "A few hours earlier": "2022-06-25/2022-06-26", "the coming months": "2022-06-26/..",
    "early on Saturday morning": "2022-06-25T00:00/2022-06-25T06:00", "later in the week": "2022-06-27/2022-07-03",
    "2014": "2014-01-01/2022-06-27", "recent days": "2022-06-19/2022-06-27",
    "overnight": "2022-06-24T20:00/2022-06-25T06:00", "earlier this week": "2022-06-20/2022-06-26",
}  # fmt: skip


@pytest.mark.shared
def test_every_time_of_the_seed(shared):
    """The seed's times in order, each against its day of publication, read in place."""
    path = next((shared / "seed").glob("*.txt"))
    found = find_timexes(parse(story_from_text(path.read_text(encoding="utf-8"), story_id="seed")))
    assert [(t.span.text, t.value) for t in found] == SEED
    for timex in found:
        if timex.span.text in SEED_INTERVALS:
            assert timex.interval == SEED_INTERVALS[timex.span.text]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "今日は月曜日。", "İstanbul'da 3 Mart 2018'de", "9" * 5000, "in " * 3000]
)
def test_any_text_goes_through(text):
    for timex in timexes(text, "2018-03-14"):
        assert timex.span.text


def test_a_story_without_a_date_still_reads_full_dates():
    found = timexes("The dam broke on 9 March 2021.", "")
    assert [t.value for t in found] == ["2021-03-09"]
