"""Writes the generated pages of docs/ and parts of the README, or with --check says which are not what the code says.

Also checks, either way, that every link between pages leads somewhere.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

from docs_exports import exports_page
from docs_lexicons import attribution_page, codebook_page, figures_page
from docs_readme import README, readme
from onrecord.cli import main as cli
from onrecord.store.schema_runs import metadata

DOCS = Path(__file__).parent.parent / "docs"
GENERATED = "<!-- written by `make docs`; do not edit -->\n\n"


def cli_page() -> str:
    """Every command with its help, as the terminal prints it."""
    context = click.Context(cli, info_name="onrecord", max_content_width=100)
    parts = ["# The commands\n", _help(cli, context)]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is None:
            continue
        parts += [f"\n## onrecord {name}\n", _help(command, click.Context(command, info_name=name, parent=context))]
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> str:
    context.max_content_width = context.terminal_width = 100
    return f"```\n{command.get_help(context)}\n```"


def schema_page() -> str:
    """Every table and column of the record with its comment."""
    parts = ["# The record's tables\n"]
    parts.append("One SQLite file, which Datasette and any SQLite browser open, or the same tables in PostgreSQL.\n")
    for table in metadata.sorted_tables:
        parts += [f"\n## {table.name}\n", f"{table.comment}\n", "| column | type | what it holds |", "|---|---|---|"]
        parts += [f"| {c.name} | {c.type} | {c.comment} |" for c in table.columns]
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "attribution.md": attribution_page,
    "cli.md": cli_page,
    "codebook.md": codebook_page,
    "exports.md": exports_page,
    "figures.md": figures_page,
    "schema.md": schema_page,
}


def broken_links() -> list[str]:
    """Links from one page to another, or from the README, that lead nowhere."""
    pages = [*DOCS.glob("*.md"), DOCS.parent / "README.md"]
    found = []
    for page in pages:
        targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        lost = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
        found += [f"{page.name}: {target} is not there" for target in lost]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where a page is not what it should be"
    )
    check = parser.parse_args().check
    wrong = []
    pages = {DOCS / name: GENERATED + make() + "\n" for name, make in PAGES.items()} | {README: readme()}
    for path, page in pages.items():
        if not check:
            path.write_text(page, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != page:
            wrong.append(f"{path.name} is not what the code says: run `make docs`")
    wrong += broken_links()
    print("\n".join(wrong) or "docs: clean")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
