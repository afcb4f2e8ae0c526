"""Linking: order does not matter, nothing is lost, judgements can be taken back, kills leave tombstones."""

import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "link"))

from made import PLACES, claim_of, mention_of, story_of

from onrecord.link.control import place_statuses
from onrecord.link.explain import links_of
from onrecord.link.incidents import find_incidents
from onrecord.link.within import join_mentions
from onrecord.records.event import EventType
from onrecord.records.incident import Claim, Incident, Judgement

TYPES = (
    "shelling",
    "attack",
    "air_strike",
    "seizure",
    "advance",
    "withdrawal",
    "clash",
    "destruction",
    "agreement",
    "invasion",
)
SIDES = (None, "XN", "XS")
DAYS = [f"2030-05-{day:02d}" for day in range(1, 28)]
QUICK = settings(deadline=None, max_examples=50)

MADE = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES),
        "place": st.sampled_from([None, *PLACES]),
        "day": st.sampled_from([None, *DAYS[:6]]),
        "actor": st.sampled_from(SIDES),
        "target": st.sampled_from(SIDES),
        "side": st.sampled_from(SIDES),
        "claimant": st.sampled_from(["Wire", "the mayor", "northern ministry", "southern command"]),
        "status": st.sampled_from(["actual", "ongoing", "future", "hypothetical", "negated"]),
        "stance": st.sampled_from(["assert", "assert", "deny", "doubt"]),
        "voice": st.sampled_from(["attributed", "narrator", "witnessed"]),
        "text": st.sampled_from(
            ["hit the sugar mill", "took the town", "left by night", "fighting in the streets", "entered it"]
        ),
        "numbers": st.sampled_from([[], [["killed", 3, 3]], [["killed", "open", 80]], [["other", 70, 70, "70 %"]]]),
        "published": st.sampled_from([f"{day}T12:00:00Z" for day in DAYS[:9]]),
    }
)


@st.composite
def records(draw: st.DrawFn) -> list[Claim]:
    """The claims of a few stories, some of whose mentions share a happening."""
    claims = []
    for story in range(draw(st.integers(1, 6))):
        for number, made in enumerate(draw(st.lists(MADE, min_size=1, max_size=3)), start=1):
            happening = f"i{draw(st.integers(1, 2))}"
            claims.append(claim_of({**made, "id": f"s{story}/e{number}", "happening": happening}))
    return claims


def seen(incidents: tuple[Incident, ...]) -> list[str]:
    return [i.model_dump_json() for i in incidents]


def claim_ids(incidents: tuple[Incident, ...]) -> list[str]:
    return sorted(s.claim.id for i in incidents for s in i.claims)


@QUICK
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(claims: list[Claim], random: Any) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert seen(find_incidents(claims)) == seen(find_incidents(shuffled))
    assert place_statuses(find_incidents(claims)) == place_statuses(find_incidents(shuffled))


@QUICK
@given(records())
def test_every_claim_is_in_one_incident_and_stands_somehow(claims: list[Claim]) -> None:
    incidents = find_incidents(claims)
    assert claim_ids(incidents) == sorted(c.id for c in claims)
    assert len({i.id for i in incidents}) == len(incidents)
    for incident in incidents:
        assert incident.standings
        assert all(s.standings for s in incident.claims)
        links_of(incident)


@QUICK
@given(records(), MADE)
def test_adding_a_story_removes_no_claim(claims: list[Claim], made: dict[str, Any]) -> None:
    more = [*claims, claim_of({**made, "id": "later/e1"})]
    assert set(claim_ids(find_incidents(claims))) <= set(claim_ids(find_incidents(more)))


@QUICK
@given(records(), st.sampled_from(["same", "different"]), st.data())
def test_a_judgement_is_respected_and_can_be_taken_back(claims: list[Claim], verdict: str, data: st.DataObject) -> None:
    left, right = (data.draw(st.sampled_from([c.id for c in claims])) for _ in range(2))
    made = {
        "left": left,
        "right": right,
        "verdict": verdict,
        "score": 0.0,
        "parts": (),
        "by": "a person",
        "at": "2030-06-01",
    }
    judgement = Judgement.model_validate(made)
    before = find_incidents(claims)
    judged = find_incidents(claims, [judgement])
    homes = {s.claim.id: i.id for i in judged for s in i.claims}
    if left != right:
        assert (homes[left] == homes[right]) == (verdict == "same")
    undone = judgement.model_copy(update={"undone": "2030-06-02"})
    assert seen(find_incidents(claims, [undone])) == seen(before)


@QUICK
@given(records())
def test_a_kill_leaves_no_live_trace(claims: list[Claim]) -> None:
    killed = [c.model_copy(update={"withdrawn": True}) for c in claims]
    incidents = find_incidents(killed)
    assert claim_ids(incidents) == sorted(c.id for c in claims)
    for incident in incidents:
        assert (incident.status, incident.place, incident.lat, incident.tolls) == ("withdrawn", None, None, ())
        assert "withdrawn" in {r.standing for r in incident.standings}
    assert place_statuses(incidents) == ()


@QUICK
@given(
    st.lists(
        st.fixed_dictionaries({"type": st.sampled_from(EventType.__args__), "place": st.sampled_from([None, *PLACES])})
    )
)
def test_mentions_keep_their_number_and_their_own_words(made: list[dict[str, Any]]) -> None:
    story = story_of("Shells hit Arvena\n\nShells hit the town. The attack killed four, and troops left.")
    events = tuple(mention_of(story, n, {"trigger": "hit", **m}) for n, m in enumerate(made, start=1))
    joined = join_mentions(story, events, ())
    assert [e.id for e in joined] == [e.id for e in events]
    assert all(e.incident for e in joined)
    assert all(j.place == e.place for j, e in zip(joined, events, strict=True) if e.place and e.place.span)
