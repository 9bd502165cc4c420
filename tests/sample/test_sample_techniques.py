"""Each site shows the difficulty that it is there for."""

from __future__ import annotations

import http.client
import json
import re
import time
from typing import TYPE_CHECKING

import pytest

from collector.sample.sites import READABLE_KINDS, read_sites

if TYPE_CHECKING:
    from tests.sample.asking import Ask

SCRIPTS = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


def visible(html: str) -> str:
    return TAGS.sub("", SCRIPTS.sub("", html)).strip()


def test_gbk_bytes_come_under_a_utf8_header(ask: Ask) -> None:
    got = ask("http://www.cib.com.cn/mobile/index.html")
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert "手机银行" in got.body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        got.body.decode("utf-8")


def test_utf8_bytes_come_under_a_gb2312_header(ask: Ask) -> None:
    got = ask("http://www.jsbchina.cn/mobile/index.html")
    assert got.headers["content-type"] == "text/html; charset=gb2312"
    assert "手机银行" in got.body.decode("utf-8")
    assert "charset" not in got.body.decode("utf-8")


def test_a_declared_gb2312_holds_characters_that_gb2312_lacks(ask: Ask) -> None:
    got = ask("http://www.bankofbeijing.com.cn/news/20180620_2.html")
    assert got.headers["content-type"] == "text/html; charset=gb2312"
    text = got.body.decode("gb18030")
    assert "charset=gb2312" in text
    assert "王喆、李堃" in text
    with pytest.raises(UnicodeDecodeError):
        got.body.decode("gb2312")


@pytest.mark.parametrize("host", ["www.cmbchina.com", "www.czbank.com"])
def test_a_shell_has_no_text_until_its_script_has_run(ask: Ask, host: str) -> None:
    html = ask(f"http://{host}/mobile/index.html").body.decode("utf-8")
    assert visible(html) == ""
    assert "手机银行" not in html
    state = json.loads(re.search(r'id="state" type="application/json">(.*?)</script>', html).group(1))  # type: ignore[union-attr]  # fails if absent
    assert "手机银行" in json.dumps(state, ensure_ascii=False)


def test_content_that_is_fetched_stands_in_json_and_not_in_the_page(ask: Ask) -> None:
    page = ask("http://bank.pingan.com/life/daily.shtml").body.decode("utf-8")
    assert "生活服务" in visible(page)
    assert "水费" not in page
    assert "fetch('/api/life/daily.json')" in page
    data = ask("http://bank.pingan.com/api/life/daily.json")
    assert data.headers["content-type"] == "application/json"
    assert "水费缴纳" in json.dumps(json.loads(data.body), ensure_ascii=False)


def test_jsonp_calls_the_function_that_the_page_names(ask: Ask) -> None:
    page = ask("http://www.nbcb.com.cn/life/daily.html").body.decode("utf-8")
    address = re.search(r"s\.src='([^']+)\?callback=(\w+)'", page)
    assert address
    data = ask(f"http://www.nbcb.com.cn{address.group(1)}?callback={address.group(2)}").body.decode("ascii")
    assert data.startswith(f"{address.group(2)}(")
    assert "有线电视费" in data.encode("ascii").decode("unicode_escape")
    assert "有线电视费" not in page


def test_word_tables_cut_words_into_spans(ask: Ask) -> None:
    html = ask("http://www.bosc.cn/life/mobile.html").body.decode("utf-8")
    assert "MsoTableGrid" in html
    assert "水费" not in html
    assert "水费" in visible(html)


def test_the_wall_stands_before_every_page_but_robots(ask: Ask) -> None:
    for path in ("/", "/mobile/index.html"):
        got = ask(f"http://www.citicbank.com{path}")
        assert got.status == 412
        assert visible(got.body.decode("utf-8")) == ""
    assert ask("http://www.citicbank.com/robots.txt").status == 200


def test_maintenance_is_said_with_status_200_on_every_page(ask: Ask) -> None:
    for path in ("/", "/any/page.html"):
        got = ask(f"http://www.zjtlcb.com{path}")
        assert got.status == 200
        assert "系统维护" in got.body.decode("utf-8")


def test_the_dead_host_hangs_up_without_an_answer(ask: Ask) -> None:
    for path in ("/", "/robots.txt"):
        with pytest.raises(http.client.RemoteDisconnected):
            ask(f"http://www.xacbank.com{path}")


def test_the_slow_site_takes_its_time(ask: Ask) -> None:
    start = time.monotonic()
    assert ask("http://www.cmbc.com.cn/").status == 200
    assert time.monotonic() - start >= 0.3


def test_the_disallowed_page_is_served_and_is_a_decoy(ask: Ask) -> None:
    assert "Disallow: /internal/" in ask("http://www.cbhb.com.cn/robots.txt").body.decode("ascii")
    assert "ETC" in ask("http://www.cbhb.com.cn/internal/notice.shtml").body.decode("utf-8")


def test_a_robots_txt_leaves_all_pages_open_but_one_folder(ask: Ask) -> None:
    for site in read_sites():
        if site.kind == "dead":
            continue
        got = ask(f"http://{site.host}/robots.txt")
        if "no_robots" in site.traits:
            assert got.status == 404
            continue
        assert (got.status, got.headers["content-type"]) == (200, "text/plain")
        rules = [
            line for line in got.body.decode("ascii").splitlines()[1:] if not line.startswith("Sitemap:")
        ]
        assert rules == [f"Disallow: {site.disallowed_path}"]


def test_the_technical_variety_is_complete() -> None:
    kinds = {site.kind for site in read_sites()}
    assert kinds == READABLE_KINDS | {"wall", "dead", "maintenance"}
