"""A situation report as Markdown, for e-mail, notes and other programs."""

import re

from onrecord.publish.report_words import Run, Sentence
from onrecord.publish.sitrep import Report, Section, Source
from onrecord.publish.wording import day, moment, plural

# characters with which text could turn into markup, in Markdown or in the HTML that it becomes
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def report_markdown(report: Report, software: str) -> str:
    """The whole report: heading, cut-off, the parts, the numbered sources."""
    scope = [f"- Only: {', '.join(f'{escaped(w)} = {escaped(v)}' for w, v in report.scope)}"] if report.scope else []
    parts = [f"- {section.title}: {section.count}" for section in report.sections] or ["- No new claims"]
    lines = [
        f"# Situation report, {day(report.day)}",
        "",
        f"- Cut-off: {day(report.day)}, 24:00 UTC",
        f"- Since: the cut-off of {day(report.since)}",
        *scope,
        f"- Read: {plural(report.claims, 'claim')} in {plural(report.stories, 'story', 'stories')}",
        f"- Record as of {moment(report.read)}, software onrecord {software}, not reviewed",
        "",
        "## What changed since the last report",
        "",
        *parts,
    ]
    for section in report.sections:
        lines += ["", f"## {section.title}", *_section(section)]
    lines += ["", "## Sources", "", *map(_source, report.sources)] if report.sources else []
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text of stories as plain text of Markdown, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _section(section: Section) -> list[str]:
    lines = []
    for heading, sentences in section.groups:
        lines += ["", f"### {escaped(heading)}"] if heading else []
        lines += ["", *(f"- {_sentence(s)}" for s in sentences)]
    return lines


def _sentence(sentence: Sentence) -> str:
    return f"**{escaped(sentence.label)}**: {''.join(map(_run, sentence.runs))}."


def _run(run: Run) -> str:
    return escaped(run.text) + (" " if run.cites else "") + "".join(f"[{n}]" for n in run.cites)


def _source(source: Source) -> str:
    notes = f" ({'; '.join(source.notes)})" if source.notes else ""
    link = f" <{source.upstream}>" if source.upstream else ""
    return f"{source.number}. {escaped(source.by)}: {escaped(source.headline)}. {source.when}.{link}{escaped(notes)}"
