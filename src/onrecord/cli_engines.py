"""The part of the command line that has to do with what codes: several processes, Ray, part files."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from onrecord import cli_config
from onrecord.cli_record import place_for, record_options
from onrecord.errors import InputError
from onrecord.settings import read_settings

if TYPE_CHECKING:
    from onrecord.engines.coding import Engine
    from onrecord.pipeline import CodeMany

C = TypeVar("C", bound=Callable[..., object])
WORKERS = click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that code, each with about 300 MB of its own; one, unless told.",
)


def part_options(command: C) -> C:
    """Gives `code` the options that have to do with part files."""
    for option in (
        WORKERS,
        click.option(
            "--engine",
            type=click.Choice(["local", "ray"]),
            default="local",
            show_default=True,
            help="What codes into part files: this machine, or Ray Data, at RAY_ADDRESS where that is set.",
        ),
        click.option(
            "--out",
            "parts",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="PARTS_DIR",
            help="Write Parquet part files into this folder in place of printing; `onrecord load` takes them in.",
        ),
    ):
        command = option(command)
    return command


def coder(workers: int | None) -> "AbstractContextManager[CodeMany]":
    """What codes many stories: this process, or so many others while the context lasts."""
    from onrecord.engines.local import Workers  # noqa: PLC0415 (spaCy loads in a second; --help need not wait)
    from onrecord.pipeline import code_each  # noqa: PLC0415

    return Workers(workers) if workers and workers > 1 else nullcontext(code_each)


def write_parts(  # noqa: PLR0913 (each is an option)
    paths: Sequence[str],
    folder: Path | None,
    *,
    engine: str,
    workers: int | None,
    published: str | None,
    columns: str | None,
) -> None:
    """Codes an input into part files. Raises InputError (R143) where no folder is named, or the input is a stream."""
    from onrecord.engines.coding import code_parts, plan_for  # noqa: PLC0415
    from onrecord.engines.slices import Reading  # noqa: PLC0415

    if folder is None:
        raise InputError("R143", "Ray writes part files; name a folder for them with --out PARTS_DIR")
    if "-" in paths:
        raise InputError("R143", "part files are made of files and folders, so that a run can go on; not of a stream")
    how = Reading(published=published, columns=cli_config.columns_of(columns), rules=read_settings().route)
    plan = plan_for(paths, how)
    with _engine(engine, workers) as chosen, _parts_bar(len(plan.slices)) as report:
        manifest = code_parts(plan, folder, chosen, report=report)
    count = {what: sum(getattr(p, what) for p in manifest.parts) for what in ("coded", "ignored", "quarantined")}
    click.echo(f"{manifest.rows} items in: " + ", ".join(f"{n} {what}" for what, n in count.items() if n))
    click.echo(f"parts   {folder} ({len(manifest.parts)} files); next: onrecord load {folder} --out FOLDER")


@contextmanager
def _engine(engine: str, workers: int | None) -> "Iterator[Engine]":
    from onrecord.engines.coding import on_this_machine  # noqa: PLC0415

    if engine == "ray":
        from onrecord.engines.ray_data import OnRay  # noqa: PLC0415

        yield OnRay(actors=workers)
        return
    with coder(workers) as code_many:
        yield on_this_machine(code_many)


@contextmanager
def _parts_bar(length: int) -> Iterator[Callable[[int, int], None]]:
    with click.progressbar(length=length, label="coding parts", file=sys.stderr, show_pos=True) as bar:
        yield lambda done, _: bar.update(done - bar.pos)


@click.command()
@click.argument("parts", type=click.Path(file_okay=False, path_type=Path), metavar="PARTS_DIR")
@record_options
def load(parts: Path, out: Path | None, database: str | None) -> None:
    """Take part files that `onrecord code --out` wrote into a record.

    Versions, copies and repeats are settled as if `onrecord run` had read the stories itself. It may be ended at any
    moment and run again: what is there already is left as it is. A record in a folder gets its site.
    """
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.engines.loading import load_parts  # noqa: PLC0415
    from onrecord.engines.parts import read_manifest  # noqa: PLC0415
    from onrecord.publish.run_text import run_text  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    manifest = read_manifest(parts)
    folder, record = place_for(out, database)
    with Store(record) as store:
        with click.progressbar(length=manifest.rows, label="loading", file=sys.stderr, show_pos=True) as bar:
            outcomes = load_parts(parts, store, report=bar.update)
        click.echo("linking", err=True)
        pipeline.link_changed(store)
        click.echo(run_text({str(k): n for k, n in outcomes.items()}, (), store.tally()))
        click.echo(f"\nrecord  {store.name}")
    if folder:
        pages = pipeline.build_stored(folder / "record.sqlite", folder / "site").files
        click.echo(f"site    {folder / 'site' / 'index.html'} ({pages} files)")


COMMANDS = (load,)
