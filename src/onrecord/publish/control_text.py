"""Who holds which place, as lines of text."""

from collections.abc import Sequence

from onrecord.records.incident import PlaceStatus


def control_text(lines: Sequence[PlaceStatus]) -> str:
    """One line each: place, from, to, who, how far it stands, and the claims it rests on."""
    return "\n".join(
        f"{line.place}: {line.start or '?'} to {line.end or 'now'}: {line.status} "
        f"({', '.join(line.standings)}; {', '.join(line.claims)})"
        for line in lines
    )
