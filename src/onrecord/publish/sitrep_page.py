"""The pages of situation reports: one for each day of the record with news, as HTML and Markdown, and their list."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import __version__
from onrecord.publish.directory import Directory
from onrecord.publish.paths import sitrep_path
from onrecord.publish.press import Press
from onrecord.publish.sitrep import Report, day_before, report_days, situation
from onrecord.publish.sitrep_text import report_markdown
from onrecord.records.part import Page


@dataclass(frozen=True)
class Listed:
    """A report as their list shows it."""

    day: str
    href: str
    incidents: int


def sitrep_pages(press: Press, directory: Directory, day: str) -> Iterator[Page]:
    """The report of one day that has one, with its neighbours linked."""
    since = day_before(directory, day)
    report = situation(press.lookup, directory, day, since=since)
    earlier = since if since in directory.days else ""
    after = next((d for d in report_days(directory) if d > day), "")
    yield press.page(sitrep_path(day), "sitrep.html", report=report, earlier=earlier, after=after, path_of=sitrep_path)
    yield sitrep_path(day, "md"), report_markdown(report, __version__).encode("utf-8", "replace")


def report_html(press: Press, report: Report) -> bytes:
    """A report that stands by itself, such as one of another span of days, as a page at the site's root."""
    return press.page("sitrep.html", "sitrep.html", report=report, earlier="", after="", path_of=sitrep_path)[1]


def sitrep_list(press: Press, directory: Directory) -> Page:
    """The list of all reports, the newest first."""
    rows = [Listed(d, sitrep_path(d), len(directory.days[d])) for d in reversed(report_days(directory))]
    return press.page("sitreps.html", "sitreps.html", rows=rows)
