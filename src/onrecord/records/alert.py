"""Saved filters, and what was sent of them."""

import re

from onrecord.records.span import Frozen

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")


class Alert(Frozen):
    """A filter kept under a name; `words` are its pairs of word and value.

    What matches is POSTed to `url` (null: it is only a feed), signed with `secret`. `added` is the ISO date-time of its
    making, `error` why the last sending failed, null where it went well.
    """

    name: str
    words: tuple[tuple[str, str], ...]
    url: str | None = None
    secret: str = ""
    added: str
    error: str | None = None


class Delivery(Frozen):
    """A state of an incident that an alert has sent, or that stood when the alert was made (`sent` null).

    `digest` is of what was sent of the incident: another digest is a change to tell.
    """

    alert: str
    incident: str
    digest: str
    at: str
    sent: str | None = None
