"""The front page over the whole record: the server filters and pages, with or without scripts in the browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.publish.cards import card
from onrecord.publish.front import list_values
from onrecord.publish.wording import FAMILIES, STANDINGS
from onrecord.records.filter import WORDS
from onrecord.web.forms import MEDIA
from onrecord.web.live import Live, Moment
from onrecord.web.queries import address, asked_of, wanted
from onrecord.web.resources import found_incidents

_FIELDS = frozenset({"q", "type", "claimant", "standing", "place", "from", "to"})
_MOST = 500  # names in one list of choices


@dataclass(frozen=True)
class Served:
    """What the template of the list shows where a server stands behind it.

    `whole` tells that the page holds the whole record, so that the browser may filter it; `also` are the words asked
    that the form has no field for.
    """

    wanted: Mapping[str, str | tuple[str, ...]]
    also: Sequence[tuple[str, str]]
    whole: bool
    count: int
    first: str
    next: str
    forms: Sequence[tuple[str, str]]


def front_page(live: Live, moment: Moment, words: Sequence[tuple[str, str]]) -> tuple[bytes, str | None]:
    """The list of the incidents that the words ask for, and the address of the page after it."""
    asked = asked_of(words)
    found = found_incidents(live, asked, "/incidents")
    cards = [card(i) for i in found.incidents]
    told = [(word, value) for word, value in words if word in WORDS]
    served = Served(
        wanted=wanted((w, v) for w, v in told if w in _FIELDS),
        also=[(w, v) for w, v in told if w not in _FIELDS],
        whole=not told and asked.after is None and found.next is None,
        count=found.count or 0,
        first=address("/incidents", told) if asked.after else "",
        next=found.next or "",
        forms=[(form, address(f"/incidents.{form}", told)) for form in MEDIA],
    )
    values = dict(list_values(moment.lookup, cards, root=""))
    if not served.whole:
        values["choices"] = _choices(live)
    _, body = moment.press.page(
        "index.html", "index.html", **values, heading="Newest incidents", near=None, served=served, form_action="'self'"
    )
    return body, found.next


def _choices(live: Live) -> Mapping[str, object]:
    """What the filter's lists offer: what the whole record has, the most frequent names of each kind."""
    with live.incidents() as rows:
        names = {kind: [n for n, _ in told] for kind, told in rows.choices(limit=_MOST).items()}
        days = [day for day, _ in rows.days(asked_of(()).filter)]
    groups = [(f, text, [k for k in kinds if k in names.get("type", ())]) for f, (text, kinds) in FAMILIES.items()]
    return {
        "types": [{"family": f, "label": text, "kinds": kinds} for f, text, kinds in groups if kinds],
        "claimants": sorted(names.get("claimant", ()), key=str.casefold),
        "standings": [s for s in STANDINGS if s in names.get("standing", ())],
        "places": sorted(names.get("place", ()), key=str.casefold),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
    }
