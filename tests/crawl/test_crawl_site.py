"""One crawl over several made-up banks, each with one difficulty; the claims are read from its archive."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from crawl_project import Project, make_project
from loopback_web import TEXT, Reply, Web, page, serving

from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Fetch

LINKS = [
    ("/news.html", "新闻动态"),
    ("/product.html", "理财产品"),
    ("/mobile.html", "手机银行"),
    ("/x.html", "更多"),
]
PLAIN = (("Content-Type", "text/plain"),)
GBK = (
    "<html><head><meta charset=gb2312></head><body>"
    + TEXT
    + "<a href='/next.html'>网上银行</a></body></html>"
)

PAGES = {
    # order: services first, then plain links, news last; budget 4 leaves one over
    "www.order.test/": page("首页", *LINKS),
    **{f"www.order.test{path}": page(text) for path, text in LINKS},
    "www.robots.test/robots.txt": Reply(b"User-agent: *\nDisallow: /private/\n", headers=PLAIN),
    "www.robots.test/": page("首页", ("/private/a.html", "手机银行"), ("/open.html", "网银")),
    "www.robots.test/private/a.html": page("秘密"),
    "www.robots.test/open.html": page("公开"),
    "www.away.test/": page("首页", ("/go.html", "积分"), ("/hop.html", "网银"), ("http://other.test/", "别")),
    "www.away.test/go.html": Reply(status=302, headers=(("Location", "http://other.test/shop"),)),
    "www.away.test/hop.html": Reply(status=301, headers=(("Location", "/there.html"),)),
    "www.away.test/there.html": page("网银"),
    "other.test/shop": page("别家"),
    "www.script.test/": Reply(b"<html><script>window.location.href='/home/'</script></html>"),
    "www.script.test/home/": page("首页"),
    "www.cookie.test/": Reply(status=302, headers=(("Location", "/in"),)),
    "www.cookie.test/in": Reply(status=302, headers=(("Location", "/in"),)),
    "www.packed.test/": Reply(
        gzip.compress(GBK.encode("gb18030")),
        headers=(("Content-Type", "text/html; charset=gb2312"), ("Content-Encoding", "gzip")),
    ),
    "www.packed.test/next.html": page("网银"),
    "www.big.test/": page(
        "首页", ("/big.html", "手机银行"), ("/slow.html", "网上银行"), ("/down.html", "存款")
    ),
    "www.big.test/big.html": Reply(b"x" * (8 * 1024 * 1024 + 1)),
    "www.big.test/slow.html": page("慢", delay=4.0),
    "www.big.test/down.html": Reply(b"oops", status=500),
    "www.dead.test/": Reply(is_dropped=True),
    "www.frames.test/": Reply(
        b"<html><frameset><frame src='left.html'><frame src='main.html'></frameset></html>"
    ),
    "www.frames.test/left.html": page("菜单", ("/sub.html", "微信银行")),
    "www.frames.test/main.html": page("正文"),
    "www.frames.test/sub.html": page("微信"),
}
BANKS = ("order", "robots", "away", "script", "cookie", "packed", "big", "dead", "frames", "nowhere")


@dataclass(frozen=True)
class Crawled:
    project: Project
    web: Web
    fetches: list[Fetch]

    def of(self, bank_id: str) -> dict[str, Fetch]:
        """Last attempt by URL, without scheme and host."""
        host = f"://www.{bank_id}.test"
        rows = {}
        for fetch in self.fetches:
            if fetch.owner_id == bank_id and not fetch.url.startswith("https"):
                rows[fetch.url.partition(host)[2]] = fetch
        return rows

    def outcomes(self, bank_id: str) -> dict[str, Outcome]:
        return {path: fetch.outcome for path, fetch in self.of(bank_id).items()}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    project = make_project(tmp_path_factory.mktemp("sites"))
    for bank_id in BANKS:
        project.add_bank(bank_id)
    project.add_bank("unknown", website_url="")
    project.add_wave(budget={"pages": 4, "timeout_seconds": 2.0})
    with serving(Web(dict(PAGES))) as web:
        project.crawl("bank_site", web.proxy)
        yield Crawled(project, web, project.fetches())


def test_the_best_pages_come_first_and_the_rest_is_over_budget(crawled: Crawled) -> None:
    assert crawled.outcomes("order") == {
        "/": Outcome.OK,
        "/mobile.html": Outcome.OK,
        "/product.html": Outcome.OK,
        "/x.html": Outcome.OK,
        "/news.html": Outcome.OVER_BUDGET,
    }
    left = crawled.of("order")["/news.html"]
    assert (left.depth, left.anchor_text, left.segment) == (1, "新闻动态", None)
    assert crawled.web.hits["www.order.test/news.html"] == 0


def test_pages_are_asked_best_first(crawled: Crawled) -> None:
    offsets = sorted((fetch.offset, path) for path, fetch in crawled.of("order").items() if fetch.segment)
    assert [path for _, path in offsets] == ["/", "/mobile.html", "/product.html", "/x.html"]


def test_https_is_tried_once_per_host_and_http_follows(crawled: Crawled) -> None:
    tries = [f for f in crawled.fetches if f.owner_id == "order" and f.url.startswith("https:")]
    assert [(f.url, f.outcome) for f in tries] == [("https://www.order.test/", Outcome.CONNECT_FAILED)]


def test_robots_are_obeyed_and_recorded(crawled: Crawled) -> None:
    assert crawled.outcomes("robots")["/private/a.html"] is Outcome.ROBOTS_DISALLOWED
    assert crawled.outcomes("robots")["/open.html"] is Outcome.OK
    assert crawled.web.hits["www.robots.test/private/a.html"] == 0
    assert crawled.web.hits["www.robots.test/robots.txt"] == 1
    kept = [f for f in crawled.fetches if f.url.endswith("www.robots.test/robots.txt")]
    assert [(f.url.partition(":")[0], f.source, f.owner_id, f.outcome) for f in kept] == [
        ("http", "robots", None, Outcome.OK),
        ("https", "robots", None, Outcome.CONNECT_FAILED),
    ]


def test_a_redirect_out_of_the_bank_is_recorded_and_not_followed(crawled: Crawled) -> None:
    row = crawled.of("away")["/go.html"]
    assert (row.outcome, row.http_status) == (Outcome.WRONG_SITE, 302)
    assert row.detail == "redirects to http://other.test/shop"
    assert not any(name.startswith("other.test") for name in crawled.web.hits)


def test_a_redirect_within_the_bank_is_one_row_with_both_addresses(crawled: Crawled) -> None:
    row = crawled.of("away")["/hop.html"]
    assert (row.outcome, row.final_url) == (Outcome.OK, "http://www.away.test/there.html")
    assert "/there.html" not in crawled.of("away")


def test_a_page_that_is_only_a_script_redirect_is_followed(crawled: Crawled) -> None:
    row = crawled.of("script")["/"]
    assert (row.outcome, row.final_url) == (Outcome.OK, "http://www.script.test/home/")


def test_a_redirect_without_end_ends(crawled: Crawled) -> None:
    row = crawled.of("cookie")["/"]
    assert row.outcome is Outcome.SERVER_ERROR
    assert row.detail == "redirects without end, last to http://www.cookie.test/in"


def test_bodies_are_kept_unpacked_and_undecoded(crawled: Crawled) -> None:
    archive = crawled.project.archive()
    capture = archive.read(crawled.of("packed")["/"])
    archive.close()
    assert capture.body == GBK.encode("gb18030")
    assert dict(capture.headers)["Content-Type"] == "text/html; charset=gb2312"
    assert crawled.outcomes("packed")["/next.html"] is Outcome.OK


def test_too_large_slow_and_broken_pages_have_their_outcomes(crawled: Crawled) -> None:
    found = crawled.outcomes("big")
    assert found["/big.html"] is Outcome.TOO_LARGE
    assert found["/slow.html"] is Outcome.TIMEOUT
    assert found["/down.html"] is Outcome.SERVER_ERROR


def test_only_what_may_pass_is_tried_three_times(crawled: Crawled) -> None:
    attempts = {path: fetch.attempt for path, fetch in crawled.of("big").items()}
    assert attempts == {
        "/": 1,
        "/big.html": 1,
        "/slow.html": 3,
        "/down.html": 3,
    }
    assert crawled.of("dead")["/"].attempt == 3
    assert crawled.web.hits["www.big.test/down.html"] == 3


def test_every_attempt_is_one_row(crawled: Crawled) -> None:
    assert len({fetch.fetch_id for fetch in crawled.fetches}) == len(crawled.fetches)
    attempts: dict[tuple[str | None, str], list[int]] = {}
    for fetch in crawled.fetches:
        attempts.setdefault((fetch.owner_id, fetch.url), []).append(fetch.attempt)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in attempts.values())


def test_a_host_that_does_not_exist_is_dns_failed(crawled: Crawled) -> None:
    assert crawled.outcomes("nowhere")["/"] is Outcome.DNS_FAILED


def test_frames_are_pages_of_their_page(crawled: Crawled) -> None:
    rows = crawled.of("frames")
    assert {path: (row.outcome, row.depth) for path, row in rows.items()} == {
        "/": (Outcome.OK, 0),
        "/left.html": (Outcome.OK, 0),
        "/main.html": (Outcome.OK, 0),
        "/sub.html": (Outcome.OK, 1),
    }


def test_a_served_wave_is_dated_by_its_clock(crawled: Crawled) -> None:
    assert {fetch.fetched_at.isoformat() for fetch in crawled.fetches} == {"2026-11-24T04:00:00+00:00"}


def test_every_bank_has_a_finish_mark_even_without_a_site(crawled: Crawled) -> None:
    archive = crawled.project.archive()
    marks = {mark.owner_id: mark.is_reached for mark in archive.finishes()}
    archive.close()
    assert marks.keys() == {*BANKS, "unknown"}
    assert not marks["dead"]
    assert not marks["unknown"]
    assert marks["order"]


def test_offline_with_the_server_down_replays_the_same(crawled: Crawled) -> None:
    before, hits = crawled.project.fetches(), crawled.web.n_hits()
    told = crawled.project.crawl("bank_site", "http://127.0.0.1:9", "-a", "offline=1")
    assert crawled.project.fetches() == before
    assert crawled.web.n_hits() == hits
    assert {fact["finished"]: fact["is_reached"] for fact in told}["order"]


def test_a_second_run_asks_only_for_what_had_failed(crawled: Crawled) -> None:
    crawled.web.hits.clear()
    crawled.project.crawl("bank_site", crawled.web.proxy, "-a", "banks=order,robots,packed,frames,big")
    assert set(crawled.web.hits) == {"www.big.test/slow.html", "www.big.test/down.html"}
