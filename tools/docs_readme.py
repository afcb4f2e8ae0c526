"""The parts of the README that are made from the code: one record, explained, and the figures measured."""

import json
import re
from pathlib import Path

from docs_lexicons import FIGURES
from evaluate import SAMPLE
from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.publish.coded_story import coded_story_text
from onrecord.records.story import Story

README = Path(__file__).parent.parent / "README.md"
STORY = "mp-kremenchuk-alert-27jun"  # the shortest story of the sample feed
SHOWN = ("attribution", "source_name", "checked", "typed", "place", "time", "record")


def readme() -> str:
    """The README with its generated parts made anew."""
    text = README.read_text(encoding="utf-8")
    for name, part in (("record", f"```\n{_record()}\n```"), ("figures", _figures())):
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(pattern, lambda m, part=part: f"{m[1]}{part}\n{m[2]}", text, flags=re.DOTALL)
    return text


def _record() -> str:
    story = next(s for s in read_paths([SAMPLE / f"{STORY}.txt"]) if isinstance(s, Story))
    return f"{story.text.strip()}\n\n$ onrecord code {STORY}.txt\n{coded_story_text(pipeline.code(story)).strip()}"


def _figures() -> str:
    measured = json.loads(FIGURES.read_text(encoding="utf-8"))
    corpora = list(dict.fromkeys(row["corpus"] for row in measured["figures"] if "PolNeAR" not in row["corpus"]))
    value = {(row["corpus"], row["figure"]): row["value"] for row in measured["figures"]}
    lines = [f"F1, or share right among those found, in percent, measured on {measured['on']} (`tools/measure.py`):\n"]
    lines += ["| | " + " | ".join(corpora) + " |", "|---" * (len(corpora) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(str(value.get((c, name), "")) for c in corpora) + " |" for name in SHOWN]
    return "\n".join(lines)
