"""The built site in its folder: what has not changed is left as it is, what is no longer there goes."""

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.records.part import Part

_MARK = ".onrecord-site"  # lies in every folder that was built, and says from what
_UNDER_WAY = ".onrecord-building"  # lies there while it is being built; one found means that a build was cut off


@dataclass(frozen=True)
class Built:
    """What building did: how many files the site has, and how many of them were written or removed."""

    files: int
    written: int
    removed: int


def write_site(parts: Iterable[Part], folder: Path) -> Built:
    """Brings the site in `folder` to what the parts say; parts with the digest they had before are not made again.

    A first build is complete before it takes the folder's name. A later one replaces file by file, each at once; if it
    is cut off, the next one makes everything anew. Raises InputError (R112) where `folder` holds something that
    onrecord did not build.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise InputError("R112", f"{folder} holds files that onrecord did not build; name another folder with --out")
    known = _known(folder)
    if known is None:
        return _afresh(parts, folder)
    (folder / _UNDER_WAY).touch()
    built = _bring_to(parts, folder, known)
    (folder / _UNDER_WAY).unlink()
    return built


def forget(folder: Path) -> None:
    """Makes the next build of a folder that onrecord built make everything anew."""
    if (folder / _MARK).exists():
        (folder / _UNDER_WAY).touch()


def _known(folder: Path) -> dict[str, tuple[str, list[str]]] | None:
    """The digest and files of each part when the site was last built; null where it must be built anew."""
    if (folder / _UNDER_WAY).exists():
        return None
    try:
        read = json.loads((folder / _MARK).read_text(encoding="utf-8"))
        return {key: (str(digest), list(paths)) for key, (digest, paths) in read["parts"].items()}
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return None


def _afresh(parts: Iterable[Part], folder: Path) -> Built:
    fresh, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    built = _bring_to(parts, fresh, {})
    # moved away before it is removed: a process ended here leaves a whole site or none, never half a one
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return built


def _bring_to(parts: Iterable[Part], folder: Path, known: dict[str, tuple[str, list[str]]]) -> Built:
    now: dict[str, tuple[str, list[str]]] = {}
    written = 0
    for part in parts:
        before = known.get(part.key)
        if before and part.digest is not None and before[0] == part.digest:
            now[part.key] = before
            continue
        paths = []
        for name, content in part.pages():
            written += _write(folder / name, content, over=bool(known))
            paths.append(name)
        now[part.key] = (part.digest or "", paths)
    kept = {name for _, paths in now.values() for name in paths}
    gone = {name for _, paths in known.values() for name in paths} - kept
    for name in _inside(folder, gone):
        (folder / name).unlink(missing_ok=True)
    _write(folder / _MARK, json.dumps({"parts": now}, separators=(",", ":")).encode())
    return Built(len(kept), written, len(gone))


def _inside(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """The names that lie in the folder: what the mark says is not trusted with files elsewhere."""
    root = folder.resolve()
    return (name for name in sorted(names) if (folder / name).resolve().is_relative_to(root))


def _write(path: Path, content: bytes, *, over: bool = True) -> bool:
    """Replaces the file at once, unless it has this content already; tells whether it did.

    In a folder that nobody reads yet (not `over`) it is simply written.
    """
    if not over:
        try:
            path.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return True
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".part")
    fresh.write_bytes(content)
    fresh.replace(path)
    return True
