"""The ladder: the only place where stages meet."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from onrecord import __version__, lexicons
from onrecord.errors import InputError, NotInRecordError
from onrecord.extract.attributions import find_attributions
from onrecord.extract.events import find_events
from onrecord.extract.refusals import find_refusals
from onrecord.ingest.gate import quarantined
from onrecord.ingest.identity import settle_identity
from onrecord.ingest.versions import arrange
from onrecord.language.parse import parse, parser_version
from onrecord.link.amendments import amended
from onrecord.link.changes import date_changes
from onrecord.link.control import place_statuses
from onrecord.link.explain import pair_score
from onrecord.link.incidents import incidents_of
from onrecord.link.incremental import digests_of, link_all, relink, with_partners
from onrecord.link.judgements import Signature, latest_on, settle, taken_back
from onrecord.link.judgements import judge as judge_pair
from onrecord.link.versions import claims_of_record
from onrecord.link.within import join_mentions
from onrecord.publish.look import Look, boundaries_of, tiles_of
from onrecord.publish.site import parts
from onrecord.records.arrangement import Arrangement
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.incident import Claim, Incident, Judgement, PlaceStatus
from onrecord.records.reading import Reading
from onrecord.records.snapshot import Snapshot
from onrecord.records.story import Ignored, Outcome, Story
from onrecord.relinking import judgements_near, link_around, made_by, remember
from onrecord.resolve import gazetteer
from onrecord.resolve.actors import identify_actors
from onrecord.resolve.dating import date_events
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.placing import place_events
from onrecord.resolve.sources import name_sources
from onrecord.resolve.times import find_timexes
from onrecord.settings import Site, read_settings
from onrecord.store.reading import StoreReading
from onrecord.store.record import Store
from onrecord.store.site_folder import Built, write_site

CodeMany = Callable[[Iterable[Story]], Iterator[CodedStory | Ignored]]  # in the order given
Other = TypeVar("Other")


@cache
def versions() -> Versions:
    """What codes stories in this process."""
    return Versions(
        software=__version__, model=parser_version(), gazetteer=gazetteer.version(), lexicon=lexicons.version()
    )


def code(story: Story) -> CodedStory:
    """One story through language, extract and resolve: everything the coder reads in it; of a kill, nothing."""
    if story.status == "canceled":
        return CodedStory(story=story, notes=story.notes, versions=versions())
    parsed = parse(story)
    timexes = find_timexes(parsed)
    toponyms = find_toponyms(parsed)
    found = find_attributions(parsed)
    named = name_sources(parsed, (*found, *find_refusals(parsed, found)), timexes, toponyms)
    attributions, refusals = named[: len(found)], named[len(found) :]
    events = find_events(parsed, attributions)
    events = place_events(parsed, events, toponyms)
    events = identify_actors(parsed, events, attributions, toponyms)
    events = date_events(parsed, events, attributions, timexes)
    events = join_mentions(story, events, attributions)
    return CodedStory(
        story=story,
        attributions=attributions,
        refusals=refusals,
        events=events,
        toponyms=toponyms,
        timexes=timexes,
        notes=story.notes,
        versions=versions(),
    )


def code_or_reason(story: Story) -> CodedStory | Ignored:
    """The coded story, or, where the coder fails on it, the reason: one story must not stop the others."""
    try:
        return code(story)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is a fault of ours and is listed as such)
        what = f"a fault of onrecord, please report it: {type(error).__name__}: {error}"[:200]
        return quarantined(story.item, "coder-failed", what).model_copy(update={"headline": story.headline})


def code_each(stories: Iterable[Story]) -> Iterator[CodedStory | Ignored]:
    """Each story coded in this process, one after another; `engines` has the same for many processes."""
    return map(code_or_reason, stories)


def coded_in_order(arrivals: Iterable[Story | Other], code_many: CodeMany) -> Iterator[CodedStory | Ignored | Other]:
    """Each arrival in its order, the stories among them coded; `code_many` may read ahead as far as it likes."""
    others: deque[Other | None] = deque()  # null stands for a story

    def stories() -> Iterator[Story]:
        for arrival in arrivals:
            if isinstance(arrival, Story):
                others.append(None)
                yield arrival
            else:
                others.append(arrival)

    for coded in code_many(stories()):
        while (other := others.popleft()) is not None:
            yield other
        yield coded
    yield from (other for other in others if other is not None)


def take_in(
    arrivals: Iterable[Story | Ignored],
    store: Store,
    code_many: CodeMany = code_each,
    *,
    made_by: Versions | None = None,
) -> Iterator[Outcome]:
    """Codes each arrival into the store, one transaction a story, and tells what became of it.

    A story of which all that was read, and the coder, are those of the record is left as it is. `code_many` codes the
    stories, each after those before it; `made_by` is what it codes with, where that is not this process.
    """
    for what in coded_in_order(_settled(arrivals, store, made_by or versions()), code_many):
        if isinstance(what, CodedStory):
            store.add(what)
            store.commit()
            yield "entered"
        elif isinstance(what, Ignored):
            store.add_ignored(what)
            yield what.outcome
        else:
            yield "unchanged"


def _settled(
    arrivals: Iterable[Story | Ignored], store: Store, coder: Versions
) -> Iterator[Story | Ignored | Literal["unchanged"]]:
    """The arrivals, each story under an id of its own; or that the record has it already."""
    coders, heads = {}, {}
    for story_id, (head, coder_of) in store.heads().items():
        heads[story_id], coders[story_id] = head, coder_of
    for arrival in arrivals:
        if isinstance(arrival, Ignored):
            yield arrival
            continue
        story = settle_identity(arrival, heads)
        known = heads.get(story.id)
        if known and known.fingerprint == story.head.fingerprint and coders[story.id] == coder:
            yield "unchanged"
            continue
        heads[story.id], coders[story.id] = story.head, coder
        yield story


def link(store: Store) -> Snapshot:
    """Works out versions, copies, claims, incidents and control from all that the store holds."""
    store.lock()
    coded = {c.story.id: c for c in store.coded()}
    arrangement = arrange([c.story for c in coded.values()])
    current = tuple(coded[story.id].model_copy(update={"story": story}) for story in arrangement.stories)
    read = claims_of_record(
        current,
        replaced=arrangement.replaced,
        corrected={c.replaces for c in arrangement.corrections if c.kind == "correction"},
        killed=arrangement.killed,
        copies=arrangement.copies,
    )
    claims = amended(read, {c.story.id: c.story for c in current}, store.review.amendments())
    store.set_claims(claims)
    judgements = settle(store.judgements(), claims, {**arrangement.copies, **arrangement.replaced})
    groups = _groups(store, claims, judgements)
    incidents = date_changes(incidents_of(groups.values()), arrangement.corrections)
    store.incidents.replace(incidents, {**arrangement.copies, **arrangement.replaced})
    store.arranged.replace(arrangement)
    remember(store, [c.story for c in coded.values()], groups, incidents)
    return _snapshot(store, current, incidents, place_statuses(incidents), arrangement, judgements)


def link_changed(store: Store) -> None:
    """Links the stories that were entered, changed or judged on since the last link, with what they bear on.

    The whole record is linked where it has not been yet, where other rules linked it, or where most of it changed.
    """
    store.lock()
    waiting = store.sketches.waiting()
    few = len(waiting) <= _FEW or 4 * len(waiting) <= len(store.heads())
    if store.sketches.made_by != made_by() or not few:
        link(store)
    elif waiting:
        link_around(store, waiting)


_FEW = 100  # stories that are linked one by one, whatever the record holds


def _snapshot(  # noqa: PLR0913, PLR0917 (what a snapshot is made of)
    store: Store,
    coded: tuple[CodedStory, ...],
    incidents: tuple[Incident, ...],
    control: tuple[PlaceStatus, ...],
    arrangement: Arrangement,
    judgements: tuple[Judgement, ...],
) -> Snapshot:
    return Snapshot(
        coded=coded,
        incidents=incidents,
        control=control,
        ignored=store.ignored(),
        corrections=arrangement.corrections,
        replaced=arrangement.replaced,
        killed=arrangement.killed,
        copies=arrangement.copies,
        judgements=judgements,
        amendments=store.review.amendments(),
        ratings=store.review.ratings(),
    )


def _groups(store: Store, claims: Sequence[Claim], judgements: Sequence[Judgement]) -> dict[str, tuple[Claim, ...]]:
    """The claims by happening; only stories that changed since the last run are compared, with their neighbours."""
    by_id = {c.id: c for c in claims}
    digests, known = digests_of(claims, judgements, f"{__version__} {lexicons.version()}"), store.linking.digests()
    changed = {s for s in digests.keys() | known.keys() if digests.get(s) != known.get(s)}
    if 2 * len(changed) > len(digests):
        link_all(store.linking, claims, judgements)
        changed = set(digests)
    elif changed:
        affected: dict[str, list[Claim]] = {story: [] for story in with_partners(changed, judgements)}
        for claim in claims:
            if claim.story in affected:
                affected[claim.story].append(claim)
        relink(store.linking, affected, judgements)
    store.linking.set_digests({story: digests.get(story, "") for story in changed})
    return {name: tuple(by_id[i] for i in group) for name, group in store.linking.happenings().items()}


def judge(store: Store, ids: tuple[str, str], *, verdict: str, signed: Signature) -> Judgement:
    """Stores a person's judgement on two claims (`same`, `different`), or takes the latest back (`undo`).

    Raises NotInRecordError where the record has no such claim, or no judgement on the two to take back.
    """
    link_changed(store)
    if verdict == "undo":
        known = latest_on(ids, *judgements_near(store, {i.rpartition("/")[0] for i in ids}))
        if known is None:
            raise NotInRecordError("R304", f"no judgement on {ids[0]} and {ids[1]} is in force")
        judgement = taken_back(known, signed)
    else:
        claims = store.claims_named(ids)
        if missing := [i for i in ids if i not in claims]:
            raise NotInRecordError("R303", f"the record has no claim {missing[0]}; `onrecord review` lists pairs")
        if ids[0] == ids[1]:
            raise InputError("R113", "a judgement needs two claims; this is one and the same")
        left, right = (claims[i] for i in ids)
        judgement = judge_pair(left, right, pair_score(left, right), verdict=verdict, signed=signed)
    store.add_judgement(judgement)
    return judgement


def build(record: Reading | Snapshot, folder: Path) -> Built:
    """Brings the site in `folder` to what the record says; only what changed since it was last built is made again.

    Raises InputError where `folder` holds something that onrecord did not build.
    """
    return write_site(parts(record, look(read_settings().site)), folder)


def build_stored(where: str | Path, folder: Path, report: Callable[[int], None] = lambda _: None) -> Built:
    """Brings the site in `folder` to what the record at `where` said when it was last linked.

    Memory does not grow with the record. `report` is told, again and again, how many parts of the site are done.
    """
    with Store(where) as store:
        told = parts(reading(store, keeps=True), look(read_settings().site))
        return write_site(counted(told, report), folder)


def reading(store: Store, *, keeps: bool = False) -> StoreReading:
    """The record as it was last linked, to be read; one that an older version of onrecord left is linked first."""
    ready(store)
    return StoreReading(store, keeps=keeps)


def ready(store: Store) -> None:
    """Links a record that an older version of onrecord left without what publishers ask."""
    if next(store.arranged.standings(), None) is None and store.heads():
        link(store)


def size(where: str | Path) -> int:
    """How many incidents and stories the record has, as it was last linked."""
    with Store(where) as store:
        ready(store)
        tally = store.tally()
    return tally.incidents + tally.stories


def counted(things: Iterable[Other], report: Callable[[int], None]) -> Iterator[Other]:
    """The same things; `report` hears how many were dealt with each time the next is asked for."""
    for number, thing in enumerate(things):
        report(number)
        yield thing


def look(site: Site) -> Look:
    """The operator's choices for the site, with what they name read. Raises InputError (R135) where it is not there."""
    try:
        lines = Path(site.boundaries).read_text(encoding="utf-8") if site.boundaries else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("R135", f"site.boundaries = {site.boundaries}: {error}") from error
    if lines and not site.boundaries_source:
        raise InputError("R135", "site.boundaries is set: name in site.boundaries_source who draws these lines")
    return Look(
        address=site.address and site.address.rstrip("/") + "/",
        authority=site.authority,
        boundaries=boundaries_of(lines, site.boundaries) if lines else "",
        boundaries_source=site.boundaries_source,
        tiles=tiles_of(site.tiles),
        tiles_source=site.tiles_source,
        full_text=site.full_text,
    )
