"""Links a few stories into a record that is linked: what they bear on is found by look-ups, the rest is left as it is.

The outcome is that of linking the whole record; the cost is that of the neighbourhood.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord import __version__, lexicons
from onrecord.ingest.around import arrange_around
from onrecord.ingest.sketching import take_up
from onrecord.link.amendments import amended
from onrecord.link.changes import date_changes
from onrecord.link.claimants import is_authority
from onrecord.link.compare import RULE
from onrecord.link.control import Placed, placed_in, spots_of, statuses_at
from onrecord.link.incidents import incidents_of
from onrecord.link.incremental import digests_of, relink, with_partners
from onrecord.link.judgements import settle
from onrecord.link.related import Scene, gives, hostile_pairs, receives, scenes_of
from onrecord.link.versions import claims_of_record
from onrecord.records.incident import Claim, Incident, Judgement
from onrecord.records.story import Story
from onrecord.store.record import Store

Pair = tuple[str, str]
Groups = Mapping[str, Sequence[Claim]]


def made_by() -> str:
    """What links in this process: rules, software, lexicons."""
    return f"{RULE} {__version__} {lexicons.version()}"


def remember(store: Store, stories: Iterable[Story], groups: Groups, incidents: Iterable[Incident]) -> None:
    """Fills, after a link of the whole record, what `link_around` looks up."""
    waiting = set(store.sketches.waiting())
    if store.sketches.made_by != made_by():
        store.sketches.clear()
        take_up(store.sketches, stories)
    else:
        take_up(store.sketches, (s for s in stories if s.id in waiting))
    store.bearings.clear()
    store.bearings.set_scenes({name: _scenes(group) for name, group in groups.items()})
    store.bearings.set_hostilities(_hostilities(claim for group in groups.values() for claim in group))
    _keep_spots(store, [p for incident in incidents for p in placed_in(incident)])
    store.sketches.linked_whole(made_by())


def link_around(store: Store, changed: Collection[str]) -> None:
    """Links stories that were entered, coded anew or judged on, and all that they bear on."""
    arrangement = arrange_around(store.sketches, [c.story for c in store.stories(changed).values()])
    store.arranged.put(arrangement)
    told = _lines(store, {s.id for s in (*arrangement.stories, *arrangement.notices)})
    before = {c for t in store.linking.tellings(told) for c in t.claims}
    happenings = set(store.linking.happenings_of(told))
    claims = _claims(store, told)
    store.set_claims_of(told, claims)
    happenings |= _relink(store, told, claims) | store.linking.happenings_of(told)
    happenings |= _at_war(store, told, claims)
    groups, beside = _neighbours(store, happenings)
    incidents = incidents_of(groups.values(), beside.values(), _enemies(store, groups.values()))
    own = {c.story for group in groups.values() for c in group if c.withdrawn or c.replaced_by}
    incidents = date_changes(incidents, store.arranged.corrections_of(own))
    new, gone = store.incidents.revise(incidents, before=before, stories=told, heirs=_heirs(store, told))
    _hold(store, new, gone)
    store.sketches.linked(changed)


def _lines(store: Store, stories: Collection[str]) -> set[str]:
    """The stories with all their earlier and later versions."""
    found, edge = set[str](), set(stories)
    while edge:
        found |= edge
        edge = {i for s in store.arranged.of(edge).values() for i in (s.replaces, s.replaced_by) if i} - found
    return found


def _heirs(store: Store, stories: Collection[str]) -> dict[str, str]:
    """For the stories, and for those that it leads to, the story that now speaks for each."""
    found: dict[str, str] = {}
    edge, seen = set(stories), set[str]()
    while edge:
        seen |= edge
        found |= {s.story: heir for s in store.arranged.of(edge).values() if (heir := s.replaced_by or s.copy_of)}
        edge = set(found.values()) - seen
    return found


def _forebears(store: Store, stories: Collection[str]) -> set[str]:
    """The stories with all those for which they speak: earlier versions and copies."""
    found, edge = set[str](), set(stories)
    while edge:
        found |= edge
        earlier = {s.replaces for s in store.arranged.of(edge).values() if s.replaces}
        edge = (earlier | store.arranged.copies_of(edge).keys()) - found
    return found


def _claims(store: Store, told: Collection[str]) -> tuple[Claim, ...]:
    """The claims of stories that hold, with each, all its versions."""
    standings = store.arranged.of(told)
    coded = [
        c.model_copy(update={"story": standings[i].on(c.story)})
        for i, c in store.stories(told).items()
        if i in standings
    ]
    copies = store.arranged.copies_of(told) | {i: s.copy_of for i, s in standings.items() if s.copy_of}
    read = claims_of_record(
        coded,
        replaced={i: s.replaced_by for i, s in standings.items() if s.replaced_by},
        corrected={c.replaces for c in store.arranged.corrections_of(told) if c.kind == "correction"},
        killed={i for i, s in standings.items() if s.killed},
        copies=copies,
    )
    return amended(read, {c.story.id: c.story for c in coded}, store.review.amendments())


def _relink(store: Store, told: Collection[str], claims: Iterable[Claim]) -> set[str]:
    """Takes the claims of stories into the index of linking; tells the happenings touched."""
    by_story: dict[str, list[Claim]] = {story: [] for story in told}
    for claim in claims:
        by_story[claim.story].append(claim)
    judgements = _settled(store, by_story)
    everything = [c for own in by_story.values() for c in own]
    digests = digests_of(everything, judgements, f"{__version__} {lexicons.version()}")
    known = store.linking.digests(by_story)
    changed = {story for story in by_story if digests.get(story) != known.get(story)}
    if not changed:
        return set()
    affected = {story: by_story[story] for story in sorted(with_partners(changed, judgements))}
    touched = relink(store.linking, affected, judgements)
    store.linking.set_digests({story: digests.get(story, "") for story in changed})
    return set(touched)


def judgements_near(
    store: Store, stories: Collection[str]
) -> tuple[tuple[Judgement, ...], list[Claim], dict[str, str]]:
    """The judgements that bear on stories, with the claims they may mean, and which story now speaks for which."""
    by_story = {story: list(store.claims_of(story)) for story in stories}
    judgements, heirs = _judgements(store, by_story)
    return judgements, [c for own in by_story.values() for c in own], heirs


def _settled(store: Store, by_story: dict[str, list[Claim]]) -> tuple[Judgement, ...]:
    """The judgements that bear on stories, as they stand."""
    judgements, heirs = _judgements(store, by_story)
    return settle(judgements, [c for own in by_story.values() for c in own], heirs)


def _judgements(store: Store, by_story: dict[str, list[Claim]]) -> tuple[tuple[Judgement, ...], dict[str, str]]:
    """The judgements that bear on stories; the stories tied by them are added with their claims."""
    while True:
        judgements = store.judgements_on(_forebears(store, by_story))
        ends = {i.rpartition("/")[0] for j in judgements for i in (j.left, j.right)}
        heirs = _heirs(store, ends)
        more = (ends | heirs.keys() | set(heirs.values())) - by_story.keys()
        if not more:
            return judgements, heirs
        by_story |= {story: list(store.claims_of(story)) for story in sorted(more)}


def _at_war(store: Store, told: Collection[str], claims: Iterable[Claim]) -> set[str]:
    """Keeps who is told to be whose enemy; the happenings of which both speak, where that is new or no longer so."""
    was, now = store.bearings.hostilities(told), _hostilities(claims)
    changed = {pair for story in told for pair in was.get(story, set()) ^ now.get(story, set())}
    before = store.bearings.enemies(changed)
    store.bearings.set_hostilities({story: now.get(story, set()) for story in told})
    found: set[str] = set()
    for pair in before ^ store.bearings.enemies(changed):
        stories = {c.rpartition("/")[0] for c in store.bearings.spoken_of_by(pair)}
        found |= store.linking.happenings_of(stories)
    return found


def _neighbours(store: Store, happenings: Collection[str]) -> tuple[Groups, Groups]:
    """The claims by happening: of those to be seen anew, and of others that bear on them."""
    bearings = store.bearings
    gave = bearings.scenes(happenings, gives=True)
    groups = _groups(store, happenings)
    scenes = {name: _scenes(groups.get(name, ())) for name in happenings}
    bearings.set_scenes(scenes)
    gave |= {scene for giving, _ in scenes.values() for scene in giving}
    more = bearings.in_scenes(gave, gives=False) - groups.keys()
    groups |= _groups(store, more)
    others = bearings.in_scenes(bearings.scenes(groups, gives=False), gives=True) - groups.keys()
    return groups, _groups(store, others)


def _groups(store: Store, happenings: Collection[str]) -> dict[str, list[Claim]]:
    named = store.linking.claims_about(happenings)
    claims = store.claims_named([i for ids in named.values() for i in ids])
    return {name: [claims[i] for i in ids] for name, ids in named.items()}


def _scenes(group: Sequence[Claim]) -> tuple[set[Scene], set[Scene]]:
    """The scenes in which a happening bears on others, and those in which others bear on it."""
    nothing = set[Scene]()
    giving, receiving = gives(group), receives(group)
    scenes = scenes_of(group) if giving or receiving else nothing
    return scenes if giving else nothing, scenes if receiving else nothing


def _hostilities(claims: Iterable[Claim]) -> dict[str, set[Pair]]:
    by_story: dict[str, list[Claim]] = {}
    for claim in claims:
        by_story.setdefault(claim.story, []).append(claim)
    return {story: pairs for story, own in by_story.items() if (pairs := hostile_pairs(own))}


def _enemies(store: Store, groups: Iterable[Sequence[Claim]]) -> frozenset[frozenset[str]]:
    """Those sides that speak of one happening and are told to be enemies."""
    pairs: set[Pair] = set()
    for group in groups:
        pairs.update(combinations(sorted({c.side for c in group if c.side and is_authority(c)}), 2))
    return frozenset(frozenset(pair) for pair in store.bearings.enemies(pairs))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A position and the place it belongs to so far."""

    placed: Placed
    spot: str


def _hold(store: Store, changed: Iterable[Incident], gone: Collection[str]) -> None:
    """Works out anew who holds the places of which changed incidents speak, or spoke."""
    placed = {i.id: placed_in(i) for i in changed}
    kept: dict[str, list[_Spot]] = {}
    for one in _spots(store.bearings.positions_of({*placed, *gone})):
        kept.setdefault(one.placed.incident, []).append(one)
    other = {i for i in {*placed, *gone} if tuple(k.placed for k in kept.get(i, ())) != placed.get(i, ())}
    if not other:
        return
    spots = {k.spot for i in other for k in kept.get(i, ())}
    new = [p for i in sorted(other) for p in placed.get(i, ())]
    store.bearings.drop_positions(other)
    members = [*new, *(k.placed for k in _spots(store.bearings.positions_in(spots)))]
    members += _around(store, members, spots)
    store.bearings.drop_spots(spots)
    _keep_spots(store, members, new)


def _around(store: Store, members: Sequence[Placed], spots: set[str]) -> list[Placed]:
    """The positions that are of one place with some, and those with them; their spots are added to `spots`."""
    found: list[Placed] = []
    edge, seen = list(members), set(spots)
    while edge:
        named = store.bearings.spots_named({name for p in edge for name in p.looked_up}) - seen
        near: dict[str, list[Placed]] = {}
        for one in _spots(store.bearings.positions_in(named)):
            near.setdefault(one.spot, []).append(one.placed)
        met = {spot: own for spot, own in near.items() if any(p.meets(q) for p in own for q in edge)}
        edge = [p for own in met.values() for p in own]
        found += edge
        spots.update(met)
        seen |= met.keys()
    return found


def _spots(rows: Iterable[tuple[str, int, str, str]]) -> list[_Spot]:
    ordered = sorted(rows, key=lambda row: row[:2])
    return [_Spot(Placed.of_json(incident, number, body), spot) for incident, number, spot, body in ordered]


def _keep_spots(store: Store, members: Sequence[Placed], new: Sequence[Placed] | None = None) -> None:
    """Keeps positions (all, or `new` ones among known), put together by place, and who holds each place."""
    fresh = members if new is None else new
    store.bearings.add_positions((p.incident, p.number, p.to_json(), p.kept_under) for p in fresh)
    for spot in spots_of(members):
        ids = [(p.incident, p.number) for p in spot]
        store.bearings.set_spot(spot[0].name, ids, spot[0].rank, statuses_at(spot))
