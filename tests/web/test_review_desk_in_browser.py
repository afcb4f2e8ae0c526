"""The served record and its review desk in a real browser, with and without scripts, on a phone too."""

import shutil

import pytest
from record_server import serving

from onrecord.store.record import Store
from onrecord.web.app import Settings

pytestmark = pytest.mark.browser
TOKEN = "a long and secret token"
PHONE = {"viewport": {"width": 375, "height": 812}}


@pytest.fixture(scope="module")
def record(sample_record, tmp_path_factory):
    return shutil.copytree(sample_record.parent, tmp_path_factory.mktemp("served") / "copy") / "record.sqlite"


@pytest.fixture(scope="module")
def base(record):
    with serving(record, Settings(token=TOKEN)) as base:
        yield base


@pytest.fixture
def served(open_page, base):
    def opened(path, **options):
        page = open_page(path, base=base, **options)
        page.set_default_timeout(60_000)
        return page

    return opened


def enter(page):
    page.get_by_label("Your name").fill("Ann Editor")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Open the desk").click()
    page.wait_for_selector("text=You sign as")


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {"color_scheme": "dark", **PHONE}], ids=str)
def test_the_desk_judges_corrects_and_undoes(served, record, options):
    page = served("review", **options)
    enter(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    pair = page.locator("#p-1")
    pair.get_by_label("Why").fill("one and the same")
    pair.get_by_role("button").first.click()
    assert page.locator(".told").inner_text().startswith("Kept:")
    page.locator("#decided .undo").first.get_by_role("textbox").fill("on second thoughts")
    page.locator("#decided .undo button").first.click()
    assert page.locator(".told").inner_text().startswith("Kept:")
    page.locator("#p-1").get_by_role("link", name="correct it").first.click()
    form = page.locator("form:has(input[value=type])")
    form.locator("[name=value]").fill("protest")
    form.get_by_label("Why").fill("no shot was fired")
    form.get_by_role("button", name="Correct type").click()
    assert "Kept as correction" in page.locator(".told").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator(".undo input[name=reason]").first.fill("it was")
    page.locator(".undo button").first.click()
    assert "is taken back" in page.locator(".told").inner_text()
    with Store(record) as store:
        assert all(j.undone for j in store.judgements())
        assert all(a.undone for a in store.review.amendments())


def test_the_front_page_filters_the_whole_record_without_scripts(served):
    page = served("", java_script_enabled=False)
    page.locator("select[name=standing]").select_option("contested")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/incidents?standing=contested")
    cards = page.locator("#cards > .card")
    assert cards.count() >= 3
    assert page.locator(".standing.contested").count() >= cards.count()
    assert page.locator("select[name=standing]").input_value() == "contested"
    page.get_by_role("link", name="Clear").click()
    page.get_by_role("link", name="Older").click()
    assert page.locator("#cards > .card").count() >= 1


def test_the_front_page_filters_the_whole_record_with_scripts(served):
    page = served("")
    page.wait_for_selector("#map[data-ready=yes]")
    page.locator("select[name=type]").select_option("strike")
    page.wait_for_url("**/incidents?type=strike")
    page.wait_for_selector("#map[data-ready=yes]")
    assert page.locator("#cards > .card:visible").count() >= 10
    assert {c.get_attribute("data-family") for c in page.locator("#cards > .card").all()} == {"strike"}
    assert page.locator("#map .mark").count() >= 3


def test_the_page_of_the_api_asks_nobody_else(served):
    page = served("docs", **PHONE)
    assert page.get_by_role("heading", name="The record as data").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
