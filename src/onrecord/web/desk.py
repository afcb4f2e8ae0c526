"""The review desk: who has the token settles doubtful merges, corrects what was read and sets analyst codes."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord import pipeline, reviewing
from onrecord.errors import InputError, OnrecordError
from onrecord.link.judgements import Signature
from onrecord.store.record import Store
from onrecord.web.desk_view import claim_values, desk_values
from onrecord.web.live import Live
from onrecord.web.problems import NOT_ALLOWED, TOO_MANY, problem, status_of
from onrecord.web.session import PATH, Session, Sessions, fields_of, own_form, set_cookie

Fields = dict[str, str]
Deed = Callable[[Store, Fields, Signature], str]


def _judge(store: Store, fields: Fields, signed: Signature) -> str:
    if not signed.reason:
        raise InputError("R133", "a decision on the record needs a name and a reason")
    pair = (fields.get("left", ""), fields.get("right", ""))
    verdict = fields.get("verdict", "")
    if verdict not in {"same", "different", "undo"}:
        raise InputError("R132", "a verdict is same, different or undo")
    pipeline.judge(store, pair, verdict=verdict, signed=signed)
    pipeline.link_changed(store)
    told = {"same": "are one happening", "different": "are not one happening", "undo": "are as the rules see them"}
    return f"Kept: {pair[0]} and {pair[1]} {told[verdict]}."


def _correct(store: Store, fields: Fields, signed: Signature) -> str:
    told = reviewing.correct(store, fields.get("claim", ""), fields.get("what", ""), fields.get("value", ""), signed)
    return f"Kept as correction {told.number}: {told.what} of {told.claim} is {told.value or 'empty'}."


def _undo_correction(store: Store, fields: Fields, signed: Signature) -> str:
    told = reviewing.undo_correction(store, _number(fields), signed)
    return f"Correction {told.number} is taken back."


def _rate(store: Store, fields: Fields, signed: Signature) -> str:
    told = reviewing.rate(store, fields.get("scale", ""), fields.get("subject", ""), fields.get("value", ""), signed)
    return f"Kept: {told.scale} of {told.subject} is {told.value}."


def _undo_rating(store: Store, fields: Fields, signed: Signature) -> str:
    return f"Code {reviewing.undo_rating(store, _number(fields), signed).number} is taken back."


def _number(fields: Fields) -> int:
    told = fields.get("number", "")
    return int(told[:9]) if told.isascii() and told.isdigit() else 0


DEEDS: dict[str, Deed] = {
    "judge": _judge,
    "correct": _correct,
    "correct/undo": _undo_correction,
    "code": _rate,
    "code/undo": _undo_rating,
}


class Desk:
    """The pages and deeds of the desk over one record."""

    def __init__(self, live: Live, token: str) -> None:
        self.live = live
        self.sessions = Sessions(token)

    def mount(self, app: FastAPI) -> None:
        """Puts the desk on the application."""
        app.add_api_route(PATH, self.live.asked(self.home), include_in_schema=False)
        app.add_api_route(f"{PATH}/claim", self.live.asked(self.claim), include_in_schema=False)
        app.add_api_route(f"{PATH}/enter", self.enter, methods=["POST"], include_in_schema=False)
        app.add_api_route(f"{PATH}/leave", self.leave, methods=["POST"], include_in_schema=False)
        for name, deed in DEEDS.items():
            app.add_api_route(f"{PATH}/{name}", self._doing(deed), methods=["POST"], include_in_schema=False)

    def home(self, request: Request) -> Response:
        """The queue, and what was decided; for who has not entered, the door."""
        session = self.sessions.of(request)
        if session is None:
            return self._page("review_door.html", 200, {"failed": False})
        moment = self.live.now()
        with self.live.open() as store:
            values = desk_values(moment, store)
        told, session.told = session.told, ""
        return self._page("review.html", 200, {"session": session, "told": told, **values})

    def claim(self, request: Request) -> Response:
        """One claim with all that can be corrected of it."""
        session = self.sessions.of(request)
        if session is None:
            return self._page("review_door.html", 200, {"failed": False}, depth=1)
        moment = self.live.now()
        with self.live.open() as store:
            values = claim_values(moment, store, request.query_params.get("id", ""))
        told, session.told = session.told, ""
        return self._page("review_claim.html", 200, {"session": session, "told": told, **values}, depth=1)

    async def enter(self, request: Request) -> Response:
        """Opens the desk to who has the token."""
        fields = await fields_of(request) or {}
        if not self.sessions.may_try(request):
            return problem(
                429, TOO_MANY, "too many tries of the token; come again in a minute",
                instance=request.url.path, headers={"Retry-After": "60"},
            )  # fmt: skip
        name = " ".join(fields.get("name", "").split())[:100]
        secret = self.sessions.enter(fields.get("token", ""), name) if name else None
        if secret is None:
            return self._page("review_door.html", 403, {"failed": True}, depth=1)
        entered = RedirectResponse(PATH, 303)
        set_cookie(entered, request, secret)
        return entered

    async def leave(self, request: Request) -> Response:
        """Closes the desk again."""
        session, fields = self.sessions.of(request), await fields_of(request)
        if session and fields and own_form(session, request, fields):
            self.sessions.leave(request)
        left = RedirectResponse(PATH, 303)
        set_cookie(left, request, None)
        return left

    def _doing(self, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def done(request: Request) -> Response:
            session, fields = self.sessions.of(request), await fields_of(request)
            if session is None or fields is None or not own_form(session, request, fields):
                what = "this needs a session at the review desk, and a form of its own pages"
                return problem(403, NOT_ALLOWED, what, instance=request.url.path)
            return await run_in_threadpool(self._do, deed, fields, session)

        return done

    def _do(self, deed: Deed, fields: Fields, session: Session) -> Response:
        signed = Signature(session.name, datetime.now(UTC), fields.get("reason", "").strip()[:1000])
        try:
            with self.live.open() as store:
                session.told = deed(store, fields, signed)
        except OnrecordError as error:
            if status_of(error) >= 500:
                raise
            session.told = f"Not kept: {error.message}."
        self.live.renew()
        back = fields.get("back", "")
        return RedirectResponse(f"{PATH}{back}" if back.startswith(("#", "/claim?id=")) else PATH, 303)

    def _page(self, template: str, status: int, values: Mapping[str, object], *, depth: int = 0) -> Response:
        path = "review" if not depth else "review/claim"
        _, body = self.live.now().press.page(path, template, form_action="'self'", desk=PATH, **values)
        return Response(body, status, media_type="text/html")
