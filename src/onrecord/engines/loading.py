"""Takes part files into a record, as if the stories had been read and coded here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from onrecord.engines.parts import read_manifest, read_parts
from onrecord.ingest.read import distinct
from onrecord.pipeline import take_in
from onrecord.records.coded import CodedStory
from onrecord.records.story import Ignored, Outcome, Story
from onrecord.store.record import Store


def load_parts(folder: Path, store: Store, *, report: Callable[[int], object]) -> Counter[Outcome]:
    """Puts all that the parts hold into the record, and counts it by what became of it; `report` hears of each.

    Raises InputError where the folder is incomplete (R141) or a part damaged (R142).
    """
    manifest = read_manifest(folder)
    last: list[CodedStory] = []  # the coded story that was read last

    def arrivals() -> Iterator[Story | Ignored]:
        for row in read_parts(folder, manifest):
            if isinstance(row, CodedStory):
                last[:] = [row]
            yield row.story if isinstance(row, CodedStory) else row

    def code_many(stories: Iterable[Story]) -> Iterator[CodedStory]:
        for story in stories:  # its id may be another one by now
            yield last[0].model_copy(update={"story": story})

    outcomes: Counter[Outcome] = Counter()
    for outcome in take_in(distinct(arrivals()), store, code_many, made_by=manifest.versions):
        outcomes[outcome] += 1
        report(1)
    return outcomes
