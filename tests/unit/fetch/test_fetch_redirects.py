"""Where a response sends its reader on to."""

from __future__ import annotations

import pytest

from collector.fetch.redirects import redirect_target

URL = "http://www.alpha.test/a/index.html"
HTML = (("Content-Type", "text/html"),)
LONG = "本行提供手机银行、网上银行、微信银行等服务，您可以办理转账汇款、账户查询、生活缴费等业务。" * 2


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("<meta http-equiv=Refresh content='0;URL=home.html'>", "http://www.alpha.test/a/home.html"),
        ("<meta http-equiv=refresh content='5; url=\"/b\"'>", "http://www.alpha.test/b"),
        ("<script>window.location.href = '/b/';</script>", "http://www.alpha.test/b/"),
        ("<script>location.replace('c.jsp')</script>", "http://www.alpha.test/a/c.jsp"),
        ("<script>top.location='http://m.alpha.test/'</script>", "http://m.alpha.test/"),
        ("<meta http-equiv=refresh content='300;url=/b'>", None),  # a page that reloads now and then
        ("<meta http-equiv=refresh content='0;url=index.html'>", None),  # to itself
        (f"<meta http-equiv=refresh content='0;url=/b'>{LONG}", None),  # a page of its own
        ("<script>location.href = '/b/' + name;</script>", None),  # only a browser knows
        ("<script>if (mobile) location='/m/'; else location='/pc/';</script>", None),
        ("<iframe src=x.html></iframe><script>location='/b'</script>", None),
        ("nothing", None),
    ],
)
def test_a_page_that_only_sends_on_has_a_target(body: str, target: str | None) -> None:
    assert redirect_target(200, HTML, f"<html>{body}</html>".encode(), URL) == target


def test_location_counts_with_redirect_statuses_only() -> None:
    location = (("Location", "../b?c=d#e"),)
    assert redirect_target(302, location, b"", URL) == "http://www.alpha.test/b?c=d"
    assert redirect_target(200, location, b"", URL) is None
    assert redirect_target(302, (), b"", URL) is None
    assert redirect_target(404, HTML, b"<html><script>location='/b'</script></html>", URL) is None
