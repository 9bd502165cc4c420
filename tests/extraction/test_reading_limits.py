"""Arbitrary bytes never raise, a page without measure is cut and says so, reading takes linear time."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.decode import decode
from collector.extract.pages.read import read_page
from collector.tame import MAX_CHARS, MAX_DEPTH

TEXT = "手机银行可缴水费"
TYPES = st.sampled_from(
    [None, "", "text/html", "text/plain", "text/html; charset=gbk", "text/html; charset=hex",
     "application/json"]
)  # fmt: skip
_NAMES = st.sampled_from(
    ["a", "area", "b", "body", "br", "button", "caption", "dd", "dialog", "div", "dl", "dt", "font", "form",
     "h1", "h3", "head", "html", "i", "iframe", "img", "input", "label", "li", "map", "nav", "noscript", "ol",
     "option", "p", "script", "select", "span", "strong", "style", "svg", "table", "tbody", "td", "template",
     "textarea", "th", "title", "tr", "ul"]
)  # fmt: skip
_ATTRIBUTES = st.sampled_from(
    ["", " hidden", " style='display:none'", " rowspan=3", " colspan=9999", " onclick=go()", " title=水费",
     " alt=电费", " class=crumb", " id=footer", " type=hidden", " type=submit value=查询",
     " srcdoc='<p>水费'", " src=a.jpg"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["水费", "友情链接", "首页 > 贷款", "如下：", "一、", " ", "\n", "\u200b", "{{ a }}", "{{", "<%", "&lt;",
     "<!--", "-->", "window.__A__={\"a\":\"水费\"}", ".a{display:none}", "{", "}", '"', "'", "<", ">", "\0",
     "\ufffd", "😀", "版权所有"]
)  # fmt: skip
_TAGS = st.one_of(
    st.builds(lambda name, told: f"<{name}{told}>", _NAMES, _ATTRIBUTES),
    st.builds(lambda name: f"</{name}>", _NAMES),
    _WORDS,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_TAGS, max_size=60).map("".join), TYPES)
def test_no_broken_markup_raises(html: str, content_type: str | None):
    page = read_page(html.encode(), content_type)
    assert [block.position for block in page.blocks] == list(range(len(page.blocks)))
    assert all(block.text.strip() for block in page.blocks)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), TYPES)
def test_no_bytes_raise(body: bytes, content_type: str | None):
    read_page(body, content_type)


@settings(max_examples=100, deadline=None)
@given(_NAMES, _NAMES, _ATTRIBUTES, st.integers(1, 400))
def test_no_nesting_raises(outer: str, inner: str, told: str, depth: int):
    read_page((f"<{outer}{told}><{inner}>水费" * depth + f"</{outer}>" * (depth // 2)).encode(), "text/html")


@pytest.mark.parametrize(
    "name", ["hex", "base64", "rot13", "punycode", "idna", "undefined", "unicode_escape", "zip"]
)
def test_a_charset_that_is_none_is_passed_over(name: str):
    body = f"<meta charset={name}><p>{TEXT}</p>".encode("gbk")
    assert TEXT in decode(body, f"text/html; charset={name}").text


def test_a_number_too_long_for_python_is_no_crash():
    assert read_page(b"[" + b"1" * 10_000 + b"]", "application/json").blocks


def test_a_page_of_twenty_megabytes_is_cut_with_a_note():
    page = read_page(f"<p>{TEXT}</p>".encode() * 650_000, "text/html")
    assert page.blocks[0].text == TEXT
    assert str(page.note).startswith(f"read to {MAX_CHARS} of ")


def test_a_page_ten_thousand_levels_deep_is_cut_with_a_note():
    page = read_page(("<div>" * 10_000 + TEXT + "</div>" * 10_000 + "<p>电费</p>").encode(), "text/html")
    assert [block.text for block in page.blocks] == [TEXT, "电费"]
    assert page.note == f"{10_000 - MAX_DEPTH} tags deeper than {MAX_DEPTH} levels left out"


def test_a_page_without_excess_has_no_note():
    assert read_page(f"<div><p>{TEXT}</p></div>".encode() * 900, "text/html").note is None


_GROWING = {
    "tables": lambda n: "<table><tr><td>甲<td>乙<tr><td>丙<td>" * n,
    "closed_tables": lambda n: (
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>" * 400 + "</table>" * 400) * (n // 400)
    ),
    "lists": lambda n: "<ul><li>水费<a>电费</a>" * n,
    "rows": lambda n: "<table>" + "<tr><td>水费<td rowspan=9>柜面" * n,
    "headings": lambda n: "<div><h3>水费</h3><p>可缴。</p>" * n,
    "links": lambda n: "<div>" + "<a href=x>水费</a>" * n,
    "hidden": lambda n: "<style>.a{display:none}</style>" + "<p class=a>水费<p>电费" * n,
    "fonts": lambda n: "<p>" + "".join(f"<font color={k}>" for k in range(400)) + "</p><p>x" * n,
    "placeholders": lambda n: "{{ <% ${ {% " * n,
    "spaces": lambda n: "水" + " \n" * n + "x",
    "attributes": lambda n: "<a " + "".join(f"a{k} " for k in range(n)),
    "crumbs": lambda n: "<div class=crumb>水" * n,
    "json": lambda n: "<script>" + "window.__A__=[" * n + "</script>",
    "sheets": lambda n: "<style>" + "/*.a{" * n + "</style>",
    "callback": lambda n: " " * n + "x",
}


def seconds(html: str) -> float:
    """Processor seconds of reading, without the collection of the garbage of other tests."""
    body = html.encode()
    gc.collect()
    gc.freeze()
    started = time.process_time()
    read_page(body, "text/html")
    used = time.process_time() - started
    gc.unfreeze()
    return used


@pytest.mark.slow
@pytest.mark.parametrize("name", _GROWING)
def test_time_grows_with_the_page_and_not_with_its_square(name: str):
    small, large = (min(seconds(_GROWING[name](n)) for _ in range(2)) for n in (4_000, 16_000))
    assert large <= 11 * small + 0.5  # the square would take 16 times as long; a busy machine adds to 4


@pytest.mark.slow
@pytest.mark.parametrize("name", _GROWING)
def test_two_megabytes_of_anything_cost_little_more_than_two_of_sentences(name: str):
    sentences = "<p>本行手机银行支持水费、电费在线缴纳。</p>" * 36_000
    n = 2_000_000 // max(len(_GROWING[name](4000)) // 4000, 1)
    plain = min(seconds(sentences) for _ in range(3))
    # nested tables take 9 times as long, and took a hundred times before they were limited
    assert seconds(_GROWING[name](n)) < 30 * plain
