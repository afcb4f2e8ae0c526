"""The lookup side of linking: nodes by block, by likeness, by happening. What they mean is decided elsewhere."""

import json
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from onrecord.records.linking import Likeness, LinkNode, LinkTelling
from onrecord.store.schema import block, likeness, linked, node, telling

_CHUNK = 500  # names in one question: far below what SQLite allows


class LinkIndex:
    """The tables of linking within an open record; every question costs what it finds, not what the record holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tellings(self, stories: Collection[str]) -> tuple[LinkTelling, ...]:
        """The tellings of some stories."""
        c = telling.c
        rows = (
            r for part in _chunks(stories) for r in self._connection.execute(select(telling).where(c.story.in_(part)))
        )
        return tuple(_telling(row.key, row.story, row.node, row.claims) for row in rows)

    def nodes(self, keys: Collection[str]) -> tuple[LinkNode, ...]:
        """Some nodes; without their blocks."""
        questions = (select(node).where(node.c.key.in_(part)) for part in _chunks(keys))
        return tuple(
            LinkNode(key=row.key, story=row.story, facts=row.facts, blocks=(), happening=row.happening)
            for question in questions
            for row in self._connection.execute(question)
        )

    def used(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the nodes that a telling still belongs to."""
        question = select(telling.c.node).distinct()
        return frozenset(k for part in _chunks(keys) for k in self._scalars(question.where(telling.c.node.in_(part))))

    def sharing(self, blocks: Collection[str]) -> frozenset[str]:
        """The keys of the nodes in any of these blocks."""
        question = select(block.c.node)
        return frozenset(k for part in _chunks(blocks) for k in self._scalars(question.where(block.c.name.in_(part))))

    def near(self, keys: Collection[str]) -> tuple[Likeness, ...]:
        """The likenesses of some nodes to any other."""
        c = likeness.c
        found: dict[tuple[str, str], Likeness] = {}
        for part in _chunks(keys):
            for end in (c.left, c.right):
                for row in self._connection.execute(select(likeness).where(end.in_(part))):
                    found[row.left, row.right] = Likeness(left=row.left, right=row.right, score=row.score)
        return tuple(found.values())

    def drop_tellings(self, stories: Collection[str]) -> None:
        """Forgets the tellings of some stories."""
        for part in _chunks(stories):
            self._connection.execute(delete(telling).where(telling.c.story.in_(part)))

    def drop_nodes(self, nodes: Collection[LinkNode]) -> None:
        """Forgets nodes, the blocks they lie in (which must be given) and all their likenesses."""
        for one in nodes:
            for part in _chunks(one.blocks):
                self._connection.execute(delete(block).where(block.c.name.in_(part), block.c.node == one.key))
        for part in _chunks([one.key for one in nodes]):
            self._connection.execute(delete(node).where(node.c.key.in_(part)))
            self._connection.execute(delete(likeness).where(or_(likeness.c.left.in_(part), likeness.c.right.in_(part))))

    def add(
        self,
        *,
        tellings: Iterable[LinkTelling] = (),
        nodes: Iterable[LinkNode] = (),
        likenesses: Iterable[Likeness] = (),
    ) -> None:
        """Keeps new rows."""
        nodes = tuple(nodes)
        self._insert(telling, [{**t.model_dump(), "claims": json.dumps(t.claims)} for t in tellings])
        self._insert(node, [n.model_dump(exclude={"blocks"}) for n in nodes])
        self._insert(block, [{"name": name, "node": n.key} for n in nodes for name in n.blocks])
        self._insert(likeness, [one.model_dump() for one in likenesses])

    def set_happenings(self, happenings: dict[str, str]) -> None:
        """Keeps, by node, the happening it is about."""
        for key, happening in happenings.items():
            self._connection.execute(update(node).where(node.c.key == key).values(happening=happening))

    def clear(self) -> None:
        """Forgets everything; the claims and judgements that it is made from stay."""
        for table in (telling, node, block, likeness, linked):
            self._connection.execute(delete(table))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the claims about each happening."""
        return tuple(map(tuple, self.happenings().values()))

    def happenings(self) -> dict[str, list[str]]:
        """The ids of the claims about each happening, by happening."""
        found: dict[str, list[str]] = {}
        question = select(node.c.happening, telling.c.claims).join(telling, telling.c.node == node.c.key)
        for row in self._connection.execute(question.order_by(node.c.happening, telling.c.key)):
            found.setdefault(row.happening, []).extend(json.loads(row.claims))
        return found

    def happenings_of(self, stories: Collection[str]) -> frozenset[str]:
        """The happenings of which some stories tell."""
        question = select(node.c.happening).join(telling, telling.c.node == node.c.key)
        return frozenset(
            h for part in _chunks(stories) for h in self._scalars(question.where(telling.c.story.in_(part)))
        )

    def claims_about(self, happenings: Collection[str]) -> dict[str, list[str]]:
        """The ids of the claims about some happenings, of those that have any."""
        found: dict[str, list[str]] = {}
        question = select(node.c.happening, telling.c.claims).join(telling, telling.c.node == node.c.key)
        for part in _chunks(happenings):
            for row in self._connection.execute(question.where(node.c.happening.in_(part)).order_by(telling.c.key)):
                found.setdefault(row.happening, []).extend(json.loads(row.claims))
        return found

    def digests(self, stories: Collection[str] | None = None) -> dict[str, str]:
        """For every story that is linked, or for some, what it was linked from."""
        questions = [select(linked)]
        if stories is not None:
            questions = [select(linked).where(linked.c.story.in_(part)) for part in _chunks(stories)]
        return {row.story: row.digest for question in questions for row in self._connection.execute(question)}

    def set_digests(self, digests: dict[str, str]) -> None:
        """Keeps what stories are linked from; an empty digest forgets the story."""
        for part in _chunks(digests):
            self._connection.execute(delete(linked).where(linked.c.story.in_(part)))
        self._insert(linked, [{"story": s, "digest": d} for s, d in digests.items() if d])

    def _insert(self, table: Table, rows: list[dict[str, object]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _scalars(self, question: object) -> Iterator[str]:
        yield from self._connection.scalars(question)  # type: ignore[call-overload]


def _telling(key: str, story: str, node_key: str, claims: str) -> LinkTelling:
    return LinkTelling(key=key, story=story, node=node_key, claims=tuple(json.loads(claims)))


def _chunks(names: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(names)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
