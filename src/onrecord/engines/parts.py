"""Part files: what was read in the stories of a slice, as Parquet; the same bytes whichever engine coded them.

A folder of parts holds `plan.json` (what is to be coded, and with what), `part-00000.parquet` and so on, and, once all
are there, `manifest.json` with the hash of each. A file appears whole or not at all.
"""

import hashlib
import os
import platform
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from onrecord.engines.slices import Reading, Slice
from onrecord.errors import InputError
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.span import Frozen
from onrecord.records.story import Ignored

SCHEMA = "onrecord.coded-parts/1"
_PLAN, _MANIFEST = "plan.json", "manifest.json"
_COLUMNS = pa.schema(
    [
        ("outcome", pa.string()),  # coded, ignored or quarantined
        ("story", pa.string()),  # its id; null where it does not enter the record
        ("published", pa.string()),
        ("headline", pa.string()),
        ("origin", pa.string()),
        ("sha256", pa.string()),
        ("attributions", pa.int32()),
        ("events", pa.int32()),
        ("body", pa.string()),  # the whole record as JSON
    ],
    metadata={"onrecord": SCHEMA},
)


class Plan(Frozen):
    """What a folder of parts is to hold: slices of an input, how they are read, and what codes them.

    `inputs` are the files by path, each with the hash of its bytes.
    """

    form: str = SCHEMA
    versions: Versions
    inputs: tuple[tuple[str, str], ...]
    reading: Reading
    slices: tuple[Slice, ...]


class PartFile(Frozen):
    """A part file by name, with the hash of its bytes and the number of its rows by outcome."""

    name: str
    sha256: str
    coded: int = 0
    ignored: int = 0
    quarantined: int = 0


class Manifest(Frozen):
    """All part files of a complete folder, and what coded them."""

    form: str = SCHEMA
    versions: Versions
    parts: tuple[PartFile, ...]

    @property
    def rows(self) -> int:
        """How many stories, and items that are none, the parts hold."""
        return sum(p.coded + p.ignored + p.quarantined for p in self.parts)


def begin(folder: Path, plan: Plan) -> tuple[Slice, ...]:
    """Makes the folder for a plan, or goes on with one begun before; gives the slices that are not yet coded.

    Raises InputError (R140) where the folder is another plan's, or no folder of parts.
    """
    known = folder / _PLAN
    if known.exists():
        if known.read_text(encoding="utf-8") != _json(plan):
            told = "was begun with another input, other options or another version of onrecord"
            raise InputError("R140", f"{folder} {told}; name another folder with --out")
    elif folder.exists() and any(folder.iterdir()):
        raise InputError("R140", f"{folder} holds other files; name another folder with --out")
    else:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(known, _json(plan).encode())
    return tuple(s for s in plan.slices if not part_path(folder, s.number).exists())


def part_path(folder: Path, number: int) -> Path:
    """Where the part with this number lies."""
    return folder / f"part-{number:05}.parquet"


def write_part(path: Path, coded: Sequence[CodedStory | Ignored]) -> None:
    """Writes a part file, whole or not at all, in the order given."""
    sink = pa.BufferOutputStream()
    table = pa.Table.from_pylist([_row(one) for one in coded], schema=_COLUMNS)
    # nothing of the moment or the machine goes in, and one row group: equal rows make equal bytes
    parquet.write_table(table, sink, compression="zstd", row_group_size=max(1, len(coded)))
    write_whole(path, sink.getvalue().to_pybytes())


def finish(folder: Path, plan: Plan) -> Manifest:
    """Writes the manifest of a folder in which all parts are there."""
    parts = []
    for number in range(len(plan.slices)):
        path = part_path(folder, number)
        outcomes = Counter(parquet.read_table(path, columns=["outcome"])["outcome"].to_pylist())
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        parts.append(PartFile(name=path.name, sha256=sha256, **outcomes))
    manifest = Manifest(versions=plan.versions, parts=tuple(parts))
    write_whole(folder / _MANIFEST, _json(manifest).encode())
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a complete folder. Raises InputError (R141) where parts are missing."""
    path = folder / _MANIFEST
    if not path.exists():
        begun = (folder / _PLAN).exists()
        told = "is not complete; run the same `onrecord code --out` again" if begun else "is no folder of parts"
        raise InputError("R141", f"{folder} {told}")
    return Manifest.model_validate_json(path.read_bytes())


def read_parts(folder: Path, manifest: Manifest) -> Iterator[CodedStory | Ignored]:
    """All that the parts hold, in order. Raises InputError (R142) at a part that is not as the manifest says."""
    for part in manifest.parts:
        path = folder / part.name
        data = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(data).hexdigest() != part.sha256:
            raise InputError("R142", f"{path} is missing or damaged; remove it and run `onrecord code --out` again")
        table = parquet.read_table(pa.BufferReader(data), columns=["outcome", "body"])
        for outcome, body in zip(table["outcome"].to_pylist(), table["body"].to_pylist(), strict=True):
            yield (CodedStory if outcome == "coded" else Ignored).model_validate_json(body)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all, also where several processes write the same one."""
    fresh = path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _row(one: CodedStory | Ignored) -> dict[str, object]:
    body = one.model_dump_json()
    if isinstance(one, Ignored):
        told = {"outcome": one.outcome, "headline": one.headline, "body": body}
        return {**told, "origin": one.item.origin, "sha256": one.item.sha256}
    story = one.story
    return {
        "outcome": "coded", "story": story.id, "published": story.published, "headline": story.headline,
        "origin": story.item.origin, "sha256": story.item.sha256, "attributions": len(one.attributions),
        "events": len(one.events), "body": body,
    }  # fmt: skip


def _json(record: Frozen) -> str:
    return record.model_dump_json(indent=1) + "\n"
