"""Pages without end are noticed from what came, and news and long lists have an allowance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.fetch.allowances import (
    MAX_DULL,
    MAX_LIST_PAGES,
    MAX_NEWS_LIST_PAGES,
    MAX_PLAIN_LIST_PAGES,
    Allowances,
    turned,
)
from collector.fetch.links import Link
from collector.fetch.promise import SEED, promise_of
from collector.fetch.seen import Seen, look, turns_by_script
from collector.fetch.shapes import calendar_of, page_of_list, shape_of
from collector.fetch.traps import MAX_DATES, MAX_STALE, MAX_STALE_SITE, Traps, is_endless_path

HOME = "https://www.alpha.test/"
TEXT = (
    "本行为您提供手机银行、网上银行等服务，您可以随时办理转账汇款、账户查询、生活缴费等业务，欢迎使用。" * 2
)


def page(text: str, *links: str) -> str:
    anchors = "".join(f"<a href='{href}'>更多</a>" for href in links)
    return f"<html><body><p>{text}</p>{anchors}</body></html>"


def linked(*urls: str) -> list[Link]:
    return [Link(url, "更多", "") for url in urls]


@pytest.mark.parametrize(
    ("path", "is_endless"),
    [
        ("/cn/news/cn/news/1.html", True),
        ("/a/a/a/1.html", True),
        ("/a/b/a/c/a/d/a/1.html", True),
        ("/" + "/".join("abcdefghijklm") + "/1.html", True),
        ("/cn/personal/cn/1.html", False),
        ("/2019/01/01/1.html", False),
        ("/portal/zh_CN/home/grjr/grdk/index.html", False),
    ],
)
def test_a_path_that_repeats_itself_has_no_end(path: str, is_endless: bool) -> None:
    assert is_endless_path(path) is is_endless


def test_texts_that_differ_in_numbers_only_are_nothing_new() -> None:
    first, second = look(page(f"{TEXT} 2018年3月"), []), look(page(f"{TEXT}  2018年 4月"), [])
    assert first.content != second.content
    assert first.gist == second.gist
    assert look(page(TEXT), []).content != look(page(TEXT), linked(f"{HOME}x.html")).content
    assert look(page(TEXT), linked(f"{HOME}a/x.html")) == look(page(TEXT), linked(f"{HOME}zh/a/x.html"))
    assert look(page("短"), []).content is None


def test_ever_new_parameters_that_show_nothing_new_are_given_up() -> None:
    traps = Traps()
    for number in range(MAX_STALE + 1):
        url = f"{HOME}list.do?key={chr(97 + number)}"
        assert traps.reason(url) is None, number
        traps.took(url, look(page(f"{TEXT} 第{number}次"), []), is_promising=False)
    assert traps.reason(f"{HOME}list.do?key=z") == "nothing new in 5 pages of www.alpha.test/list.do?"
    assert traps.reason(f"{HOME}other.do?key=z") is None


def test_among_products_another_number_may_be_another_product() -> None:
    traps = Traps()
    for number in range(20):
        traps.took(f"{HOME}p/{number}.html", look(page(f"{TEXT} 添利{number}号"), []), is_promising=True)
    assert traps.reason(f"{HOME}p/99.html") is None


def test_a_new_text_keeps_a_shape_open() -> None:
    traps = Traps()
    for number in range(20):
        text = f"{TEXT}{'很' * (number // MAX_STALE)}"
        traps.took(f"{HOME}p/{number}.html", look(page(text), []), is_promising=False)
    assert traps.reason(f"{HOME}p/99.html") is None


def test_pages_that_say_the_same_under_nonsense_addresses_are_given_up() -> None:
    """A soft 404: whatever the number, the same text."""
    traps = Traps()
    for number in range(MAX_STALE + 1):
        traps.took(f"{HOME}show/{number}.html", look(page(f"{TEXT} 抱歉"), []), is_promising=False)
    assert traps.reason(f"{HOME}show/77.html") == "nothing new in 5 pages of www.alpha.test/show/{n}.html"


def test_a_calendar_is_left_after_a_few_dates_whatever_it_shows() -> None:
    traps = Traps()
    for month in range(1, MAX_DATES + 1):
        url = f"{HOME}events?year=2019&month={month}"
        assert traps.reason(url) is None
        traps.asked(url)
        traps.took(url, look(page(f"{TEXT}{'活动' * month}"), []), is_promising=False)
    assert traps.reason(f"{HOME}events?year=2019&month=9") == "calendar www.alpha.test/events"


@pytest.mark.parametrize("head", ["zh/", "cn/web/"])
def test_a_mirror_is_known_after_three_twins(head: str) -> None:
    traps = Traps()
    for number in range(4):
        traps.took(f"{HOME}p{'x' * number}.html", look(page(TEXT * (number + 1)), []), is_promising=False)
    for number in range(3):
        twin = traps.took(
            f"{HOME}{head}p{'x' * number}.html", look(page(TEXT * (number + 1)), []), is_promising=False
        )
        assert twin == f"{HOME}p{'x' * number}.html"
    assert traps.reason(f"{HOME}{head}pxxx.html") == f"www.alpha.test/{head} mirrors www.alpha.test/"
    assert traps.reason(f"{HOME}{head}only-here.html") is None


def test_another_host_with_the_same_pages_is_a_mirror_too() -> None:
    traps = Traps()
    for host in ("www", "m"):
        for name in ("a", "b", "c"):
            traps.took(
                f"https://{host}.alpha.test/{name}.html", look(page(f"{TEXT}{name}"), []), is_promising=False
            )
    traps.took(f"{HOME}d.html", look(page(f"{TEXT}d"), []), is_promising=False)
    assert traps.reason("https://m.alpha.test/d.html") == "m.alpha.test/ mirrors www.alpha.test/"


def test_shapes_and_calendars() -> None:
    assert shape_of(f"{HOME}art/2019/3/12/art_12_345.html") == "www.alpha.test/art/{date}/art_{n}_{n}.html"
    assert calendar_of(f"{HOME}rates?date=2019-03-01&cur=usd") == "www.alpha.test/rates"
    assert calendar_of(f"{HOME}rates?id=20190301") is None


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("licai/index_3.html", 3),
        ("licai/index_2.jhtml", 2),
        ("news_12.jhtml", 12),
        ("list.do?type=1&pageNo=4", 4),
        ("eportal/ui?pageId=478550&currentPage=7&moduleId=1", 7),
        ("page/2/", 2),
    ],
)
def test_the_page_of_a_list_is_told_by_its_address(path: str, number: int) -> None:
    found = page_of_list(HOME + path)
    assert found is not None
    assert found[1] == number


@pytest.mark.parametrize("path", ["news/123.jhtml", "a/20190301.html", "ui?pageId=478550", "b/1234.html"])
def test_an_article_is_no_page_of_a_list(path: str) -> None:
    assert page_of_list(HOME + path) is None


@pytest.mark.parametrize(
    ("of_list", "limit"),
    [("理财产品", MAX_LIST_PAGES), ("更多", MAX_PLAIN_LIST_PAGES), ("新闻", MAX_NEWS_LIST_PAGES)],
)
def test_lists_are_turned_as_far_as_they_promise(of_list: str, limit: int) -> None:
    parent = promise_of(Link(f"{HOME}x/", of_list, ""))
    for number in (2, limit, limit + 1, 400):
        next_page = Link(f"{HOME}x/index_{number}.html", "下一页", "")
        promise, why = turned(next_page, promise_of(next_page, parent), parent)
        assert promise == parent
        assert (why is not None) is (number > limit), number


def test_a_word_in_a_lists_address_is_no_turning_of_pages() -> None:
    found = Link(f"{HOME}ui?page=12", "手机银行", "")
    assert turned(found, promise_of(found), SEED) == (promise_of(found), None)


def test_news_have_an_allowance_and_offers_have_none() -> None:
    allowances = Allowances(n_pages=300)
    news, loan = promise_of(Link(f"{HOME}xwzx/1.html", "", "")), promise_of(Link(f"{HOME}1", "贷款", ""))
    for number in range(MAX_DULL):
        assert allowances.reason(f"{HOME}xwzx/{number}.html", news) is None
        allowances.asked(f"{HOME}xwzx/{number}.html", news)
        allowances.asked(f"{HOME}dk/{number}.html", loan)
    assert allowances.reason(f"{HOME}xwzx/99.html", news) == "10 pages of www.alpha.test/xwzx/{n}.html read"
    assert allowances.reason(f"{HOME}xwzx/index.html", news) is None
    assert allowances.reason(f"{HOME}dk/99.html", loan) is None


def test_many_small_archives_share_one_allowance() -> None:
    allowances = Allowances(n_pages=100)  # a fifth: 20
    news = promise_of(Link(f"{HOME}xwzx/1.html", "", ""))
    for name in "abcd":
        for number in range(5):
            allowances.asked(f"{HOME}xwzx/{name}/{number}.html", news)
    assert allowances.reason(f"{HOME}xwzx/e/1.html", news) == "20 pages that promise no offer read"


@pytest.mark.parametrize(
    ("html", "is_script"),
    [
        ("<a href='javascript:goPage(2)'>下一页</a>", True),
        ('<a href="#" onclick="turn(2)"><span>下一页</span></a>', True),
        ("<a onclick=next()>下页</a>", True),
        ("<a href='index_2.html'>下一页</a>", False),
        ("<a href='javascript:void(0)'>更多</a> 下一页", False),
    ],
)
def test_a_list_that_turns_its_pages_by_script_is_noticed(html: str, is_script: bool) -> None:
    assert turns_by_script(html) is is_script


@given(
    st.from_regex(
        r"(/[a-z]{1,4}){0,6}/[a-z0-9_-]{1,8}\.html(\?[a-z]{1,6}=[a-z0-9-]{0,10}(&p=\d{1,3})?)?",
        fullmatch=True,
    )
)
def test_shape_and_list_of_any_url_keep_its_host(path: str) -> None:
    url = f"https://www.alpha.test{path}"
    assert shape_of(url).startswith("www.alpha.test/")
    of_list = page_of_list(url)
    assert of_list is None or of_list[0].startswith("https://www.alpha.test/")


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=30))
def test_a_page_asked_twice_is_its_own_twin_never(names: list[str]) -> None:
    traps = Traps()
    for name in names:
        url = f"{HOME}{name}.html"
        assert traps.took(url, look(page(f"{TEXT}{name}"), []), is_promising=False) is None


def test_a_site_that_answers_any_address_alike_is_left() -> None:
    traps = Traps()
    for n in range(MAX_STALE_SITE + 1):
        assert traps.reason("http://b.test/next.html") is None
        traps.took(
            f"http://b.test/{'x' * n}.html", Seen(content=f"{n}", text="a", gist="g"), is_promising=True
        )
    assert traps.reason("http://b.test/next.html") == "nothing new in 15 pages of the site"
    traps.took("http://b.test/other.html", Seen(content="c", text="b", gist="h"), is_promising=True)
    assert traps.reason("http://b.test/next.html") is None
