"""The options by which commands ask for part of the record: one for each word of the filter language."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from onrecord.records.filter import MANY, WORDS, Filter

P = ParamSpec("P")
R = TypeVar("R")
_ALSO = {"from": ("--since",), "to": ("--until",)}
_METAVARS = {"bbox": "W,S,E,N", "q": "WORDS", "contested": "yes|no", "changed_since": "MOMENT"}
_MANY = MANY | {"q"}


def filter_options_of(*words: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Gives a command an option for each of these words of the filter language; it gets the filter as `asked`.

    Raises InputError (R120) at the call where a value cannot be.
    """

    def decorated(command: Callable[..., R]) -> Callable[..., R]:
        @wraps(command)
        def filtered(*args: object, **kwargs: object) -> R:
            pairs: list[tuple[str, str]] = []
            for word in words:
                told = kwargs.pop(word)
                pairs += [(word, str(value)) for value in (told if isinstance(told, tuple) else (told,)) if value]
            return command(*args, asked=Filter.of(pairs), **kwargs)

        made: Callable[..., R] = filtered
        for word in reversed(words):
            made = _option(word)(made)
        return made

    return decorated


def _option(word: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    names = (f"--{word.replace('_', '-')}", *_ALSO.get(word, ()))
    again = "; may be given again, any of them" if word in MANY else ""
    metavar = _METAVARS.get(word, "DATE" if word in {"from", "to"} or word.startswith("reported") else word.upper())
    return click.option(*names, word, metavar=metavar, multiple=word in _MANY, help=f"Only {WORDS[word]}{again}.")


def filter_options(command: Callable[..., R]) -> Callable[..., R]:
    """Gives a command an option for every word of the filter language."""
    return filter_options_of(*WORDS)(command)
