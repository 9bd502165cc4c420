"""Kept pages can be crawled as if live: those of another program, and an archive of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from loopback_web import Web, page, serving

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.errors import ArchiveError, ConfigError
from collector.fetch.crawl import CrawlResult, crawl_wave

if TYPE_CHECKING:
    from pathlib import Path

    from crawl_project import Project

    from collector.words import Outcome

CLOCK = "2026-11-24T12:00:00+08:00"
PAGES = {
    "www.alpha.test/": page("首页", ("/a.html", "手机银行"), ("https://www.alpha.test/b.html", "理财")),
    "www.alpha.test/a.html": page("手机银行"),
    "www.alpha.test/b.html": page("理财"),
}


def crawl(project: Project, wave_id: str, web_root: Path) -> CrawlResult:
    config = load_config(project.paths.home)
    wave = find_wave(config, wave_id)
    return crawl_wave(
        project.paths, config, wave, banks=None, offline=False, web_root=web_root, progress=Silent()
    )


def pages(project: Project, wave_id: str) -> list[tuple[str, Outcome, bytes]]:
    archive = project.archive(wave_id)
    found = [f for f in archive.fetches() if f.source == "bank_site" and f.segment]
    read = [(f.url, f.outcome, archive.read(f).body) for f in found]
    archive.close()
    return read


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["warc", "folder"])
def test_an_archive_is_crawled_as_the_web_it_was_taken_from(project: Project, kind: str) -> None:
    project.add_bank("alpha")
    project.add_wave()
    hosts = {"hosts": {"none.test": "none"}} if kind == "folder" else {}
    project.add_wave("again", web={"kind": kind, "clock": CLOCK, **hosts})
    with serving(Web(dict(PAGES))) as web:
        project.crawl("bank_site", web.proxy)
    (segment,) = project.paths.archive("test").glob("*.warc.gz")
    result = crawl(project, "again", segment)
    assert result.n_visited == len(PAGES)
    assert pages(project, "again") == pages(project, "test")


def test_a_torn_warc_stops_the_crawl_before_anything_is_asked(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave(web={"kind": "warc"})
    torn = project.paths.data / "torn.warc.gz"
    torn.write_bytes(b"\x1f\x8b\x08")
    with pytest.raises(ArchiveError, match="ends inside the record"):
        crawl(project, "test", torn)
    assert project.fetches() == []


def test_a_warc_web_takes_no_hosts_and_gives_no_real_wave(project: Project) -> None:
    project.add_bank("alpha")
    for more, problem in (
        ({"web": {"kind": "warc", "hosts": {"a.test": "a"}}}, "the warc web knows its hosts"),
        ({"web": {"kind": "warc"}, "is_sample": False}, "a served web gives no real wave"),
    ):
        project.add_wave(**more)
        with pytest.raises(ConfigError, match=problem):
            load_config(project.paths.home)
