"""The part of the command line that has to do with raw input: raw."""

import sys
from pathlib import Path

import click

from onrecord.cli_record import record_at, record_options
from onrecord.errors import NotInRecordError


@click.command()
@click.argument("wanted", metavar="SHA|STORY")
@record_options
def raw(wanted: str, out: Path | None, database: str | None) -> None:
    """Print what came in, byte for byte: of a file its bytes, of an entry of a feed or table all that was read in it.

    SHA is a SHA-256, STORY a story's id; `onrecord raw STORY | sha256sum` gives the hash that the story names. Kept are
    the items read by `run` and `watch` as long as there is room ([store] in the settings); not what `load` brings.
    """
    from onrecord.store.record import Store  # noqa: PLC0415

    with Store(record_at(out, database)) as store:
        coded = store.story(wanted)
        sha256 = coded.story.item.sha256 if coded else wanted.lower()
        data = store.raw.get(sha256)
    if data is None:
        what = f"the bytes of story {wanted} ({sha256[:12]}...)" if coded else f"a story or bytes called {wanted[:80]}"
        raise NotInRecordError("R310", f"the record does not keep {what}")
    sys.stdout.buffer.write(data)


COMMANDS = (raw,)
