"""What robots.txt and the switch keep us from is a row, not asked, and asked when the reason is gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from loopback_web import Reply, Web, page, serving, site

from collector.archive.records import Draft
from collector.archive.writer import ArchiveWriter
from collector.words import Outcome

if TYPE_CHECKING:
    from crawl_project import Project

PLAIN = (("Content-Type", "text/plain"),)
CLOSED = b"User-agent: *\nDisallow: /\n"


def robots(body: bytes = b"", status: int = 200, **more: object) -> Reply:
    return Reply(body, status=status, headers=PLAIN, **more)


def crawl(project: Project, web: Web, **wave: object) -> None:
    project.add_wave(**wave)
    with serving(web):
        project.crawl("bank_site", web.proxy)


def home_rows(project: Project, bank_id: str) -> list[tuple[Outcome, str]]:
    url = f"http://www.{bank_id}.test/"
    return [(f.outcome, (f.detail or "").partition(":")[0]) for f in project.fetches() if f.url == url]


REPLIES = {
    "busy": (robots(status=503), Outcome.ROBOTS_DISALLOWED, "robots_unreachable"),
    "limited": (robots(status=429), Outcome.ROBOTS_DISALLOWED, "robots_unreachable"),
    "refusing": (robots(status=403), Outcome.ROBOTS_DISALLOWED, "robots_refused"),
    "closed": (robots(CLOSED), Outcome.ROBOTS_DISALLOWED, "robots_rule"),
    "leisurely": (robots(b"User-agent: *\nCrawl-delay: 3600\n"), Outcome.ROBOTS_DISALLOWED, "crawl_delay"),
    "moved": (
        Reply(status=302, headers=(("Location", "http://rules.elsewhere.test/robots.txt"),)),
        Outcome.ROBOTS_DISALLOWED,
        "robots_rule",
    ),
    "named": (robots(b"User-agent: *\nDisallow: /\n\nUser-agent: Collector\nAllow: /\n"), Outcome.OK, ""),
    "shop": (page("首页", body="Disallow: / " * 9), Outcome.OK, ""),
    "bare": (robots(status=404), Outcome.OK, ""),
    "circular": (Reply(status=302, headers=(("Location", "/robots.txt"),)), Outcome.OK, ""),
}


@pytest.fixture(scope="module")
def web() -> Web:
    pages = {f"www.{name}.test/robots.txt": reply for name, (reply, _, _) in REPLIES.items()}
    for name in REPLIES:
        pages |= site(name, 0)
    return Web(pages | {"rules.elsewhere.test/robots.txt": robots(CLOSED)})


def test_every_answer_to_robots_means_what_the_rfc_or_our_decision_says(project: Project, web: Web) -> None:
    for name in REPLIES:
        project.add_bank(name)
    crawl(project, web)
    found = {name: home_rows(project, name) for name in REPLIES}
    assert found == {name: [(outcome, word)] for name, (_, outcome, word) in REPLIES.items()}
    for name, (_, outcome, _) in REPLIES.items():
        assert web.hits[f"www.{name}.test/"] == (outcome is Outcome.OK), name
    kept = {f.url: f.final_url for f in project.fetches() if f.source == "robots"}
    assert kept["http://www.moved.test/robots.txt"] == "http://rules.elsewhere.test/robots.txt"


def test_a_host_whose_robots_broke_is_asked_in_the_next_run_and_one_that_is_closed_is_not(
    project: Project,
) -> None:
    project.add_bank("busy")
    project.add_bank("closed")
    pages = site("busy", 1) | site("closed", 1)
    pages |= {"www.busy.test/robots.txt": robots(status=503), "www.closed.test/robots.txt": robots(CLOSED)}
    web = Web(pages)
    crawl(project, web)
    del web.pages["www.busy.test/robots.txt"]
    web.hits.clear()
    crawl(project, web)
    assert home_rows(project, "busy") == [
        (Outcome.ROBOTS_DISALLOWED, "robots_unreachable"),
        (Outcome.OK, ""),
    ]
    assert home_rows(project, "closed") == [(Outcome.ROBOTS_DISALLOWED, "robots_rule")]
    assert not any(name.startswith("www.closed.test/") for name in web.hits)


def test_a_robots_txt_that_never_comes_is_a_timeout_and_the_page_is_not_asked(project: Project) -> None:
    project.add_bank("slow")
    project.add_bank("quick")
    pages = site("slow", 1) | site("quick", 1)
    web = Web(pages | {"www.slow.test/robots.txt": robots(delay=2.0)})
    crawl(project, web, budget={"timeout_seconds": 0.5})
    assert set(home_rows(project, "slow")) == {(Outcome.TIMEOUT, "robots.txt")}
    assert web.hits["www.slow.test/"] == 0
    assert home_rows(project, "quick") == [(Outcome.OK, "")]


def test_pages_that_are_kept_are_replayed_whatever_the_rules_say_now(project: Project) -> None:
    project.add_bank("alpha")
    web = Web(site("alpha", 2))
    crawl(project, web)
    before = project.fetches()
    web.pages["www.alpha.test/robots.txt"] = robots(CLOSED)
    web.hits.clear()
    crawl(project, web)
    assert project.fetches() == before
    assert web.hits["www.alpha.test/"] == 0


@pytest.mark.slow
def test_rules_older_than_a_day_are_read_anew(project: Project) -> None:
    project.add_bank("alpha")
    project.add_wave(web=clocked("2026-11-24T12:00:00+08:00"))
    web = Web(site("alpha", 0))
    with serving(web):
        project.crawl("bank_site", web.proxy)
        web.pages |= site("alpha", 3) | {"www.alpha.test/robots.txt": robots(CLOSED)}
        forget_home(project)
        project.add_wave(web=clocked("2026-11-25T11:59:00+08:00"))
        project.crawl("bank_site", web.proxy)
        assert web.hits["www.alpha.test/robots.txt"] == 1
        assert home_rows(project, "alpha")[-1] == (Outcome.OK, "")
        forget_home(project)
        project.add_wave(web=clocked("2026-11-25T12:01:00+08:00"))
        project.crawl("bank_site", web.proxy)
    assert web.hits["www.alpha.test/robots.txt"] == 2
    assert home_rows(project, "alpha")[-1] == (Outcome.ROBOTS_DISALLOWED, "robots_rule")


def clocked(clock: str) -> dict[str, object]:
    return {"kind": "folder", "hosts": {"none.test": "none"}, "clock": clock}


def forget_home(project: Project) -> None:
    """The home page's last row says that it has to be asked again."""
    archive = project.archive()
    last = next(f for f in archive.fetches()[::-1] if f.url == "http://www.alpha.test/")
    writer = ArchiveWriter(archive, last.fetched_at)
    writer.keep(
        Draft(
            "bank_site", "alpha", last.url, last.url, Outcome.TIMEOUT, last.fetched_at, 0, is_rendered=False
        )
    )
    writer.close()
    archive.close()


def test_a_host_that_is_off_is_left_alone_with_all_below_it_and_asked_when_it_is_on(project: Project) -> None:
    project.add_bank("alpha")
    project.add_bank("beta")
    web = Web(site("alpha", 1) | site("beta", 1))
    off = {"host": "alpha.test", "since": "2026-11-20", "reason": "its webmaster asked us to stop"}
    politeness = {"contact": None, "is_crawling_on": True, "hosts_off": [off]}
    path = project.paths.config / "politeness.yml"
    path.write_text(json.dumps(politeness))
    crawl(project, web, is_live=True)
    assert not any("alpha" in name for name in web.hits)
    rows = [f for f in project.fetches() if f.owner_id == "alpha"]
    assert [(f.outcome, f.detail) for f in rows] == [
        (
            Outcome.ROBOTS_DISALLOWED,
            "host_off: alpha.test is off since 2026-11-20: its webmaster asked us to stop",
        )
    ]
    assert home_rows(project, "beta") == [(Outcome.OK, "")]
    path.write_text(json.dumps(politeness | {"hosts_off": []}))
    crawl(project, web, is_live=True)
    assert home_rows(project, "alpha")[-1] == (Outcome.OK, "")
