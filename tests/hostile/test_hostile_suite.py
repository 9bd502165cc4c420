"""Real Scrapy and real Chromium against a web that means no good, a healthy bank beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import psutil
import pytest
from answers import TEXT, TRADITIONAL, body, packed, redirect, whole
from cases import BUDGET, CASES, ROBOTS, Case, at_home, links
from crawl_project import CHECKOUT, Project, make_project
from hostile_web import HTTP_PORT, TLS_PORT, HostileWeb, serving
from pages import trespasser

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.decode import decode
from collector.extract.run import extract_wave
from collector.fetch.browser import find_browser
from collector.fetch.limits import MAX_COOKIE_BYTES, MAX_PAGE_LINKS, MAX_PAGE_REQUESTS
from collector.words import Outcome

if TYPE_CHECKING:
    from collector.models import Fetch

MAX_SECONDS = 300
MAX_MEGABYTES = 600
HEALTHY_PAGES = 10

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(find_browser(os.environ) is None, reason="no Chromium installed"),
]


def _healthy() -> Case:
    products = {f"/{n}.html": whole(body(f"{TEXT} {n}")) for n in range(HEALTHY_PAGES)}
    home = whole(body(TEXT + links(*((path, "手机银行") for path in products))))
    return at_home("healthy", Outcome.OK, home, pages=products)


def _trespasser(address: str) -> Case:
    name = "inner.trespasser.test"
    home = whole(trespasser(name, address))
    away = {
        "/to-inner": redirect(f"http://{address}:{HTTP_PORT}/"),
        "/to-inner-name": redirect(f"http://{name}:{HTTP_PORT}/"),
    }
    return at_home("trespasser", Outcome.OK, home, is_rendered=True, pages=away)


@dataclass(frozen=True)
class Survived:
    project: Project
    web: HostileWeb
    fetches: list[Fetch]
    seconds: float
    peak: list[tuple[str, int]]
    log: str

    def of(self, bank_id: str) -> list[Fetch]:
        return [fetch for fetch in self.fetches if fetch.owner_id == bank_id]

    def start(self, bank_id: str) -> list[Fetch]:
        """Attempts on the start page."""
        return [fetch for fetch in self.of(bank_id) if fetch.depth == 0]

    def text(self, bank_id: str) -> str:
        """The start page as it was kept last."""
        archive, fetch = self.project.archive(), self.start(bank_id)[-1]
        try:
            capture = archive.read(fetch)
        finally:
            archive.close()
        return decode(capture.body, fetch.content_type).text


def _names(cases: list[Case], web: HostileWeb) -> dict[str, str]:
    places = {"web": web.address, "old": web.old_address}
    names = {
        f"www.{case.bank_id}.test": places.get(case.address, case.address) for case in cases if case.address
    }
    inner = {f"inner.{case.bank_id}.test": web.inner_address for case in cases}
    return {name: address for name, address in (names | inner).items() if address}


def _own_megabytes(process: psutil.Process) -> tuple[str, int]:
    """Name, and memory of this process alone (USS): what would be free if it ended."""
    try:
        kind = next((word for word in process.cmdline() if word.startswith("--type=")), "")
        return f"{process.name()} {kind}".strip(), int(process.memory_full_info().uss / 1024**2)
    except psutil.Error:
        return "ended", 0


def _run(
    project: Project, cases: list[Case], web: HostileWeb, log: Path
) -> tuple[float, list[tuple[str, int]]]:
    """Crawl all cases in one process; seconds, and what it and its browser took when that was most."""
    environment = project.environment("") | {
        "SCRAPY_SETTINGS_MODULE": "hostile_settings",
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), str(CHECKOUT))),
        "HOSTILE_NAMES": json.dumps(_names(cases, web)),
        "HOSTILE_SERVERS": json.dumps([web.address, web.old_address]),
    }
    command = [sys.executable, "-m", "scrapy", "crawl", "bank_site", "-a", "wave=test"]
    started, peak = time.monotonic(), [("nothing", 0)]
    with log.open("wb") as file:
        child = subprocess.Popen(
            command, cwd=project.paths.home, env=environment, stdout=subprocess.DEVNULL, stderr=file
        )
        root = psutil.Process(child.pid)
        while child.poll() is None and time.monotonic() - started < MAX_SECONDS:
            sizes = [_own_megabytes(process) for process in (root, *root.children(recursive=True))]
            peak = max(peak, sizes, key=_total)
            time.sleep(0.5)
        seconds = time.monotonic() - started
        if child.poll() is None:
            child.terminate()
            child.wait(30)
    assert child.returncode == 0, log.read_text()[-3000:]
    return seconds, peak


def _total(sizes: list[tuple[str, int]]) -> int:
    return sum(size for _, size in sizes)


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Survived:
    folder = tmp_path_factory.mktemp("hostile")
    project = make_project(folder)
    web = HostileWeb({}, network=Random(os.getpid()).randrange(1 << 12, 1 << 16))  # noqa: S311
    cases = [*CASES, *ROBOTS, _healthy(), _trespasser(web.inner_address)]
    for case in cases:
        port = TLS_PORT if case.scheme == "https" else HTTP_PORT
        project.add_bank(case.bank_id, website_url=f"{case.scheme}://www.{case.bank_id}.test:{port}/")
    project.add_wave(is_live=True, budget=BUDGET)
    web.pages = {case.bank_id: case.find for case in cases}
    for coding in ("gzip", "deflate", "br", "zstd"):
        packed(coding)
    with serving(web, folder):
        seconds, peak = _run(project, cases, web, folder / "log")
    return Survived(project, web, project.fetches(), seconds, peak, (folder / "log").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case.bank_id for case in CASES])
def test_the_start_page_ends_as_documented(survived: Survived, case: Case) -> None:
    rows = survived.start(case.bank_id)
    assert rows, survived.log[-3000:]
    last = rows[-1]
    told = [(row.outcome.value, row.is_rendered, row.detail) for row in rows]
    assert (last.outcome, last.is_rendered) == (case.outcome, case.is_rendered), told
    assert case.detail in (last.detail or ""), told
    assert survived.web.seconds.get(case.bank_id, 0) <= case.attempt_seconds + 3


@pytest.mark.parametrize("case", ROBOTS, ids=lambda case: case.bank_id)
def test_robots_are_obeyed_however_they_come(survived: Survived, case: Case) -> None:
    assert survived.start(case.bank_id)[-1].outcome is case.outcome


def test_nothing_is_our_bug(survived: Survived) -> None:
    assert [(f.url, f.detail) for f in survived.fetches if f.outcome is Outcome.CRASHED] == []
    assert "Traceback" not in survived.log


def test_the_healthy_bank_is_complete(survived: Survived) -> None:
    assert [f.outcome for f in survived.of("healthy")] == [Outcome.OK] * (HEALTHY_PAGES + 1)


def test_it_ends_in_time_and_memory(survived: Survived) -> None:
    assert survived.seconds < MAX_SECONDS
    assert _total(survived.peak) < MAX_MEGABYTES, survived.peak


@pytest.mark.parametrize(
    ("bank_id", "n_pages"),
    # the home page and what docs/reference/crawl.md allows: five pages in a row that show nothing new; three
    # pages once their sessions are taken off; one more step of a path before it repeats itself
    [("calendar", 7), ("sessions", 4), ("mirrored", 5), ("queries", 7)],
)
def test_a_trap_holds_a_crawl_for_a_few_pages_only(survived: Survived, bank_id: str, n_pages: int) -> None:
    read = {f.url for f in survived.fetches if f.owner_id == bank_id and f.outcome is Outcome.OK}
    assert 1 < len(read) <= n_pages, sorted(read)


def test_no_bank_takes_more_pages_than_its_budget(survived: Survived) -> None:
    for case in CASES:
        asked = [f for f in survived.of(case.bank_id) if f.outcome is not Outcome.OVER_BUDGET]
        assert len({f.url for f in asked}) <= BUDGET["pages"], case.bank_id


def test_nobody_came_to_the_server_inside_the_network(survived: Survived) -> None:
    assert survived.web.n_trespasses == 0
    last = survived.start("trespasser")[-1]
    assert (last.outcome, last.is_rendered) == (Outcome.OK, True)
    assert "reached 0" in survived.text("trespasser")


@pytest.mark.parametrize(
    "bank_id", ["gbkasutf", "utfasgb", "undeclared", "utfsixteen", "nocharset", "strange", "torn", "nested"]
)
def test_a_page_reads_as_written_whatever_it_declares(survived: Survived, bank_id: str) -> None:
    assert TEXT in survived.text(bank_id)


def test_traditional_characters_read_as_written(survived: Survived) -> None:
    assert TRADITIONAL in survived.text("bigfive")


@pytest.mark.parametrize(
    ("bank_id", "said"), [("popups", "done"), ("worker", "refused"), ("dialogs", "done"), ("saving", "done")]
)
def test_a_page_goes_on_without_what_it_is_refused(survived: Survived, bank_id: str, said: str) -> None:
    assert f"{TEXT} {said}" in survived.text(bank_id)


def test_of_many_links_the_first_are_taken(survived: Survived) -> None:
    assert len({fetch.url for fetch in survived.of("manylinks")}) == MAX_PAGE_LINKS + 1


def test_no_popup_is_opened_and_no_file_saved(survived: Survived) -> None:
    assert not [name for name in survived.web.hits if name.startswith("popups/popup")]


def test_a_page_asks_for_no_more_than_it_may(survived: Survived) -> None:
    pings = sum(n for name, n in survived.web.hits.items() if name.startswith("asking/ping"))
    assert 0 < pings <= MAX_PAGE_REQUESTS


def test_what_was_kept_can_be_extracted(survived: Survived) -> None:
    config = load_config(survived.project.paths.home)
    wave = find_wave(config, "test")
    started = time.process_time()
    result = extract_wave(survived.project.paths, config, wave, jobs=1, progress=Silent())
    assert result.is_new
    assert time.process_time() - started < MAX_SECONDS


def test_cookies_do_not_pile_up(survived: Survived) -> None:
    assert 0 < survived.web.cookies["cookies"] <= 1.1 * MAX_COOKIE_BYTES
