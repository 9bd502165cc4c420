"""We are guests: we say who we are, and a host is left in peace between two requests."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from loopback_web import Web, serving, site

if TYPE_CHECKING:
    from crawl_project import Project

PAUSE_SECONDS = 0.4
CLOCK_SLACK = 0.05


def _crawl(project: Project) -> Web:
    project.add_bank("alpha")
    project.add_bank("beta")
    project.add_wave(budget={"delay_seconds": PAUSE_SECONDS})
    with serving(Web(site("alpha", 3) | site("beta", 3))) as web:
        project.crawl("bank_site", web.proxy)
    return web


def test_a_host_is_asked_at_the_waves_pace_and_hosts_do_not_wait_for_each_other(project: Project) -> None:
    web = _crawl(project)
    times = {
        name: [at for host, at, _ in web.asked if host == name]
        for name in ("www.alpha.test", "www.beta.test")
    }
    for host, moments in times.items():
        assert len(moments) == 6, host  # robots.txt, the home page, sitemap.xml, three pages
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert min(gaps) >= PAUSE_SECONDS - CLOCK_SLACK, host
    alpha, beta = times.values()
    assert alpha[0] < beta[-1]
    assert beta[0] < alpha[-1]


def test_every_request_says_who_asks(project: Project) -> None:
    agents = {agent for _, _, agent in _crawl(project).asked}
    assert len(agents) == 1
    assert agents.pop().startswith("collector/")
