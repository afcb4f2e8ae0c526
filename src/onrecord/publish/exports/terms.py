"""On what terms incidents leave the house: private people unnamed, points coarsened, the newest held back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.people import Mask
from onrecord.publish.exports.scales import LONGEST_QUOTE, cut
from onrecord.records.incident import Incident, StandingClaim

# what may hold words of a story; ids, rules, codes and places are not words about people
_WORDS = frozenset({"text", "name", "source_name", "claimant", "originator", "title", "channel"})
_PLACES = frozenset({"place"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What an operator allows out.

    `names`: private people by name; the stories must be asked for with the same. `grid`: points to the middle of cells
    so many degrees wide; null for points as they are. `delay`: nothing that ended, or was first reported, in the
    record's last so many days.
    """

    names: bool = False
    grid: float | None = None
    delay: int = 0


def released(incidents: Iterable[Incident], stories: Stories, terms: Terms, *, latest: str = "") -> Iterator[Incident]:
    """The incidents as the terms allow; `latest` is the moment at which the record stands."""
    newest = _days_before(latest, terms.delay) if terms.delay else None
    for incident in incidents:
        if newest and max((incident.end or "")[:10], incident.first_seen[:10]) > newest:
            continue
        yield _coarse(_fit(incident, stories), terms.grid)


def _days_before(latest: str, days: int) -> str | None:
    try:
        return (date.fromisoformat(latest[:10]) - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None


def _fit(incident: Incident, stories: Stories) -> Incident:
    """The incident with short quotations, without words of killed stories, without the names its stories withhold."""
    killed = {s.claim.story for s in incident.claims if stories.cited(s.claim.story).withheld}
    names = dict.fromkeys(name for s in incident.claims for name in stories.cited(s.claim.story).private)
    mask = Mask(names)
    masked = bool(names) and mask.finds(incident.model_dump_json())
    if not killed and not masked and not _quotes_at_length(incident):
        return incident
    told = incident.model_dump()
    for standing in told["claims"]:
        if standing["claim"]["story"] in killed:
            _blank(standing["claim"])
    gone = {s["claim"]["id"] for s in told["claims"] if s["claim"]["story"] in killed}
    for toll in told["tolls"]:
        toll["claimant"] = "[withdrawn]" if toll["claim"] in gone else toll["claimant"]
    return Incident.model_validate(_shown(told, mask))


def _quotes_at_length(incident: Incident) -> bool:
    """Whether evidence is so long that it would publish more of a story than a quotation."""
    return any(
        len(span.text) > LONGEST_QUOTE
        for s in incident.claims
        for span in (s.claim.event.clause, *(s.claim.attribution.content if s.claim.attribution else ()))
    )


def _blank(claim: dict[str, object]) -> None:
    """Takes the words of a killed story out of a claim; where they stood, and by which rule, stays."""
    event, said = claim["event"], claim["attribution"]
    claim["claimant"] = claim["originator"] = "[withdrawn]"
    for part in (event, said):
        _without_words(part)


def _without_words(node: object) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text":
                node[key] = ""
            elif key in {"name", "source_name", "channel"} and value is not None and "precision" not in node:
                node[key] = None
            else:
                _without_words(value)
    elif isinstance(node, list | tuple):
        for one in node:
            _without_words(one)


def _shown(node: object, mask: Mask) -> object:
    if isinstance(node, dict):
        return {
            key: cut(mask.text(value))
            if key in _WORDS and isinstance(value, str)
            else value
            if key in _PLACES
            else _shown(value, mask)
            for key, value in node.items()
        }
    return [_shown(one, mask) for one in node] if isinstance(node, list | tuple) else node


def _coarse(incident: Incident, grid: float | None) -> Incident:
    """The incident with its points, and those of its claims, moved to the middle of their cell."""
    if grid is None:
        return incident
    claims = tuple(_coarse_claim(standing, grid) for standing in incident.claims)
    point = {"lat": _cell(incident.lat, grid), "lon": _cell(incident.lon, grid)} if incident.lat is not None else {}
    return incident.model_copy(update={"claims": claims, **point})


def _coarse_claim(standing: StandingClaim, grid: float) -> StandingClaim:
    place = standing.claim.event.place
    if place is None or place.lat is None:
        return standing
    moved = place.model_copy(update={"lat": _cell(place.lat, grid), "lon": _cell(place.lon, grid)})
    event = standing.claim.event.model_copy(update={"place": moved})
    return standing.model_copy(update={"claim": standing.claim.model_copy(update={"event": event})})


def _cell(degrees: float | None, grid: float) -> float | None:
    return None if degrees is None else round((degrees // grid + 0.5) * grid, 6)
