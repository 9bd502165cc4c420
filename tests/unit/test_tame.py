"""Markup that would hold a parser for minutes is made harmless, and other markup is left alone."""

from __future__ import annotations

import time

import pytest

from collector.extract.pages.html import read_html
from collector.fetch.links import find_links
from collector.fetch.text import visible_text
from collector.tame import MAX_ATTRIBUTES, MAX_CHARS, MAX_DEPTH, cut_note, tame

TEXT = "手机银行转账"
MANY = 40_000
MAX_SECONDS = 8.0  # each of these took between one minute and an hour


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * MANY + TEXT,
        "<ul><li><table><tr><td><b>" * (MANY // 4) + TEXT,
        "<div><table></div></table>" * (MANY // 4) + TEXT,
        "<b></p><i></b>" * MANY + TEXT,
        "<a " + "".join(f"a{n}=1 " for n in range(MANY)) + f">{TEXT}</a>",
        "<div>" + "".join(f"<a href='/p{n}.html'>{n}</a>" for n in range(MANY // 2)) + TEXT,
        "<!--" * MANY,
        "<a b='" * MANY,
        "<script>" * MANY,
    ],
    ids=["div", "tables", "walls", "formatting", "attributes", "links", "comments", "quotes", "scripts"],
)
def test_reading_takes_seconds_and_keeps_the_text(page: str) -> None:
    started = time.process_time()
    seen = visible_text(page)
    find_links(page, "http://www.alpha.test/")
    blocks = read_html(page).blocks
    assert time.process_time() - started < MAX_SECONDS
    if page.endswith((TEXT, "</a>")):
        assert TEXT in seen
        assert any(TEXT in block.text for block in blocks)


def test_tags_beyond_the_depth_go_with_their_ends() -> None:
    page = "<div>" * 700 + TEXT + "</div>" * 700 + "<p>behind</p>"
    assert tame(page) == "<div>" * MAX_DEPTH + TEXT + "</div>" * MAX_DEPTH + "<p>behind</p>"


def test_an_ordinary_page_stays_as_it_is() -> None:
    row = "<tr><td><a href='x?a=1&b=2' title='a > b'><b>理财</b></a><td><p>产品<li>一<br><img src=a.png>"
    page = "<html><body><table>" + row * 3000 + "</table><script>'<div>'</script>" + "<!-- <div> -->" * 600
    assert tame(page) is page


def test_tags_in_scripts_and_comments_do_not_count() -> None:
    page = "<script>" + "'<div>' " * 600 + "</script><!--" + "<div>" * 600 + "--><p>" + TEXT
    assert tame(page) is page


def test_a_tag_with_hundreds_of_attributes_keeps_its_name() -> None:
    few = "<a " + "".join(f"a{n}=1 " for n in range(MAX_ATTRIBUTES - 1)) + ">x</a>"
    many = "<a " + "".join(f"a{n}=1 " for n in range(MAX_ATTRIBUTES + 5)) + ">x</a>"
    assert tame(few) == few
    assert tame(many) == "<a>x</a>"


def test_a_page_without_end_is_read_to_two_million_characters() -> None:
    assert len(tame("x" * (MAX_CHARS + 7))) == MAX_CHARS


def test_unclosed_tags_that_are_opened_again_and_again_end_the_page() -> None:
    fonts = "<p>" + "".join(f"<font color={n}>" for n in range(400)) + "</p>"
    page = fonts + "<p>x" * 100_000
    assert len(tame(page)) < len(fonts) + 25_000  # 2,000,000 elements, 400 at each of its <p>
    assert str(cut_note(page)).startswith("read to ")


def test_equal_unclosed_tags_count_three_times_as_parsers_keep_them() -> None:
    page = "<div><b>x</div>" * 50_000
    assert tame(page) is page


def test_what_is_cut_is_said_and_nothing_else() -> None:
    assert cut_note("<p>" * 5000) is None
    assert cut_note("<div>" * 600) == "100 tags deeper than 500 levels left out"
    many = "<a " + "".join(f"a{n} " for n in range(600)) + ">x</a>" + "<b>" * 9000
    assert "1 tags with more than 200 attributes" in str(cut_note(many))
