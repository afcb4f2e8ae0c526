"""The real server over a record, in a thread, on a free port of this machine."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from onrecord.web.app import Settings, make_app
from onrecord.web.live import Live
from onrecord.web.serve import config_of


@contextmanager
def serving(record: Path | str, settings: Settings | None = None) -> Iterator[str]:
    """The address at which the record is served."""
    live = Live(record)
    config = config_of(make_app(live, settings), host="127.0.0.1", port=0)
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    bound.listen(128)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        bound.close()
        live.close()
