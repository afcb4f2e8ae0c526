"""What a host's robots.txt lets us fetch (RFC 9309), read with protego; feeds are made for programs and go unasked."""

import re
from urllib.parse import urlsplit

from protego import Protego

AGENT = "onrecord"  # the product token by which robots.txt names us
LARGEST = 500 * 1024  # bytes of a robots.txt that are read, as the RFC has it
_LONGEST = 60.0  # seconds between two requests that a host may ask for
_FEED = re.compile(
    r"(?:/|\A)(?:feeds?|rss|atom)(?:[/.]|\Z)|\.(?:xml|rss|rdf|atom|jsonl?|opml|csv|parquet|gz|zip|warc)\Z",
    re.IGNORECASE,
)


class HostRules:
    """The rules of one host for us."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Whether the page at `url` may be fetched."""
        return bool(self._rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The least seconds between two requests, as far as the host asks for any and that is bearable."""
        return min(float(self._rules.crawl_delay(AGENT) or 0.0), _LONGEST)


def rules_of_answer(status: int | None, data: bytes | None) -> HostRules:
    """The rules after asking for robots.txt: without one (4xx) all is allowed, and nothing where it cannot be asked."""
    if status is not None and 400 <= status < 500:
        return HostRules("")
    if data is None:
        return HostRules("User-agent: *\nDisallow: /")
    return HostRules(data[:LARGEST].decode("utf-8", "replace"))


def looks_like_feed(url: str) -> bool:
    """Whether the address names a feed or a file of data, by its path."""
    try:
        return _FEED.search(urlsplit(url).path) is not None
    except ValueError:
        return False
