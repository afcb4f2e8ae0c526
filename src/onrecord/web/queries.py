"""What a request asks of the record: a filter, a page of it, and where the next page begins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from onrecord.errors import InputError
from onrecord.publish.wording import FAMILIES
from onrecord.records.cursor import no_cursor, unwrapped, wrapped
from onrecord.records.filter import Filter

LIMIT, MOST = 100, 1000  # incidents on one page: where none is asked, and at most
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """A filter and a page of it: `after` is the place in the order after which the page begins, null for the newest."""

    filter: Filter
    limit: int
    after: str | None

    @property
    def pairs(self) -> Pairs:
        """The pairs of word and value of the filter, as a query string gives them."""
        return self.filter.words()


def asked_of(pairs: Iterable[tuple[str, str]], *, limit: int = LIMIT) -> Asked:
    """What a query string asks; `type` also takes a family of types as the front page names them.

    Raises InputError: R120 a word or value that cannot be, R121 a page that cannot be.
    """
    words: list[tuple[str, str]] = []
    after = None
    for word, value in pairs:
        if word == "limit":
            limit = _limit(value) if value else limit
        elif word == "after":
            after = value or None
        elif word == "type" and value in FAMILIES:
            words += [("type", kind) for kind in FAMILIES[value][1]]
        else:
            words.append((word, value))
    return Asked(Filter.of(words), limit, after)


def _limit(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= MOST:
        raise InputError("R121", f"limit={value[:40]}: a whole number from 1 to {MOST} is asked")
    return int(value)


def page_of(names: Sequence[str], asked: Asked) -> tuple[Sequence[str], str | None]:
    """A page of a list of names, and the cursor of the page after it; where the cursor's name went, the first page.

    Raises InputError (R121) where the cursor is none.
    """
    start = 0
    if asked.after is not None:
        try:
            name = unwrapped(asked.after)
        except ValueError:
            raise no_cursor() from None
        start = names.index(name) + 1 if name in names else 0
    shown = names[start : start + asked.limit]
    if start + asked.limit >= len(names):
        return shown, None
    return shown, wrapped(shown[-1])


def address(path: str, pairs: Iterable[tuple[str, str]], **more: object) -> str:
    """A path of this server with a query string; values that are null are left out."""
    told = [*pairs, *((word, str(value)) for word, value in more.items() if value is not None)]
    return f"{path}?{urlencode(told, errors='replace')}" if told else path


def wanted(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str | tuple[str, ...]]:
    """The values of a query string by word, as a form shows them: a tuple for words that may come again."""
    found: dict[str, tuple[str, ...]] = {}
    for word, value in pairs:
        found[word] = (*found.get(word, ()), value)
    return {word: " ".join(v) if word in {"q", "from", "to"} else v for word, v in found.items()}
