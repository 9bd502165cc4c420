"""Hosts that name a pace get it; hosts that ask for a pause get that; the others do not wait for them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from crawl_project import CONTACT
from loopback_web import Reply, Web, page, serving, site

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Terminal
from collector.errors import IncompleteError, RefusedError
from collector.fetch.crawl import crawl_wave
from collector.words import Outcome

if TYPE_CHECKING:
    from crawl_project import Project

SLACK = 0.05
PAUSE = 1.0


def gaps(web: Web, host: str) -> list[float]:
    moments = [at for name, at, _ in web.asked if name == host]
    return [later - earlier for earlier, later in pairwise(moments)]


class Recovering(Web):
    """Answers the second page of beta with "come back later" once, of gamma always."""

    def answer(self, target: str) -> Reply:
        reply = super().answer(target)
        later = (("Content-Type", "text/html"), ("Retry-After", "1"))
        if target == "http://www.beta.test/0.html" and self.hits["www.beta.test/0.html"] == 1:
            return Reply(b"later", status=503, headers=later)
        if target == "http://www.gamma.test/0.html":
            return Reply(b"later", status=429, headers=(("Retry-After", "Wed, 25 Nov 2026 00:00:00 GMT"),))
        return reply


@pytest.fixture
def crawled(project: Project) -> Web:
    for bank_id in ("alpha", "beta", "gamma", "delta"):
        project.add_bank(bank_id)
    project.add_site("delta", delay_seconds=0.6)
    project.add_wave()
    pages = site("alpha", 2) | site("beta", 2) | site("gamma", 3) | site("delta", 1)
    pages["www.alpha.test/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.8\n")
    with serving(Recovering(pages)) as web:
        project.crawl("bank_site", web.proxy)
    return web


def test_each_host_gets_the_pause_it_is_owed(project: Project, crawled: Web) -> None:
    assert len(gaps(crawled, "www.alpha.test")) == 4  # robots.txt, home, no sitemap, two pages
    assert min(gaps(crawled, "www.alpha.test")) >= 0.8 - SLACK
    assert min(gaps(crawled, "www.delta.test")[1:]) >= 0.6 - SLACK
    # beta said 503 with Retry-After: 1 once: the same page was asked again after that and came
    rows = [f for f in project.fetches() if f.url == "http://www.beta.test/0.html"]
    assert [(f.outcome, f.detail) for f in rows] == [
        (Outcome.SERVER_ERROR, "status 503, Retry-After: 1"),
        (Outcome.OK, None),
    ]
    assert max(gaps(crawled, "www.beta.test")) >= PAUSE - SLACK
    moments = [at for name, at, _ in crawled.asked if name == "www.beta.test"]
    begin = next(early for early, late in pairwise(moments) if late - early >= PAUSE - SLACK)
    assert any(begin < at < begin + PAUSE for name, at, _ in crawled.asked if name != "www.beta.test")
    # gamma named a moment beyond the cap: it was asked nothing more, and what was left says why
    assert crawled.hits["www.gamma.test/0.html"] == 1
    assert not any(crawled.hits[f"www.gamma.test/{n}.html"] for n in (1, 2))
    left = [f for f in project.fetches() if f.outcome is Outcome.OVER_BUDGET]
    text = "asked_to_wait: www.gamma.test asked to be left alone until 2026-11-25 00:00 UTC"
    assert {(f.url, f.detail) for f in left} == {(f"http://www.gamma.test/{n}.html", text) for n in (1, 2)}


def test_a_quick_host_of_a_live_wave_is_never_asked_faster_than_it_wants(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave(is_live=True)
    pages = site("alpha", 3) | {"www.alpha.test/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 0.8\n")}
    with serving(Web(pages)) as web:
        project.crawl("bank_site", web.proxy)
    assert len(gaps(web, "www.alpha.test")) == 5
    assert min(gaps(web, "www.alpha.test")) >= 0.8 - SLACK  # following its latency, it would be 0.4


def test_a_host_that_only_ever_asks_for_patience_is_given_up(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave()
    later = Reply(b"later", status=503, headers=(("Content-Type", "text/html"), ("Retry-After", "0")))
    pages = dict.fromkeys((f"www.alpha.test/{n}.html" for n in range(9)), later)
    home = page("首页", *((f"/{n}.html", f"理财产品{n}") for n in range(9)))
    with serving(Web(pages | {"www.alpha.test/": home})) as web:
        project.crawl("bank_site", web.proxy)
    # the first page three times, the second once: that was the fourth such answer in a row
    assert sum(web.hits[name] for name in pages) == 4
    assert sum(f.outcome is Outcome.OVER_BUDGET for f in project.fetches()) == 7


def test_in_quiet_hours_nothing_is_asked_and_the_run_says_when_to_come_back(project: Project) -> None:
    project.add_bank("alpha")
    (project.paths.data / "none").mkdir()
    project.add_wave(quiet_hours="08:00-20:00")  # the wave's clock stands at noon in Shanghai
    with serving(Web(site("alpha", 2))) as web:
        (fact,) = project.crawl("bank_site", web.proxy)
    assert (fact["exit_code"], fact["problem"]) == (
        4,
        "its quiet hours last until 2026-11-24 20:00 in Shanghai",
    )
    assert web.n_hits() == 0
    assert project.fetches() == []
    config = load_config(project.paths.home)
    with pytest.raises(IncompleteError, match="2026-11-24 20:00"), Terminal("crawl") as progress:
        crawl_wave(
            project.paths,
            config,
            find_wave(config, "test"),
            banks=None,
            offline=False,
            web_root=project.paths.data,
            progress=progress,
        )


def test_a_live_crawl_says_whom_to_write_to_and_is_refused_where_nobody_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.add_bank("alpha")
    project.add_wave(is_live=True)
    with serving(Web(site("alpha", 1))) as web:
        project.crawl("bank_site", web.proxy)
    agents = {agent for _, _, agent in web.asked}
    assert len(agents) == 1
    assert CONTACT in agents.pop()
    monkeypatch.delenv("COLLECTOR_CONTACT")
    config = load_config(project.paths.home)
    with pytest.raises(RefusedError, match="contact"), Terminal("crawl") as progress:
        crawl_wave(
            project.paths,
            config,
            find_wave(config, "test"),
            banks=None,
            offline=False,
            web_root=None,
            progress=progress,
        )
