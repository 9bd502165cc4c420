"""Every way an attempt can end has a page or an exception here that was written for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.fetch.outcomes import RETRIED, TRANSIENT, classify_exception, classify_response
from collector.words import UNREACHED, VISITED, Outcome

URL = "http://www.alpha.test/a.html"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
TEXT = (
    "阿尔法银行为您提供手机银行、网上银行、电话银行等服务，您可以随时随地办理转账汇款、账户查询、生活缴费等业务。"
    * 3
)
CAPTURES = Path(__file__).parents[4] / "shared" / "captures"


def page(body: str, head: str = "<title>页面</title>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


PAGES = {
    "a page with text": (200, HTML, page(f"<p>{TEXT}</p>"), Outcome.OK),
    "gbk declared gb2312": (
        200,
        (("Content-Type", "text/html; charset=gb2312"),),
        page(f"<p>{TEXT}镕</p>").decode().encode("gb18030"),
        Outcome.OK,
    ),
    "plain text": (200, (("Content-Type", "text/plain"),), b"hello", Outcome.OK),
    "json": (200, (("Content-Type", "application/json"),), b"{}", Outcome.OK),
    "frameset": (200, HTML, b"<html><frameset><frame src='top.html'></frameset></html>", Outcome.OK),
    "not modified": (304, (), b"", Outcome.NOT_MODIFIED),
    "no bytes": (200, HTML, b"", Outcome.EMPTY),
    "script shell": (200, HTML, page("<div id='app'></div><script src='/app.js'></script>"), Outcome.EMPTY),
    "noscript is no text": (200, HTML, page(f"<div id=app></div><noscript>{TEXT}</noscript>"), Outcome.EMPTY),
    "template": (200, HTML, page(f"{TEXT}{{{{a.name}}}} {{{{a.rate}}}} {{{{a.term}}}}"), Outcome.EMPTY),
    "maintenance": (200, HTML, page("尊敬的客户：系统正在升级维护，请稍后访问。"), Outcome.MAINTENANCE),
    "maintenance as 503": (503, HTML, page("系统维护中，暂停服务"), Outcome.MAINTENANCE),
    "a menu with a maintenance notice": (
        200,
        HTML,
        page("".join(f"<a href='/{n}'>栏目{n}服务介绍与说明</a>" for n in range(9)) + "系统升级公告"),
        Outcome.OK,
    ),
    "server error": (500, HTML, page("error"), Outcome.SERVER_ERROR),
    "bad gateway": (502, (), b"", Outcome.SERVER_ERROR),
    "proxy that cannot resolve": (502, (("X-Squid-Error", "ERR_DNS_FAIL 0"),), b"", Outcome.DNS_FAILED),
    "gateway timeout": (504, (), b"", Outcome.TIMEOUT),
    "too many requests": (429, HTML, page("slow down"), Outcome.RATE_LIMITED),
    "not found": (404, HTML, page("not found"), Outcome.GONE),
    "gone": (410, HTML, b"", Outcome.GONE),
    "soft 404": (200, HTML, page(f"<h3>很抱歉，您所访问的页面不存在。</h3><p>{TEXT}</p>"), Outcome.GONE),
    "forbidden": (403, HTML, page("Forbidden"), Outcome.FORBIDDEN),
    "method refused": (405, HTML, page("Not Allowed"), Outcome.FORBIDDEN),
    "wall as 403": (403, HTML, page("访问被拒绝，您的请求存在威胁"), Outcome.CHALLENGE),
    "wall as 412": (412, HTML, page(""), Outcome.CHALLENGE),
    "wall as 200": (200, HTML, page("请完成验证：拖动滑块"), Outcome.CHALLENGE),
    "script-only wall": (
        200,
        HTML,
        page("<script>$_ts=window['$_ts'];$_ts.cd='x';_$eh();</script>"),
        Outcome.CHALLENGE,
    ),
    "unauthorized": (401, HTML, b"", Outcome.LOGIN_REQUIRED),
    "password form": (
        200,
        HTML,
        page("用户名<input name=u>密码<input type=password>验证码<input name=c><img src=captcha.jpg>"),
        Outcome.LOGIN_REQUIRED,
    ),
    "parked": (200, HTML, page("您访问的域名正在出售 This domain is for sale"), Outcome.WRONG_SITE),
    "redirect to another owner": (302, (("Location", "https://other.example/"),), b"", Outcome.WRONG_SITE),
    "redirect without end": (302, (("Location", "/a.html?again"),), b"", Outcome.SERVER_ERROR),
    "redirect into the network": (302, (("Location", "http://127.0.0.1/"),), b"", Outcome.UNSAFE_URL),
    "script that leaves the site": (
        200,
        HTML,
        page("<script>window.location.href='https://other.example/';</script>"),
        Outcome.WRONG_SITE,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_response_has_the_outcome_a_person_would_name(name: str) -> None:
    status, headers, body, expected = PAGES[name]
    assert classify_response(status, headers, body, URL, URL)[0] is expected


def test_being_sent_to_a_login_page_is_login_required() -> None:
    found, detail = classify_response(200, HTML, page(TEXT), URL, "http://www.alpha.test/login.do")
    assert (found, detail) == (Outcome.LOGIN_REQUIRED, "sent to http://www.alpha.test/login.do")


def named(name: str, module: str = "somewhere", base: type[Exception] = Exception) -> type[Exception]:
    return type(name, (base,), {"__module__": module})


EXCEPTIONS = [
    (named("CannotResolveHostError")("no such host"), Outcome.DNS_FAILED),
    (named("DownloadTimeoutError")("took longer than 10 seconds"), Outcome.TIMEOUT),
    (named("TunnelError")("Could not open CONNECT tunnel"), Outcome.CONNECT_FAILED),
    (named("DownloadConnectionRefusedError")(), Outcome.CONNECT_FAILED),
    (named("DownloadFailedError")("[<Failure ConnectionLost>]"), Outcome.CONNECT_FAILED),
    (named("DownloadFailedError")("[('SSL routines', '', 'wrong version')]"), Outcome.TLS_FAILED),
    (named("Error", "OpenSSL.SSL")("handshake failure"), Outcome.TLS_FAILED),
    (named("DownloadCancelledError")("Expected response size larger than maximum"), Outcome.TOO_LARGE),
    (named("IgnoreRequest")("exceeded DOWNLOAD_MAXSIZE (8 B) during decompression"), Outcome.TOO_LARGE),
    (named("UnsupportedURLSchemeError")("ftp"), Outcome.UNSAFE_URL),
    (named("Error", "playwright._impl")("net::ERR_NAME_NOT_RESOLVED at http://x"), Outcome.DNS_FAILED),
    (named("Error", "playwright._impl")("net::ERR_TUNNEL_CONNECTION_FAILED"), Outcome.CONNECT_FAILED),
    (named("Error", "playwright._impl")("net::ERR_CERT_DATE_INVALID"), Outcome.TLS_FAILED),
    (named("TimeoutError", "playwright._impl")("Page.goto: Timeout 9000ms exceeded."), Outcome.TIMEOUT),
    (ZeroDivisionError("division by zero"), Outcome.CRASHED),
]


@pytest.mark.parametrize(("exception", "expected"), EXCEPTIONS)
def test_exception_has_its_outcome_and_names_itself(exception: Exception, expected: Outcome) -> None:
    outcome, detail = classify_exception(exception)
    assert outcome is expected
    assert detail.startswith(type(exception).__name__)


def test_the_port_of_a_proxy_is_no_detail() -> None:
    _, detail = classify_exception(
        named("TunnelError")("Could not open tunnel with proxy 127.0.0.1:40143 [502]")
    )
    assert detail == "TunnelError: Could not open tunnel with proxy [502]"


def test_a_subclass_is_told_by_its_parent() -> None:
    assert classify_exception(named("Slow", base=named("DownloadTimeoutError"))())[0] is Outcome.TIMEOUT


def test_visits_are_never_asked_again_and_retries_are_transient() -> None:
    assert not VISITED & TRANSIENT
    assert RETRIED <= TRANSIENT
    assert UNREACHED <= TRANSIENT


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("replies/ruishu_waf_challenge.html", Outcome.CHALLENGE),
        ("recent/waf_challenge.html", Outcome.CHALLENGE),
        ("recent/ceb_product_query.html", Outcome.CHALLENGE),
        ("recent/citic_resp.html", Outcome.GONE),
        ("recent/citic_wechat.repaired.html", Outcome.EMPTY),
        ("recent/chinawealth_products.repaired.html", Outcome.EMPTY),
        ("recent/spdb_page.repaired.html", Outcome.EMPTY),
        ("replies/chinawealth_spa_shell.html", Outcome.EMPTY),
        ("recent/citic_iframe.html", Outcome.OK),
        ("recent/cebwm_detail.html", Outcome.OK),
        ("recent/ceb_products_real.repaired.html", Outcome.OK),
        ("recent/boc_loan_17147185989.jsp.html", Outcome.OK),
    ],
)
def test_real_pages_are_called_by_their_names(name: str, expected: Outcome) -> None:
    path = CAPTURES / name
    if not path.exists():
        pytest.skip(f"kept page {name} is not on this machine")
    assert classify_response(200, HTML, path.read_bytes(), URL, URL)[0] is expected
