"""The pages of one incident and of one story."""

from collections.abc import Iterator

from onrecord import __version__
from onrecord.publish import cite, history, incident_page, linked_data, story_page, terms
from onrecord.publish.cards import card
from onrecord.publish.changes import Stretch, changes
from onrecord.publish.charts import dumbbells
from onrecord.publish.coded_story import coded_story_json
from onrecord.publish.drawings import incident_map
from onrecord.publish.marks import blocks, colours, speakers
from onrecord.publish.paths import coded_path, incident_path, public_origin, story_path, web_link
from onrecord.publish.press import Press
from onrecord.records.coded import CodedStory
from onrecord.records.incident import Incident
from onrecord.records.part import Page


def incident_pages(press: Press, incident: Incident) -> Iterator[Page]:
    """An incident: what, where, when, and every claim about it by side."""
    shown, lookup = card(incident), press.lookup
    yield press.page(
        incident_path(incident.id),
        "incident.html",
        as_of=incident.changed,
        incident=incident,
        card=shown,
        statuses=incident_page.statuses(incident),
        where=incident_page.where(incident),
        reasons=incident_page.why(incident.standings, lookup),
        sides=incident_page.sides(incident, lookup),
        contradictions=incident_page.clashes(incident.contradictions, lookup),
        charts=dumbbells(incident, lookup),
        history=history.history(incident, lookup),
        values=history.values(incident, lookup),
        decided=lookup.decisions.on(incident),
        drawing=incident_map(shown, "../"),
        cite={
            "text": cite.as_text(incident, shown.sources, incident.changed[:10], __version__),
            "bibtex": cite.as_bibtex(incident, incident.changed, __version__),
            "csl": cite.as_csl(incident, incident.changed, __version__),
        },
        linked=linked_data.incident_claims(incident, lookup),
    )


def story_pages(press: Press, coded: CodedStory) -> Iterator[Page]:
    """A story as received with its evidence marked, and as data; of one that was killed, a tombstone."""
    lookup, story = press.lookup, coded.story
    gone = lookup.withheld(story.id)
    shown = CodedStory(story=story, versions=coded.versions) if gone else coded
    shades, names = colours(shown), speakers(shown)
    shows = terms.shown(story, press.look)
    whole = shows == "full"
    data = story_page.tombstone(story) if gone else coded_story_json(_public(coded), indent=1, whole=whole)
    yield coded_path(story.id), data.encode("utf-8", "replace")
    yield press.page(
        story_path(story.id),
        "story.html",
        as_of=story.updated or story.published,
        story=story,
        gone=gone,
        title=lookup.title(story.id),
        upstream=None if gone else web_link(story.url),
        data=coded_path(story.id),
        shows=shows,
        blocks=[] if gone else list(blocks(coded) if whole else terms.cut_blocks(coded, shows)),
        speakers=list(dict.fromkeys((names[a], shades[a]) for a in names)),
        turns=story_page.turns(shown, lookup),
        happenings=len(shown.events),
        others=story_page.others(shown),
        chain=story_page.chain(shown, speakers_too=not gone),
        tombstones=story_page.tombstones(story, lookup),
        changed=() if gone else _changed(story.id, press),
        versions_of=story_page.relatives(story, lookup),
        disclosure=() if gone else story_page.disclosure(shown),
        notes=() if gone else tuple(dict.fromkeys((*story.notes, *coded.notes))),
        linked=linked_data.article(coded, lookup),
    )


def _public(coded: CodedStory) -> CodedStory:
    """The coded story without the folders of the machine that read it."""
    item = coded.story.item
    item = item.model_copy(update={"origin": public_origin(item.origin)})
    return coded.model_copy(update={"story": coded.story.model_copy(update={"item": item})})


def _changed(story_id: str, press: Press) -> tuple[Stretch, ...]:
    """What a version changed, where both versions may be shown whole."""
    lookup = press.lookup
    older = lookup.replaced_by(story_id)
    old = lookup.story(older[-1]) if older else None
    new = lookup.story(story_id)
    if old is None or new is None or lookup.withheld(old.id):
        return ()
    return changes(old, new) if all(terms.shown(s, press.look) == "full" for s in (old, new)) else ()
