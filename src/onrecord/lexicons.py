"""Reads the commented data files (TOML) in which the project's knowledge lives.

Every file is a list of `[[line]]` tables; each stage declares a `Line` model for its own files. A line has a
`ref` such as `cues.toml#say`, by which `explain` names it, and an `example` that a test runs.
"""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict


class Line(BaseModel):
    """One line of a lexicon: a key, unique in its file, and what it stands for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ref: str
    key: str
    example: str


class AnyFields(Line):
    """A line of any lexicon, for those who only show it: fields beyond the declared ones are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="allow")


AnyLine = TypeVar("AnyLine", bound=Line)


def read(stage: str, name: str, model: type[AnyLine]) -> tuple[AnyLine, ...]:
    """The lines of `src/onrecord/<stage>/lexicon/<name>.toml`, in order, checked against `model`.

    Raises pydantic's ValidationError where a line does not fit its model: a defect of the file.
    """
    table = tomllib.loads(_folder(stage).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(model(ref=f"{name}.toml#{line['key']}", **line) for line in table["line"])


@cache
def version() -> str:
    """A short hash over all lexicon files: what is recorded as the lexicon's version."""
    digest = hashlib.sha256()
    for stage in ("extract", "resolve", "ingest", "link"):
        for path in sorted(_walk(_folder(stage)), key=lambda p: p.name):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _folder(stage: str) -> Traversable:
    return files("onrecord").joinpath(stage, "lexicon")


def _walk(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    found: list[Traversable] = []
    for path in folder.iterdir():
        found.extend(_walk(path) if path.is_dir() else [path] if path.name.endswith((".toml", ".tsv")) else [])
    return found
