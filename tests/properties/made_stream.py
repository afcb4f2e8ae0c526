"""A stream of made coded stories that get in each other's way: versions, leads, kills, copies, two sides at war."""

from datetime import UTC, datetime, timedelta

from onrecord.records.actor import Actor
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.story import Agency, Item, Paragraph, Story
from onrecord.records.when import When
from onrecord.records.where import Place

FIRST = datetime(2031, 3, 1, tzinfo=UTC)
WORDS = "mill depot bridge market school convoy station harbour bakery tunnel orchard ferry chapel quarry".split()  # noqa: SIM905
SLUGS = (
    None, None, "BC-NORLAND", "BC-NORLAND-1stLd", "BC-NORLAND-2ndLd", "BC-NORLAND-Correction", "BC-NORLAND-Kill",
    "MARSH-Lead", "MARSH",
)  # fmt: skip
PLACES = (
    Place(span=None, name="Arvena", lat=41.0, lon=21.0, country="XS"),
    Place(span=None, name="Arvena mill", lat=41.004, lon=21.004, country="XS"),
    Place(span=None, name="Belmarsh", lat=41.4, lon=21.6, country="XS"),
    Place(span=None, name="Corran", country="XN", precision="region"),
)
TYPES = ("seizure", "seizure", "withdrawal", "clash", "clash", "advance", "shelling", "invasion", "meeting")
VERSIONS = Versions(software="made", model="made", gazetteer="made", lexicon="made")


def story(draw, name):
    """One coded story; the same name again is the same story, entered anew."""
    told = _text(draw)
    at = FIRST + timedelta(hours=draw.randrange(0, 24 * draw.choice([3, 12, 60])))
    known = Story(
        id=name,
        item=Item(origin=f"{name}.txt", sha256=f"{draw.randrange(2**30):064x}", format="text"),
        guid=f"g{draw.randrange(12)}" if draw.random() < 0.5 else f"g-{name}",
        version=draw.choice([1, 1, 2, 3]),
        status=draw.choice(["usable"] * 8 + ["canceled", "withheld"]),
        headline=told[:20],
        text=told,
        paragraphs=tuple(_paragraphs(told)),
        published=at.isoformat().replace("+00:00", "Z") if draw.random() < 0.9 else at.date().isoformat(),
        slug=draw.choice(SLUGS),
        carrier=draw.choice([None, "Post", "Herald", "Wire"]),
        agency=draw.choice([None, None, Agency(name="Wire", how="credit"), Agency(name="Press", how="byline")]),
        editors_note=draw.choice([None, None, None, "Corrects the number of the dead"]),
    )
    if known.status == "canceled":
        return CodedStory(story=known, versions=VERSIONS)
    voices = tuple(_voice(draw, known, n) for n in range(draw.randrange(3)))
    events = tuple(_event(draw, known, n, voices, at) for n in range(draw.randrange(5)))
    return CodedStory(story=known, attributions=voices, events=events, versions=VERSIONS)


def _text(draw):
    """One of a few texts, often with words changed or the end cut off."""
    which = draw.randrange(5)
    words = [f"{WORDS[(n * (which + 2)) % len(WORDS)]}{n % 9}" for n in range(90 if which % 2 else 40)]
    for _ in range(draw.choice([0, 0, 1, 3, 30])):
        words[draw.randrange(len(words))] = draw.choice(WORDS)
    words = words[: draw.choice([len(words), len(words), 30, 9])]
    return f"Street fighting goes on\n\n{' '.join(words)}"


def _paragraphs(text):
    head = text.index("\n")
    return Paragraph(start=0, end=head, kind="headline"), Paragraph(start=head + 2, end=len(text), kind="body")


def _voice(draw, known, number):
    side = draw.choice(["XN", "XS", None])
    return Attribution(
        id=f"a{number}", source=None, source_name=draw.choice(["The ministry", "A mayor", "The army"]),
        source_kind=draw.choice(["military", "official", "civilian"]), source_country=side,
        cue=known.span(0, 6), content=(known.span(0, 12),), stance=draw.choice(["assert"] * 4 + ["deny", "doubt"]),
        nested_in="a0" if number and draw.random() < 0.3 else None, rule="made",
    )  # fmt: skip


def _event(draw, known, number, voices, at):
    start = draw.randrange(len(known.text) - 6)
    actor, target = draw.sample(["XN", "XS"], 2)
    day = (at - timedelta(days=draw.choice([0, 0, 1, 2]))).date().isoformat()
    numbers = (Quantity(span=known.span(0, 3), kind="killed", min=n, max=n) for n in [float(draw.randrange(1, 4))])
    own = draw.choice(voices).id if voices and draw.random() < 0.8 else None
    return Event(
        id=f"e{number}", incident=f"i{draw.randrange(4)}", type=draw.choice(TYPES),
        trigger=known.span(start, start + 6), clause=known.span(0, 24) if draw.random() < 0.6 else known.span(30, 60),
        status=draw.choice(["actual"] * 5 + ["negated", "future"]),
        voice="attributed" if own else "narrator", attribution=own,
        actor=Actor(span=None, name=None, country=actor, kind="military"),
        target=draw.choice([None, Actor(span=None, name=None, country=target, kind="military")]),
        place=draw.choice([*PLACES, None]), time=draw.choice([When(start=day, end=day)] * 4 + [None]),
        quantities=tuple(numbers) if draw.random() < 0.3 else (), rule="made",
    )  # fmt: skip
