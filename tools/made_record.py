"""A record of any size, made up from a seed: invented stories of an invented war, coded, for the benches."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.link.claims import claims_of
from onrecord.link.standing import conclude, stand
from onrecord.link.view import assemble
from onrecord.records.actor import Actor
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.incident import Claim, Incident, PlaceStatus
from onrecord.records.story import Agency, Item, Paragraph, Story
from onrecord.records.when import When
from onrecord.records.where import Place, Toponym

SEED = 20220626
FIRST = date(2019, 3, 1)
PER_STORY = 5
PER_DAY = 25  # stories
VERSIONS = Versions(software="0", model="made", gazetteer="made", lexicon="made")
AGENCIES = ("North Press", "Coast Wire", "Meridian", "Hill Agency")
CARRIERS = ("Coast Post", "Hill Post", "The Ferry", "Daily Quarry", "Evening Mill")
KINDS = (
    ("shelling", "shelled"), ("air_strike", "bombed"), ("clash", "fought over"), ("attack", "attacked"),
    ("seizure", "seized"), ("withdrawal", "withdrew from"), ("destruction", "destroyed a bridge in"),
)  # fmt: skip
SIDES = (("Southland", "ZA"), ("Northland", "NO"))
SPEAKERS = tuple(f"{first} {last}" for first in "Ilka Oren Mira Tavo Sena Davo".split() for last in "Tosh Brandt Kell Ume Varo Lind Sarr Pell".split())  # fmt: skip # noqa: SIM905, E501


def towns(draw: random.Random, count: int = 1500) -> list[Place]:
    """Towns spread over some thousand kilometres."""
    return [
        Place(
            span=None, name=f"Towne {n}", lat=round(44 + draw.random() * 9, 4), lon=round(22 + draw.random() * 17, 4),
            country=draw.choice(("ZA", "NO")), admin1=f"Region {n % 30}",
        )
        for n in range(count)
    ]  # fmt: skip


def coded_stories(count: int, *, seed: int = SEED, name: str = "s", first: date = FIRST) -> Iterator[CodedStory]:
    """That many coded stories of five happenings each; about one happening in five was told by the story before."""
    draw = random.Random(seed)
    places = towns(random.Random(SEED))
    told: list[tuple[str, str, Place, date]] = []
    for number in range(count):
        day = first + timedelta(days=number // PER_DAY)
        again = told[-PER_STORY:]
        told = [
            draw.choice(again) if again and draw.random() < 0.2 else (*draw.choice(KINDS), draw.choice(places), day)
            for _ in range(PER_STORY)
        ]
        yield _coded(draw, f"{name}{number}", told, day)


def _coded(draw: random.Random, story_id: str, told: list[tuple[str, str, Place, date]], day: date) -> CodedStory:
    headline = f"{SIDES[0][0]} and {SIDES[1][0]} trade fire, story {story_id}"
    agency, carrier = draw.choice(AGENCIES), draw.choice(CARRIERS)
    lines, marks = [], []
    for _, verb, place, when in told:
        side, (other, _) = draw.sample(SIDES, 2)
        speaker, dead = draw.choice(SPEAKERS), draw.randrange(1, 90)
        said = f"{side[0]} forces {verb} {place.name} on {when:%d %B}, killing up to {dead} people of {other}"
        lines.append(f"{said}, governor {speaker} said on Telegram.")
        marks.append((said, side, speaker, dead))
    text = "\n\n".join((headline, *lines)) + "\n"
    story = Story(
        id=story_id,
        item=Item(origin=f"{story_id}.txt", sha256=f"{abs(hash(story_id)) % 10**9:064d}", format="text"),
        guid=story_id,
        headline=headline,
        text=text,
        paragraphs=_paragraphs(text),
        published=f"{day + timedelta(days=1)}T{draw.randrange(24):02d}:00:00Z",
        carrier=carrier,
        agency=Agency(name=agency, how="metadata"),
        usage_terms="Invented text, free to use.",
    )
    attributions, events = [], []
    for n, ((kind, verb, place, when), (said, side, speaker, dead)) in enumerate(zip(told, marks, strict=True), 1):
        attribution, event = _claim(story, n, (kind, verb, place, when), (said, side, speaker, dead))
        attributions.append(attribution)
        events.append(event)
    names = tuple(
        Toponym(span=e.place.span, name=e.place.name, lat=e.place.lat, lon=e.place.lon, country=e.place.country)
        for e in events
        if e.place and e.place.span
    )
    return CodedStory(
        story=story, attributions=tuple(attributions), events=tuple(events), toponyms=names, versions=VERSIONS
    )


def _claim(
    story: Story, n: int, what: tuple[str, str, Place, date], who: tuple[str, tuple[str, str], str, int]
) -> tuple[Attribution, Event]:
    (kind, verb, place, when), (said, (side, country), speaker, dead) = what, who
    at = story.text.index(said)
    tail = story.text.index(speaker, at)

    def words(text: str, start: int = at) -> tuple[int, int]:
        begin = story.text.index(text, start)
        return begin, begin + len(text)

    attribution = Attribution(
        id=f"a{n}", source=story.span(*words(f"governor {speaker}", tail - 9)), source_name=speaker,
        source_kind="official", source_country=country, source_side=country, cue=story.span(*words("said", tail)),
        cue_lemma="say", content=(story.span(at, at + len(said)),), channel="Telegram", rule="made",
    )  # fmt: skip
    moment = f"{when:%d %B}"
    number = story.span(*words(f"up to {dead}"))
    event = Event(
        id=f"e{n}",
        incident=f"i{n}",
        type=kind,
        trigger=story.span(*words(verb.split(" ", maxsplit=1)[0])),
        clause=story.span(at, at + len(said)),
        voice="attributed",
        attribution=attribution.id,
        actor=Actor(span=story.span(*words(f"{side} forces")), name=f"{side} forces", country=country, kind="military"),
        place=place.model_copy(update={"span": story.span(*words(place.name))}),
        time=When(span=story.span(*words(moment)), start=when.isoformat(), end=when.isoformat()),
        quantities=(Quantity(span=number, kind="killed", min=None, max=dead),),
        rule="made",
    )
    return attribution, event


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    found, start = [], 0
    for n, part in enumerate(text.rstrip("\n").split("\n\n")):
        found.append(Paragraph(start=start, end=start + len(part), kind="body" if n else "headline"))
        start += len(part) + 2
    return tuple(found)


def claims_by_happening(coded: Iterator[CodedStory] | list[CodedStory]) -> dict[tuple[str, str, str], list[Claim]]:
    """The claims of stories put together by what was made up to be one happening: type, place and day."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for one in coded:
        for claim in claims_of(one):
            event = claim.event
            key = event.type, event.place.name if event.place else "", (event.time and event.time.start) or ""
            found.setdefault(key, []).append(claim)
    return found


def incident_of(claims: list[Claim]) -> Incident:
    """The incident of claims about one happening."""
    return assemble(conclude(stand(tuple(claims))))


def held(count: int = 200) -> tuple[PlaceStatus, ...]:
    """Who holds some of the towns."""
    places = towns(random.Random(SEED))[:count]
    return tuple(
        PlaceStatus(
            place=p.name, lat=p.lat, lon=p.lon, geonameid=None, start="2020-01-01", end=None,
            status=SIDES[n % 2][1], standings=("single-source",), claims=(),
        )
        for n, p in enumerate(places)
    )  # fmt: skip
