"""What a run made, in a few lines for the person who started it."""

from collections.abc import Mapping, Sequence

from onrecord.records.snapshot import Snapshot
from onrecord.records.story import Ignored


def run_text(outcomes: Mapping[str, int], ignored: Sequence[Ignored], snapshot: Snapshot) -> str:
    """Counts of this run, each item that did not enter with its reason, and counts of the whole record."""
    contested = [i for i in snapshot.incidents if any(r.standing == "contested" for r in i.standings)]
    unplaced = sum(i.lat is None for i in snapshot.incidents)
    attributions = sum(len(c.attributions) for c in snapshot.coded)
    events = sum(len(c.events) for c in snapshot.coded)
    lines = [f"{sum(outcomes.values())} items in: " + ", ".join(f"{n} {what}" for what, n in outcomes.items())]
    lines += [f"  {i.outcome}: {i.item.origin}: {i.message}" for i in ignored]
    replaced, killed = len(snapshot.replaced), len(snapshot.killed)
    lines += [f"{len(snapshot.coded)} stories in the record, {len(snapshot.copies)} of them copies"]
    lines += [f"{replaced} replaced by a newer version, {killed} killed"]
    lines += [f"{attributions} attributions, {events} events told"]
    lines += [f"{len(snapshot.incidents)} incidents, {len(contested)} of them contested, {unplaced} without a point"]
    lines += [f"{len(snapshot.control)} lines of who holds which place"]
    return "\n".join(lines)
