"""Reports, names, feeds and the embedded map in a real browser; hostile texts never run; axe finds no serious fault."""

import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import Quiet
from hostile_record import PAYLOADS, hostile_snapshot

from onrecord import pipeline

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 375, "height": 812}}
AXE = Path(__file__).parents[2] / "build" / "axe" / "axe.min.js"
HOST = "frames.html"
LISTS = ("sitreps", "places", "actors", "sources", "feeds", "embed", "corrections", "control", "stories", "about")


def largest(built, kind):
    return f"{kind}/{max(built.glob(f'{kind}/*.html'), key=lambda p: p.stat().st_size).name}"


def every_kind(built):
    """A page of each kind."""
    found = [largest(built, kind) for kind in ("sitrep", "place", "actor", "source", "incident", "story", "day")]
    return ["index.html", *(f"{name}.html" for name in LISTS), *found]


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark", **PHONE}])
def test_every_kind_of_page_opens_cleanly_and_fits(open_page, address, built, options):
    page = open_page("sitreps.html", **options)
    for path in every_kind(built):
        page.goto(f"{address}/{path}")
        assert page.locator("h1").first.inner_text().strip(), path
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(open_page, address, built, scheme):
    if not AXE.exists():
        pytest.skip("axe-core is not there: `make build/axe/axe.min.js` fetches it where npm may")
    page = open_page("sitreps.html", color_scheme=scheme)
    faults = []
    for path in every_kind(built):
        page.goto(f"{address}/{path}")
        if path in {"index.html", "embed.html"}:
            page.wait_for_selector("#map[data-ready=yes]")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        faults += [
            (path, v["id"], v["nodes"][0]["html"][:160])
            for v in found["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
    assert not faults


def test_a_citation_leads_to_its_source_by_keyboard(open_page):
    page = open_page("sitrep/2022-07-03.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.cites') !== null"):
            break
    number = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#s{number.strip('[]')}")
    assert page.locator(".sources li:target a").first.is_visible()


def test_a_report_prints_without_the_sites_furniture(open_page):
    page = open_page("sitrep/2022-07-03.html")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".contents").is_visible()
    assert page.locator(".said").first.is_visible()
    assert page.locator(".sources li").first.is_visible()


def test_control_is_a_layer_that_follows_the_slider_and_can_be_put_away(open_page):
    page = open_page("index.html")
    page.wait_for_selector("#map[data-ready=yes]")
    discs = page.locator("path.holding")
    at_first = discs.count()
    assert at_first >= 8
    assert page.locator("path.holding.contested").count() >= 1
    page.locator("input[name=to]").fill("2022-06-24")
    assert page.locator("#holding-day").inner_text() == "24 June 2022"
    assert 0 < discs.count() < at_first
    page.locator("#holding").focus()
    page.keyboard.press("Space")
    assert discs.count() == 0
    page.keyboard.press("Space")
    assert discs.count() > 0


def test_a_disc_tells_by_whose_word_the_place_is_held(open_page):
    page = open_page("index.html")
    page.wait_for_selector("#map[data-ready=yes]")
    page.locator("path.holding").first.focus()
    page.keyboard.press("Enter")
    told = page.locator(".leaflet-popup .kept")
    assert "by the word of" in told.inner_text()
    assert told.locator("a").first.get_attribute("href").startswith("place/")


def test_the_embedded_map_keeps_to_its_filter(open_page):
    page = open_page("embed.html?standing=contested")
    page.wait_for_selector("#map[data-ready=yes]")
    marks = "[...document.querySelectorAll('.mark')].reduce((n, m) => n + +m.dataset.count, 0)"
    few = page.evaluate(marks)
    page.goto(page.url.partition("?")[0])
    page.wait_for_selector("#map[data-ready=yes]")
    assert 0 < few < page.evaluate(marks)


def test_the_map_can_stand_in_a_frame_of_another_page(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(f'<iframe src="{address}/embed.html" width="600" height="400"></iframe>')
    frame = page.frame_locator("iframe")
    frame.locator("#map[data-ready=yes]").wait_for()
    assert frame.locator(".mark").count() >= 3
    context.close()


def test_without_scripts_reports_and_names_are_whole(open_page, built):
    page = open_page("sitrep/2022-07-03.html", java_script_enabled=False)
    assert page.locator(".said").count() >= 20
    page = open_page(largest(built, "place"), java_script_enabled=False)
    assert page.locator(".card").count() >= 5


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Where the site of the hostile record is served."""
    folder = tmp_path_factory.mktemp("hostile") / "site"
    pipeline.build(hostile_snapshot(), folder)
    (folder / HOST).write_text("<!doctype html><title>a page of frames</title>", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def test_no_hostile_text_ever_runs(open_page, hostile):
    base, folder = hostile
    paths = [p.name for p in folder.glob("*.html")]  # the lists have every text
    for kind, most in (("story", 999), ("incident", 999), ("place", 12), ("actor", 12), ("source", 12), ("sitrep", 1)):
        found = sorted(folder.glob(f"{kind}/*.html"))[:most]
        assert found, kind
        paths += [f"{kind}/{p.name}" for p in found]
    assert len(PAYLOADS) >= 60
    page = open_page("about.html", base=base)
    page.context.add_init_script("window.alert = window.prompt = window.confirm = () => console.error('ran')")
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    page.goto(f"{base}/{HOST}")
    for start in range(0, len(paths), 24):  # many pages at once, each in a frame of its own
        shown = paths[start : start + 24]
        page.set_content("".join(f'<iframe src="{base}/{path}"></iframe>' for path in shown), wait_until="load")
    page.goto(f"{base}/index.html")
    page.wait_for_selector("#map[data-ready=yes]")
    page.locator("#map .mark").first.focus()
    page.keyboard.press("Enter")
    page.locator("path.holding").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup").count() >= 1
