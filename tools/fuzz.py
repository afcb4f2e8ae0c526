"""Fuzzes every parser of intake: `python tools/fuzz.py [--seconds N] [PARSER...]`, or `make fuzz SECONDS=N`.

Each target is a parser, its seeds the look-alikes in tests/cases/ingest/formats whose names open with the parser's. A
seed is harmed (pieces cut, doubled, swapped, spliced from other files, bytes and telling tokens put in), for archives
and columns both the packed bytes and what is packed, and must give stories or reasons and nothing else. What breaks
that is made as small as hypothesis can and kept in build/fuzz; the exit code is then 1.
"""

import argparse
import gzip
import io
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest.gate import enter
from onrecord.ingest.opml import read_opml
from onrecord.ingest.read import stories_in
from onrecord.records.story import Ignored, Story

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ROOT / "tests" / "cases" / "ingest" / "formats"
KEPT = ROOT / "build" / "fuzz"
ROUND = 150  # examples of one target before the next has its turn
SLOW = 10.0  # seconds; the seeds take milliseconds
TOKENS = (
    b"<", b">", b"&", b'"', b"'", b"\n\n", b"\r\n", b"\x00", b"\x01", b"\x02", b"\x03", b"\x1f", b"\xff", b"\xfe\xff",
    b"{", b"}", b"[", b"]", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&#0;", b"&#xD800;", b"&bomb;", b"\xed\xa0\x80",
    b"\\ud800", b"//[", b"9" * 30, b"-1", b"1e999", b"NaN", b"2031-13-45T99:99:99Z", b"0000-00-00", b",", b";", b"\t",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<?xml version='1.0' encoding='utf-16'?>", b"<html>", b"PK\x03\x04", b"PAR1",
    b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"Content-Length: 99999999\r\n", b"\xef\xbb\xbf", b"=?utf-8?q?=", b"(AFP) - ",
    b" date 2031-01-12 ",
)  # fmt: skip
LISTS = (
    b"<opml version='2.0'><body><outline text='a' xmlUrl='https://x.example/a'/></body></opml>",
    b"<?xml version='1.0'?><opml><body><outline text='f'><outline xmlurl='x.example/b'/></outline></body></opml>",
)
HARMS: dict[str, Callable[[bytes, int, int, bytes], bytes]] = {
    "cut": lambda data, at, end, _: data[:at] + data[end:],
    "put": lambda data, at, _, piece: data[:at] + piece + data[at:],
    "swap": lambda data, at, _, piece: data[:at] + piece + data[at + len(piece) :],
    "double": lambda data, at, end, _: data[:at] + data[at:end] * 3 + data[end:],
    "splice": lambda data, at, end, piece: data[:at] + piece + data[end:],
    "flip": lambda data, at, _end, _: data[:at] + bytes(255 - b for b in data[at : at + 1]) + data[at + 1 :],
    "end": lambda data, at, _end, _: data[: max(1, at)],
}
Bytes = st.SearchStrategy[bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """A parser: how harmed content is packed for it, where it is packed, and what reads it, where intake does not."""

    name: str
    pack: Callable[[bytes], bytes] | None = None
    reads: Callable[[bytes], None] | None = None
    files: tuple[bytes, ...] = ()  # its seeds, where the look-alikes are none


def seeds_of(name: str) -> list[bytes]:
    """The look-alikes of a parser, sound and malformed."""
    return list(TARGETS[name].files) or [p.read_bytes() for p in look_alikes(name)]


def look_alikes(name: str) -> list[Path]:
    """The files whose names open with the parser's; what they must give stands beside them."""
    return sorted(p for p in FORMATS.glob(f"{name}[-.]*") if p.suffix != ".toml")


def read_stories(data: bytes) -> None:
    """Reads the bytes as intake does; fails where that gives nothing, or a story that is not whole."""
    arrivals = list(stories_in(data, origin="fuzzed"))
    assert arrivals, "neither a story nor a reason"
    for arrival in arrivals:
        if isinstance(arrival, Ignored):
            assert arrival.reason
            assert arrival.message
            assert "\n" not in arrival.message
            Ignored.model_validate_json(arrival.model_dump_json())
        else:
            check_story(arrival)


def check_story(story: Story) -> None:
    """Fails where a span of the story does not hold, or it does not go through the gate and into the store."""
    end = 0
    for paragraph in story.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(story.text)
        end = paragraph.end
    cues = [story.dateline, story.disclosure and story.disclosure.span, story.agency and story.agency.cue]
    assert all(cue is None or story.text[cue.start : cue.end] == cue.text for cue in cues)
    assert Story.model_validate_json(story.model_dump_json()) == story
    enter(story)


def read_list(data: bytes) -> None:
    """Reads a list of feeds, or refuses it."""
    with suppress(InputError):
        read_opml(data)


def zipped(content: bytes) -> bytes:
    """The content as the one file of a ZIP archive, which opens with its bytes harmed no more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed/a.txt", content)
        archive.writestr("feed/a.meta.json", content[:400])
    return out.getvalue()


def captured(content: bytes) -> bytes:
    """The content as a server's answer in a web archive, its length right."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\nContent-Type: application/http"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def columns(content: bytes) -> bytes:
    """The content as the cells of a Parquet file, whole and in pieces."""
    import pyarrow as pa  # noqa: PLC0415 (one target's)
    import pyarrow.parquet as pq  # noqa: PLC0415

    text, out = content.decode("utf-8", "replace"), io.BytesIO()
    dates, titles, bodies = [text[20:40], "2031-01-12"], [text[:60], None], [text, content.hex()]
    rows = {"id": ["a", text[:20]], "date": dates, "title": titles, "body": bodies, "raw": [content, b""]}
    pq.write_table(pa.table(rows), out)
    return out.getvalue()


TARGETS: dict[str, Target] = {
    t.name: t
    for t in (
        *map(
            Target,
            ("rss", "rdf", "atom", "json-feed", "newsml-g2", "newsml-1", "nitf", "ninjs", "iptc7901", "anpa", "text"),
        ),
        *map(Target, ("page", "mail", "json-lines", "json", "table")),
        Target("parquet", columns),
        Target("warc", captured),
        Target("zip", zipped),
        Target("gzip", gzip.compress),
        Target("opml", reads=read_list, files=LISTS),
    )
}


@cache
def _all_seeds() -> tuple[bytes, ...]:
    return tuple(p.read_bytes() for p in sorted(FORMATS.iterdir()) if p.suffix != ".toml")


@cache
def _pieces(name: str) -> tuple[bytes, ...]:
    """Telling tokens, and the tags, strings and lines of the target's seeds."""
    found = {m for data in seeds_of(name) for m in re.findall(rb"<[^<>]{1,60}>|\"[^\"\n]{1,40}\"|[^\n]{1,60}\n", data)}
    return (*TOKENS, *sorted(found)[:200])


def harmed(name: str) -> Bytes:
    """A seed of the target, or for what packs others any seed, with some harm done to it."""
    target = TARGETS[name]
    everything = _one_of(_all_seeds())
    plain = _harm(_one_of(tuple(seeds_of(name))), name)
    if target.pack is None:
        return plain
    return plain | _harm(everything, name).map(target.pack) | _harm(everything.map(target.pack), name)


def _one_of(files: tuple[bytes, ...]) -> Bytes:
    """One of the files; by number, because hypothesis writes out what it samples from."""
    return st.integers(0, len(files) - 1).map(files.__getitem__)


def _harm(seeds: Bytes, name: str) -> Bytes:
    piece = st.sampled_from(_pieces(name)) | st.binary(min_size=1, max_size=6)
    place = st.integers(0, 65535)
    harm = st.tuples(st.sampled_from(sorted(HARMS)), place, st.integers(0, 200), piece)
    return st.builds(_after, seeds, st.lists(harm, min_size=1, max_size=8), _one_of(_all_seeds()))


def _after(data: bytes, harms: list[tuple[str, int, int, bytes]], other: bytes) -> bytes:
    for what, place, size, piece in harms:
        at = place * (len(data) + 1) // 65536
        put = other[size * 4 : size * 5] if what == "splice" else piece
        data = HARMS[what](data, at, at + size, put)
    return data


def fuzz(name: str, *, examples: int, number: int | None) -> None:
    """One round of a target: raises what a harmed seed made the parser raise, made small."""
    reads = TARGETS[name].reads or read_stories

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(harmed(name))
    def read(data: bytes) -> None:
        start = time.monotonic()
        try:
            reads(data)
            assert time.monotonic() - start < SLOW, f"{len(data)} bytes took over {SLOW:g} seconds"
        except Exception as error:
            error.harmed = data  # type: ignore[attr-defined]
            raise

    (seed(number)(read) if number is not None else read)()


def rounds(names: list[str], *, until: float) -> Iterator[tuple[str, int, Exception | None]]:
    """Target after target, round after round; what was done, and what went wrong if anything."""
    number = int(time.time())
    while time.monotonic() < until:
        for name in names:
            if time.monotonic() >= until:
                return
            number += 1
            try:
                fuzz(name, examples=ROUND, number=number)
            except Exception as error:  # noqa: BLE001 (any exception is a finding)
                yield name, ROUND, error
            else:
                yield name, ROUND, None


def keep(name: str, error: Any) -> Path:
    """Keeps the bytes that broke a parser, under their hash."""
    data: bytes = getattr(error, "harmed", b"")
    path = KEPT / f"{name}-{sha256(data).hexdigest()[:12]}"
    KEPT.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parsers", nargs="*", help=f"of {', '.join(TARGETS)}; all of them by default")
    parser.add_argument("--seconds", type=float, default=60, help="how long, in all (60)")
    args = parser.parse_args()
    names = args.parsers or list(TARGETS)
    if wrong := [n for n in names if n not in TARGETS]:
        parser.error(f"no parser is called {wrong[0]}")
    begun, counts, found = time.monotonic(), dict.fromkeys(names, 0), dict[str, str]()
    for name, examples, error in rounds(names, until=begun + args.seconds):
        counts[name] += examples
        if error is not None:
            where = "".join(traceback.format_tb(error.__traceback__)[-1:])
            what = f"{name}: {type(error).__name__}: {error}"[:300]
            if where not in found:
                found[where] = what
                print(f"{what}\n  {keep(name, error)}\n{where}", flush=True)
    print("\n".join(f"{name:10} {count:8} inputs" for name, count in counts.items()))
    print(f"{sum(counts.values())} inputs in {time.monotonic() - begun:.0f} seconds, {len(found)} kinds of failure")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
