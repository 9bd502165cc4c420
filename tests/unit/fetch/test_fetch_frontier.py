"""The frontier's order is explained, learns within a site, and knows how near every page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from collector.fetch.frontier import LISTED_ONLY, Frontier
from collector.fetch.links import FRAME_REGION, Link
from collector.fetch.promise import Promise, promise_of
from collector.fetch.seen import Seen

if TYPE_CHECKING:
    from random import Random

HOME = "https://www.alpha.test/"


def link(path: str, text: str = "更多", region: str = "") -> Link:
    return Link(f"{HOME}{path}", text, region)


def started(**more: int) -> Frontier:
    frontier = Frontier(**more)
    frontier.add_seed(HOME)
    assert frontier.pop().url == HOME
    return frontier


def order(frontier: Frontier) -> list[str]:
    found = []
    while (candidate := frontier.pop()) is not None:
        found.append(candidate.url.removeprefix(HOME))
    return found


def test_every_candidate_says_why_it_has_its_place() -> None:
    frontier = started()
    frontier.add(link("a", "手机银行缴费"), depth=1, parent_url=HOME)
    frontier.add(link("xwzx/b", "公告"), depth=1, parent_url=HOME)
    assert frontier.pop().reason == "life payments in the anchor, with another"
    assert frontier.pop().reason == "says nothing, less news in the address"


def test_a_topic_sinks_with_its_pages_so_that_another_gets_its_turn() -> None:
    frontier = started()
    for number in range(8):
        frontier.add(link(f"dk/{number}", "贷款"), depth=1, parent_url=HOME)
    frontier.add(link("zf", "在线支付"), depth=1, parent_url=HOME)
    frontier.add(link("fw", "服务功能"), depth=1, parent_url=HOME)
    # 36 points for loans, less 3 a page: 36, 33 < 34 for payments; 36 - 4 * 3 = 24 < 26 for functions
    assert order(frontier)[:6] == ["dk/0", "zf", "dk/1", "dk/2", "dk/3", "fw"]


def test_a_link_that_says_nothing_inherits_from_its_page_and_news_do_not() -> None:
    wealth = promise_of(link("x", "理财"))
    assert promise_of(link("y", "查看详情"), wealth).points == wealth.points // 4
    assert promise_of(link("y", "新闻"), wealth).points < 0
    news = promise_of(link("x", "新闻"))
    assert promise_of(link("y", "查看详情"), news) == Promise(0, None, None, "says nothing")


def test_a_notice_deposit_is_no_notice() -> None:
    assert promise_of(link("x", "通知存款")).dull is None
    assert promise_of(link("x", "关于调整存款利率的通知")).dull == "notices"


def test_a_shorter_way_brings_a_page_and_what_lies_behind_it_nearer() -> None:
    frontier = started(max_depth=3)
    frontier.add(link("a"), depth=1, parent_url=HOME)
    frontier.add(link("life", "缴费"), depth=3, parent_url=f"{HOME}a")
    life = frontier.pop()
    assert (life.url, life.depth) == (f"{HOME}life", 3)
    frontier.add(link("life/water", "水费缴费"), depth=4, parent_url=life.url)
    frontier.add(link("life/frame", "缴费", FRAME_REGION), depth=3, parent_url=life.url)
    assert order(frontier) == ["life/frame", "a"]  # four links away is too deep
    frontier.add(link("life", "生活"), depth=1, parent_url=HOME)
    water = frontier.pop()
    assert (water.url, water.depth, water.parent_url) == (f"{HOME}life/water", 2, life.url)


def test_an_unread_page_that_stands_nearer_than_thought_is_told() -> None:
    frontier = started(max_depth=4)
    frontier.add(link("far"), depth=4, parent_url=HOME)
    frontier.pop()
    frontier.blocked(f"{HOME}far")
    assert frontier.nearer() == []
    frontier.add(link("far", "缴费"), depth=1, parent_url=HOME)
    assert [(one.url, one.depth) for one in frontier.nearer()] == [(f"{HOME}far", 1)]
    frontier.took(f"{HOME}far", Seen())
    assert frontier.nearer() == []


def test_what_only_a_sitemap_names_is_asked_and_is_never_left_over() -> None:
    frontier = started(max_depth=2)
    for path in ("mobile/sjyh.html", "b"):
        frontier.add(link(path, ""), depth=3, parent_url=f"{HOME}sitemap.xml", is_listed=True)
    frontier.add(link("c"), depth=1, parent_url=HOME)
    frontier.add(link("deep"), depth=3, parent_url=HOME)
    assert frontier.pop().url == f"{HOME}mobile/sjyh.html"
    assert [one.url for one in frontier.drain()] == [f"{HOME}c"]
    assert [(one.n_pages, one.reason) for one in frontier.passed_over()] == [(1, LISTED_ONLY)]


def test_a_linked_page_of_a_sitemap_is_left_over_like_any_other() -> None:
    frontier = started(max_depth=2)
    frontier.add(link("b", ""), depth=3, parent_url=f"{HOME}sitemap.xml", is_listed=True)
    frontier.add(link("b"), depth=1, parent_url=HOME)
    assert [(one.url, one.depth) for one in frontier.drain()] == [(f"{HOME}b", 1)]


def test_where_a_redirect_led_a_way_to_its_end_is_a_way_to_its_start() -> None:
    frontier = started(max_depth=3)
    frontier.add(link("old"), depth=3, parent_url=HOME)
    frontier.pop()
    frontier.mark_seen(f"{HOME}new", of=f"{HOME}old")
    frontier.add(link("child"), depth=4, parent_url=f"{HOME}old")
    assert frontier.pop() is None
    frontier.add(link("new"), depth=1, parent_url=HOME)
    child = frontier.pop()
    assert (child.url, child.depth) == (f"{HOME}child", 2)


def test_parameters_in_another_order_are_the_same_page() -> None:
    frontier = started()
    frontier.add(link("a?x=1&y=2"), depth=1, parent_url=HOME)
    frontier.add(link("a?y=2&x=1"), depth=1, parent_url=HOME)
    assert order(frontier) == ["a?x=1&y=2"]


PATHS = st.lists(st.from_regex(r"[a-c]/[a-z]{1,3}(\?[ab]=[0-9])?", fullmatch=True), max_size=25)
TEXTS = st.sampled_from(["手机银行", "贷款", "更多", "公告", "新闻", "", "下一页"])


@settings(max_examples=60)
@given(PATHS, st.lists(TEXTS, min_size=25, max_size=25), st.randoms(use_true_random=False))
def test_another_order_of_discovery_gives_the_same_pages_at_the_same_depth(
    paths: list[str], texts: list[str], chance: Random
) -> None:
    links = [link(path, text) for path, text in zip(paths, texts, strict=False)]
    one, other = started(), started()
    for found in links:
        one.add(found, depth=1 + len(found.text), parent_url=HOME)
    chance.shuffle(links)
    for found in links:
        other.add(found, depth=1 + len(found.text), parent_url=HOME)
    pages = [{(c.url, c.depth) for c in frontier.drain()} for frontier in (one, other)]
    assert pages[0] == pages[1]


@settings(max_examples=60)
@given(PATHS, st.lists(TEXTS, min_size=25, max_size=25))
def test_the_same_discovery_gives_the_same_order(paths: list[str], texts: list[str]) -> None:
    frontiers = (started(), started())
    for frontier in frontiers:
        for path, text in zip(paths, texts, strict=False):
            frontier.add(link(path, text), depth=1, parent_url=HOME)
    assert order(frontiers[0]) == order(frontiers[1])
