"""Cuts the land outline out of the npm package world-atlas: `python tools/make_land.py package/land-50m.json`.

The package is fetched by hand (`npm pack world-atlas`, then unpack it); only its land layer is read, never its
countries: our maps assert no border. The outline is Natural Earth's, public domain. Writes
src/onrecord/publish/static/land.json: hundredths of a degree, each ring as its first point and then differences.
"""

import argparse
import json
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/onrecord/publish/static/land.json"
SOURCE = "Natural Earth land, 1:50m, public domain; cut by tools/make_land.py from the npm package world-atlas 2.0.2"
PER_DEGREE = 100
Point = tuple[float, float]


def decode_arcs(topology: dict[str, object]) -> list[list[Point]]:
    """The arcs of a TopoJSON topology in degrees: its integers are differences, scaled and shifted."""
    transform = topology["transform"]
    (x_scale, y_scale), (x_shift, y_shift) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * x_scale + x_shift, y * y_scale + y_shift))
        arcs.append(points)
    return arcs


def ring_of(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The ring that joins arcs end to end; a negative index (one's complement) runs its arc backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def differences(ring: list[Point]) -> list[int]:
    """The ring's first point and then differences, in hundredths of a degree; equal neighbours are dropped."""
    points = [(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in ring]
    flat = list(points[0])
    for before, after in pairwise(points):
        if after != before:
            flat += [after[0] - before[0], after[1] - before[1]]
    return flat


def polygons(topology: dict[str, object]) -> list[list[list[int]]]:
    """Every polygon of the land layer, outer ring first; rings that shrink to nothing are left out."""
    arcs = decode_arcs(topology)
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for shape in shapes:
            rings = [differences(ring_of(indices, arcs)) for indices in shape]
            kept = [r for r in rings if len(r) >= 8]
            if kept and len(rings[0]) >= 8:
                found.append(kept)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology", type=Path)
    shapes = polygons(json.loads(parser.parse_args().topology.read_text(encoding="utf-8")))
    body = {"source": SOURCE, "per_degree": PER_DEGREE, "polygons": shapes}
    TARGET.write_text(json.dumps(body, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(shapes)} polygons, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
