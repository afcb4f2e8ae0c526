"""The pages for people: those of the static site, the front page over the whole record, the API's own page."""

import mimetypes
from dataclasses import replace
from importlib.resources import files

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord import alerting
from onrecord.errors import NotInRecordError, OnrecordError
from onrecord.publish.control_page import control_table
from onrecord.publish.drawings import held_map
from onrecord.publish.lookup import Lookup
from onrecord.publish.record_pages import incident_pages, story_pages
from onrecord.publish.wording import FAMILIES
from onrecord.records.filter import WORDS
from onrecord.web.forms import ATOM, as_atom
from onrecord.web.front import front_page
from onrecord.web.live import Live, Moment
from onrecord.web.openapi import RESOURCES
from onrecord.web.problems import ABOUT
from onrecord.web.queries import address, asked_of
from onrecord.web.reading_on import reading_on
from onrecord.web.reply import reply
from onrecord.web.resources import Ask, MovedError, day_asked, found_incidents, incident_of, released_of, story_of

HTML = "text/html"
_KEPT = frozenset({*WORDS, "limit", "after"})
_OWN_STATIC = ("desk.css",)


class Pages:
    """The pages over one record."""

    def __init__(self, live: Live) -> None:
        self.live = live

    def mount(self, app: FastAPI) -> None:
        """Puts the pages on the application; the last takes every address that nothing else took."""
        for paths, page in (
            (("/", "/index.html", "/incidents"), self.front),
            (("/incident/{name}",), self.incident),
            (("/story/{name}",), self.story),
            (("/control", "/control.html"), self.control),
            (("/docs",), self.docs),
            (("/alerts/{name}.atom",), self.alert),
            (("/{path:path}",), self.other),
        ):
            for path in paths:
                app.add_api_route(path, self.live.asked(page), include_in_schema=False)

    def front(self, request: Request) -> Response:
        """The list of incidents with map, timeline and filter."""
        asked = request.query_params.multi_items()
        words = [(word, value) for word, value in asked if word in _KEPT and value.strip()]
        if words != asked:  # a form sends its empty fields too: the address that is shared has none
            return RedirectResponse(address("/incidents", words), 302)
        moment = self.live.now()
        body, following = front_page(self.live, moment, words)
        links = {"Link": f'<{following}>; rel="next"'} if following else None
        return reply(request, body, HTML, modified=moment.modified, headers=links)

    def incident(self, request: Request, name: str) -> Response:
        """One incident; an id that was merged leads on."""
        moment = self.live.now()
        try:
            found = incident_of(Ask(self.live, moment, name.removesuffix(".html"), (), "html", "", ""))
        except MovedError as moved:
            return RedirectResponse(moved.path, 301)
        (_, body), *_ = incident_pages(moment.press, found)
        return reply(request, body, HTML, modified=moment.modified)

    def story(self, request: Request, name: str) -> Response:
        """One story as received."""
        moment = self.live.now()
        _, (_, body), *_ = story_pages(moment.press, story_of(moment, name.removesuffix(".html")))
        return reply(request, body, HTML, modified=moment.modified)

    def control(self, request: Request) -> Response:
        """Who holds which place, on a day where one is asked."""
        moment = self.live.now()
        return reply(request, _control(moment, request.query_params.get("on")), HTML, modified=moment.modified)

    def docs(self, request: Request) -> Response:
        """What can be asked of the record as data."""
        moment = self.live.now()
        values = {"resources": RESOURCES, "words": WORDS, "families": FAMILIES, "problems": ABOUT}
        _, body = moment.press.page("docs", "docs.html", **values)
        return reply(request, body, HTML, modified=moment.modified)

    def alert(self, request: Request, name: str) -> Response:
        """The feed of a saved filter; its webhook is nobody's business."""
        moment = self.live.now()
        with self.live.open() as store:
            words = alerting.named(store, name).words
        found = found_incidents(self.live, asked_of(words), "/incidents.atom")
        feed = replace(found, incidents=released_of(moment, found.incidents), title=name, here=request.url.path)
        look = replace(moment.press.look, address=str(request.base_url))
        return reply(request, as_atom(feed, look), ATOM, modified=moment.modified)

    def other(self, request: Request, path: str) -> Response:
        """Any other file of the site."""
        moment = self.live.now()
        body, media = _file(moment, path)
        return reply(request, body, media, modified=moment.modified)


def _control(moment: Moment, on: str | None) -> bytes:
    """The page of control; with a day, only what is in force on it, for those without scripts."""
    press = moment.press
    lookup = Lookup(reading_on(moment.read, day_asked(on))) if on else moment.lookup
    table = control_table(lookup)
    _, body = press.page("control.html", "control.html", table=table, drawing=held_map(table))
    return body


def _file(moment: Moment, path: str) -> tuple[bytes, str]:
    """A file of the site and its media type. Raises NotInRecordError."""
    name = path.removeprefix("static/")
    if name in _OWN_STATIC and path != name:
        return files("onrecord").joinpath("web", "static", name).read_bytes(), "text/css"
    for tried in (path, f"{path}.html"):
        body = moment.file(tried)
        if body is not None:
            return body, _media(tried)
    raise NotInRecordError("R320", f"there is no page /{path[:80]}; /docs lists what there is")


def _media(path: str) -> str:
    suffix = path.rpartition(".")[2]
    known = {"geojson": "application/geo+json", "js": "text/javascript", "atom": "application/atom+xml",
             "rss": "application/rss+xml", "md": "text/markdown"}  # fmt: skip
    return known.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def problem_page(moment: Moment, request: Request, status: int, error: OnrecordError) -> Response:
    """An error as a page for people."""
    depth = request.url.path.count("/") - 1
    _, body = moment.press.page("x/" * depth + "x", "problem.html", status=status, error=error)
    return Response(body, status, media_type=HTML, headers={"Cache-Control": "no-store"})


def wants_page(request: Request) -> bool:
    """Whether a person asks with a browser, for a page and not for data."""
    last = request.url.path.rpartition("/")[2]
    return "text/html" in request.headers.get("accept", "") and ("." not in last or last.endswith(".html"))
