"""Bytes are read by what they are, not by what they say they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.decode import decode, is_mojibake

TEXT = "<p>我行手机银行可以缴纳水费、电费和燃气费，欢迎使用。</p>"
RARE = "<p>王喆、李堃经理为您服务：理财、存款、贷款。</p>"


def _page(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        (_page("utf-8").encode(), "text/html; charset=utf-8", "utf-8"),
        (_page("gb2312").encode(), "text/html; charset=gb2312", "utf-8"),
        (_page("gbk").encode("gbk"), "text/html", "gb18030"),
        (_page("gb2312").encode("gbk"), "text/html; charset=gb2312", "gb18030"),
        (_page("utf-8").encode("gbk"), "text/html; charset=utf-8", "gb18030"),
        (_page("gb2312", RARE).encode("gb18030"), None, "gb18030"),
        (b"\xef\xbb\xbf" + _page("gbk").encode(), None, "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), None, "utf-16-le"),
        (_page("big5").encode("big5", "ignore"), "text/html; charset=big5", "big5"),
        (_page("no-such-charset").encode("gbk"), None, "gb18030"),
        (_page("utf-8").encode()[:-30] + b"\xe6\x89", "text/html; charset=gbk", "utf-8"),
        (_page("iso-8859-1").encode("gbk"), None, "gb18030"),
    ],
    ids=["plain", "utf8-said-gb2312", "gbk-by-meta", "gbk-by-header", "gbk-said-utf8", "rare-characters",
         "byte-order-mark", "utf-16", "big5", "unknown-charset", "torn-utf8-said-gbk", "gbk-said-latin"],
)  # fmt: skip
def test_encoding_is_found_behind_what_is_declared(body, header, encoding):
    decoded = decode(body, header)
    assert decoded.encoding == encoding
    assert not decoded.is_mojibake


def test_short_utf8_text_is_not_read_by_its_wrong_header():
    assert decode("<title>首页</title>".encode(), "text/html; charset=gb2312").text == "<title>首页</title>"


def test_gb2312_is_widened_so_that_rare_characters_are_kept():
    assert "王喆、李堃" in decode(_page("gb2312", RARE).encode("gb18030"), "text/html; charset=gb2312").text


def test_text_read_with_the_wrong_encoding_is_called_misread():
    assert is_mojibake(TEXT.encode().decode("gb18030", "replace"))
    assert is_mojibake(TEXT.encode("gbk").decode("latin-1"))
    assert is_mojibake(TEXT.encode().decode("cp1252", "replace"))
    assert is_mojibake("锟斤拷" * 10 + TEXT)


def test_right_text_is_not_called_misread():
    assert not is_mojibake(TEXT)
    assert not is_mojibake("Crédit Agricole à Paris, café")
    assert not is_mojibake("")


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=gb2312", "text/html; charset=x"]))
def test_no_bytes_make_it_fail(body, header):
    assert isinstance(decode(body, header).text, str)
