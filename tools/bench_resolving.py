"""Times the resolver against the bare parse of the same texts, in one run: `python tools/bench_resolving.py`.

The texts are the sample's and, where ../shared is there, the development stories'. Prints each step's share of the
parse in percent; places and times together may take 15.
"""

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench_coding import stories
from evaluate import SAMPLE
from onrecord.extract.attributions import find_attributions
from onrecord.extract.events import find_events
from onrecord.language.parse import model, parse
from onrecord.records.story import Story
from onrecord.resolve.dating import date_events
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.placing import place_events
from onrecord.resolve.sources import name_sources
from onrecord.resolve.times import find_timexes

DEV = Path(__file__).parent.parent.parent / "shared" / "gold" / "dev"
Result = TypeVar("Result")
STEPS = ("timexes", "toponyms", "placing", "dating")
LIMIT = 15


def resolve(story: Story, spent: Counter[str]) -> None:
    """Adds the seconds of the parse and of each step to `spent`."""

    def timed(step: str, work: Callable[[], Result]) -> Result:
        started = time.perf_counter()
        result = work()
        spent[step] += time.perf_counter() - started
        return result

    texts = [story.text[p.start : p.end] for p in story.paragraphs if p.kind != "boilerplate"]
    timed("parse", lambda: list(model().pipe(texts)))
    parsed = parse(story)
    timexes = timed("timexes", lambda: find_timexes(parsed))
    toponyms = timed("toponyms", lambda: find_toponyms(parsed))
    attributions = name_sources(parsed, find_attributions(parsed), timexes)
    events = find_events(parsed, attributions)
    events = timed("placing", lambda: place_events(parsed, events, toponyms))
    timed("dating", lambda: date_events(parsed, events, attributions, timexes))


def main() -> None:
    texts = [story for folder in (SAMPLE, DEV) if folder.is_dir() for story in stories(folder)]
    for story in texts:
        resolve(story, Counter())
    spent: Counter[str] = Counter()
    for story in texts:
        resolve(story, spent)
    shares = {step: 100 * spent[step] / spent["parse"] for step in STEPS}
    print(*(f"{step} {share:.1f} %" for step, share in shares.items()), sep=", ")
    print(f"together {sum(shares.values()):.1f} % of the parse (limit {LIMIT} %)")


if __name__ == "__main__":
    main()
