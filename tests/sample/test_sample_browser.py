"""In a browser behind the proxy, the scripted sites show what they plan to say."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from collector.sample.plan import plan_site
from collector.sample.sites import read_sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from collector.sample.sites import SampleSite

pytestmark = pytest.mark.browser
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCRIPTED = [site for site in read_sites() if site.kind.startswith(("script", "fetch"))]


@pytest.fixture(scope="module")
def browser(proxy: str) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: pages that need JavaScript cannot be shown")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM,
            proxy={"server": proxy},
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
        )
        yield found
        found.close()


@pytest.mark.parametrize("site", SCRIPTED, ids=lambda site: site.bank_id)
def test_a_scripted_page_shows_its_plan(browser: Browser, site: SampleSite) -> None:
    page = browser.new_page()
    for planned in plan_site(site).pages:
        if not planned.path.startswith(("/life/", "/product/")):
            continue
        page.goto(f"http://{site.host}{planned.path}")
        page.wait_for_selector("#content > *, #app > *", state="attached")
        shown = page.inner_text("body")
        for block in planned.blocks:
            cells = [cell for row in block.rows for cell in row]
            for text in (block.text, *block.items, *cells, *(link.text for link in block.links)):
                assert text in shown, (planned.path, text)
        assert planned.title in page.title()
    page.close()
