"""A real Chromium, the built site of the sample record, and a server for it on a free port of this machine."""

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evaluate import SAMPLE
from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.store.record import Store

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the site that the whole ladder makes of the sample feed."""
    folder = tmp_path_factory.mktemp("demo")
    with Store(folder / "record.sqlite") as store:
        for _ in pipeline.take_in(read_paths([SAMPLE]), store):
            pass
        snapshot = pipeline.link(store)
    pipeline.build(snapshot, folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def address(built):
    """Where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium under playwright; skips, saying so, where either is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium on this machine: install Debian's package chromium to run the browser test")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=SWITCHES)
        yield browser
        browser.close()


class Watch:
    """What went wrong while pages were open: requests to elsewhere, failed ones, errors on the console."""

    def __init__(self, context, allowed):
        self.troubles = []
        self.allowed = allowed
        context.route("**/*", self._gate)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("console", lambda m: self.troubles.append(f"{m.type}: {m.text}") if m.type != "log" else None)
        context.on("weberror", lambda e: self.troubles.append(f"uncaught: {e.error}"))

    def _gate(self, route):
        if route.request.url.startswith(self.allowed):
            route.continue_()
        else:
            self.troubles.append(f"elsewhere: {route.request.url}")
            route.abort()

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # that is a page left before all of it had come
            self.troubles.append(f"failed: {request.url}")

    def _answered(self, response):
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")


@pytest.fixture
def open_page(chromium, address):
    """Opens pages with the network blocked but for the site; what went wrong is asserted at the end."""
    contexts = []

    def opened(path, *, base=address, **options):
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append((context, Watch(context, base)))
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{base}/{path}")
        return page

    yield opened
    for context, watch in contexts:
        context.close()
        assert not watch.troubles
