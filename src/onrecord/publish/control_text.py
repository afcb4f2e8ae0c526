"""Who holds which place, as lines of text."""

from collections.abc import Sequence

from onrecord.records.incident import PlaceStatus


def matching(control: Sequence[PlaceStatus], *, place: str | None, day: str | None) -> tuple[PlaceStatus, ...]:
    """The lines about `place` (any part of its name, case passed over) that hold on `day`; all where null."""
    wanted = (place or "").casefold()
    return tuple(
        line
        for line in control
        if wanted in line.place.casefold()
        and (day is None or ((line.start or "") <= day and (line.end is None or day <= line.end)))
    )


def control_text(lines: Sequence[PlaceStatus]) -> str:
    """One line each: place, from, to, who, how far it stands, and the claims it rests on."""
    return "\n".join(
        f"{line.place}: {line.start or '?'} to {line.end or 'now'}: {line.status} "
        f"({', '.join(line.standings)}; {', '.join(line.claims)})"
        for line in lines
    )
