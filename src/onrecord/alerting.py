"""Saved filters: what comes to the record, or changes in it, and fits one is sent to its webhook, once."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from onrecord import pipeline
from onrecord.errors import FetchError, InputError, NotInRecordError
from onrecord.ingest.fetch import Policy
from onrecord.ingest.post import Poster
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.terms import Terms, released
from onrecord.records.alert import NAME, Alert, Delivery
from onrecord.records.filter import Filter
from onrecord.records.incident import Incident
from onrecord.store.record import Store

SCHEMA = "onrecord.alert/1"
Kind = Literal["new", "changed", "left", "merged", "test"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What one alert sent in one go, and why it stopped, null where all went out."""

    alert: str
    count: int
    error: str | None = None

    @property
    def text(self) -> str:
        """A line that says so."""
        return f"alert {self.alert}: {self.count} sent" + (f"; {self.error}" if self.error else "")


@dataclass(frozen=True, slots=True)
class Message:
    """What an alert has to tell of one incident; `incident` is null where its id went on to `replaced_by`."""

    kind: Kind
    id: str
    digest: str
    incident: Incident | None
    replaced_by: str | None = None


def add(store: Store, alert: Alert, *, all_: bool) -> Alert:
    """Saves a filter under its name. What fits it already is not sent, unless `all_`.

    Raises InputError (R134) where the name cannot be or is taken.
    """
    if not NAME.match(alert.name):
        what = "at most 64 small letters, digits and hyphens are asked"
        raise InputError("R134", f"{alert.name[:80]!r} is no name for an alert: {what}")
    if any(a.name == alert.name for a in store.alerts.all()):
        raise InputError("R134", f"there is an alert {alert.name}; remove it first, or choose another name")
    store.alerts.set(alert)
    if alert.url and not all_:
        for incident in store.incidents.each(Filter.of(alert.words)):
            known = Delivery(alert=alert.name, incident=incident.id, digest=digest_of(incident), at=alert.added)
            store.alerts.add_delivery(known)
    return alert


def named(store: Store, name: str) -> Alert:
    """The alert of that name. Raises NotInRecordError (R307)."""
    found = next((a for a in store.alerts.all() if a.name == name), None)
    if found is None:
        raise NotInRecordError("R307", f"no filter is saved under {name[:80]}; see: onrecord alerts")
    return found


def deliver(
    where: str | Path, *, changed: bool = True, private: bool = False, poster: Poster | None = None
) -> tuple[Sent, ...]:
    """Sends what each alert has to tell; each message that was taken is kept at once, so that none is sent twice.

    An alert whose receiver fails keeps the rest for the next time. `private` allows receivers on this machine and on
    private networks. Where the record has not `changed`, only those that failed are looked at again.
    """
    with Store(where) as store:
        alerts = [a for a in store.alerts.all() if a.url and (changed or a.error)]
        if not alerts:
            return ()
        if poster:
            return tuple(_deliver(store, alert, poster) for alert in alerts)
        with Poster(_policy(private=private)) as made:
            return tuple(_deliver(store, alert, made) for alert in alerts)


def try_out(store: Store, alert: Alert, *, private: bool = False, poster: Poster | None = None) -> Message:
    """Sends the newest incident that fits, or none, as a message of kind `test`; nothing is kept. Raises FetchError."""
    found, _ = store.incidents.find(Filter.of(alert.words), limit=1)
    message = Message("test", found[0].id if found else "", "test", found[0] if found else None)
    with poster or Poster(_policy(private=private)) as sending:
        _post(alert, message, Stories(pipeline.reading(store)), sending)
    return message


def _policy(*, private: bool) -> Policy:
    return Policy(private=private, silence=5.0, per_host=0.0, attempts=3, wait=1.0, longest_wait=10.0)


def _deliver(store: Store, alert: Alert, poster: Poster) -> Sent:
    count, error = 0, None
    messages = list(due(store, alert))
    stories = Stories(pipeline.reading(store)) if messages else None
    for message in messages:
        try:
            _post(alert, message, stories, poster)
        except FetchError as failed:
            error = str(failed)
            break
        at = now()
        done = Delivery(alert=alert.name, incident=message.id, digest=message.digest, at=at, sent=at)
        store.alerts.add_delivery(done)
        store.commit()
        count += 1
    if error != alert.error:
        store.alerts.set(alert.model_copy(update={"error": error}))
        store.commit()
    return Sent(alert.name, count, error)


def due(store: Store, alert: Alert) -> Iterator[Message]:
    """What an alert has to tell now: incidents new to it, changed since it told of them, or no longer among its own."""
    told, seen = store.alerts.told(alert.name), set()
    for incident in store.incidents.each(Filter.of(alert.words)):
        seen.add(incident.id)
        digest = digest_of(incident)
        if told.get(incident.id) != digest:
            yield Message("changed" if incident.id in told else "new", incident.id, digest, incident)
    for gone in sorted(told.keys() - seen):
        incident_now = store.incidents.get(gone)
        heir = incident_now.id if incident_now and incident_now.id != gone else None
        digest = f"gone {heir or (digest_of(incident_now) if incident_now else '')}"
        if told[gone] != digest:
            yield Message("merged" if heir else "left", gone, digest, None if heir else incident_now, heir)


def digest_of(incident: Incident) -> str:
    """A digest of all that an alert tells of an incident."""
    return hashlib.sha256(incident.model_dump_json().encode("utf-8", "replace")).hexdigest()[:32]


def _post(alert: Alert, message: Message, stories: Stories | None, poster: Poster) -> None:
    """Sends a message; the incident as data may leave the house, as exports have it."""
    shown = message.incident
    if shown and stories:
        (shown,) = released([shown], stories, Terms())
    told = {
        "schema": SCHEMA,
        "alert": alert.name,
        "filter": alert.words,
        "kind": message.kind,
        "id": message.id,
        "replaced_by": message.replaced_by,
        "incident": shown.model_dump(mode="json") if shown else None,
    }
    delivery = hashlib.sha256(f"{alert.name} {message.id} {message.digest}".encode()).hexdigest()[:32]
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    poster.post(alert.url or "", body, secret=alert.secret, delivery=delivery)


def now() -> str:
    """The moment it is, as an ISO date-time in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
