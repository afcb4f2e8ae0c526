"""Claims of a story, of the versions of a story, and the titles and links of incidents."""

import pytest
from made import claim_of, mention_of, span_of, story_of

from onrecord.link.claimants import same_claimant
from onrecord.link.claims import claims_of
from onrecord.link.explain import doubts_of, links_of, pair_score
from onrecord.link.incidents import find_incidents
from onrecord.link.titles import day_text, title_of
from onrecord.link.versions import claims_of_record
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Quantity
from onrecord.records.story import Agency

VERSIONS = Versions(software="0", model="none", gazetteer="none", lexicon="none")
SHELLED = {"trigger": "shelled", "type": "shelling", "place": "Arvena", "day": "2030-05-10"}


def coded(text: str, story_id: str, *, killed: int | None = None, agency: str = "Wire") -> CodedStory:
    """A story with one narrated shelling."""
    story = story_of(text, story_id).model_copy(update={"agency": Agency(name=agency, how="metadata")})
    event = mention_of(story, 1, SHELLED)
    if killed is not None:
        number = Quantity(span=span_of(str(killed)), kind="killed", min=killed, max=killed)
        event = event.model_copy(update={"quantities": (number,)})
    return CodedStory(story=story, events=(event,), versions=VERSIONS)


def attribution(key: str, **update: object) -> Attribution:
    made = {"id": key, "source": span_of("the mayor"), "cue": None, "content": (span_of("it"),), "rule": "made"}
    return Attribution.model_validate(made | update)


def test_narration_is_the_agencys_and_carries_its_side() -> None:
    neutral, sided = (claims_of(coded("Arvena shelled", "a", agency=name))[0] for name in ("Wire", "Vostok Telegraph"))
    assert (neutral.id, neutral.claimant, neutral.side, neutral.voice) == ("a/e1", "Wire", None, "narrator")
    assert sided.side == "RU"


def test_a_denial_around_a_claim_is_a_claim_of_its_own() -> None:
    inner = attribution(
        "a2", source_name="Northern ministry", source_country="XN", source_kind="military", nested_in="a1"
    )
    outer = attribution("a1", source_name="Mayor", source_country="XS", source_kind="official", stance="deny")
    story = coded("Arvena shelled", "a")
    event = story.events[0].model_copy(update={"attribution": "a2", "voice": "attributed"})
    claims = claims_of(story.model_copy(update={"attributions": (outer, inner), "events": (event,)}))
    assert [(c.id, c.claimant, c.side, c.stance) for c in claims] == [
        ("a/e1", "Northern ministry", "XN", "assert"),
        ("a/e1@a1", "Mayor", "XS", "deny"),
    ]


def test_attributions_nested_in_a_circle_end() -> None:
    one, two = attribution("a1", nested_in="a2", stance="deny"), attribution("a2", nested_in="a1", stance="deny")
    story = coded("Arvena shelled", "a")
    event = story.events[0].model_copy(update={"attribution": "a1", "voice": "attributed"})
    assert len(claims_of(story.model_copy(update={"attributions": (one, two), "events": (event,)}))) == 3


def test_a_repeated_claim_of_a_replaced_version_is_not_counted_twice() -> None:
    old, new = coded("Arvena shelled", "v1", killed=2), coded("Arvena shelled", "v2", killed=2)
    claims = claims_of_record([old, new], replaced={"v1": "v2"}, copies={})
    assert [c.id for c in claims] == ["v2/e1"]


def test_a_new_number_supersedes_the_old_version() -> None:
    old, new = coded("Arvena shelled", "v1", killed=2), coded("Arvena shelled", "v2", killed=11)
    new = new.model_copy(update={"story": new.story.model_copy(update={"published": "2030-05-10T20:00:00Z"})})
    claims = claims_of_record([new, old], replaced={"v1": "v2"}, copies={})
    (incident,) = find_incidents(claims)
    standings = {s.claim.id: [r.standing for r in s.standings] for s in incident.claims}
    assert standings == {"v1/e1": ["superseded"], "v2/e1": ["single-source"]}
    assert [(t.claim, t.min) for t in incident.tolls] == [("v1/e1", 2.0), ("v2/e1", 11.0)]


def test_what_was_corrected_is_withdrawn_where_its_words_changed() -> None:
    old = coded("Arvena shelled", "v1")
    new = coded("Arvena in the south shelled", "v2")
    claims = claims_of_record([old, new], replaced={"v1": "v2"}, corrected={"v1"}, copies={})
    assert [(c.id, c.withdrawn) for c in claims] == [("v1/e1", True), ("v2/e1", False)]


def test_copies_are_no_claims_but_are_listed() -> None:
    claims = claims_of_record(
        [coded("Arvena shelled", "a"), coded("Arvena shelled", "c")], replaced={}, copies={"c": "a"}
    )
    assert [(c.id, c.copies) for c in claims] == [("a/e1", ("c",))]


def test_a_killed_story_leaves_only_a_tombstone() -> None:
    claims = claims_of_record([coded("Arvena shelled", "a", killed=4)], replaced={}, killed={"a"}, copies={})
    (incident,) = find_incidents(claims)
    assert (incident.status, incident.place, incident.lat, incident.start, incident.tolls) == (
        "withdrawn",
        None,
        None,
        None,
        (),
    )
    assert "Arvena" not in incident.title


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2030-05-10", "2030-05-10", "10 May 2030"),
        ("2030-05-10", "2030-05-11", "10 to 11 May 2030"),
        ("2030-04-30", "2030-05-01", "30 April to 1 May 2030"),
        ("2029-12-31", "2030-01-01", "31 December 2029 to 1 January 2030"),
        ("2030-05-10", None, "from 10 May 2030"),
        (None, "2030-05-10", "by 10 May 2030"),
        (None, None, "undated"),
        ("soon", "soon", "soon"),
    ],
)
def test_days_in_words(start: str | None, end: str | None, words: str) -> None:
    assert day_text(start, end) == words


def test_titles_are_neutral_and_name_type_place_and_day() -> None:
    day = "2030-05-10"
    assert title_of("shelling", "Arvena", day, day) == "Shelling or missile fire in Arvena, 10 May 2030"
    assert title_of("withdrawal", "Arvena", day, None, "future") == "Withdrawal in Arvena (announced), from 10 May 2030"
    assert title_of("meeting", None, None, None) == "Meeting, undated"


def test_one_claimant_in_other_words() -> None:
    def by(name: str, side: str = "XS") -> bool:
        made = {"type": "shelling", "day": "2030-05-10"}
        one = claim_of({"id": "a/e1", "claimant": "the southern command", "side": "XS", **made})
        return same_claimant(one, claim_of({"id": "b/e1", "claimant": name, "side": side, **made}))

    assert by("a spokesperson for the Southern Command")
    assert not by("the northern command")
    assert not by("the southern command", side="XN")


def test_a_pair_explains_its_score() -> None:
    made = {"type": "shelling", "day": "2030-05-10"}
    near = pair_score(*(claim_of({"id": f"{s}/e1", "place": "Arvena", **made}) for s in "ab"))
    far = pair_score(*(claim_of({"id": f"{s}/e1", "place": p, **made}) for s, p in (("a", "Arvena"), ("b", "Corvath"))))
    assert near.total > 0 > far.total
    assert dict(near.parts)["place"] > 0 > dict(far.parts)["place"]


def test_links_of_an_incident_are_judgements_with_parts() -> None:
    made = {"type": "shelling", "place": "Arvena", "day": "2030-05-10"}
    (incident,) = find_incidents(claim_of({"id": f"{s}/e1", **made}) for s in "abc")
    links = links_of(incident)
    assert [(j.left, j.right, j.verdict) for j in links] == [("a/e1", "b/e1", "same"), ("b/e1", "c/e1", "same")]
    assert doubts_of([incident], limit=1)[0].judgement.score == min(j.score for j in links)
    assert all(round(sum(v for _, v in j.parts), 3) == j.score and j.by for j in links)
