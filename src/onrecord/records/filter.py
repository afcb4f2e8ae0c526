"""The one filter of the record: the same words in CLI, API, pages, feeds, exports and alerts."""

import re
from collections.abc import Iterable
from datetime import date

from onrecord.errors import InputError
from onrecord.records.incident import Incident
from onrecord.records.moment import utc
from onrecord.records.span import Frozen

# every word of the filter language, and what it asks; CLI help, API docs and pages are made from it
WORDS = {
    "q": "words that the incident's title, place, claimants or claims hold, all of them",
    "bbox": "a box of degrees: west,south,east,north",
    "place": "the name of its place",
    "country": "the ISO 3166 alpha-2 code of the country it lies in",
    "actor": "the name, country or code of a party that a claim says acted or was acted on",
    "claimant": "who says so",
    "type": "its type, as in the codebook",
    "standing": "a standing it has",
    "status": "whether it happened: actual, ongoing, future, hypothetical, negated, withdrawn",
    "from": "happened on this day (YYYY-MM-DD) or later",
    "to": "happened on this day or earlier",
    "reported_from": "first reported on this day or later",
    "reported_to": "first reported on this day or earlier",
    "changed_since": "a claim came, changed or went at this day or date-time or later",
    "contested": "yes: its claims contradict each other",
}
MANY = frozenset({"place", "country", "actor", "claimant", "type", "standing", "status"})
_DAYS = frozenset({"from", "to", "reported_from", "reported_to"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?\Z")
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class Box(Frozen):
    """A rectangle of degrees, edges included; `west` beyond `east` crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies within."""
        across = self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        return across and self.south <= lat <= self.north


class Filter(Frozen):
    """What is asked of the record: all that is given must hold; of several values of one word, any.

    Names are compared without regard to case; days are ISO days, both ends included. Moments are compared in UTC; what
    changed on a day of no known hour counts as changed at its end, so that who asks since an hour misses nothing.
    """

    q: tuple[str, ...] = ()
    bbox: Box | None = None
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    claimant: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    happened_from: str | None = None
    happened_to: str | None = None
    reported_from: str | None = None
    reported_to: str | None = None
    changed_since: str | None = None
    contested: bool | None = None

    @classmethod
    def of(cls, words: Iterable[tuple[str, str]]) -> "Filter":
        """The filter that pairs of word and value ask for, as in a query string; a word may come again.

        Empty values ask nothing. Raises InputError (R120) on a word that is none of `WORDS`, or a value that cannot be.
        """
        many: dict[str, list[str]] = {}
        one: dict[str, object] = {}
        for word, value in words:
            if word not in WORDS:
                raise InputError("R120", f"no filter is called {word!r}; there are: {', '.join(WORDS)}")
            if not (told := value.strip()):
                continue
            if word == "q":
                many.setdefault("q", []).extend(told.casefold().split())
            elif word in MANY:
                many.setdefault(word, []).append(told)
            else:
                one[_FIELDS.get(word, word)] = _value(word, told)
        return cls.model_validate({**{word: tuple(values) for word, values in many.items()}, **one})

    def words(self) -> tuple[tuple[str, str], ...]:
        """The pairs of word and value that ask for this filter, in the order of `WORDS`: `of` turned round."""
        found: list[tuple[str, str]] = []
        for word in WORDS:
            value = getattr(self, _FIELDS.get(word, word))
            if word == "q":
                found += [(word, " ".join(value))] if value else []
            elif word in MANY:
                found += [(word, one) for one in value]
            elif isinstance(value, Box):
                sides = (value.west, value.south, value.east, value.north)
                found.append((word, ",".join(repr(side).removesuffix(".0") for side in sides)))
            elif isinstance(value, bool):
                found.append((word, "yes" if value else "no"))
            elif value is not None:
                found.append((word, value))
        return tuple(found)

    def admits(self, incident: Incident) -> bool:
        """Whether the incident is asked for; every store answers as this does (the contract suite compares them)."""
        return (
            self._says(incident)
            and self._lies(incident)
            and _among(self.place, (incident.place,))
            and _among(self.country, (incident.country,))
            and _among(self.actor, actors_of(incident))
            and _among(self.claimant, (s.claim.claimant for s in incident.claims))
            and _among(self.type, (incident.type,))
            and _among(self.standing, (r.standing for r in incident.standings))
            and _among(self.status, (incident.status,))
            and self._dated(incident)
            and (self.contested is None or self.contested == bool(incident.contradictions))
        )

    def _says(self, incident: Incident) -> bool:
        words = set(words_of(incident))
        return all(set(tokens(word)) <= words for word in self.q)

    def _lies(self, incident: Incident) -> bool:
        if self.bbox is None:
            return True
        return incident.lat is not None and incident.lon is not None and self.bbox.holds(incident.lat, incident.lon)

    def _dated(self, incident: Incident) -> bool:
        start, end = incident.start or incident.end, incident.end or incident.start
        seen, changed = incident.first_seen[:10], utc(incident.changed, late=True)
        return (
            (self.happened_from is None or (end is not None and end >= self.happened_from))
            and (self.happened_to is None or (start is not None and start <= self.happened_to))
            and (self.reported_from is None or seen >= self.reported_from)
            and (self.reported_to is None or seen <= self.reported_to)
            and (self.changed_since is None or changed >= utc(self.changed_since))
        )


def actors_of(incident: Incident) -> tuple[str, ...]:
    """What the live claims call the parties: names, countries, codes; each once."""
    parties = [
        p for s in incident.claims if not s.claim.withdrawn for p in (s.claim.event.actor, s.claim.event.target) if p
    ]
    return tuple(dict.fromkeys(t for p in parties for t in (p.name, p.country, p.code) if t))


def words_of(incident: Incident) -> tuple[str, ...]:
    """The words by which an incident is found, in lower case: title, place, and of live claims claimant and clause."""
    live = [s.claim for s in incident.claims if not s.claim.withdrawn]
    texts = [incident.title, incident.place or "", *(t for c in live for t in (c.claimant, c.event.clause.text))]
    return tuple(dict.fromkeys(word for text in texts for word in tokens(text)))


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in lower case: runs of letters and digits, longer ones in pieces that any index can hold."""
    return tuple(re.findall(r"[^\W_]{1,64}", text.casefold()))


_FIELDS = {"from": "happened_from", "to": "happened_to"}


def _among(wanted: tuple[str, ...], given: Iterable[str | None]) -> bool:
    return not wanted or bool({w.casefold() for w in wanted} & {g.casefold() for g in given if g})


def _value(word: str, told: str) -> object:
    """The value of a word that takes one; raises InputError (R120) where it cannot be."""
    if word == "bbox":
        return _box(told)
    if word == "contested":
        if told.casefold() not in _YES:
            raise InputError("R120", f"contested={told}: say yes or no")
        return _YES[told.casefold()]
    if word in _DAYS:
        try:
            return date.fromisoformat(told).isoformat()
        except ValueError:
            raise InputError("R120", f"{word}={told}: a day is written YYYY-MM-DD") from None
    if not _MOMENT.match(told):
        raise InputError("R120", f"{word}={told}: a moment is written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ")
    return told


def _box(told: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in told.split(","))
    except ValueError:
        raise InputError("R120", f"bbox={told}: four numbers are asked, west,south,east,north") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError("R120", f"bbox={told}: longitudes are -180..180, latitudes -90..90, south before north")
    return Box(west=west, south=south, east=east, north=north)
