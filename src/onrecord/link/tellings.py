"""Claims → tellings (one story's claims on one happening) → the nodes that are compared and clustered.

A node is one telling, or all tellings of one war: wars are told in every story as background, and are one by what they
are (countries and beginning), not by comparing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from onrecord.link.block import bundle_facts, bundle_of
from onrecord.link.facts import Facts, facts_of
from onrecord.link.judgements import Pair, pair_of
from onrecord.link.view import order
from onrecord.records.event import Event
from onrecord.records.incident import Claim


@dataclass(frozen=True, slots=True)
class Node:
    """What is compared: `story` is null for a war, which is of many stories; `tellings` are keys."""

    key: str
    story: str | None
    facts: Facts
    tellings: tuple[str, ...]


def tellings_of(claims: Iterable[Claim], apart: Collection[Pair] = ()) -> dict[str, list[Claim]]:
    """Claims by story and happening within it, keyed by the first claim; those judged apart stand alone."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(claims, key=order):
        group = groups.setdefault((claim.story, claim.event.incident or claim.event.id), [])
        alone = any(pair_of(claim.id, other.id) in apart for other in group) if apart else False
        (groups.setdefault((claim.story, claim.id), []) if alone else group).append(claim)
    return {group[0].id: group for group in groups.values()}


def telling_facts(claims: Iterable[Claim]) -> dict[str, Facts]:
    """The facts of each telling, by the id of its first claim."""
    return {key: facts_of_telling(key, group) for key, group in tellings_of(claims).items()}


def facts_of_telling(key: str, group: list[Claim]) -> Facts:
    """What can be compared of one telling; said on the day that its story gives for a statement, else as published."""
    events: list[Event] = list({claim.event.id: claim.event for claim in group}.values())
    return facts_of(key, events, min(claim.said_on or claim.published for claim in group))


def nodes_of(tellings: Mapping[str, list[Claim]], judged: Collection[str] = ()) -> dict[str, Node]:
    """The nodes of some tellings, by key; judged tellings stand alone."""
    nodes: dict[str, Node] = {}
    for key in sorted(tellings):
        facts = facts_of_telling(key, tellings[key])
        name = None if key in judged else bundle_of(facts)
        if name is None:
            nodes[key] = Node(key, tellings[key][0].story, facts, (key,))
        else:
            known = nodes.get(name) or Node(name, None, bundle_facts(name, facts), ())
            nodes[name] = Node(name, None, known.facts, (*known.tellings, key))
    return nodes
