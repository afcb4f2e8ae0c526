"""Takes the screenshots of docs/: the sample record on the site, in Debian’s Chromium (`make screenshots`)."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from evaluate import SAMPLE
from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.store.record import Store

SCREENS = Path(__file__).parent.parent / "docs" / "screens"
MOST = 200_000  # bytes of a picture
DESK, PHONE = (1120, 760), (390, 800)


def site(folder: Path) -> Path:
    """The site of the sample record."""
    with Store(folder / "record.sqlite") as store:
        for _ in pipeline.take_in(read_paths([SAMPLE]), store):
            pass
        snapshot = pipeline.link(store)
    pipeline.build(snapshot, folder / "site")
    return folder / "site"


def six(built: Path) -> list[tuple[str, str, tuple[int, int], str]]:
    """Name, page, size and colour scheme of each picture."""
    incident = max(built.glob("incident/*.html"), key=lambda p: p.stat().st_size).name
    return [
        ("front", "index.html", DESK, "light"),
        ("incident", f"incident/{incident}", DESK, "light"),
        ("story", "story/mp-lysychansk-03jul.html", DESK, "light"),
        ("sitrep", "sitrep/2022-07-03.html", DESK, "light"),
        ("place", "place/lysychansk.html", DESK, "dark"),
        ("phone", "control.html", PHONE, "dark"),
    ]


def take(browser: Browser, built: Path, path: str, size: tuple[int, int], scheme: str) -> bytes:
    """One page as PNG."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto((built / path).as_uri())
    if path == "index.html":
        page.wait_for_selector("#map[data-ready=yes]")
    picture = page.screenshot()
    context.close()
    return picture


def main() -> int:
    """Writes the six pictures; fails where one is too heavy for a repository."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium on this machine: install Debian's package chromium")
        return 1
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        built = site(Path(folder))
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path, size, scheme in six(built):
            picture = take(browser, built, path, size, scheme)
            assert len(picture) < MOST, f"{name}.png has {len(picture):,} bytes"
            (SCREENS / f"{name}.png").write_bytes(picture)
            print(f"{name}.png  {len(picture):,} bytes  {path}")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
