"""Each speciality of a site is there, as a browser behind the proxy would meet it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from collector.config.load import load_config
from collector.fetch.links import find_links
from collector.fetch.urls import domains_of, is_within
from collector.paths import Paths
from collector.sample.plan import plan_site
from collector.sample.sites import READABLE_KINDS, Trait, read_sites

if TYPE_CHECKING:
    from tests.sample.asking import Ask

READABLE = [site for site in read_sites() if site.kind in READABLE_KINDS]


def text_of(ask: Ask, url: str) -> str:
    got = ask(url)
    assert got.status == 200, url
    return got.body.decode("utf-8")


def links_of(ask: Ask, url: str) -> dict[str, str]:
    return {link.text: link.url for link in find_links(text_of(ask, url), url)}


def test_every_trait_is_shown_by_a_site() -> None:
    assert {trait for site in READABLE for trait in site.traits} == set(Trait.__args__)  # type: ignore[attr-defined]  # a Literal's words


def test_a_site_writes_the_addresses_of_its_articles_in_its_form() -> None:
    forms = {
        "art": r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.",
        "t": r"/news/\d{6}/t\d{8}_\d+\.",
        "param": r"/news/detail\.\w+\?id=\d+",
        "id": r"/news/\d{4}/\d+\.",
        "dated": r"/news/\d{8}_\d+\.",
    }
    for site in READABLE:
        paths = [page.path for page in plan_site(site).pages]
        found = {form for form, pattern in forms.items() if any(re.match(pattern, path) for path in paths)}
        assert found == {site.archive}, site.bank_id


def test_further_hosts_stand_in_the_banks_own_domains(ask: Ask) -> None:
    domains = {bank.bank_id: bank.domains for bank in load_config(Paths.from_environment().home).banks}
    for site in read_sites():
        for host in site.hosts:
            assert is_within(f"http://{host}/", domains_of(domains[site.bank_id])), host
    assert "网上银行" in text_of(ask, "http://ebank.spdb.com.cn/")
    assert links_of(ask, "http://m.cebbank.com/")["返回门户"] == "http://www.cebbank.com/"
    assert ask("http://m.spdb.com.cn/").headers["x-sample-error"] == "dns"


def test_a_further_host_has_pages_of_its_own_only(ask: Ask) -> None:
    assert ask("http://ebank.spdb.com.cn/news/index.shtml").status == 404
    assert ask("http://ebank.spdb.com.cn/robots.txt").status == 200


def test_a_sitemap_is_named_by_robots_and_names_pages_that_are_there(ask: Ask) -> None:
    robots = ask("http://www.cebbank.com/robots.txt").body.decode("ascii")
    assert "Sitemap: http://www.cebbank.com/sitemap.xml" in robots.splitlines()
    tree = ElementTree.fromstring(ask("http://www.cebbank.com/sitemap.xml").body)  # noqa: S314 - our own bytes
    places = [str(node.text) for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) > 5
    assert all(ask(place).status == 200 for place in places)


def test_the_home_page_is_somewhere_else(ask: Ask) -> None:
    got = ask("http://www.cgbchina.com.cn/")
    assert (got.status, got.headers["location"]) == (302, "http://www.cgbchina.com.cn/portal/index.jsp")
    assert 'content="0;url=/main/index.html"' in text_of(ask, "http://www.bjrcb.com/")
    assert "广发银行" in text_of(ask, "http://www.cgbchina.com.cn/portal/index.jsp")


def test_a_page_that_is_gone_may_come_with_status_200(ask: Ask) -> None:
    assert "页面不存在" in text_of(ask, "http://www.bjrcb.com/no/such/page.html")


def test_a_link_leads_off_the_site_by_a_redirect(ask: Ask) -> None:
    got = ask("http://www.njcb.com.cn/link/jump?to=regulator")
    assert (got.status, got.headers["location"]) == (302, "http://www.cbirc.gov.cn/")


def test_a_price_list_is_a_pdf(ask: Ask) -> None:
    for address in (
        "http://www.bosc.cn/files/service_prices_2018.pdf",
        "http://www.bosc.cn/download?id=2018",
    ):
        got = ask(address)
        assert got.headers["content-type"] == "application/pdf"
        assert got.body.startswith(b"%PDF-1.4\n")
        assert "服务价格目录".encode("utf-16-be").hex().encode() in got.body
        start = int(got.body.rsplit(b"startxref\n", 1)[1].split()[0])
        assert got.body[start:].startswith(b"xref\n")


def test_links_carry_a_session_id_and_lead_to_the_same_page_without_it(ask: Ask) -> None:
    home = text_of(ask, "http://www.cgbchina.com.cn/portal/index.jsp")
    address = re.search(r'href="(/mobile/index\.jsp;jsessionid=\w{32})"', home)
    assert address
    with_id = ask(f"http://www.cgbchina.com.cn{address[1]}")
    assert with_id.status == 200
    assert with_id.body == ask("http://www.cgbchina.com.cn/mobile/index.jsp").body


def test_a_mirror_says_the_same_under_another_path(ask: Ask) -> None:
    own = ask("http://www.bankofbeijing.com.cn/mobile/index.html").body
    mirrored = ask("http://www.bankofbeijing.com.cn/zh/mobile/index.html").body
    assert own != mirrored  # its links stay within the mirror
    assert re.sub(rb'href="(/zh)?', b"", own) == re.sub(rb'href="(/zh)?', b"", mirrored)


def test_a_print_version_is_linked_and_says_the_same(ask: Ask) -> None:
    url = "http://www.njcb.com.cn/life/daily.html"
    page, printed = text_of(ask, url), text_of(ask, f"{url}?print=1")
    assert links_of(ask, url)["打印本页"] == f"{url}?print=1"
    content = page[page.index("<h1>") : page.index('<ul class="links">')].strip()
    assert content in printed
    assert "<nav>" not in printed


def test_a_calendar_has_twelve_months_and_ends(ask: Ask) -> None:
    base = "http://www.njcb.com.cn/event/index.html"
    assert text_of(ask, base) == text_of(ask, f"{base}?year=2018&month=10")
    first = [url for text, url in links_of(ask, f"{base}?year=2018&month=1").items() if text.endswith("月")]
    assert first == [f"{base}?year=2018&month=2"]
    last = [url for text, url in links_of(ask, f"{base}?year=2018&month=12").items() if text.endswith("月")]
    assert last == [f"{base}?year=2018&month=11"]


def test_what_a_frame_shows_is_not_in_its_page(ask: Ask) -> None:
    outer = text_of(ask, "http://www.jsbchina.cn/life/mobile.html")
    assert '<iframe src="/inner/life/mobile.html"' in outer
    assert "交通罚款" not in outer
    assert "交通罚款" in text_of(ask, "http://www.jsbchina.cn/inner/life/mobile.html")


def test_a_frameset_holds_nothing_but_frames(ask: Ask) -> None:
    home = text_of(ask, "http://www.zjdybank.com/")
    assert re.findall(r'<frame src="([^"]+)"', home) == ["/top.html", "/left.html", "/main.html"]
    assert "手机银行" in text_of(ask, "http://www.zjdybank.com/left.html")
    assert "手机银行" not in text_of(ask, "http://www.zjdybank.com/main.html")


def test_a_menu_may_be_scripts(ask: Ask) -> None:
    home = text_of(ask, "http://www.cmbc.com.cn/")
    assert """href="javascript:void(0)" onclick="location.href='/news/index.htm'\"""" in home
    assert 'href="/news/index.htm"' not in home


def test_products_have_pages_with_their_attributes(ask: Ask) -> None:
    url = links_of(ask, "http://www.cebbank.com/product/index.html")["查看详情"]
    page = text_of(ask, url)
    for label in ("产品名称", "产品代码", "起点金额", "产品期限", "风险等级"):
        assert f"<td>{label}</td>" in page
    assert "阳光金管家" in page


def test_an_archive_has_articles_of_many_years_in_lists_of_several_pages(ask: Ask) -> None:
    years = links_of(ask, "http://www.spdb.com.cn/news/index.shtml")
    assert {f"{year}年" for year in range(2012, 2019)} <= set(years)
    pages = links_of(ask, years["2017年"])
    assert {"2", "3", "4"} <= set(pages)
    assert ">下一页</a>" in text_of(ask, years["2017年"])
    assert "上一页" in links_of(ask, pages["2"])
    assert any(
        text.startswith("下一篇") for text in links_of(ask, "http://www.spdb.com.cn/news/20180927_0.shtml")
    )


def test_past_campaigns_of_the_archive_ended_before_they_were_told(ask: Ask) -> None:
    told = 0
    for site in READABLE:
        for page in plan_site(site).pages:
            texts = [block.text for block in page.blocks]
            day = next(
                (text.removeprefix("发布日期：") for text in texts if text.startswith("发布日期")), None
            )
            for text in texts:
                if day and (ended := re.search(r"该活动已于(\d{4})年", text)):
                    assert int(ended[1]) < int(day[:4]), page.path
                    told += 1
    assert told > 30
