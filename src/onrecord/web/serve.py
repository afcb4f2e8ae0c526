"""Serves a built site on this machine only."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from onrecord.errors import SetupError


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Says nothing: the terminal belongs to the person who started it."""


def serve(folder: Path, *, port: int, ready: Callable[[str], None]) -> None:
    """Serves `folder` on the loopback address until interrupted; `ready` is told the address.

    Port 0 takes any free port. Raises SetupError where the port is taken.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise SetupError(
            "R202", f"port {port} cannot be opened ({error.strerror}); choose another with --port"
        ) from error
    with server:
        ready(f"http://127.0.0.1:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
