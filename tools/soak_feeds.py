"""Runs feedparser's own test feeds through intake: `python tools/soak_feeds.py feedparser-6.x.tar.gz`, or their folder.

The archive is feedparser's source distribution: `pip download --no-deps --no-binary feedparser feedparser`. Each feed
must give stories or reasons and raise nothing, and of its well-formed feeds that have entries, as many as feedparser
itself finds in 95 of 100. The exit code is 1 where that is not so.
"""

import argparse
import io
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import feedparser

from onrecord.ingest.read import stories_in
from onrecord.records.story import Story

WANTED = 0.95
SUFFIXES = (".xml", ".z", ".gz")


def feeds(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each test feed; the first part of the name is its kind, such as wellformed."""
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file()):
            yield str(file.relative_to(path)), file.read_bytes()
        return
    with tarfile.open(path) as archive:
        for member in archive:
            parts = Path(member.name).parts
            if "tests" in parts and member.name.endswith(SUFFIXES) and (file := archive.extractfile(member)):
                yield "/".join(parts[parts.index("tests") + 1 :]), file.read()


def entries_of(name: str, data: bytes) -> int:
    """How many entries intake finds in the feed, those it puts aside with a reason among them."""
    arrivals = list(stories_in(data, origin=name))
    found = [a for a in arrivals if a.item.format == "web-feed"]
    return sum(isinstance(a, Story) or a.reason != "not-a-story" for a in found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    counts: Counter[str] = Counter()
    differs, raised = list[str](), list[str]()
    for name, data in feeds(parser.parse_args().path):
        kind = name.split("/")[0]
        counts[f"{kind} feeds"] += 1
        theirs = len(feedparser.parse(io.BytesIO(data)).entries)
        try:
            ours = entries_of(name, data)
        except Exception as error:  # noqa: BLE001 (any exception is a finding)
            raised.append(f"{name}: {type(error).__name__}: {error}")
            continue
        counts[f"{kind} feeds with entries"] += theirs > 0
        counts[f"{kind} feeds with entries, all found"] += 0 < theirs == ours
        differs += (
            [f"{name}: {theirs} entries, {ours} found"] if kind == "wellformed" and theirs not in (0, ours) else []
        )
    print("\n".join(f"{count:6} {what}" for what, count in sorted(counts.items())))
    print("\n".join([*differs, *raised]) or "none differs")
    asked, found = counts["wellformed feeds with entries"], counts["wellformed feeds with entries, all found"]
    print(
        f"well-formed: {found} of {asked} ({found / max(1, asked):.1%}), wanted {WANTED:.0%}; {len(raised)} exceptions"
    )
    return 0 if not raised and asked and found >= WANTED * asked else 1


if __name__ == "__main__":
    sys.exit(main())
