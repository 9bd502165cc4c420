"""A visit spends what it may, follows sitemaps without believing them, and tells what it passed over."""

from __future__ import annotations

from dataclasses import replace

from test_fetch_visit import BANK, BUDGET, HOME, link, next_page, take, visit

from collector.fetch.links import SITEMAP_REGION, Link
from collector.fetch.notes import PASSED_SOURCE, SCRIPT_PAGER, UNDECLARED_SOURCE
from collector.fetch.seen import Seen
from collector.fetch.sitemaps import MAX_FILES, SITEMAP_SOURCE
from collector.fetch.visit import SiteVisit
from collector.models import Site
from collector.words import Outcome


def limited(**limits: float) -> SiteVisit:
    return SiteVisit(BANK, Site("alpha"), replace(BUDGET, **limits), (HOME,), can_render=False)


def taken(one: SiteVisit, seen: Seen, links: tuple[Link, ...] = (), outcome: Outcome = Outcome.OK) -> None:
    ask = next_page(one)
    assert ask is not None
    one.took(ask, outcome, ask.url, links, seen)


def test_bytes_used_up_leave_the_rest_over_and_say_so() -> None:
    one = limited(bytes=1000)
    taken(one, Seen(n_bytes=600), (link("/a"), link("/b")))
    taken(one, Seen(n_bytes=400))
    assert next_page(one) is None
    asks, why = one.left_over()
    assert [ask.url for ask in asks] == ["https://www.alpha.test/b"]
    assert why == "budget of 1000 bytes used up"


def test_minutes_are_counted_while_an_answer_is_waited_for_also_in_vain() -> None:
    one = limited(minutes=1)
    taken(one, Seen(seconds=1.0), tuple(link(f"/{n}") for n in range(5)))
    taken(one, Seen(seconds=59.5), outcome=Outcome.TIMEOUT)
    assert next_page(one) is None
    asks, why = one.left_over()
    assert (len(asks), why) == (4, "budget of 1 minutes used up")


def test_no_limit_is_no_limit() -> None:
    one = visit()
    taken(one, Seen(n_bytes=10**12, seconds=10.0**9), (link("/a"),))
    assert next_page(one) is not None


def test_every_host_that_gave_a_page_is_asked_once_for_its_sitemap() -> None:
    one = visit()
    take(one, links=(link("/a"), Link("http://m.alpha.test/b", "手机银行", "")))
    sitemaps = []
    while (ask := one.next_ask()) is not None:
        sitemaps += [ask.url] if ask.source == SITEMAP_SOURCE else []
        one.took(ask, Outcome.OK if ask.source != SITEMAP_SOURCE else Outcome.GONE, ask.url)
    assert sitemaps == ["https://www.alpha.test/sitemap.xml", "https://m.alpha.test/sitemap.xml"]


def test_the_sitemaps_of_robots_txt_take_the_place_of_the_usual_one() -> None:
    one = visit()
    named = ("https://www.alpha.test/map.xml.gz", "https://cdn.other.test/map.xml")
    taken(one, Seen(sitemaps=named))
    ask = one.next_ask()
    assert (ask.source, ask.owner_id, ask.url) == (SITEMAP_SOURCE, None, "https://www.alpha.test/map.xml.gz")
    one.took(ask, Outcome.OK, ask.url, (Link("https://www.alpha.test/2.xml", "", SITEMAP_REGION),))
    assert one.next_ask().url == "https://www.alpha.test/2.xml"


def test_a_sitemap_of_sitemaps_without_end_ends() -> None:
    one = visit()
    take(one)
    n_asked = 0
    while (ask := one.next_ask()) is not None:
        n_asked += 1
        more = Link(f"https://www.alpha.test/s{n_asked}.xml", "", SITEMAP_REGION)
        one.took(ask, Outcome.OK, ask.url, (more,))
    assert n_asked == MAX_FILES


def test_a_failing_sitemap_is_no_failure_of_the_site() -> None:
    one = visit()
    take(one, links=tuple(link(f"/{n}") for n in range(8)))
    ask = one.next_ask()
    assert one.is_probe(ask)
    one.took(ask, Outcome.TIMEOUT, ask.url)
    for _ in range(4):
        take(one, Outcome.TIMEOUT)
    assert next_page(one) is not None


def test_pages_of_a_sitemap_come_by_promise_and_are_no_part_of_what_must_be_read() -> None:
    one = visit(pages=3, depth=2)
    take(one, links=(link("/x"),))
    ask = one.next_ask()
    names = ("grdk/a.html", "xwzx/b.html", "shjf/c.html", "x")
    one.took(ask, Outcome.OK, ask.url, tuple(Link(HOME + name, "", "") for name in names))
    assert [(page.url.removeprefix(HOME), page.depth) for page in (take(one), take(one))] == [
        ("shjf/c.html", 3),
        ("grdk/a.html", 3),
    ]
    asks, _ = one.left_over()
    assert [(ask.url, ask.depth) for ask in asks] == [(f"{HOME}x", 1)]
    assert [note.detail for note in one.notes()] == [
        "1 passed over: named by a sitemap only, no room in the budget"
    ]


def test_a_blocked_page_found_nearer_later_is_told_again_with_its_depth() -> None:
    one = visit(depth=2)
    take(one, links=(link("/menu"),))
    ask = one.next_ask()
    one.took(ask, Outcome.OK, ask.url, (Link(f"{HOME}shjf.html", "", ""),))
    assert take(one, Outcome.FORBIDDEN).depth == 3
    take(one, links=(link("/shjf.html", "缴费"),))
    asks, _ = one.left_over()
    assert [(ask.url, ask.depth, ask.parent_url) for ask in asks] == [(f"{HOME}shjf.html", 2, f"{HOME}menu")]


def test_a_page_seen_before_counts_as_read_and_leads_nowhere() -> None:
    one = visit()
    taken(one, Seen(content="1"), (link("/a", "贷款"), link("/b", "存款")))
    taken(one, Seen(content="2"), (link("/c", "新闻"),))
    taken(one, Seen(content="2"), (link("/d", "缴费"),))
    assert take(one).url == f"{HOME}c"
    assert next_page(one) is None
    assert one.left_over()[0] == []


def test_news_do_not_eat_the_budget_and_the_note_says_how_many_there_were() -> None:
    one = visit(pages=60)
    news = tuple(link(f"/xwzx/{n}.html", f"我行举办活动{n}") for n in range(50))
    take(one, links=(link("/dk.html", "贷款"), *news))
    read = []
    while (ask := next_page(one)) is not None:
        read.append(ask.url)
        one.took(ask, Outcome.OK, ask.url)
    assert len([url for url in read if "/xwzx/" in url]) == 10
    assert one.left_over()[0] == []
    (note,) = one.notes()
    assert (note.source, note.outcome, note.url) == (
        PASSED_SOURCE,
        Outcome.OVER_BUDGET,
        "http://www.alpha.test/xwzx/10.html",
    )
    assert note.detail == "40 passed over: 10 pages of www.alpha.test/xwzx/{n}.html read"


def test_product_lists_are_turned_and_news_are_not() -> None:
    one = visit(pages=100, depth=20)
    take(one, links=(link("/licai/", "理财产品"), link("/news/", "新闻")))
    turned: dict[str, int] = {"licai": 0, "news": 0}
    while (ask := next_page(one)) is not None:
        name = ask.url.removeprefix(HOME).partition("/")[0]
        turned[name] += 1
        one.took(ask, Outcome.OK, ask.url, (link(f"/{name}/index_{turned[name] + 1}.html", "下一页"),))
    assert turned == {"licai": 10, "news": 2}
    assert {note.detail for note in one.notes()} == {
        "1 passed over: pages after 10 of http://www.alpha.test/licai/index_{page}.html",
        "1 passed over: pages after 2 of http://www.alpha.test/news/index_{page}.html",
    }


def test_lists_turned_by_script_and_undeclared_domains_are_noted() -> None:
    one = visit()
    card = Link("https://card.beta.test/index.html", "信用卡中心", "")
    others = (Link("https://www.news.test/1", "新华网", ""), Link("https://pay.alpha.test/", "生活缴费", ""))
    taken(one, Seen(has_script_pager=True), (link("/a"), card, *others))
    taken(one, Seen(), (card,))
    pager, stranger = one.notes()
    assert (pager.source, pager.url, pager.detail) == (PASSED_SOURCE, HOME, SCRIPT_PAGER)
    assert (stranger.source, stranger.outcome, stranger.url) == (
        UNDECLARED_SOURCE,
        Outcome.WRONG_SITE,
        "https://card.beta.test/index.html",
    )
    assert stranger.parent_url == HOME
    assert stranger.anchor_text == "信用卡中心"
    assert stranger.detail == "beta.test is no domain of the bank; 2 of its pages link there so"
