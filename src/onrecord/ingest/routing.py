"""Routes stories by the user's rules: which of those that could enter the record do."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import cache

from onrecord.ingest.gate import enter, ignored
from onrecord.records.story import Ignored, Story
from onrecord.settings import Match, Rule

_FIELDS = ("origin", "outlet", "agency", "headline", "slug", "place", "byline", "language", "format")


def admit(story: Story, rules: Sequence[Rule]) -> Story | Ignored:
    """The story where it may enter the record and the rules let it, else why not."""
    entered = enter(story)
    return route(entered, rules) if isinstance(entered, Story) else entered


def route(story: Story, rules: Sequence[Rule]) -> Story | Ignored:
    """The story where the rules let it in, else Ignored with the name of the rule that keeps it out.

    The rules are asked in order. `enter` and `ignore` say what becomes of the story, and a later rule may say
    otherwise; `exit` ends the list there. A story of which none speaks enters. A kill always does: it must reach what
    was published.
    """
    verdict: Rule | None = None
    for rule in rules if story.status != "canceled" else ():
        if not applies(rule, story):
            continue
        if rule.then == "exit":
            break
        verdict = rule
    if verdict is None or verdict.then == "enter":
        return story
    return ignored(story.item, "routed", f'kept out by the rule "{verdict.name}"', headline=story.headline)


def applies(rule: Rule, story: Story) -> bool:
    """Whether the rule speaks of the story."""
    return _holds(rule.when, story) and not (rule.unless and _holds(rule.unless, story))


def _holds(match: Match, story: Story) -> bool:
    values = _values(story)
    return (
        all(_any(getattr(match, name), values[name]) for name in _FIELDS if getattr(match, name))
        and (not match.words or any(_phrase(w).search(t) for w in match.words for t in (story.headline, story.text)))
        and (not match.urgency or story.urgency in match.urgency)
        and (match.since is None or (bool(story.published) and story.day >= match.since.isoformat()))
        and (match.until is None or (bool(story.published) and story.day <= match.until.isoformat()))
        and (match.shorter is None or len(story.text.split()) < match.shorter)
    )


def _values(story: Story) -> dict[str, tuple[str | None, ...]]:
    agency = story.agency.name if story.agency else None
    return {
        "origin": (story.item.origin,),
        "outlet": (story.carrier,),
        "agency": (agency,),
        "headline": (story.headline,),
        "slug": (story.slug,),
        "place": (story.dateline_place,),
        "byline": (story.byline,),
        "language": (story.language, story.language.split("-")[0]),
        "format": (story.item.format,),
    }


def _any(patterns: Iterable[str], values: Iterable[str | None]) -> bool:
    return any(_glob(pattern).match(value) for value in values if value for pattern in patterns)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)


@cache
def _phrase(words: str) -> re.Pattern[str]:
    """The words as they stand in a text: whole, in any case, whatever white space is between them."""
    inner = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)
