"""Which links a page has, and in which order they are worth asking for."""

from __future__ import annotations

from collector.fetch.frontier import Frontier
from collector.fetch.links import FRAME_REGION, Link, find_links
from collector.fetch.promise import promise_of

BASE = "http://www.alpha.test/index.html"


def score(link: Link) -> int:
    return promise_of(link).points


def urls(page: str) -> list[str]:
    return [link.url.removeprefix("http://www.alpha.test") for link in find_links(page, BASE)]


def test_frames_come_first_and_then_links_in_document_order() -> None:
    page = "<a href=b.html>乙</a><a href=a.html>甲</a><iframe src=menu.html></iframe><area href=map.html>"
    assert urls(page) == ["/menu.html", "/b.html", "/a.html", "/map.html"]
    assert find_links(page, BASE)[0].region == FRAME_REGION


def test_a_page_is_found_once_with_the_text_that_says_most() -> None:
    found = find_links("<a href='a.html#x'><img></a><a href='a.html'>手机银行</a>", BASE)
    assert [(link.url, link.text) for link in found] == [("http://www.alpha.test/a.html", "手机银行")]


def test_an_image_link_says_its_alt_text() -> None:
    assert find_links("<a href=a.html><img alt='网上银行'></a>", BASE)[0].text == "网上银行"


def test_links_written_in_scripts_are_found() -> None:
    page = """<li onclick="window.open('life/index.jsp?id=1')">缴费</li>
    <a href="javascript:go('/ebank/a.do')">网银</a><a href="javascript:void(0)">无</a>"""
    assert urls(page) == ["/life/index.jsp?id=1", "/ebank/a.do"]


def test_base_and_refresh_are_obeyed() -> None:
    page = (
        "<base href='http://m.alpha.test/x/'><meta http-equiv=refresh content='0; url=y.html'><a href=z>z</a>"
    )
    assert [link.url for link in find_links(page, BASE)] == [
        "http://m.alpha.test/x/y.html",
        "http://m.alpha.test/x/z",
    ]


def test_documents_logins_traps_and_unsafe_links_are_left_out() -> None:
    page = """<a href=a.pdf>章程</a><a href=/login.do>登录</a><a href=/app/download.apk>下载</a>
    <a href='mailto:x@y.test'>信</a><a href='http://10.0.0.1/'>内网</a><a href='ftp://alpha.test/'>文件</a>
    <a href='/a/b/a/b/a/b/a/b/c.html'>圈</a><a href='#top'>顶部</a><a href='index.html'>首页</a>"""
    assert urls(page) == []


def test_region_names_landmark_and_heading() -> None:
    page = "<nav id=top><div class=menu><h3>生活服务</h3><ul><li><a href=a.html>水费</a></ul></div></nav>"
    region = find_links(page, BASE)[0].region
    assert "生活服务" in region
    assert "nav" in region.split()
    assert "menu" in region.split()


def test_services_come_before_furniture_and_news_last() -> None:
    ordered = [
        Link("http://x.test/1", "生活缴费", ""),
        Link("http://x.test/2", "手机银行", ""),
        Link("http://x.test/3", "理财产品", ""),
        Link("http://x.test/4", "个人业务", ""),
        Link("http://x.test/5", "更多", ""),
        Link("http://x.test/6", "新闻中心", ""),
        Link("http://x.test/7", "社会招聘", ""),
    ]
    assert sorted(ordered, key=score, reverse=True) == ordered


def test_a_notice_about_mobile_banking_is_still_a_notice() -> None:
    assert score(Link("http://x.test/1", "关于手机银行升级的公告", "")) < score(
        Link("http://x.test/2", "服务", "")
    )


def test_url_and_heading_speak_where_the_anchor_does_not() -> None:
    plain = Link("http://x.test/a.html", "详情", "")
    assert score(Link("http://x.test/mobilebank/a.html", "详情", "")) > score(plain)
    assert score(Link("http://x.test/a.html", "详情", "便民缴费 main")) > score(plain)
    assert score(Link("http://x.test/2018/11/a.html", "详情", "")) < score(plain)


def test_equal_scores_go_by_depth_and_then_by_discovery() -> None:
    frontier = Frontier()
    for url, depth in (("http://x.test/1", 2), ("http://x.test/2", 1), ("http://x.test/3", 1)):
        frontier.add(Link(url, "更多", ""), depth=depth, parent_url=BASE)
    frontier.add_seed("http://x.test/0")
    frontier.add(Link("https://x.test/2", "再次", ""), depth=1, parent_url=BASE)
    assert [frontier.pop().url for _ in range(len(frontier))] == [f"http://x.test/{n}" for n in (0, 2, 3, 1)]
