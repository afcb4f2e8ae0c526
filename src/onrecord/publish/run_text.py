"""What a run made, in a few lines for the person who started it."""

from collections.abc import Mapping, Sequence

from onrecord.records.story import Ignored
from onrecord.records.tally import Tally


def run_text(outcomes: Mapping[str, int], ignored: Sequence[Ignored], tally: Tally) -> str:
    """Counts of this run, each item that did not enter with its reason, and counts of the whole record."""
    lines = [f"{sum(outcomes.values())} items in: " + ", ".join(f"{n} {what}" for what, n in outcomes.items())]
    lines += [f"  {i.outcome}: {i.item.origin}: {i.message}" for i in ignored]
    lines += [f"{tally.stories} stories in the record, {tally.copies} of them copies"]
    lines += [f"{tally.replaced} replaced by a newer version, {tally.killed} killed"]
    lines += [f"{tally.attributions} attributions, {tally.events} events told"]
    lines += [f"{tally.incidents} incidents, {tally.contested} of them contested, {tally.unplaced} without a point"]
    lines += [f"{tally.control} lines of who holds which place"]
    return "\n".join(lines)
