"""Runs the examples of tests/cases/link."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from made import claim_of, mention_of, story_of

from onrecord.link.control import held_on, place_statuses
from onrecord.link.incidents import find_incidents
from onrecord.link.within import join_mentions
from onrecord.records.incident import Incident

CASES = Path(__file__).parents[2] / "cases" / "link"


def cases(name: str) -> list[Any]:
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in table["case"]]


@pytest.mark.parametrize("case", cases("within"))
def test_mentions_of_one_happening(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    events = tuple(mention_of(story, n, made) for n, made in enumerate(case["mentions"], start=1))
    joined = join_mentions(story, events, ())
    groups: dict[str | None, list[int]] = {}
    for number, event in enumerate(joined, start=1):
        groups.setdefault(event.incident, []).append(number)
    assert sorted(groups.values()) == case["groups"], case["reason"]
    for number, name in case.get("places", {}).items():
        place = joined[int(number) - 1].place
        assert place is not None
        assert (place.name, place.span) == (name, None)
    for number, kind in case.get("types", {}).items():
        assert joined[int(number) - 1].type == kind
    for number, day in case.get("days", {}).items():
        time = joined[int(number) - 1].time
        assert time is not None
        assert time.start == day


@pytest.mark.parametrize("case", cases("incidents"))
def test_claims_of_one_happening_and_how_they_stand(case: dict[str, Any]) -> None:
    incidents = find_incidents(claim_of(made) for made in case["claims"])
    groups = sorted(sorted(s.claim.id for s in i.claims) for i in incidents)
    assert groups == sorted(sorted(group) for group in case["together"]), case["reason"]
    for claim_id, wanted in case.get("standings", {}).items():
        incident = about(incidents, claim_id)
        assert sorted(r.standing for r in incident.standings) == sorted(wanted), case["reason"]
        assert all(r.rule and r.claims for r in incident.standings)
    for claim_id, wanted in case.get("claim_standings", {}).items():
        mine = next(s for s in about(incidents, claim_id).claims if s.claim.id == claim_id)
        assert sorted(r.standing for r in mine.standings) == sorted(wanted), case["reason"]


@pytest.mark.parametrize("case", cases("control"))
def test_who_holds_a_place(case: dict[str, Any]) -> None:
    statuses = place_statuses(find_incidents(claim_of(made) for made in case["claims"]))
    lines = [f"{s.place} {s.start} {s.end or '-'} {s.status}" for s in statuses]
    assert lines == case["lines"], case["reason"]
    assert all(s.claims and s.standings for s in statuses)


def test_a_line_holds_from_its_first_day_to_the_day_before_its_last() -> None:
    taken = {"type": "seizure", "place": "Arvena", "target": "XS", "side": "XN", "claimant": "northern ministry"}
    left = {"type": "withdrawal", "place": "Arvena", "side": "XN", "claimant": "northern ministry"}
    claims = [
        claim_of({"id": "n/e1", "day": "2030-05-10", "actor": "XN", **taken}),
        claim_of({"id": "m/e1", "day": "2030-06-10", "actor": "XN", **left}),
    ]
    statuses = place_statuses(find_incidents(claims))
    held = {day: [s.status for s in held_on(statuses, day)] for day in ("2030-05-09", "2030-05-10", "2030-06-10")}
    assert held == {"2030-05-09": [], "2030-05-10": ["XN"], "2030-06-10": []}


def about(incidents: tuple[Incident, ...], claim_id: str) -> Incident:
    return next(i for i in incidents if any(s.claim.id == claim_id for s in i.claims))
