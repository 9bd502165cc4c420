"""What stands in place of a page is named; what only looks like it stays a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collector.fetch.outcomes import RETRIED, TRANSIENT, classify_response
from collector.fetch.remedies import REMEDIES
from collector.words import Outcome, Refrained

URL = "https://www.alpha.test/a.html"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
HOME = Path(__file__).resolve().parents[3]


def outcome(body: str, title: str = "", status: int = 200) -> Outcome:
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return classify_response(status, HTML, page.encode(), URL, URL)[0]


SORRY = "给您带来不便，敬请谅解。客户服务热线 96000，我们将竭诚为您服务，感谢您的理解与支持，祝您生活愉快。"
WALLS = {
    "firewall of a cloud": ("由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。", Outcome.CHALLENGE),
    "blocked request": ("您的请求已被拦截！事件编号 20261124000100042。", Outcome.CHALLENGE),
    "refused": ("访问被拒绝：您的IP地址已被记录。", Outcome.CHALLENGE),
    "abnormal": ("您的访问请求异常，请稍后重新访问本网站。", Outcome.CHALLENGE),
    "slider": ("为了保障您的访问安全，请拖动下方滑块完成拼图<div id=slider></div>", Outcome.CHALLENGE),
    "english": ("<h1>Just a moment...</h1> alpha.test needs to review your connection.", Outcome.CHALLENGE),
    "system maintenance": ("<b>系统维护</b> 时间为 0:00 至 6:00，请您稍后访问。", Outcome.MAINTENANCE),
    "under rebuilding": ("网站改版中，敬请期待！", Outcome.MAINTENANCE),
    "stopped for work": ("因机房搬迁，网站暂停服务，恢复时间另行通知。", Outcome.MAINTENANCE),
    "busy": ("系统繁忙，请稍后再试。错误代码 E0001。", Outcome.SERVER_ERROR),
    "session lost": ("您尚未登录或登录超时，请重新登录。<a href=/>返回首页</a>", Outcome.LOGIN_REQUIRED),
    "only after login": ("请登录后查看该内容。", Outcome.LOGIN_REQUIRED),
    "code to scan": ("扫码登录<canvas></canvas>二维码有效期为五分钟。", Outcome.LOGIN_REQUIRED),
    "domain ran out": ("该域名已过期，如需续费请联系域名注册商。", Outcome.WRONG_SITE),
    "domain on offer": ("您正在访问的域名可以转让！联系QQ：10000。", Outcome.WRONG_SITE),
    "not filed": ("温馨提示：该网站未备案，暂时无法访问。", Outcome.WRONG_SITE),
    "host without a site": ("<h1>Welcome to nginx!</h1>The web server is working.", Outcome.WRONG_SITE),
}


@pytest.mark.parametrize("name", WALLS)
def test_a_page_in_place_of_the_page_is_named(name: str) -> None:
    said, expected = WALLS[name]
    assert outcome(f"<div>{said}</div><p>{SORRY}</p>") is expected


def test_a_page_that_only_loads_a_puzzle_is_a_challenge() -> None:
    assert outcome("<script>initGeetest({gt: 'a'}, f)</script>") is Outcome.CHALLENGE


def test_a_domain_sold_to_another_trade_is_not_the_banks_site() -> None:
    text = "<p>真人视讯、棋牌游戏、体育赛事，注册即送彩金，存取快捷，二十四小时客服在线为您服务。</p>" * 30
    assert outcome(text, title="澳门娱乐城-官方网站") is Outcome.WRONG_SITE


MENU = "".join(f"<li><a href='/{n}/'>栏目{n}</a></li>" for n in range(12))
NEAR_MISSES = {
    "a page about captchas": (
        "短信验证码是什么？",
        "<p>" + "短信验证码是我行发送到您预留手机号的一次性密码，进行转账汇款时请输入验证码。" * 20 + "</p>",
    ),
    "a short answer about captchas": (
        "收不到验证码怎么办",
        (
            "<p>答：请检查手机是否停机或被安全软件拦截，并重新获取；进行大额转账时系统会提示请输入验证码，请勿将其告诉他人。"
            "如仍收不到，请致电客服热线。</p>"
        ),
    ),
    "a notice of maintenance among the news": (
        "关于系统升级维护的公告",
        (
            "<h1>关于系统升级维护的公告</h1><p>发布时间：2026-11-20 浏览次数：35</p>"
            "<p>为提供更好的服务，我行定于11月21日0:00至5:00进行系统升级，届时手机银行、网上银行暂停服务。特此公告。</p>"
        ),
    ),
    "a home page with a notice and a menu": (
        "阿尔法银行",
        f"<ul>{MENU}</ul><p>公告：手机银行系统维护通知</p>",
    ),
    "a home page with a small login box": (
        "阿尔法银行",
        (
            f"<ul>{MENU}</ul><form>用户名<input name=u>密码<input type=password name=p></form>"
            "<p>个人业务 公司业务 电子银行 信用卡 投资理财 关于我们 网点查询 联系我们 客户服务热线96000</p>"
        ),
    ),
    "how to log in": (
        "手机银行登录指南",
        (
            "<p>第一步，下载并打开手机银行客户端；第二步，点击右上角“登录”；第三步，"
            "如提示登录超时，怎么办？请检查网络后再试一次即可。</p>"
        ),
    ),
    "a warning against gambling": (
        "警惕“澳门娱乐城”网络赌博骗局 - 阿尔法银行",
        "<p>"
        + "近期，不法分子以博彩网站为诱饵实施诈骗，请广大客户提高警惕，切勿参与网络赌博。" * 10
        + "</p>",
    ),
    "foundations and web sites under construction": (
        "公司简介",
        "<p>"
        + "本行积极支持新农村建设，投资建设的金融服务站已覆盖全部乡镇，网站建设与系统升级工作稳步推进。" * 20
        + "</p>",
    ),
    "a fund whose name has a wall in it": (
        "理财产品",
        "<p>" + "本产品主要投资于债券，风险等级为中低，防火墙机制完善，业绩比较基准为3.2%。" * 20 + "</p>",
    ),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_an_ordinary_page_that_uses_the_same_words_stays_a_page(name: str) -> None:
    title, body = NEAR_MISSES[name]
    assert outcome(body, title) is Outcome.OK


def test_the_standard_page_of_a_broken_server_is_its_error_and_no_maintenance() -> None:
    assert (
        outcome("<h1>503 Service Temporarily Unavailable</h1><hr>nginx", status=503) is Outcome.SERVER_ERROR
    )
    assert outcome("<p>系统维护中，暂停服务</p>", status=503) is Outcome.MAINTENANCE


def rows(page: str) -> dict[str, list[str]]:
    text = (HOME / "docs" / "reference" / page).read_text("utf-8")
    found = re.findall(r"^\| `(\w+)` \|(.*)\|$", text, flags=re.MULTILINE)
    return {word: [cell.strip() for cell in cells.split(" | ")] for word, cells in found}


def test_the_table_of_outcomes_is_the_vocabulary_and_the_rules_in_code() -> None:
    table = rows("outcomes.md")
    assert list(table) == [outcome.value for outcome in Outcome]
    for word, (meaning, in_run, next_run, remedy) in table.items():
        found = Outcome(word)
        assert meaning
        assert remedy == REMEDIES[found], word
        assert in_run.startswith("yes") is (found in RETRIED), word
        assert next_run.startswith("asked") is (found in TRANSIENT), word
        assert next_run.startswith(("asked", "replayed")), word


def test_the_words_for_refraining_are_documented() -> None:
    documented = [word for word, cells in rows("politeness.md").items() if len(cells) == 3]
    assert sorted(documented) == sorted(word.value for word in Refrained)
