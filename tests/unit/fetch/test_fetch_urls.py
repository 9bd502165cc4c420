"""One page, one spelling; and some URLs are never asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.fetch.urls import (
    canonical_url,
    domains_of,
    is_within,
    page_key,
    registrable_domain,
    unsafe_reason,
    with_scheme,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTP://WWW.Alpha.TEST:80/A.html#top", "http://www.alpha.test/A.html"),
        ("https://www.alpha.test:443", "https://www.alpha.test/"),
        ("http://www.alpha.test:8080/a", "http://www.alpha.test:8080/a"),
        ("http://www.alpha.test/a.do;jsessionid=0A1B?x=1", "http://www.alpha.test/a.do?x=1"),
        ("http://www.alpha.test/a.jsp?JSESSIONID=0A&b=2&a=1", "http://www.alpha.test/a.jsp?b=2&a=1"),
        ("http://www.alpha.test/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://www.alpha.test/a.aspx"),
        ("http://www.alpha.test/a?sid=0a1b2c3d4e5f6a7b8c&id=3", "http://www.alpha.test/a?id=3"),
        ("http://www.alpha.test/a?sid=12&id=3", "http://www.alpha.test/a?sid=12&id=3"),
        ("http://www.alpha.test/a?_=1543050000000&id=3&rnd=0.123456", "http://www.alpha.test/a?id=3"),
        ("http://www.alpha.test/a?dse_sessionId=AB12&&t=2", "http://www.alpha.test/a?t=2"),
        ("http://www.alpha.test/手机.html", "http://www.alpha.test/%E6%89%8B%E6%9C%BA.html"),
        (" http://www.alpha.test/a\n/b.html ", "http://www.alpha.test/a/b.html"),
        ("http://www.alpha.test./", "http://www.alpha.test/"),
        ("javascript:void(0)", None),
        ("/relative", None),
        ("http://[bad", None),
    ],
)
def test_a_page_has_one_spelling(written: str, expected: str | None) -> None:
    assert canonical_url(written) == expected


@given(st.from_regex(r"https?://[a-z]{1,8}\.test(:80)?(/[ -~]{0,20})?(#[a-z]*)?", fullmatch=True))
def test_canonical_spelling_is_its_own_canonical_spelling(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.from_regex(r"(WWW|m|ebank)\.[a-z]{2,8}\.(com\.cn|TEST)\.?(:443|:8080)?", fullmatch=True),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_characters="#?@\\[]"), max_size=20),
    st.lists(
        st.from_regex(r"([a-z_]{0,8}|sid|JSESSIONID|_|t)=?[A-Za-z0-9.%\u4e00-\u4e10]{0,20}", fullmatch=True),
        max_size=5,
    ),
)
def test_canonical_spelling_is_stable_and_never_changes_the_host(
    scheme: str, host: str, path: str, parameters: list[str]
) -> None:
    url = f"{scheme}://{host}/{path}?{'&'.join(parameters)}"
    once = canonical_url(url)
    assert once is not None
    assert canonical_url(once) == once
    assert urlsplit(once).hostname == host.partition(":")[0].lower().rstrip(".")
    assert "&&" not in once
    assert not urlsplit(once).query.endswith("&")
    assert not once.endswith("?")


@given(st.permutations(["a=1", "b=2", "b=1", "c="]))
def test_the_order_of_parameters_does_not_make_another_page(parameters: list[str]) -> None:
    query = "&".join(parameters)
    assert page_key(f"http://www.alpha.test/a?{query}") == page_key("http://www.alpha.test/a?a=1&b=1&b=2&c=")
    assert canonical_url(f"http://www.alpha.test/a?{query}") == f"http://www.alpha.test/a?{query}"


def test_the_scheme_does_not_make_another_page() -> None:
    assert page_key("http://www.alpha.test/a") == page_key("https://www.alpha.test/a")
    assert with_scheme("http://www.alpha.test/a", "https") == "https://www.alpha.test/a"
    assert with_scheme("http://www.alpha.test:8080/a", "https") == "http://www.alpha.test:8080/a"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://www.alpha.test/",
        "file:///etc/passwd",
        "http://user:secret@www.alpha.test/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://localhost/",
        "http://intranet/",
        "http://printer.local/",
        "http://www.alpha.test:22/",
        "http://www.alpha.test/" + "a" * 600,
    ],
)
def test_unsafe_urls_are_refused(url: str) -> None:
    assert unsafe_reason(url)


def test_ordinary_urls_are_safe() -> None:
    assert unsafe_reason("https://www.alpha.test/a?b=c") is None
    assert unsafe_reason("http://ebank.alpha.test:8443/") is None


def test_a_bank_is_told_by_its_registrable_domain() -> None:
    assert registrable_domain("ebank.spdb.com.cn:443") == "spdb.com.cn"
    domains = domains_of(("alpha.com.cn", "http://m.alpha-direct.test/start"))
    assert is_within("https://ebank.alpha.com.cn/x", domains)
    assert is_within("https://www.alpha-direct.test/", domains)
    assert not is_within("https://alpha.com.cn.evil.test/", domains)
    assert not is_within("https://other.com.cn/", domains)
