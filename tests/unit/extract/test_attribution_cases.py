"""The attribution cases of tests/cases/attribution, one test each."""

import tomllib
from pathlib import Path

import pytest

from onrecord.extract.attributions import find_attributions
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse

FOLDER = Path(__file__).parents[2] / "cases" / "attribution"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def attributions(case):
    text = f"{case.get('headline', 'Head')}\n\n{case['text']}"
    return find_attributions(parse(story_from_text(text, story_id="t", published="2031-05-11")))


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    found = attributions(case)
    if not case["said"]:
        assert found == ()
    for wanted in case["said"]:
        match = [a for a in found if wanted["content"] in {c.text for c in a.content} and fits(a, wanted)]
        assert match, [(a.source and a.source.text, a.cue and a.cue.text, [c.text for c in a.content]) for a in found]
    assert len(found) <= case.get("only", 9)


def fits(attribution, wanted):
    """Whether everything that the case says about an attribution holds; "" stands for none."""
    has = {
        "source": attribution.source.text if attribution.source else "",
        "cue": attribution.cue.text if attribution.cue else "",
        "style": attribution.style,
        "stance": attribution.stance,
        "checked": attribution.checked or "",
        "witness": attribution.witness,
        "nested": attribution.nested_in is not None,
    }
    told = all(has[key] == value for key, value in wanted.items() if key in has)
    return told and set(wanted.get("more", [])) <= {c.text for c in attribution.content}
