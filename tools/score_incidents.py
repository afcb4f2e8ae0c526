"""Scores linking on the sample feed: `python tools/score_incidents.py [--pipeline] [--errors] [--part within|across|control]`.

within   incidents inside a story, from gold events whose incident was taken out
across   pairs of claims put together over the feed (micro F1), and the standings of each happening
control  who holds which place, line by line

With --pipeline the stories are coded by the ladder instead of taken from the gold annotations.
"""

import argparse
import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "eval"))

from from_gold import coded_from_gold, gold_ids, story_from_gold  # noqa: E402

from onrecord.link.control import place_statuses  # noqa: E402
from onrecord.link.incidents import find_incidents  # noqa: E402
from onrecord.link.versions import claims_of_record  # noqa: E402
from onrecord.link.within import join_mentions  # noqa: E402
from onrecord.records.coded import CodedStory  # noqa: E402
from onrecord.records.event import Event  # noqa: E402
from onrecord.records.incident import Claim, Incident, PlaceStatus  # noqa: E402

SAMPLE = ROOT / "src" / "onrecord" / "sample"
Gold = list[dict[str, Any]]


def f1(right: int, gold: int, predicted: int) -> float:
    return 200.0 * right / (gold + predicted) if gold + predicted else 0.0


def gold_coded(folder: Path) -> dict[str, CodedStory]:
    """The coded stories of a gold folder, with the sides of separatist actors."""
    found = {}
    for story_id in gold_ids(folder):
        coded = coded_from_gold(folder, story_id)
        gold = json.loads((folder / f"{story_id}.gold.json").read_text(encoding="utf-8"))
        sides = {e["id"]: e.get("actor_side") for e in gold["events"]}
        events = tuple(
            e.model_copy(update={"actor": e.actor.model_copy(update={"side": sides[e.id]})}) if e.actor else e
            for e in coded.events
        )
        found[story_id] = coded.model_copy(update={"events": events})
    return found


def pipeline_coded(folder: Path) -> dict[str, CodedStory]:
    from onrecord.pipeline import code  # noqa: PLC0415

    return {i: code(story_from_gold(folder, i)) for i in gold_ids(folder)}


def changes(folder: Path) -> dict[str, Any]:
    """What the sample's meta files expect of versions, kills and copies."""
    replaced, corrected, killed, copies = {}, set(), set(), {}
    for path in sorted(folder.glob("*.meta.json")):
        meta = json.loads(path.read_text(encoding="utf-8"))
        verb, _, other = meta["expect"].partition(":")
        if verb == "replaces":
            replaced[other] = meta["id"]
            if "correct" in (meta["editors_note"] or "").lower():
                corrected.add(other)
        elif verb == "kill":
            killed.add(other)
        elif verb == "copy_of":
            copies[meta["id"]] = other
    return {"replaced": replaced, "corrected": corrected, "killed": killed, "copies": copies}


def within(folder: Path, *, errors: bool, spoken: bool) -> None:
    """Pairs of mentions; with `spoken`, place and actor are left only where the sentence itself names them."""
    right = gold_pairs = predicted_pairs = 0
    slots = Counter[str]()
    for story_id, coded in gold_coded(folder).items():
        truth = {e.id: e.incident for e in coded.events}
        bare = tuple(_stripped(e, spoken=spoken) for e in coded.events)
        joined = {e.id: e for e in join_mentions(coded.story, bare, coded.attributions)}
        events = {e.id: e for e in coded.events}
        for slot in ("place", "type", "actor"):
            for key, event in events.items():
                slots[f"{slot} before"] += _slot(_stripped(event, spoken=spoken), slot) == _slot(event, slot)
                slots[f"{slot} after"] += _slot(joined[key], slot) == _slot(event, slot)
        slots["all"] += len(events)
        for one, two in combinations(truth, 2):
            same, found = truth[one] == truth[two], joined[one].incident == joined[two].incident
            right, gold_pairs, predicted_pairs = right + (same and found), gold_pairs + same, predicted_pairs + found
            if errors and same != found:
                print(f"  {'missed' if same else 'wrong '} {story_id} {_show(events[one])} | {_show(events[two])}")
    score = f1(right, gold_pairs, predicted_pairs)
    name = f"within {folder.name} {'as spoken' if spoken else 'all slots'}"
    print(f"{name:28} F1 {score:5.1f}  right {right} gold {gold_pairs} predicted {predicted_pairs}  {dict(slots)}")


def _stripped(event: Event, *, spoken: bool) -> Event:
    update: dict[str, object] = {"incident": None}
    if spoken:
        update["place"] = event.place if event.place and event.place.span else None
        update["actor"] = event.actor if event.actor and event.actor.span else None
    return event.model_copy(update=update)


def _slot(event: Event, slot: str) -> object:
    if slot == "place":
        return event.place.name if event.place else None
    if slot == "actor":
        return event.actor.country if event.actor else None
    return event.type


def _show(event: Any) -> str:
    place, time = event.place.name if event.place else None, event.time
    return f"{event.id} {event.type} {event.trigger.text!r} {place} {time.start if time else None}"


def match_claims(
    claims: tuple[Claim, ...], gold: Gold, coded: dict[str, CodedStory], texts: dict[str, CodedStory]
) -> dict[tuple[str, ...], Claim]:
    """Each gold claim's (story, event, attribution) with the predicted claim whose trigger overlaps its own."""
    found: dict[tuple[str, ...], Claim] = {}
    del coded
    for entry in gold:
        for claim in entry["claims"]:
            key = (claim["story"], claim["event"], claim["attribution"] or "")
            event = next(e for e in texts[claim["story"]].events if e.id == claim["event"])
            fits = [c for c in claims if c.story == claim["story"] and c.event.trigger.overlaps(event.trigger)]
            fits.sort(key=lambda c: (c.event.type != event.type, _far(c, event), c.stance != claim["stance"], c.id))
            free = [c for c in fits if c.id not in {f.id for f in found.values()}] or fits
            if free:
                found[key] = free[0]
    return found


def _far(claim: Claim, event: Any) -> float:
    one, two = claim.event.place, event.place
    if not one or not two or one.lat is None or two.lat is None:
        return 9.0
    return round(abs(one.lat - two.lat) + abs(one.lon - two.lon), 2)


def across(incidents: tuple[Incident, ...], gold: Gold, matched: dict[tuple[str, ...], Claim], *, errors: bool) -> None:
    home = {s.claim.id: i for i in incidents for s in i.claims}
    truth = {(c["story"], c["event"], c["attribution"] or ""): e["incident"] for e in gold for c in e["claims"]}
    right = gold_pairs = predicted = 0
    for one, two in combinations(truth, 2):
        a, b = matched.get(one), matched.get(two)
        same = truth[one] == truth[two]
        found = a is not None and b is not None and home[a.id].id == home[b.id].id
        right, gold_pairs, predicted = right + (same and found), gold_pairs + same, predicted + found
    print(
        f"across          pair F1 {f1(right, gold_pairs, predicted):5.1f}  right {right} gold {gold_pairs} predicted {predicted}, claims matched {len(matched)}/{len(truth)}"
    )
    agree = Counter[str]()
    claim_agree = claim_all = 0
    for entry in gold:
        keys = [k for k, v in truth.items() if v == entry["incident"] and k in matched]
        homes = Counter(home[matched[k].id].id for k in keys)
        best = next((i for i in incidents if homes and i.id == homes.most_common(1)[0][0]), None)
        ours = {r.standing for r in best.standings} if best else set()
        wanted = set(entry["standing"])
        agree["exact"] += ours == wanted
        for standing in (
            "contested",
            "superseded",
            "agreed",
            "corroborated",
            "single-source",
            "witnessed",
            "conceded",
            "unverified",
            "withdrawn",
        ):
            agree[f"{standing} right"] += standing in ours and standing in wanted
            agree[f"{standing} gold"] += standing in wanted
            agree[f"{standing} predicted"] += standing in ours
        if errors and (ours != wanted or len(homes) != 1):
            print(
                f"  {entry['incident']}: wanted {sorted(wanted)} got {sorted(ours)} spread {dict(homes)} {best.title if best else None}"
            )
        for claim in entry["claims"]:
            key = (claim["story"], claim["event"], claim["attribution"] or "")
            if key in matched:
                mine = next(s for s in home[matched[key].id].claims if s.claim.id == matched[key].id)
                got = {r.standing for r in mine.standings}
                claim_all += 1
                claim_agree += (
                    ("superseded" in got) == ("superseded" in claim["standing"])
                    and ("contested" in got) == ("contested" in claim["standing"])
                    and ("withdrawn" in got) == ("withdrawn" in claim["standing"])
                )
                if errors and ("superseded" in got) != ("superseded" in claim["standing"]):
                    print(
                        f"    superseded? {mine.claim.id} {mine.claim.claimant} wanted {claim['standing']} got {sorted(got)}"
                    )
    print(
        f"standings       exact {agree['exact']}/{len(gold)}; claims whose contested/superseded/withdrawn agree {claim_agree}/{claim_all}"
    )
    for standing in (
        "contested",
        "superseded",
        "agreed",
        "corroborated",
        "single-source",
        "witnessed",
        "conceded",
        "unverified",
        "withdrawn",
    ):
        print(
            f"  {standing:14} right {agree[f'{standing} right']} gold {agree[f'{standing} gold']} predicted {agree[f'{standing} predicted']}"
        )
    if errors:
        for incident in incidents:
            kinds = {truth[k] for k, c in matched.items() if home[c.id].id == incident.id}
            if len(kinds) > 1:
                print(f"  mixed: {incident.title}: {sorted(kinds)}")


def control(statuses: tuple[PlaceStatus, ...], gold: Gold, *, errors: bool) -> None:
    """Lines that agree in place (3 km), holder and days (one either way)."""
    left = list(statuses)
    right = 0
    for line in gold:
        hit = next((s for s in left if _same_line(s, line)), None)
        if hit:
            left.remove(hit)
            right += 1
        elif errors:
            print(f"  missed {line['place']} {line['from']} {line['to']} {line['status']} {line['standing']}")
    if errors:
        for s in left:
            print(f"  extra  {s.place} {s.start} {s.end} {s.status} {s.standings} {s.claims[:3]}")
    print(
        f"control         line F1 {f1(right, len(gold), len(statuses)):5.1f}  right {right} gold {len(gold)} predicted {len(statuses)}"
    )


def _same_line(status: PlaceStatus, line: dict[str, Any]) -> bool:
    from onrecord.link.facts import ordinal  # noqa: PLC0415

    if status.status != line["status"] or status.lat is None or status.lon is None:
        return False
    if abs(status.lat - line["lat"]) > 0.03 or abs(status.lon - line["lon"]) > 0.04:
        return False
    for ours, theirs in ((status.start, line["from"]), (status.end, line["to"])):
        if (ours is None) != (theirs is None):
            return False
        if ours and abs((ordinal(ours) or 0) - (ordinal(theirs) or 0)) > 1:
            return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pipeline", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--part", choices=("within", "across", "control"))
    parser.add_argument("--gold", type=Path, default=SAMPLE, help="the folder for `within`")
    args = parser.parse_args()
    if args.part in (None, "within") and not args.pipeline:
        within(args.gold, errors=args.errors, spoken=False)
        within(args.gold, errors=args.errors, spoken=True)
    if args.part == "within":
        return
    texts = gold_coded(SAMPLE)
    coded = pipeline_coded(SAMPLE) if args.pipeline else texts
    claims = claims_of_record(coded.values(), **changes(SAMPLE))
    incidents = find_incidents(claims)
    print(f"{len(claims)} claims, {len(incidents)} incidents")
    gold = json.loads((SAMPLE / "incidents.gold.json").read_text(encoding="utf-8"))
    if args.part in (None, "across"):
        across(incidents, gold, match_claims(claims, gold, coded, texts), errors=args.errors)
    if args.part in (None, "control"):
        lines = json.loads((SAMPLE / "control.gold.json").read_text(encoding="utf-8"))
        control(place_statuses(incidents), lines, errors=args.errors)


if __name__ == "__main__":
    main()
