"""Serves a record over HTTP until interrupted."""

from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from onrecord.errors import SetupError
from onrecord.publish.look import Look
from onrecord.web.app import Settings, make_app
from onrecord.web.live import Live


def serve(  # noqa: PLR0913 (each is a choice of who serves)
    where: str | Path,
    *,
    host: str,
    port: int,
    settings: Settings,
    ready: Callable[[str], None],
    look: Look | None = None,
) -> None:
    """Serves the record at `where`; `ready` is told the address once it answers there. Port 0 takes any free port.

    Raises SetupError (R202) where the port cannot be had.
    """
    live = Live(where, look or Look())
    try:
        config = config_of(make_app(live, settings), host=host, port=port)
        try:
            bound = config.bind_socket()
        except SystemExit:  # so uvicorn says that it could not
            raise SetupError("R202", f"{host}, port {port}, cannot be opened; choose another with --port") from None
        with bound:
            bound.listen(512)
            name = f"[{host}]" if ":" in host else host
            ready(f"http://{name}:{bound.getsockname()[1]}/")
            uvicorn.Server(config).run(sockets=[bound])
    finally:
        live.close()


def config_of(app: ASGIApp, *, host: str, port: int) -> uvicorn.Config:
    """How the application is served: nothing is written of who asks what."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        lifespan="off",
    )
