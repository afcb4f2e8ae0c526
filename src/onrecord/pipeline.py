"""The ladder: the only place where stages meet."""

from onrecord import __version__, lexicons
from onrecord.extract.attributions import find_attributions
from onrecord.extract.events import find_events
from onrecord.language.parse import parse
from onrecord.link.within import join_mentions
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.story import Story
from onrecord.resolve.actors import identify_actors
from onrecord.resolve.dating import date_events
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.placing import place_events
from onrecord.resolve.sources import name_sources
from onrecord.resolve.times import find_timexes


def code(story: Story) -> CodedStory:
    """One story through language, extract and resolve: everything the coder reads in it."""
    parsed = parse(story)
    timexes = find_timexes(parsed)
    toponyms = find_toponyms(parsed)
    attributions = name_sources(parsed, find_attributions(parsed), timexes, toponyms)
    events = find_events(parsed, attributions)
    events = place_events(parsed, events, toponyms)
    events = identify_actors(parsed, events, attributions, toponyms)
    events = date_events(parsed, events, attributions, timexes)
    events = join_mentions(story, events, attributions)
    versions = Versions(software=__version__, model=parsed.parser, gazetteer="none", lexicon=lexicons.version())
    return CodedStory(
        story=story,
        attributions=attributions,
        events=events,
        toponyms=toponyms,
        timexes=timexes,
        notes=story.notes,
        versions=versions,
    )
