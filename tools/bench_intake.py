"""Prints what intake costs against coding the same stories: `python tools/bench_intake.py [FOLDER...]`.

The files are read as `run` reads them, gate and rules with the rest, then the stories that came of them are coded, turn
by turn in one run; what is measured is processor time. The ratio of the two sums is what the project promises to keep
below 0.10. By default: the dev gold and the bundled sample as plain text, some of these stories in each format that we
can write, and the shared fixtures.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from time import process_time

from onrecord.ingest.read import stories_in
from onrecord.ingest.routing import admit
from onrecord.pipeline import code
from onrecord.publish.ninjs import ninjs_json
from onrecord.records.story import Story

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 0.10


def marked_up(story: Story) -> str:
    """The paragraphs but the headline, as HTML."""
    kept = (p for p in story.paragraphs if p.kind != "headline")
    return "".join(f"<p>{escape(story.text[p.start : p.end])}</p>" for p in kept)


def rss(story: Story) -> bytes:
    """The story as the one item of a feed."""
    item = f"<title>{escape(story.headline)}</title><guid>{escape(story.id)}</guid><pubDate>{story.published}</pubDate>"
    item += f"<description>{escape(marked_up(story))}</description>"
    return f"<rss version='2.0'><channel><title>X</title><item>{item}</item></channel></rss>".encode()


def nitf(story: Story) -> bytes:
    """The story as a NITF document."""
    head = f"<docdata><doc-id id-string='{escape(story.id)}'/><date.issue norm='{story.published}'/></docdata>"
    title = f"<body.head><hedline><hl1>{escape(story.headline)}</hl1></hedline></body.head>"
    body = f"{title}<body.content>{marked_up(story)}</body.content>"
    return f"<nitf><head>{head}</head><body>{body}</body></nitf>".encode()


def page(story: Story) -> bytes:
    """The story as a web page."""
    about = json.dumps({"@type": "NewsArticle", "headline": story.headline, "datePublished": story.published})
    head = f"<title>X</title><script type='application/ld+json'>{about.replace('<', ' ')}</script>"
    body = f"<article><h1>{escape(story.headline)}</h1>{marked_up(story)}</article>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def files_in(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file; gold and sidecars are none."""
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.is_file()):
        if path.suffix in (".txt", ".xml", ".tst") or "fixtures" in path.parts:
            yield str(path), path.read_bytes()


def read(name: str, data: bytes) -> list[Story]:
    """The stories that would enter."""
    arrivals = (
        admit(a, ()) if isinstance(a, Story) else a for a in stories_in(data, origin=name, published="2022-07-01")
    )
    return [a for a in arrivals if isinstance(a, Story)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = ROOT.parent / "shared"
    usual = [shared / "gold" / "dev", ROOT / "src" / "onrecord" / "sample", shared / "fixtures" / "wires"]
    parser.add_argument("folders", nargs="*", type=Path, default=[f for f in usual if f.is_dir()])
    parser.add_argument(
        "--stories", type=int, default=20, help="of the texts, how many are also written in each format"
    )
    args = parser.parse_args()
    files = list(files_in(args.folders))
    plain = [s for name, data in files if name.endswith(".txt") for s in read(name, data)][: args.stories]
    written = {"rss": rss, "nitf": nitf, "page": page, "ninjs": lambda s: ninjs_json(code(s)).encode()}
    batches = {"files as they are": files}
    batches |= {f"texts as {kind}": [(s.id, write(s)) for s in plain] for kind, write in written.items()}
    for batch in batches.values():  # lexicons, models and libraries are loaded once and are not what is measured
        for name, data in batch[:3]:
            for story in read(name, data):
                code(story)
    intake = coding = 0.0
    for kind, batch in batches.items():
        took, cost, count = timed(batch)
        intake, coding = intake + took, coding + cost
        told = f"read in {took:6.2f} s, coded in {cost:6.2f} s, {took / cost:.3f}"
        print(f"{kind:18} {len(batch):4} files, {count:4} stories: {told}")
    ratio = intake / coding
    print(f"intake {intake:.2f} s, coding {coding:.2f} s, ratio {ratio:.3f} (limit {LIMIT:.2f})")
    return 0 if ratio < LIMIT else 1


def timed(batch: Sequence[tuple[str, bytes]]) -> tuple[float, float, int]:
    """Seconds of reading, seconds of coding, and how many stories there were."""
    took = cost = 0.0
    count = 0
    for name, data in batch:
        start = process_time()
        stories = read(name, data)
        middle = process_time()
        for story in stories:
            code(story)
        took, cost, count = took + middle - start, cost + process_time() - middle, count + len(stories)
    return took, cost, count


if __name__ == "__main__":
    sys.exit(main())
