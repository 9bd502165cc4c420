"""One crawl over made-up banks with sitemaps, archives and mirrors; the claims are read from its archive."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from crawl_project import Project, make_project
from loopback_web import HTML, TEXT, Reply, Web, page, serving

from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = (("Content-Type", "text/plain"),)
XML = (("Content-Type", "text/xml"),)
PACKED = (("Content-Type", "application/x-gzip"),)
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(*urls: str, kind: str = "urlset", entry: str = "url") -> bytes:
    entries = "".join(f"<{entry}><loc>{url}</loc></{entry}>" for url in urls)
    return f"<?xml version='1.0' encoding='UTF-8'?><{kind} xmlns='{SITEMAP}'>{entries}</{kind}>".encode()


NEWS = [(f"/xwzx/{n}.html", f"我行举办第{n}次活动") for n in range(40)]
PAGES = {
    "www.mapped.test/robots.txt": Reply(
        b"User-agent: *\nAllow: /\nSitemap: http://www.mapped.test/all.xml\n", headers=PLAIN
    ),
    "www.mapped.test/": page("首页", ("/a.html", "更多")),
    "www.mapped.test/a.html": page("甲"),
    "www.mapped.test/all.xml": Reply(
        sitemap("http://www.mapped.test/pages.xml.gz", kind="sitemapindex", entry="sitemap"), headers=XML
    ),
    "www.mapped.test/pages.xml.gz": Reply(
        gzip.compress(
            sitemap(
                "http://www.mapped.test/shjf/hidden.html",
                "http://other.test/x",
                "http://www.mapped.test/g.pdf",
            )
        ),
        headers=PACKED,
    ),
    "www.mapped.test/shjf/hidden.html": page("缴费"),
    # a site map under the usual name, on a site that answers every address with the same page
    "www.soft.test/": page("首页", *[(f"/show/{n}.html", f"栏目{n}") for n in range(12)]),
    **{
        f"www.soft.test/{path}": page("出错", body=f"{TEXT} 抱歉")
        for path in ("sitemap.xml", *(f"show/{n}.html" for n in range(12)))
    },
    "www.news.test/": page(
        "首页", *NEWS, ("/dk.html", "贷款"), ("https://card.news-card.test/", "信用卡中心")
    ),
    "www.news.test/dk.html": page("贷款", body=f"{TEXT}<a href='javascript:go(2)'>下一页</a>"),
    **{f"www.news.test{path}": page(text, body=TEXT + "活" * n) for n, (path, text) in enumerate(NEWS)},
    "www.heavy.test/": page("首页", *[(f"/{n}.html", f"贷款{n}") for n in range(9)]),
    **{
        f"www.heavy.test/{n}.html": Reply(
            page(f"贷款{n}", body="字" * 40_000).body, headers=(("Content-Type", HTML),)
        )
        for n in range(9)
    },
}
BANKS = ("mapped", "soft", "news", "heavy")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Web]]:
    project = make_project(tmp_path_factory.mktemp("focus"))
    for bank_id in BANKS:
        project.add_bank(bank_id)
    project.add_wave(budget={"pages": 60, "bytes": 500_000})
    with serving(Web(dict(PAGES))) as web:
        project.crawl("bank_site", web.proxy)
        yield project, web


def rows(project: Project, source: str, owner_id: str | None) -> list[tuple[str, Outcome, str | None]]:
    return [
        (fetch.url, fetch.outcome, fetch.detail)
        for fetch in project.fetches()
        if (fetch.source, fetch.owner_id) == (source, owner_id) and not fetch.url.startswith("https://www.")
    ]


def test_a_page_that_only_a_packed_sitemap_names_is_read(crawled: tuple[Project, Web]) -> None:
    project, web = crawled
    found = {fetch.url: fetch for fetch in project.fetches() if fetch.owner_id == "mapped"}
    hidden = found["http://www.mapped.test/shjf/hidden.html"]
    assert (hidden.outcome, hidden.depth) == (Outcome.OK, 4)  # a level below the wave's three
    assert hidden.parent_url == "http://www.mapped.test/pages.xml.gz"
    assert not any(name.startswith("other.test") for name in web.hits)
    assert web.hits["www.mapped.test/g.pdf"] == 0


def test_sitemaps_are_rows_of_their_hosts_and_asked_once(crawled: tuple[Project, Web]) -> None:
    project, web = crawled
    kept = {url: outcome for url, outcome, _ in rows(project, "sitemap", None)}
    assert kept == {
        "http://www.mapped.test/all.xml": Outcome.OK,
        "http://www.mapped.test/pages.xml.gz": Outcome.OK,
        "http://www.soft.test/sitemap.xml": Outcome.OK,
        "http://www.news.test/sitemap.xml": Outcome.GONE,
        "http://www.heavy.test/sitemap.xml": Outcome.GONE,
    }
    assert web.hits["www.mapped.test/sitemap.xml"] == 0
    assert web.hits["www.news.test/sitemap.xml"] == 1


def test_a_site_that_always_shows_the_same_page_is_given_up_there(crawled: tuple[Project, Web]) -> None:
    project, web = crawled
    assert sum(name.startswith("www.soft.test/show/") for name in web.hits) == 6
    ((url, outcome, detail),) = rows(project, "passed_over", "soft")
    assert (url, outcome) == ("http://www.soft.test/show/6.html", Outcome.OVER_BUDGET)
    assert detail == "6 passed over: nothing new in 5 pages of www.soft.test/show/{n}.html"


def test_an_archive_of_news_is_read_in_part_and_no_gap_of_the_visit(crawled: tuple[Project, Web]) -> None:
    project, web = crawled
    assert sum(name.startswith("www.news.test/xwzx/") for name in web.hits) == 10
    assert {outcome for _, outcome, _ in rows(project, "bank_site", "news")} == {Outcome.OK}
    details = {url: detail for url, _, detail in rows(project, "passed_over", "news")}
    assert details["http://www.news.test/dk.html"] == "turns pages by script"


def test_an_undeclared_domain_is_told_and_not_asked(crawled: tuple[Project, Web]) -> None:
    project, web = crawled
    assert rows(project, "undeclared", "news") == [
        (
            "https://card.news-card.test/",
            Outcome.WRONG_SITE,
            "news-card.test is no domain of the bank; 1 of its pages link there so",
        )
    ]
    assert not any("news-card" in name for name in web.hits)


def test_a_heavy_site_ends_with_its_bytes(crawled: tuple[Project, Web]) -> None:
    project, _ = crawled
    ended = [(outcome, detail) for _, outcome, detail in rows(project, "bank_site", "heavy")]
    # home page and five pages of 120,000 bytes
    assert ended.count((Outcome.OK, None)) == 6
    assert ended.count((Outcome.OVER_BUDGET, "budget of 500000 bytes used up")) == 4


def test_another_run_adds_no_row(crawled: tuple[Project, Web]) -> None:
    project, web = crawled
    before = project.fetches()
    web.hits.clear()
    project.crawl("bank_site", web.proxy, "-a", f"banks={','.join(BANKS)}")
    assert project.fetches() == before
    assert web.n_hits() == 0
