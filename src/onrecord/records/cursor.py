"""The one order of incidents in lists, newest first, and the cursor that names a place in it."""

import base64
import binascii
import json

from onrecord.errors import InputError
from onrecord.records.incident import Incident

Place = tuple[str, int, str, str]


def order_of(incident: Incident) -> Place:
    """Where an incident stands in the order of lists: the day it came, how much is told, its first day, its id."""
    return incident.first_seen[:10], len(incident.claims), incident.start or "", incident.id


def cursor_of(place: Place) -> str:
    """The cursor of the page that begins after a place in the order; it stays good while the record grows."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """The place in the order that a cursor names. Raises InputError (R121) where it is none."""
    try:
        told = json.loads(base64.b64decode(cursor.encode("ascii") + b"===", altchars=b"-_", validate=False))
        day, count, start, name = told
    except (ValueError, TypeError, binascii.Error):
        day = count = start = name = None
    if not (isinstance(day, str) and isinstance(count, int) and isinstance(start, str) and isinstance(name, str)):
        raise InputError("R121", "after: this is no cursor; take it from `next` of an earlier answer")
    return day, min(max(count, 0), 2**31 - 1), start, name
