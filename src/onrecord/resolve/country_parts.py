"""Finds the middle of the parts of a country that news names by direction: "eastern Syria", "central Mali"."""

_LEAST_CELLS = 12  # smaller countries have no parts worth a point of their own


def country_parts(points: list[tuple[float, float]]) -> list[tuple[str, float, float]]:
    """Name ("eastern"), latitude and longitude of each part, from the points (latitude, longitude) of its settlements.

    Settlements are counted by half-degree cells; a side is the outer third of them, a corner the outer halves of two
    sides, the centre the middle third each way. Empty for a country of few cells.
    """
    cells = sorted({(round(lat * 2) / 2, round(lon * 2) / 2) for lat, lon in points})
    if len(cells) < _LEAST_CELLS:
        return []
    south, middle_lat, north = _cuts([c[0] for c in cells])
    west, middle_lon, east = _cuts([c[1] for c in cells])
    parts = {
        "northern": [c for c in cells if c[0] >= north],
        "southern": [c for c in cells if c[0] <= south],
        "eastern": [c for c in cells if c[1] >= east],
        "western": [c for c in cells if c[1] <= west],
        "northeastern": [c for c in cells if c[0] >= middle_lat and c[1] >= middle_lon],
        "northwestern": [c for c in cells if c[0] >= middle_lat and c[1] <= middle_lon],
        "southeastern": [c for c in cells if c[0] <= middle_lat and c[1] >= middle_lon],
        "southwestern": [c for c in cells if c[0] <= middle_lat and c[1] <= middle_lon],
        "central": [c for c in cells if south <= c[0] <= north and west <= c[1] <= east],
    }
    return [(name, *_mean(inside)) for name, inside in parts.items() if inside]


def _cuts(values: list[float]) -> tuple[float, float, float]:
    """The values at a third, a half and two thirds of a list."""
    ordered = sorted(values)
    return ordered[len(ordered) // 3], ordered[len(ordered) // 2], ordered[2 * len(ordered) // 3]


def _mean(cells: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(c[0] for c in cells) / len(cells), sum(c[1] for c in cells) / len(cells)
