"""Cells of CSV that no spreadsheet runs: text from outside must not become a formula (OWASP, CSV injection)."""

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)


def cell(value: object) -> object:
    """The value as a cell: a text that a spreadsheet would run gets an apostrophe in front; NUL goes."""
    if not isinstance(value, str):
        return value
    value = value.replace("\x00", "")
    led = value.lstrip(" \ufeff\u00a0")  # a spreadsheet looks past these
    return f"'{value}" if led.startswith(_FORMULA) and not _NUMBER.match(led) else value
