"""A crawl that is broken off goes on where it stopped; what cannot go on says so."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from crawl_project import CHECKOUT, Project
from loopback_web import Web, page, serving, site

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.errors import ArchiveError, ExitCode, IncompleteError
from collector.fetch.crawl import CrawlResult, crawl_wave
from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable


def wait_for(happens: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while not happens():
        assert process.poll() is None, "the process ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)


def run(project: Project, *, banks: tuple[str, ...] | None = None, offline: bool = False) -> CrawlResult:
    config = load_config(project.paths.home)
    wave = find_wave(config, "test")
    root = project.paths.data
    return crawl_wave(
        project.paths, config, wave, banks=banks, offline=offline, web_root=root, progress=Silent()
    )


def test_a_killed_crawl_goes_on_and_ends_like_an_unbroken_one(project: Project) -> None:
    project.add_bank("alpha")
    project.add_bank("beta")
    project.add_wave()
    with serving(Web(site("alpha", 12) | site("beta", 12), delay=0.02)) as web:
        process = project.start("bank_site", web.proxy)
        try:
            wait_for(lambda: web.hits["www.alpha.test/5.html"] > 0, process)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=10)
        kept = project.fetches()
        n_pages = sum(fetch.outcome is Outcome.OK for fetch in kept)
        web.hits.clear()
        project.crawl("bank_site", web.proxy)
        asked = {name for name in web.hits if name != "CONNECT" and not name.endswith("robots.txt")}
    again = project.fetches()
    assert n_pages >= 5
    assert len(asked) == 26 - n_pages
    assert {fetch.fetch_id for fetch in kept} <= {fetch.fetch_id for fetch in again}
    own = [f for f in again if f.source == "bank_site" and f.url.startswith("http:")]
    rows = [(f.url, f.outcome, f.attempt) for f in own]
    pages = [f"http://{name}" for name in web.pages]
    assert sorted(rows) == sorted((url, Outcome.OK, 1) for url in pages)


def test_a_spider_ends_when_the_program_that_started_it_is_killed(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave(is_live=True)
    with serving(Web(site("alpha", 15), delay=0.3)) as web:
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); from test_crawl_resume import run;"
            "from pathlib import Path;"
            "from crawl_project import Project; from collector.paths import Paths;"
            "run(Project(Paths(Path(sys.argv[2]), Path(sys.argv[3]))))"
        )
        arguments = [str(CHECKOUT / "tests/crawl"), str(project.paths.home), str(project.paths.data)]
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], env=project.environment(web.proxy), cwd=CHECKOUT
        )
        try:
            wait_for(lambda: web.hits["www.alpha.test/0.html"] > 0, process)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        time.sleep(1.0)
        n_hits = web.n_hits()
        time.sleep(1.0)
        assert web.n_hits() == n_hits
    kept = project.fetches()
    assert [fetch.outcome for fetch in kept if fetch.url == "http://www.alpha.test/"] == [Outcome.OK]


def test_a_finished_wave_starts_no_process(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.add_bank("alpha")
    project.add_bank("beta")
    (project.paths.data / "alpha").mkdir()
    (project.paths.data / "alpha" / "index.html").write_text(page("首页").body.decode())
    clock = "2026-11-24T12:00:00+08:00"
    project.add_wave(web={"kind": "folder", "hosts": {"www.alpha.test": "alpha"}, "clock": clock})
    first = run(project)
    assert (first.n_banks, first.n_banks_asked, first.n_visited) == (2, 2, 1)
    monkeypatch.setattr("collector.fetch.spider_runs.sys.executable", "/nonexistent")
    assert replace(run(project), n_banks_asked=2) == first
    assert run(project).n_banks_asked == 0
    with pytest.raises(FileNotFoundError):
        run(project, banks=("beta",))


def test_a_live_wave_without_network_is_incomplete(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    project.add_bank("alpha")
    project.add_bank("beta")
    project.add_wave(is_live=True)
    with pytest.raises(IncompleteError, match="no bank could be reached") as caught:
        run(project)
    assert caught.value.exit_code is ExitCode.INCOMPLETE


def test_offline_before_any_crawl_is_incomplete(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave()
    with pytest.raises(IncompleteError, match="nothing was fetched yet"):
        run(project, offline=True)
    assert project.fetches() == []


def test_a_damaged_record_stops_the_crawl_and_changes_nothing(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave()
    with serving(Web(site("alpha", 3))) as web:
        project.crawl("bank_site", web.proxy)
    kept = [fetch for fetch in project.fetches() if fetch.segment]
    (segment,) = project.paths.archive("test").glob("*.warc.gz")
    data = bytearray(segment.read_bytes())
    data[next(fetch for fetch in kept if fetch.url == "http://www.alpha.test/1.html").offset + 60] ^= 0xFF
    segment.write_bytes(data)
    before = project.fetches()
    with pytest.raises(ArchiveError, match="nothing was changed"):
        run(project, banks=("alpha",), offline=True)
    assert project.fetches() == before
    assert segment.read_bytes() == data


def test_two_crawls_of_one_wave_do_not_run_at_once(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave()
    folder = project.paths.archive("test")
    folder.mkdir(parents=True)
    with (folder / "crawl.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(IncompleteError, match="another crawl of it is running"):
            run(project)


def test_a_bug_in_a_callback_costs_one_page(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave()
    breaker = project.paths.home / "sitecustomize.py"
    breaker.write_text(
        "import collector.fetch.links as links\n"
        "found = links.find_links\n"
        "def find_links(page, url):\n"
        "    if url.endswith('/1.html'):\n"
        "        raise ZeroDivisionError('made for the test')\n"
        "    return found(page, url)\n"
        "links.find_links = find_links\n"
    )
    os.environ["PYTHONPATH"] = str(project.paths.home)
    try:
        with serving(Web(site("alpha", 3))) as web:
            project.crawl("bank_site", web.proxy)
    finally:
        del os.environ["PYTHONPATH"]
    rows = {}
    for fetch in project.fetches():
        rows.setdefault(fetch.url.rpartition("/")[2], []).append(fetch.outcome)
    assert rows["1.html"] == [Outcome.OK, Outcome.CRASHED]
    assert rows["2.html"] == [Outcome.OK]
