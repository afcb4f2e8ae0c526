"""The examples in tests/cases/sources: attributions given by hand, their sources named from the story."""

import tomllib
from pathlib import Path

import pytest
from toponyms_given import toponyms_given

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.event import Attribution
from onrecord.resolve.sources import name_sources
from onrecord.resolve.times import find_timexes

CASES = Path(__file__).parents[2] / "cases" / "sources"
TOLD = ("name", "kind", "country", "side", "on", "channel")


def cases():
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def _attributions(story, said) -> tuple[Attribution, ...]:
    """Attributions in order; `source`, `cue` and `content` are words looked for from the last content on."""
    made, at = [], 0
    for n, one in enumerate(said, start=1):
        start = story.text.index(one["content"], at)
        content = story.span(start, start + len(one["content"]))
        low = story.text.rindex("\n\n", 0, start) if "\n\n" in story.text[:start] else 0
        spans = {}
        for key in ("cue", "source"):
            words = one.get(key, "said" if key == "cue" else "")
            after = story.text.find(words, content.end)
            before = story.text.rfind(words, low, start)
            best = before if one.get("before") else after
            spans[key] = story.span(best, best + len(words)) if words and best >= 0 else None
        made.append(
            Attribution(
                id=f"a{n}",
                source=spans["source"],
                cue=spans["cue"],
                cue_lemma=one.get("cue", "said"),
                content=(content,),
                witness=one.get("witness", False),
                rule="test",
            )
        )
        at = content.end
    return tuple(made)


@pytest.mark.parametrize("case", cases())
def test_a_source_is_named_from_the_story(case):
    story = story_from_text(case["text"], story_id="s", published=case.get("published", "2018-03-14"))
    parsed = parse(story)
    given = _attributions(story, case["said"])
    named = name_sources(parsed, given, find_timexes(parsed), toponyms_given(story, case.get("places", {})))
    fields = ("source_name", "source_kind", "source_country", "source_side", "said_on", "channel")
    for attribution, wanted in zip(named, case["said"], strict=True):
        told = {k: getattr(attribution, f) for k, f in zip(TOLD, fields, strict=True) if k in wanted}
        assert told == {k: wanted[k] or None for k in TOLD if k in wanted}, case["reason"]
        for span in (attribution.source_mention, attribution.said_on_evidence, attribution.channel_evidence):
            assert span is None or story.text[span.start : span.end] == span.text
