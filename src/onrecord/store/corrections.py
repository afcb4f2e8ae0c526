"""What people decided of the record beside judgements on pairs, and what alerts have sent: rows in, rows out."""

import json
from collections.abc import Callable

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from onrecord.records.alert import Alert, Delivery
from onrecord.records.review import Amendment, Rating
from onrecord.store.schema import alert, amendment, delivery, rating
from onrecord.store.sketches import Sketches


class ReviewRows:
    """The tables of corrections and analyst codes within an open record; nothing is ever removed from them."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock

    def amendments(self) -> tuple[Amendment, ...]:
        """All corrections, those taken back too, oldest first."""
        rows = self._connection.scalars(select(amendment.c.body).order_by(amendment.c.number))
        return tuple(Amendment.model_validate_json(body) for body in rows)

    def add_amendment(self, one: Amendment) -> Amendment:
        """Keeps a correction and gives it with its number."""
        self._lock()
        one = one.model_copy(update={"number": self._next(amendment)})
        keys = ("number", "claim", "what", "value", "by", "at", "undone")
        row = {**{k: getattr(one, k) for k in keys}, "evidence": one.evidence.sha256, "body": one.model_dump_json()}
        self._connection.execute(insert(amendment).values(row))
        self._wait(one)
        return one

    def set_amendment(self, one: Amendment) -> None:
        """Keeps what became of a correction, found by its number."""
        self._lock()
        row = {"undone": one.undone, "body": one.model_dump_json()}
        self._connection.execute(update(amendment).where(amendment.c.number == one.number).values(row))
        self._wait(one)

    def _wait(self, one: Amendment) -> None:
        """Has the next link look at the story; those with the same evidence are versions of it."""
        Sketches(self._connection, self._lock).wait([one.claim.rpartition("/")[0]])

    def ratings(self) -> tuple[Rating, ...]:
        """All analyst codes, those taken back too, oldest first."""
        rows = self._connection.scalars(select(rating.c.body).order_by(rating.c.number))
        return tuple(Rating.model_validate_json(body) for body in rows)

    def add_rating(self, one: Rating) -> Rating:
        """Keeps an analyst code and gives it with its number."""
        self._lock()
        one = one.model_copy(update={"number": self._next(rating)})
        keys = ("number", "scale", "subject", "value", "by", "at", "undone")
        row = {**{k: getattr(one, k) for k in keys}, "body": one.model_dump_json()}
        self._connection.execute(insert(rating).values(row))
        return one

    def set_rating(self, one: Rating) -> None:
        """Keeps what became of an analyst code, found by its number."""
        self._lock()
        row = {"undone": one.undone, "body": one.model_dump_json()}
        self._connection.execute(update(rating).where(rating.c.number == one.number).values(row))

    def _next(self, table: Table) -> int:
        return int(self._connection.scalar(select(func.coalesce(func.max(table.c.number), 0))) or 0) + 1


class AlertRows:
    """The saved filters and what was sent of them within an open record."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock

    def all(self) -> tuple[Alert, ...]:
        """The saved filters, by name."""
        rows = self._connection.execute(select(alert).order_by(alert.c.name)).mappings()
        return tuple(Alert.model_validate({**row, "words": json.loads(row["words"])}) for row in rows)

    def set(self, one: Alert) -> None:
        """Keeps a saved filter in place of what had its name; what was sent of it stays."""
        self._lock()
        row = {**one.model_dump(exclude={"words"}), "words": json.dumps(one.words, ensure_ascii=False)}
        if not self._connection.execute(update(alert).where(alert.c.name == one.name).values(row)).rowcount:
            self._connection.execute(insert(alert).values(row))

    def remove(self, name: str) -> None:
        """Forgets a saved filter and what was sent of it."""
        self._lock()
        self._connection.execute(delete(delivery).where(delivery.c.alert == name))
        self._connection.execute(delete(alert).where(alert.c.name == name))

    def told(self, name: str) -> dict[str, str]:
        """For each incident that the alert has dealt with, the digest of its last state."""
        rows = self._connection.execute(
            select(delivery.c.incident, delivery.c.digest).where(delivery.c.alert == name).order_by(delivery.c.at)
        )
        return {row.incident: row.digest for row in rows}

    def add_delivery(self, one: Delivery) -> None:
        """Keeps that a state of an incident was dealt with; the same state again is overwritten."""
        self._lock()
        d = delivery.c
        self._connection.execute(
            delete(delivery).where(d.alert == one.alert, d.incident == one.incident, d.digest == one.digest)
        )
        self._connection.execute(insert(delivery).values(one.model_dump()))
