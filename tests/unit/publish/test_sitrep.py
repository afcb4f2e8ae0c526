"""The situation report: every sentence restates claims and ends with its sources."""

import re
import tomllib
from pathlib import Path

import pytest
from invented_record import make_claim, make_coded, make_incident, make_story
from lxml import html

from onrecord import lexicons
from onrecord.publish.directory import Directory
from onrecord.publish.lookup import Lookup
from onrecord.publish.press import Press
from onrecord.publish.report_words import Noun, Verb, nouns, verbs
from onrecord.publish.sitrep import report_days, situation
from onrecord.publish.sitrep_page import report_html, sitrep_pages
from onrecord.publish.sitrep_text import report_markdown
from onrecord.records.actor import Actor
from onrecord.records.event import EventType
from onrecord.records.filter import Filter
from onrecord.records.incident import PlaceStatus, Toll
from onrecord.records.snapshot import Snapshot

CASES = Path(__file__).parents[2] / "cases" / "sitrep"


def cases(name):
    return [pytest.param(c, id=c["name"]) for c in tomllib.loads((CASES / f"{name}.toml").read_text())["case"]]


def told(snapshot, day, part=None, **options):
    """The report's sentences as Markdown has them, of one part or of all."""
    lookup = Lookup.of(snapshot)
    report = situation(lookup, Directory.of(lookup.read), day, **options)
    text = report_markdown(report, "0")
    if part:
        text = text.split(f"## {part}\n", 1)[1].split("\n## ", 1)[0]
    return [line.removeprefix("- ").replace("**", "") for line in text.splitlines() if line.startswith("- **")]


def claim_of(i, case):
    published = f"2031-06-26T{case['hour']}:00:00Z"
    coded = make_coded(make_story(f"np-{i}", published=published))
    kind = "withdrawal" if case["says"] == "left" else "seizure"
    status = "negated" if case["says"] == "denies" else "actual"
    event = coded.events[0].model_copy(
        update={
            "type": kind,
            "status": status,
            "actor": Actor(span=None, name=None, country="FR"),
            "quantities": (),
            "time": None,
        }
    )
    coded = coded.model_copy(update={"events": (event,)})
    stance = "deny" if case["says"] == "denies" else "assert"
    return coded, make_claim(coded, case["who"], case["side"], stance=stance)


@pytest.mark.parametrize("case", cases("control"))
def test_control_is_told_in_the_order_of_the_words(case):
    made = [claim_of(i, c) for i, c in enumerate(case["claims"])]
    lines = {c["in_line"]: [] for c in case["claims"]}
    for (_, claim), c in zip(made, case["claims"], strict=True):
        lines[c["in_line"]].append(claim.id)
    held = {"place": "Arvena", "lat": 42.5, "lon": 1.5, "geonameid": None, "start": "2031-06-26", "end": None}
    control = tuple(PlaceStatus(**held, status=s, standings=(), claims=tuple(ids)) for s, ids in lines.items())
    incident = make_incident("inc-1", tuple(claim for _, claim in made), tolls=(), contradictions=())
    snapshot = Snapshot(coded=tuple(c for c, _ in made), incidents=(incident,), control=control)
    assert told(snapshot, "2031-06-26", "Control of places") == case["expected"]


@pytest.mark.parametrize("case", cases("tolls"))
def test_tolls_are_ranges_with_who_says_so(case):
    made, tolls = [], []
    for i, number in enumerate(case["tolls"]):
        coded = make_coded(make_story(f"np-{i}", published=f"2031-06-26T0{i}:00:00Z"))
        claim = make_claim(coded, number["who"], number["side"])
        made.append((coded, claim))
        low, high = number.get("min"), number.get("max")
        tolls.append(Toll(kind="killed", min=low, max=high, total=False, claim=claim.id, claimant=claim.claimant))
    incident = make_incident("inc-1", tuple(c for _, c in made), tolls=tuple(tolls), contradictions=())
    snapshot = Snapshot(coded=tuple(c for c, _ in made), incidents=(incident,), control=())
    assert told(snapshot, "2031-06-26", "Tolls, as ranges") == [case["expected"]]


def test_a_report_has_what_came_since_the_last_and_nothing_later():
    made = [make_coded(make_story(f"np-{d}", published=f"2031-06-{d}T10:00:00Z")) for d in (24, 26, 28)]
    claims = [make_claim(c, f"Speaker {c.story.id}") for c in made]
    incident = make_incident("inc-1", tuple(claims), tolls=(), contradictions=())
    snapshot = Snapshot(coded=tuple(made), incidents=(incident,), control=())
    assert report_days(Directory.of(Lookup.of(snapshot).read)) == ("2031-06-24", "2031-06-26", "2031-06-28")
    (sentence,) = told(snapshot, "2031-06-26", "Other happenings")
    assert "Speaker np-26" in sentence
    assert "first told on 24 June 2031" in sentence
    assert "np-28" not in sentence
    (wide,) = told(snapshot, "2031-06-28", "Other happenings", since="2031-06-23")
    assert all(f"np-{d}" in wide for d in (24, 26, 28))


def test_a_filter_narrows_the_report(snapshot):
    assert told(snapshot, "2031-06-26", wanted=Filter(place=("Arvena",)))
    assert not told(snapshot, "2031-06-26", wanted=Filter(place=("Elsewhere",)))


def test_killed_stories_are_in_no_report(snapshot):
    lookup = Lookup.of(snapshot)
    directory = Directory.of(lookup.read)
    pages = dict(page for day in report_days(directory) for page in sitrep_pages(Press(lookup), directory, day))
    assert pages
    assert not [path for path, body in pages.items() if b"Secret killed headline" in body or b"np-killed" in body]


def test_a_day_without_stories_has_a_report_that_says_so(snapshot):
    lookup = Lookup.of(snapshot)
    report = situation(lookup, Directory.of(lookup.read), "2031-07-30")
    assert "No new claims" in report_markdown(report, "0")
    assert b"No new claims" in report_html(Press(lookup), report)


def test_markup_in_claims_stays_text_in_markdown():
    coded = make_coded(make_story(headline="*bold* <b>"))
    claim = make_claim(coded, "<img src=x> [x](javascript:alert(1))")
    incident = make_incident("inc-1", (claim,), place="`Arvena`", tolls=())
    text = report_markdown(
        situation(
            lookup := Lookup.of(Snapshot(coded=(coded,), incidents=(incident,), control=())),
            Directory.of(lookup.read),
            "2031-06-26",
        ),
        "0",
    )
    assert "\\<img src=x\\> \\[x\\](javascript" in text
    assert "\\`Arvena\\`" in text
    assert "\\*bold\\* \\<b\\>" in text


def test_every_type_has_a_noun_and_each_noun_reads_as_its_example():
    assert nouns().keys() == set(EventType.__args__)
    for noun in lexicons.read("publish", "report_nouns", Noun):
        parts = [noun.noun, f"{noun.at} Arvena", *([f"{noun.by} Andorra"] if noun.by else [])]
        assert noun.example == " ".join([*parts, *([f"{noun.to} France"] if noun.to else [])])


def test_each_verb_reads_as_its_example():
    what = "an advance in Arvena by France"
    for verb in lexicons.read("publish", "report_verbs", Verb):
        if verb.key in {"held", "left", "left-own", "after-denying", "witnessed"}:
            continue
        assert verb.example == f"Ilka Tosh (Andorra) {verb.says.format(what=what)}"
    assert verbs()["held"].example.endswith(verbs()["held"].says.format(holder="France", place="Arvena"))
    assert verbs()["left"].example.endswith(verbs()["left"].says.format(holder="Andorra", place="Arvena"))
    assert verbs()["left-own"].example.endswith(verbs()["left-own"].says.format(holder="Andorra", place="Arvena"))


@pytest.fixture(scope="module")
def pages(sample_record):
    lookup = Lookup.of(sample_record)
    directory = Directory.of(lookup.read)
    return {d: dict(sitrep_pages(Press(lookup), directory, d)) for d in report_days(directory)}


def sentences(page):
    """The sentences of a page, its numbered sources, and what text stands in neither or in heads and lists."""
    root = html.fromstring(page.decode()).get_element_by_id("main")
    said = [" ".join(li.text_content().split()) for li in root.find_class("said")]
    sources = {li.get("id").removeprefix("s"): li.text_content() for li in root.find_class("sources")[0].iter("li")}
    links = {a.get("href") for cites in root.find_class("cites") for a in cites.iter("a")}
    for known in [*root.find_class("said"), *root.find_class("sources"), *root.find_class("made")]:
        known.drop_tree()
    for tag in ("h1", "h2", "h3", "dl", "nav"):
        for element in list(root.iter(tag)):
            element.drop_tree()
    return said, sources, links, root.text_content().strip()


def test_no_sentence_of_any_report_lacks_a_source(pages):
    for made in pages.values():
        for path, page in made.items():
            if path.endswith(".html"):
                said, sources, links, rest = sentences(page)
                assert not rest
                assert links == {f"#s{n}" for n in sources}
            else:
                text = page.decode()
                body, _, listed = text.partition("\n## Sources\n")
                body = body.partition("\n## What changed since the last report\n")[2].partition("\n## ")[2]
                sources = set(re.findall(r"^(\d+)\. ", listed, re.MULTILINE))
                lines = [li for li in body.splitlines()[1:] if li and not li.startswith("#")]
                assert all(line.startswith("- **") for line in lines)
                said = lines
            assert said
            for sentence in said:
                assert re.search(r" (?:\[\d+\])+\.$", sentence), sentence
                assert set(re.findall(r"\[(\d+)\]", sentence)) <= set(sources)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_moscow_claims_lysychansk_and_kyivs_command_denies_and_then_confirms_it(pages, ending):
    page = pages["2022-07-03"][f"sitrep/2022-07-03.{ending}"]
    if ending == "html":
        said, sources, _, _ = sentences(page)
    else:
        text = page.decode()
        said = [line.removeprefix("- ").replace("**", "") for line in text.splitlines() if line.startswith("- **")]
        sources = dict(re.findall(r"^(\d+)\. (.+)$", text.partition("\n## Sources\n")[2], re.MULTILINE))

    def find(words):
        return next(i for i, s in enumerate(said) if re.search(words, s))

    claimed = find(r"Defense Ministry.*\(Russia\) said that Russia took or holds Lysychansk")
    denied = find(r"Ukraine.s General Staff.* denied the taking or holding of Lysychansk")
    confirmed = find(
        r"Ukraine.s General Staff, after denying the taking or holding of Lysychansk.* \[\d+\].*"
        r"confirmed the withdrawal of Ukraine from Lysychansk"
    )
    assert claimed < denied < confirmed
    agencies = {n: source.split(":")[0].strip() for n, source in sources.items()}
    for sentence, agency in ((claimed, "Vostok Telegraph"), (denied, "Dnipro Wire"), (confirmed, "Meridian Press")):
        cited = re.findall(r"\[(\d+)\]", said[sentence])
        assert agency in {agencies[n] for n in cited}
