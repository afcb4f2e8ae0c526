"""Where each page of the site lies: paths relative to its root, safe on any file system."""

import hashlib
import re
from urllib.parse import quote

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 100


def slug(name: str) -> str:
    """A file name for an id: the id itself where it is safe, else cleaned, with a hash so that no two meet."""
    clean = _UNSAFE.sub("-", name).strip("-.")[:_LONGEST]
    if clean and clean == name:
        return clean
    return f"{clean or 'x'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def incident_path(incident_id: str) -> str:
    """The page of an incident."""
    return f"incident/{slug(incident_id)}.html"


def day_path(day: str) -> str:
    """The list of the incidents first reported on a day."""
    return f"day/{slug(day)}.html"


def published_path(day: str) -> str:
    """The list of the stories published on a day."""
    return f"published/{slug(day)}.html"


def at_place(place: str) -> str:
    """The front page with only the incidents at a place."""
    return f"index.html?place={quote(place, safe='', errors='replace')}"


def story_path(story_id: str) -> str:
    """The page of a story."""
    return f"story/{slug(story_id)}.html"


def coded_path(story_id: str) -> str:
    """The coded story as data."""
    return f"stories/{slug(story_id)}.json"


def claim_anchor(claim_id: str) -> str:
    """The fragment that names a claim on its incident's page."""
    return "claim-" + slug(claim_id)


def public_origin(origin: str) -> str:
    """Where an item came from, as may be published: a web address, or a file's name without its folders."""
    if web_link(origin):
        return origin
    return re.split(r"[/\\]", origin)[-1]


def web_link(url: str | None) -> str | None:
    """The address where it is one that a reader may be sent to (http or https), else null."""
    if url is None or not re.match(r"https?://[^\s\"'<>]+\Z", url.strip(), re.IGNORECASE):
        return None
    return quote(url.strip(), safe=":/?#[]@!$&'()*+,;=%~-._", errors="replace")


def sitrep_path(day: str, ending: str = "html") -> str:
    """The situation report of an ISO day."""
    return f"sitrep/{slug(day)}.{ending}"


def key_of(name: str) -> str:
    """What names are compared by: no regard to case, spaces or the shape of apostrophes."""
    return " ".join(name.replace("’", "'").casefold().split())


def place_path(name: str) -> str:
    """The page of a place."""
    return f"place/{slug(key_of(name))}.html"


def actor_path(name: str) -> str:
    """The page of a party to events."""
    return f"actor/{slug(key_of(name))}.html"


def source_path(name: str) -> str:
    """The page of who says, writes or carries what is told: a claimant, an agency, a carrier."""
    return f"source/{slug(key_of(name))}.html"
