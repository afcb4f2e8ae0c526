"""The record of the sample feed from its gold annotations: real texts' shapes and sizes, without running the coder."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from from_gold import coded_from_gold, gold_ids

from onrecord.ingest.read import read_paths
from onrecord.ingest.versions import arrange
from onrecord.link.control import place_statuses
from onrecord.link.incidents import find_incidents
from onrecord.link.versions import claims_of_record
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.snapshot import Snapshot
from onrecord.records.story import Ignored, Story

SAMPLE = Path(str(files("onrecord"))) / "sample"


@cache
def sample_snapshot() -> Snapshot:
    """Everything a publisher reads, of the sample feed."""
    arrivals = list(read_paths([SAMPLE]))
    arranged = arrange([a for a in arrivals if isinstance(a, Story)])
    known = set(gold_ids(SAMPLE))
    coded = tuple(_coded(story, known) for story in arranged.stories)
    claims = claims_of_record(
        coded,
        replaced=arranged.replaced,
        corrected={c.replaces for c in arranged.corrections if c.kind == "correction"},
        killed=arranged.killed,
        copies=arranged.copies,
    )
    incidents = find_incidents(claims)
    return Snapshot(
        coded=coded,
        incidents=incidents,
        control=place_statuses(incidents),
        ignored=tuple(a for a in arrivals if isinstance(a, Ignored)),
        corrections=arranged.corrections,
        replaced=arranged.replaced,
        killed=arranged.killed,
        copies=arranged.copies,
    )


def _coded(story: Story, known: set[str]) -> CodedStory:
    versions = Versions(software="0", model="gold", gazetteer="gold", lexicon="gold")
    if story.id not in known:
        return CodedStory(story=story, versions=versions)
    return coded_from_gold(SAMPLE, story.id).model_copy(update={"story": story})
