"""Links changed stories into what is linked already: the same outcome as linking everything at once.

Clusters never cross from one web of likenesses (pairs scored above nought) to another, so that only the webs which a
change touches are clustered again. What is looked up comes from an index; nothing here knows how it is kept.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from onrecord.link.block import kept_under, looked_up
from onrecord.link.cluster import SAME, cluster, is_tie, score_of, scores_of, ties_of
from onrecord.link.compare import RULE
from onrecord.link.facts import facts_from_json, facts_to_json
from onrecord.link.incidents import apart_in, judged_scores, verdicts_of
from onrecord.link.judgements import Pair, in_force, pair_of
from onrecord.link.tellings import Node, nodes_of, tellings_of
from onrecord.records.incident import Claim, Judgement
from onrecord.records.linking import Likeness, LinkNode, LinkTelling


class Index(Protocol):
    """What linking looks up and keeps; the store's `LinkIndex` is one."""

    def tellings(self, stories: Collection[str]) -> tuple[LinkTelling, ...]:
        """The tellings of some stories."""

    def nodes(self, keys: Collection[str]) -> tuple[LinkNode, ...]:
        """Some nodes; their blocks may be left out."""

    def used(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the nodes that a telling still belongs to."""

    def sharing(self, blocks: Collection[str]) -> frozenset[str]:
        """The keys of the nodes in any of these blocks."""

    def near(self, keys: Collection[str]) -> tuple[Likeness, ...]:
        """The likenesses of some nodes to any other."""

    def drop_tellings(self, stories: Collection[str]) -> None:
        """Forgets the tellings of some stories."""

    def drop_nodes(self, nodes: Collection[LinkNode]) -> None:
        """Forgets nodes, their blocks (which are given) and likenesses."""

    def set_happenings(self, happenings: dict[str, str]) -> None:
        """Keeps, by node, the happening it is about."""

    def clear(self) -> None:
        """Forgets everything."""

    def add(
        self,
        *,
        tellings: Iterable[LinkTelling] = (),
        nodes: Iterable[LinkNode] = (),
        likenesses: Iterable[Likeness] = (),
    ) -> None:
        """Keeps new rows."""


def digests_of(claims: Iterable[Claim], judgements: Iterable[Judgement], made_by: str) -> dict[str, str]:
    """For each story a hash of all that its linking rests on: claims, the judgements on them, rules, lexicons."""
    parts: dict[str, list[str]] = {}
    for claim in claims:
        parts.setdefault(claim.story, []).append(claim.model_dump_json())
    for pair, judgement in in_force(judgements).items():
        for claim_id in pair:
            parts.setdefault(claim_id.rpartition("/")[0], []).append(f"{judgement.verdict} {pair}")
    seed = f"{RULE} {made_by}"
    return {
        story: hashlib.sha256("\n".join((seed, *sorted(lines))).encode()).hexdigest()[:20]
        for story, lines in parts.items()
    }


def with_partners(stories: Collection[str], judgements: Iterable[Judgement]) -> frozenset[str]:
    """The stories with all others that judgements tie to them."""
    ties = [(a.rpartition("/")[0], b.rpartition("/")[0]) for a, b in in_force(judgements)]
    found, before = frozenset(stories), frozenset[str]()
    while found != before:
        before, found = found, found | {s for tie in ties if not found.isdisjoint(tie) for s in tie}
    return found


def relink(index: Index, changed: Mapping[str, Sequence[Claim]], judgements: Iterable[Judgement]) -> frozenset[str]:
    """Takes the changed stories' claims (none for a story that went) into the index; tells the happenings touched.

    `changed` must hold all stories that judgements tie to it. Costs what shares a block with them.
    """
    verdicts = verdicts_of(judgements)
    tellings = tellings_of((c for claims in changed.values() for c in claims), apart_in(verdicts))
    judged = judged_scores(tellings, verdicts)
    nodes = nodes_of(tellings, {key for pair in judged for key in pair})
    before = index.tellings(changed)
    index.drop_tellings(changed)
    gone = {t.node for t in before} - index.used({t.node for t in before})
    old = {n.key: n for n in index.nodes(gone | nodes.keys())}
    near = _Near(index, gone)
    index.drop_nodes([_with_blocks(old[key]) for key in gone])
    added = {key: n for key, n in nodes.items() if key in gone or key not in old}
    index.add(tellings=_rows(nodes, tellings), nodes=[_row(n) for n in added.values()])
    index.add(likenesses=_likenesses(index, added, judged))
    web = _Web(index, added, near)
    known = index.nodes(web.keys)
    happenings = _cluster([_node(n) for n in known], web)
    index.set_happenings({n.key: happenings[n.key] for n in known if n.happening != happenings[n.key]})
    joined = {old[key].happening for key in nodes.keys() - added.keys()}
    return frozenset({*happenings.values(), *joined, *(n.happening for n in known), *(old[k].happening for k in gone)})


def link_all(index: Index, claims: Iterable[Claim], judgements: Iterable[Judgement]) -> None:
    """Makes the index anew from all claims."""
    verdicts = verdicts_of(judgements)
    tellings = tellings_of(claims, apart_in(verdicts))
    judged = judged_scores(tellings, verdicts)
    nodes = nodes_of(tellings, {key for pair in judged for key in pair})
    scores = {**scores_of(nodes.values()), **judged}
    happenings = _by_node(cluster(nodes, scores, ties_of(scores)))
    index.clear()
    index.add(
        tellings=_rows(nodes, tellings),
        nodes=[_row(n).model_copy(update={"happening": happenings[n.key]}) for n in nodes.values()],
        likenesses=[_likeness(pair, s) for pair, s in scores.items() if s > 0 or pair in judged],
    )


def _likenesses(index: Index, added: Mapping[str, Node], judged: Mapping[Pair, float]) -> list[Likeness]:
    """The new nodes' likenesses to all that they meet."""
    scores: dict[Pair, float] = {}
    for key, node in added.items():
        meets = index.sharing(looked_up(node.facts)) - {key}
        others = {k: added[k] for k in meets if k in added}
        others |= {n.key: _node(n) for n in index.nodes(meets - others.keys())}
        for other in others.values():
            pair = pair_of(key, other.key)
            if pair not in scores:
                scores[pair] = score_of(*(node, other) if key == pair[0] else (other, node))
    scores.update(judged)
    return [_likeness(pair, s) for pair, s in scores.items() if s > 0 or pair in judged]


class _Near:
    """The likenesses of some nodes' neighbours before a change, and the best of each."""

    def __init__(self, index: Index, keys: Collection[str]) -> None:
        self.ends = {end for one in index.near(keys) for end in (one.left, one.right)} - set(keys)
        self.best = _best(index.near(self.ends))


class _Web:
    """The nodes that a change bears on: all that ties lead to from what was added and from whose ties changed."""

    def __init__(self, index: Index, added: Collection[str], before: _Near) -> None:
        self._index = index
        self.scores: dict[Pair, float] = {}
        self._known: set[str] = set()
        self._learn(added)
        around = before.ends | self._others(added)
        self._learn(around)
        now = _best(self._rows())
        without = _best(row for row in self._rows() if row.left not in added and row.right not in added)
        was = {key: before.best.get(key, without.get(key, 0.0)) for key in around}
        changed = {key for key in around if was[key] != now.get(key, 0.0)}
        self.keys = set(added) | changed | self._others(changed) | before.ends
        self._grow(set(self.keys))

    def ties(self) -> set[Pair]:
        """The pairs of its nodes that are strong enough to join by."""
        best = _best(self._rows())
        return {
            (a, b) for (a, b), score in self.scores.items()
            if a in self.keys and b in self.keys and is_tie(score, best[a], best[b])
        }  # fmt: skip

    def _grow(self, edge: set[str]) -> None:
        while edge:
            self._learn(edge)
            others = self._others(edge)
            self._learn(others)
            best = _best(self._rows())
            edge = {
                end
                for (a, b), score in self.scores.items()
                if (a in edge or b in edge) and is_tie(score, best[a], best[b])
                for end in (a, b)
            } - self.keys
            self.keys |= edge

    def _learn(self, keys: Collection[str]) -> None:
        for row in self._index.near(set(keys) - self._known):
            self.scores[row.left, row.right] = row.score
        self._known |= set(keys)

    def _others(self, keys: Collection[str]) -> set[str]:
        wanted = set(keys)
        return {end for pair in self.scores if not wanted.isdisjoint(pair) for end in pair} - wanted

    def _rows(self) -> list[Likeness]:
        return [_likeness(pair, score) for pair, score in self.scores.items()]


def _best(rows: Iterable[Likeness]) -> dict[str, float]:
    """The best likeness of each node, leaving out what people judged."""
    best: dict[str, float] = {}
    for one in rows:
        for end in (one.left, one.right):
            best[end] = max(best.get(end, 0.0), one.score if one.score < SAME else 0.0)
    return best


def _cluster(nodes: Sequence[Node], web: _Web) -> dict[str, str]:
    """The happening of each node of a web; kept scores hold what people judged."""
    keys = {n.key for n in nodes}
    scores = scores_of(nodes)
    scores.update({pair: score for pair, score in web.scores.items() if keys.issuperset(pair)})
    return _by_node(cluster(keys, scores, web.ties()))


def _by_node(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    return {key: group[0] for group in groups for key in group}


def _likeness(pair: Pair, score: float) -> Likeness:
    return Likeness(left=pair[0], right=pair[1], score=score)


def _rows(nodes: Mapping[str, Node], tellings: Mapping[str, Sequence[Claim]]) -> list[LinkTelling]:
    return [
        LinkTelling(key=key, story=tellings[key][0].story, node=n.key, claims=tuple(c.id for c in tellings[key]))
        for n in nodes.values()
        for key in n.tellings
    ]


def _row(node: Node) -> LinkNode:
    blocks = tuple(sorted(kept_under(node.facts)))
    return LinkNode(key=node.key, story=node.story, facts=facts_to_json(node.facts), blocks=blocks, happening=node.key)


def _node(row: LinkNode) -> Node:
    return Node(row.key, row.story, facts_from_json(row.facts), ())


def _with_blocks(row: LinkNode) -> LinkNode:
    return row.model_copy(update={"blocks": tuple(kept_under(facts_from_json(row.facts)))})
