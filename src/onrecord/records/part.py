"""Some files of the site that change together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Page = tuple[str, bytes]  # path relative to the site's root, content


@dataclass(frozen=True)
class Part:
    """Some pages, made when they are asked for.

    `digest` stays the same as long as the pages do; it is null where to know it would cost as much as to make them.
    """

    key: str
    digest: str | None
    pages: Callable[[], Iterable[Page]]
