"""Scores coded stories against gold annotations; the same figures as the annotators' own score.py.

A gold story is `ID.txt` with `ID.gold.json` (spans are [start, end] pairs); a prediction is one coded story in
the contract form, with offsets into the same text. Figures are (true positives, gold, predicted) counts, from
which precision, recall and F1 follow.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Json = dict[str, Any]
NEAR_KM = 25
RECORD = ("status", "place", "time", "actor_country", "linked")


@dataclass
class Counts:
    """True positives, gold and predicted, by figure."""

    table: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def add(self, figure: str, right: int, gold: int, predicted: int) -> None:
        """Adds true positives, gold and predicted to a figure."""
        for n, value in enumerate((right, gold, predicted)):
            self.table[figure][n] += value

    def judge(self, figure: str, *, right: bool) -> None:
        """Adds one slot that is right or wrong to a figure."""
        self.add(figure, int(right), 1, 1)

    def f1(self) -> dict[str, float]:
        """F1 in percent by figure; for slot accuracies it is the accuracy."""
        return {figure: round(_f1(*row), 1) for figure, row in self.table.items()}


def _f1(right: int, gold: int, predicted: int) -> float:
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    return 200 * p * r / (p + r) if p + r else 0.0


def dice(left: list[list[int]], right: list[list[int]]) -> float:
    """Dice overlap of two sets of spans, over characters."""
    a = {c for s in left for c in range(*s)}
    b = {c for s in right for c in range(*s)}
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _pairs(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs, best first; ties in the order given."""
    gold_used: set[int] = set()
    predicted_used: set[int] = set()
    out = []
    for _, g, p in sorted(scored, key=lambda t: -t[0]):
        if g not in gold_used and p not in predicted_used:
            gold_used.add(g)
            predicted_used.add(p)
            out.append((g, p))
    return out


def _span(span: Json | None) -> list[int] | None:
    return None if span is None else [span["start"], span["end"]]


def _same_span(gold: list[int] | None, predicted: list[int] | None) -> bool:
    if gold is None or predicted is None:
        return gold is None and predicted is None
    return dice([gold], [predicted]) >= 0.5


def _same_name(gold: str | None, predicted: str | None) -> bool:
    if not gold or not predicted:
        return (gold or None) == (predicted or None)
    g, p = (set(re.findall(r"\w+", name.casefold())) for name in (gold, predicted))
    return len(g & p) / max(1, min(len(g), len(p))) >= 0.5


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def score_story(gold: Json, predicted: Json, counts: Counts) -> list[str]:
    """Adds one story's counts to `counts`; gives the errors found, a line each."""
    text = predicted["story"]["text"]
    matched, errors = _score_attributions(gold["attributions"], predicted["attributions"], counts, text)
    return errors + _score_events(gold["events"], predicted["events"], matched, counts, text)


def _score_attributions(
    gold: list[Json], pred: list[Json], counts: Counts, text: str
) -> tuple[dict[str, str], list[str]]:
    gold_spans = [[a["content"], *a.get("content_more", [])] for a in gold]
    pred_spans = [[[s["start"], s["end"]] for s in a["content"]] for a in pred]
    pairs = _pairs(
        (d, i, j) for i, g in enumerate(gold_spans) for j, p in enumerate(pred_spans) if (d := dice(g, p)) >= 0.5
    )
    counts.add("attribution", len(pairs), len(gold), len(pred))
    for i, j in pairs:
        g, p = gold[i], pred[j]
        counts.judge("source", right=_same_span(g["source"], _span(p["source"])))
        counts.judge("source_name", right=_same_name(g.get("source_name"), p.get("source_name")))
        for key in ("source_kind", "source_country", "style", "stance", "said_on"):
            counts.judge(key, right=(g.get(key) or None) == (p.get(key) or None))
        if g.get("checked") or p.get("checked"):
            counts.add("checked", g.get("checked") == p.get("checked"), bool(g.get("checked")), bool(p.get("checked")))
        if g.get("channel") or p.get("channel"):
            same = _same_name(g.get("channel"), p.get("channel"))
            counts.add("channel", same, bool(g.get("channel")), bool(p.get("channel")))
    found_gold, found_pred = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [a for i, a in enumerate(gold) if i not in found_gold]
    for a in missed:
        for key in ("checked", "channel"):
            if a.get(key):
                counts.add(key, 0, 1, 0)
    errors = [f"attribution missed: {text[slice(*a['content'])][:90]!r}" for a in missed]
    errors += [
        f"attribution extra: {[text[s:e][:80] for s, e in spans]}"
        for j, spans in enumerate(pred_spans)
        if j not in found_pred
    ]
    return {pred[j]["id"]: gold[i]["id"] for i, j in pairs}, errors


def _score_events(gold: list[Json], pred: list[Json], matched: dict[str, str], counts: Counts, text: str) -> list[str]:
    scored = [
        (d + (g["type"] == p["type"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(pred)
        if (d := dice([g["trigger"]], [_span(p["trigger"]) or [0, 0]])) > 0
    ]
    pairs = _pairs(scored)
    typed = [(i, j) for i, j in pairs if gold[i]["type"] == pred[j]["type"]]
    counts.add("event", len(pairs), len(gold), len(pred))
    counts.add("typed", len(typed), len(gold), len(pred))
    _score_quantities(gold, pred, pairs, counts)
    errors = []
    whole = 0
    for i, j in typed:
        slots = _slots(gold[i], pred[j], matched)
        for key, right in slots.items():
            counts.judge(key, right=right)
        wrong = [key for key in RECORD if not slots[key]]
        whole += not wrong
        if wrong:
            errors.append(f"record wrong at {wrong}: {gold[i]['type']} {text[slice(*gold[i]['trigger'])]!r}")
    counts.add("record", whole, len(gold), len(pred))
    _score_incidents(gold, pred, pairs, counts)
    found_gold, found_pred = {i for i, _ in pairs}, {j for _, j in pairs}
    errors += [f"event missed: {_told(g, text)}" for i, g in enumerate(gold) if i not in found_gold]
    return errors + [
        f"event extra: {p['type']} {p['trigger']['text']!r}" for j, p in enumerate(pred) if j not in found_pred
    ]


def _told(gold: Json, text: str) -> str:
    start, end = gold["trigger"]
    return f"{gold['type']} {text[start:end]!r} in {text[max(0, start - 50) : end + 30]!r}"


def _score_quantities(gold: list[Json], pred: list[Json], pairs: list[tuple[int, int]], counts: Counts) -> None:
    found = {i for i, _ in pairs}
    for i, j in pairs:
        g = [(q["kind"], q.get("min"), q.get("max")) for q in gold[i].get("quantities", [])]
        p = [(q["kind"], q.get("min"), q.get("max")) for q in pred[j].get("quantities", [])]
        counts.add("quantity", sum(q in p for q in g), len(g), len(p))
    for i, event in enumerate(gold):
        if i not in found:
            counts.add("quantity", 0, len(event.get("quantities", [])), 0)


def _slots(gold: Json, pred: Json, matched: dict[str, str]) -> dict[str, bool]:
    """Which slots of a typed match are right."""
    out = {key: gold[key] == pred[key] for key in ("status", "voice")}
    link = pred.get("attribution")
    out["linked"] = gold["attribution"] == matched.get(link) if gold.get("attribution") else link is None
    for role in ("actor", "target"):
        actor = pred.get(role) or {}
        out[role] = _same_span(gold.get(role), _span(actor.get("span")))
        out[f"{role}_country"] = (gold.get(f"{role}_country") or None) == (actor.get("country") or None)
    place, time = pred.get("place") or {}, pred.get("time") or {}
    if gold.get("lat") is None or place.get("lat") is None:
        out["place"] = gold.get("lat") is None and place.get("lat") is None
    else:
        out["place"] = _km(gold["lat"], gold["lon"], place["lat"], place["lon"]) <= NEAR_KM
    out["time"] = all((gold.get(k) or None) == (time.get(k) or None) for k in ("start", "end"))
    return out


def _score_incidents(gold: list[Json], pred: list[Json], pairs: list[tuple[int, int]], counts: Counts) -> None:
    for (i1, j1), (i2, j2) in combinations(sorted(pairs, key=lambda pair: pair[1]), 2):
        g = gold[i1].get("incident") is not None and gold[i1].get("incident") == gold[i2].get("incident")
        p = pred[j1].get("incident") is not None and pred[j1].get("incident") == pred[j2].get("incident")
        counts.add("incident", g and p, g, p)
