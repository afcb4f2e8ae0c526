"""The server over a record: the site's pages, each in its other forms too, the API described, the review desk."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.web.desk import Desk
from onrecord.web.forms import JSON, MEDIA
from onrecord.web.guards import Head, Headers, Limit
from onrecord.web.live import Live
from onrecord.web.openapi import RESOURCES, Resource, document
from onrecord.web.pages import Pages, problem_page, wants_page
from onrecord.web.problems import FAULT, no_words, ours, problem, status_of
from onrecord.web.reply import reply
from onrecord.web.resources import Ask, MovedError


@dataclass(frozen=True)
class Settings:
    """How a server behaves: `rate` as "120/minute" (null: no limit), `limit_all` counts this machine's requests too.

    `token` opens the review desk; without one there is none.
    """

    rate: str | None = "240/minute"
    limit_all: bool = False
    token: str | None = None


def make_app(live: Live, settings: Settings | None = None) -> ASGIApp:
    """The application over a record that is open."""
    settings = settings or Settings()
    app = FastAPI(
        title="onrecord",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers=_handlers(live),
    )
    described = json.dumps(document(), ensure_ascii=False).encode()

    def openapi(request: Request) -> Response:
        return reply(request, described, JSON, modified=live.now().modified)

    app.add_api_route("/openapi.json", openapi, include_in_schema=False)
    for resource in RESOURCES:
        for form in resource.forms:
            app.add_api_route(f"{resource.path}.{form}", _endpoint(live, resource, form), include_in_schema=False)
    if settings.token:
        Desk(live, settings.token).mount(app)
    Pages(live).mount(app)
    packed = GZipMiddleware(app, minimum_size=1000, compresslevel=6)
    # outside of all: a fault's answer has the headers too, and who asks too often costs next to nothing
    limited = Limit(Head(packed), settings.rate, all_=settings.limit_all)
    return Headers(limited, images=live.look.tile_host)


def _endpoint(live: Live, resource: Resource, form: str) -> Callable[[Request], Any]:
    def answered(request: Request) -> Response:
        moment = live.now()
        words = request.query_params.multi_items()
        if resource.words is None and words:
            raise no_words(words)
        name = str(request.path_params.get("name", ""))
        path = request.url.path
        base = str(request.base_url).rstrip("/")
        try:
            told = resource.answer(Ask(live, moment, name, words, form, base, path))
        except MovedError as moved:
            return RedirectResponse(f"{moved.path}.{form}", 301)
        headers = {"Link": f'<{told.next}>; rel="next"'} if told.next else {}
        return reply(request, told.body, MEDIA[form], modified=moment.modified, headers=headers)

    return live.asked(answered)


def _handlers(live: Live) -> dict[int | type[Exception], Any]:
    """The answers to what goes wrong: pages for people, problem details for programs."""

    def told(request: Request, status: int, error: OnrecordError, headers: Mapping[str, str] | None = None) -> Response:
        if wants_page(request):
            return problem_page(live.now(), request, status, error)
        return problem(status, error.code, error.message, instance=request.url.path, headers=dict(headers or {}))

    def of_ours(request: Request, error: OnrecordError) -> Response:
        return told(request, status_of(error), error)

    def of_http(request: Request, error: HTTPException) -> Response:
        return told(request, *ours(request, error), headers=error.headers)

    def of_fault(request: Request, error: Exception) -> Response:
        what = f"a fault of onrecord, please report it: {type(error).__name__}"
        return problem(500, FAULT, what, instance=request.url.path)

    return {OnrecordError: of_ours, HTTPException: of_http, Exception: of_fault}
