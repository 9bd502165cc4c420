"""The day of a page is the day it gives for itself, and nothing else that looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from collector.extract.kinds.dates import find_page_date
from collector.extract.pages.read import read_page

FIFTH = date(2019, 3, 5)
LAST_CELL = (
    "<table><tr><td>海鸥一号</td><td>到期日</td></tr><tr><td>海鸥二号</td><td>2019年3月5日</td></tr></table>"
)


def day_of(body: str, fetched: date | None = None) -> date | None:
    page = f"<html><head><title>关于系统升级的公告</title></head><body>{body}</body></html>"
    return find_page_date(read_page(page.encode(), "text/html; charset=utf-8"), fetched)


def article(line: str) -> str:
    return f"<h1>关于系统升级的公告</h1><p>{line}</p><p>我行将于本周末升级系统，期间暂停服务。</p>"


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2019-03-05",
        "发布时间：2019-03-05 14:08:40",
        "返回列表 >> 发布日期: 2019/3/5  浏览次数：128",
        "来源：本行 发布日期：2019年3月5日",
        "发布于 2019.03.05",
        "日期：2019-03-05",
        "更新时间：2019-03-05",
        "最近更新时间：2019年3月5日",
        "[2019-03-05]",
        "（2019年3月5日）",
        "2019-03-05 10:20 来源：办公室",
    ],
)
def test_a_label_or_a_day_alone_under_the_title_is_the_pages_day(line: str) -> None:
    assert day_of(article(line)) == FIFTH


@pytest.mark.parametrize(
    "signature",
    [
        "<p>特此公告。</p><p>海州银行</p><p>二〇一九年三月五日</p>",
        "<p>特此公告。</p><p>海州银行股份有限公司<br>二○一九年三月五日</p>",
        "<p>特此公告。</p><p>海州银行 2019年3月5日</p><a href=/>上一篇</a><a href=/>关闭</a>",
    ],
)
def test_the_signature_of_a_notice_is_its_day(signature: str) -> None:
    assert day_of(f"<h1>公告</h1><p>我行将升级系统，请提前安排。</p>{signature}") == FIFTH


def test_chinese_days_of_two_and_three_signs_are_read() -> None:
    text = "<h1>公告</h1><p>请留意。</p><p>二〇二〇年十一月二十九日</p>"
    assert day_of(text) == date(2020, 11, 29)
    assert day_of(text.replace("十一月二十九", "十二月三十")) == date(2020, 12, 30)


def test_the_day_of_publication_goes_before_that_of_the_last_change() -> None:
    assert day_of(article("发布时间：2019-03-05 更新时间：2020-01-01")) == FIFTH


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2019-02-30",
        "发布时间：2019-13-01",
        "发布时间：9999-01-01",
        "发布时间：1949-10-01",
        "发布时间：2019-00-00",
        "发布时间：12019-03-055",
        "发布时间：民国108年3月5日",
        "发布时间：公元二〇一九年三月五日",
        "发布时间：19-03-05",
        "发布时间：2019-03",
        "发布时间：",
        "二〇一九年二月三十日",
    ],
)
def test_days_that_cannot_be_are_none(line: str) -> None:
    assert day_of(article(line)) is None


@pytest.mark.parametrize(
    "body",
    [
        "<h1>公告</h1><p>我行定于2019年3月5日升级系统。</p>",
        "<h1>公告</h1><p>活动时间：2019年3月5日至4月5日</p>",
        "<h1>阳光一号</h1><p>成立日期：2019-03-05</p>",
        "<h1>利率</h1><p>最新利率（数据已更新至2019年3月5日）</p>",
        "<h1>公告</h1><p>报名截止时间：2019年3月5日</p>",
        "<h1>公告</h1><footer><p>最后更新：2019-03-05</p><p>© 2019 海州银行 版权所有</p></footer>",
        "<p>版权所有 2019 海州银行</p>",
        "<table><tr><th>日期</th><th>净值</th></tr><tr><td>2019-03-05</td><td>1.02</td></tr></table>",
        "<p>2019-03-05</p><p>+11.25</p>",
        "<h1>公告</h1><p>自即日起，发布日期：2019年3月5日的旧规定废止。</p>",
        f"<h1>公告</h1><p>产品如下。</p>{LAST_CELL}",
    ],
)
def test_days_of_other_things_are_none(body: str) -> None:
    assert day_of(body) is None


def test_dates_of_a_list_of_other_pages_are_none() -> None:
    rows = "".join(
        f"<li><a href=/{n}.html>关于第{n}次系统升级的公告</a><span>2019-03-0{n}</span></li>"
        for n in range(1, 5)
    )
    assert day_of(f"<h1>公告</h1><ul>{rows}</ul>") is None
    dated = "".join(f"<p>第{n}次升级 发布时间：2019-03-0{n}</p>" for n in range(1, 5))
    assert day_of(f"<h1>公告</h1>{dated}") is None


def test_one_day_beside_the_title_of_another_page_is_none() -> None:
    row = "<div><a href=/1.html>关于第一次系统升级的公告</a></div><p>2019-03-05</p>"
    assert day_of(f"<h1>公告</h1>{row}") is None


def test_no_page_is_of_a_day_after_its_fetch() -> None:
    line = article("发布时间：2019-03-05")
    assert day_of(line, fetched=date(2019, 3, 5)) == FIFTH
    assert day_of(line, fetched=date(2019, 3, 4)) is None
    assert day_of(article("发布时间：2019-02-30"), fetched=FIFTH) is None
