"""A page whose menu is there and whose content is not goes to the browser; nothing else does."""

from __future__ import annotations

import pytest

from collector.fetch.outcomes import classify_response
from collector.fetch.shells import shell_reason
from collector.words import Outcome

MENU = "".join(f"<li><a href='/{n}.html'>个人金融业务介绍第{n}项</a></li>" for n in range(20))
FURNITURE = f"<div class='header'>某某银行</div><ul id='nav'>{MENU}</ul>"
FOOT = "<div class='footer'>版权所有 某某银行股份有限公司 客服热线 95000 网站地图 联系我们 法律声明</div>"
PROSE = (
    "本行为您提供手机银行、网上银行、微信银行等渠道服务，您可以随时办理转账汇款、账户查询、生活缴费等业务。"
    * 3
)
URL = "http://www.alpha.test/"


def page(content: str, script: str = "init()") -> str:
    return f"<html><body>{FURNITURE}{content}{FOOT}<script>{script}</script></body></html>"


@pytest.mark.parametrize(
    ("content", "script", "reason"),
    [
        ("<div id=app></div>", "", "an empty #app that scripts fill"),
        ("<div id='__next'> </div>", "", "an empty #__next that scripts fill"),
        ("<app-root></app-root>", "", "an empty app-root that scripts fill"),
        ("<div ng-view></div>", "", "an empty div that scripts fill"),
        ("<div class=list>数据加载中，请稍候</div>", "", "little text, and it says '加载中'"),
        ("<div><p>Loading...</p></div>", "", "little text, and it says 'Loading'"),
        (
            "<ul><li v-for='one in all'></li></ul>",
            "",
            "little text, and a template (v-for) that scripts fill",
        ),
        (
            "<h2>理财产品</h2><div id='list'></div>",
            "$.getJSON('/data.do', d => $('#list').html(d))",
            "an empty #list that a script asks data for",
        ),
        (
            "<div id='box'></div>",
            "fetch('/a').then(r => document.getElementById('box').append(r))",
            "an empty #box that a script asks data for",
        ),
    ],
)
def test_furniture_around_an_empty_place_is_a_shell(content: str, script: str, reason: str) -> None:
    shell = page(content, script)
    assert shell_reason(shell) == reason
    html = (("Content-Type", "text/html"),)
    assert classify_response(200, html, shell.encode(), URL, URL) == (Outcome.EMPTY, reason)
    assert classify_response(200, html, shell.encode(), URL, URL, is_rendered=True) == (Outcome.OK, None)


@pytest.mark.parametrize(
    ("content", "script"),
    [
        (PROSE + "<div id=app></div>", ""),
        (PROSE + "<div id=list></div>", "$.ajax({url: '/a', success: d => $('#list').html(d)})"),
        (PROSE + "正在加载", ""),
        ("<p>暂无数据</p>", ""),
        ("<div id=banner></div>", "$.ajax('/count.do')"),
        ("<div id=list></div>", "$('#list').hide()"),
        ("<iframe src='/list.html'></iframe><div id=app></div>", ""),
        ("".join(f"<a href='/{n}'>产品介绍与申请流程{n}</a>" for n in range(20)) + "<div id=app></div>", ""),
    ],
)
def test_a_page_with_content_or_without_evidence_is_a_page(content: str, script: str) -> None:
    assert shell_reason(page(content, script)) is None


def test_without_scripts_nothing_can_come() -> None:
    assert shell_reason("<html><body><div id=app></div>加载中</body></html>") is None
