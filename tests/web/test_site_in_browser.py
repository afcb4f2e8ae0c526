"""The built site in a real browser, the network blocked: it draws, filters and highlights, and asks nobody else."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 375, "height": 812}}


def story_with_claims(built):
    return next(p for p in sorted(built.glob("story/*.html")) if 'href="#claim-e1"' in p.read_text(encoding="utf-8"))


def largest_incident(built):
    return max(built.glob("incident/*.html"), key=lambda p: p.stat().st_size)


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_the_front_page_has_map_markers_and_list(open_page):
    page = open_page("index.html")
    page.wait_for_selector("#map[data-ready=yes]")
    assert page.locator("#map path.land").count() >= 1
    assert page.locator("#map .mark").count() >= 5
    assert page.locator("#cards > .card:visible").count() >= 30
    assert page.locator("#map .town").count() >= 10


def test_a_marker_opens_what_it_stands_for(open_page):
    page = open_page("index.html")
    page.locator("#map .mark[data-count='1']").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup h3 a").first.get_attribute("href").startswith("incident/")


def test_the_filter_narrows_list_map_and_address(open_page):
    page = open_page("index.html")
    every = page.locator("#cards > .card:visible").count()
    marks = page.evaluate("[...document.querySelectorAll('.mark')].reduce((n, m) => n + +m.dataset.count, 0)")
    page.locator("select[name=standing]").select_option("contested")
    few = page.locator("#cards > .card:visible").count()
    assert 0 < few < every
    assert "standing=contested" in page.url
    now = page.evaluate("[...document.querySelectorAll('.mark')].reduce((n, m) => n + +m.dataset.count, 0)")
    assert 0 < now < marks
    page.reload()
    assert page.locator("#cards > .card:visible").count() == few
    page.locator("input[name=q]").fill("no such words anywhere")
    assert page.locator("#none").is_visible()
    page.locator("#none button").click()
    page.wait_for_function(f"document.querySelectorAll('#cards > .card:not([hidden])').length === {every}")
    assert "?" not in page.url


def test_the_slider_moves_by_arrow_keys(open_page):
    page = open_page("index.html")
    every = page.locator("#cards > .card:visible").count()
    page.locator("input[name=low]").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.locator("input[name=from]").input_value()
    assert page.locator("#cards > .card:visible").count() < every


def test_evidence_is_highlighted_in_the_story(open_page, built):
    page = open_page(f"story/{story_with_claims(built).name}")
    trigger = page.locator("a.k-trigger").first
    assert page.evaluate("e => getComputedStyle(e).textDecorationLine", trigger.element_handle()) == "underline"
    content = page.locator(".k-content").first
    colour = page.evaluate("e => getComputedStyle(e).backgroundColor", content.element_handle())
    assert colour not in {"rgba(0, 0, 0, 0)", "transparent"}
    trigger.focus()
    assert page.locator(".entry.lit").count() >= 1
    page.keyboard.press("Enter")
    assert "#claim-" in page.url


def test_a_claim_leads_to_its_sentence(open_page, built):
    page = open_page(f"incident/{largest_incident(built).name}")
    page.locator("table.claims a.to").first.click()
    page.wait_for_load_state()
    assert page.locator(".text :target").inner_text().strip()


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark", **PHONE}])
def test_every_kind_of_page_opens_cleanly_and_fits(open_page, address, built, options):
    story, incident = story_with_claims(built).name, largest_incident(built).name
    page = open_page("index.html", **options)
    kinds = ("control", "stories", "corrections", "ignored", "about")
    for path in ("index.html", *(f"{kind}.html" for kind in kinds), f"story/{story}", f"incident/{incident}"):
        page.goto(f"{address}/{path}")
        assert page.locator("h1").first.is_visible()
        assert wide(page) <= page.viewport_size["width"], path


def test_without_scripts_list_map_and_timeline_are_there(open_page):
    page = open_page("index.html", java_script_enabled=False)
    assert page.locator("#cards > .card").count() >= 30
    assert page.locator("#map svg.still a").count() >= 5
    assert page.locator("svg.bars rect").count() >= 5
    assert not page.locator("#filters").is_visible()


def test_it_works_from_the_disk(open_page, built):
    page = open_page("index.html", base=Path(built).as_uri())
    page.wait_for_selector("#map[data-ready=yes]")
    page.locator("select[name=standing]").select_option("contested")
    assert page.locator("#cards > .card:visible").count() >= 1


def test_nothing_shifts_while_the_page_loads(open_page):
    page = open_page("index.html")
    page.wait_for_selector("#map[data-ready=yes]")
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => {"
        " for (const e of list.getEntries()) sum += e.value; }).observe({type: 'layout-shift', buffered: true});"
        " setTimeout(() => done(sum), 300); })"
    )
    assert shift < 0.1


def test_control_follows_the_day_of_the_slider(open_page):
    page = open_page("control.html")
    assert page.locator("circle.hold").count() >= 5
    before = page.locator("circle.hold").evaluate_all("all => all.map(e => e.getAttribute('class')).join()")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    after = page.locator("circle.hold").evaluate_all("all => all.map(e => e.getAttribute('class')).join()")
    assert before != after
    assert page.locator("tr.past").count() >= 1
