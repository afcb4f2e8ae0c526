"""What building the site costs at a size: `python tools/bench_site.py [INCIDENTS]` (100,000 where not given).

Makes a record from a seed, builds its site in a process of its own on one core (time, most memory), adds one story and
then a hundred and builds again each time, and opens the front page in Chromium. Prints what it measured.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import made_record
from onrecord.records.arrangement import Arrangement
from onrecord.store.record import Store

PER_STORY = 3.97  # incidents that a made story adds, about

BUILD = """
import sys, time, resource, json
from onrecord import pipeline
from onrecord.store.record import Store
from onrecord.store.reading import StoreReading
from pathlib import Path
start = time.perf_counter()
with Store(Path(sys.argv[1])) as store:
    built = pipeline.build(StoreReading(store, keeps=True), Path(sys.argv[2]))
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time(),
                  "files": built.files, "written": built.written,
                  "most MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def fill(path: Path, stories: int) -> int:
    """Makes the record; tells how many incidents it has."""
    coded = list(made_record.coded_stories(stories))
    groups = made_record.claims_by_happening(coded)
    with Store(path) as store:
        for one in coded:
            store.add(one)
        store.set_claims(c for group in groups.values() for c in group)
        store.incidents.fill(made_record.incident_of(group) for group in groups.values())
        arrangement = Arrangement(stories=tuple(c.story for c in coded))
        store.arranged.replace(arrangement)
        store.bearings.set_spot("all", [], [], made_record.held())
    return len(groups)


def add(path: Path, stories: int, name: str) -> int:
    """Adds stories of the newest day; tells how many incidents they made."""
    fresh = list(made_record.coded_stories(stories, seed=len(name), name=name, first=date(2031, 1, 1)))
    groups = made_record.claims_by_happening(fresh)
    with Store(path) as store:
        for one in fresh:
            store.add(one)
        store.set_claims([*store.claims(), *(c for group in groups.values() for c in group)])
        store.incidents.put([made_record.incident_of(group) for group in groups.values()])
        store.arranged.replace(Arrangement(stories=tuple(c.story for c in store.each_story())))
    return len(groups)


def build(path: Path, site: Path) -> dict[str, float]:
    """Builds in a process of its own."""
    done = subprocess.run([sys.executable, "-c", BUILD, str(path), str(site)], check=True, capture_output=True)
    return json.loads(done.stdout)


def opened(page: Path) -> dict[str, float]:
    """Seconds until the front page's map is ready and its filter answers, in Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only this part needs a browser)

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        start = time.perf_counter()
        tab.goto(page.as_uri())
        tab.wait_for_selector("#map[data-ready]")
        ready = time.perf_counter() - start
        tab.fill("input[name=q]", "Towne 7")
        tab.wait_for_function("document.getElementById('shown').textContent.includes(' of ')")
        answered = time.perf_counter() - start
        browser.close()
    return {"ready": ready, "answered": answered}


def weight(site: Path) -> float:
    """Kilobytes, gzipped, of the front page with all that it loads."""
    loaded = ["index.html", *(f"static/{n}" for n in ("site.css", "pages.css", "early.js", "filter.js", "map.js", "land.js", "mark.svg", "leaflet/leaflet.js", "leaflet/leaflet.css"))]  # fmt: skip # noqa: E501
    return sum(len(gzip.compress((site / name).read_bytes())) for name in loaded if (site / name).exists()) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("incidents", nargs="?", type=int, default=100_000)
    parser.add_argument("--in", dest="folder", help="Folder for record and site; a record that is there is used.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        folder = Path(asked.folder or fresh)
        path, site = folder / "record.sqlite", folder / "site"
        start = time.perf_counter()
        if not path.exists():
            count = fill(path, round(asked.incidents / PER_STORY))
            print(f"{count} incidents made in {time.perf_counter() - start:.0f} s", flush=True)
        for what, more in (("whole site", 0), ("one story more", 1), ("a hundred more", 100), ("nothing new", 0)):
            made = add(path, more, what[0] * more) if more else 0
            done = build(path, site)
            took = f"{done['seconds']:.1f} s ({done['cpu']:.1f} s of processor), {done['most MB']:.0f} MB at most"
            did = f"{done['written']:.0f} of {done['files']:.0f} files written, {made} incidents new"
            print(f"{what}: {took}, {did}", flush=True)
        print(f"front page with all it loads: {weight(site):.0f} KB gzipped")
        print("in Chromium: " + ", ".join(f"{k} after {v:.2f} s" for k, v in opened(site / "index.html").items()))


if __name__ == "__main__":
    main()
