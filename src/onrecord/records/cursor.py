"""The one order of incidents in lists, newest first, and the cursor that names a place in it."""

import base64
import json

from onrecord.errors import InputError
from onrecord.records.incident import Incident

Place = tuple[str, int, str, str]


def order_of(incident: Incident) -> Place:
    """Where an incident stands in the order of lists: the day it came, how much is told, its first day, its id."""
    return incident.first_seen[:10], len(incident.claims), incident.start or "", incident.id


def cursor_of(place: Place) -> str:
    """The cursor of the page that begins after a place in the order; it stays good while the record grows."""
    return wrapped(json.dumps(place))


def place_of(cursor: str) -> Place:
    """The place in the order that a cursor names. Raises InputError (R121) where it is none."""
    try:
        day, count, start, name = json.loads(unwrapped(cursor))
    except (ValueError, TypeError):
        day = count = start = name = None
    if not (isinstance(day, str) and isinstance(count, int) and isinstance(start, str) and isinstance(name, str)):
        raise no_cursor()
    return day, min(max(count, 0), 2**31 - 1), start, name


def wrapped(text: str) -> str:
    """A text as it may stand in an address and says nothing to a reader."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unwrapped(cursor: str) -> str:
    """The text that was wrapped. Raises ValueError where it is none."""
    return base64.b64decode(cursor.encode("ascii") + b"===", altchars=b"-_", validate=False).decode()


def no_cursor() -> InputError:
    """What is said to one who asks for a page by what no answer gave."""
    return InputError("R121", "after: this is no cursor; take it from `next` of an earlier answer")
