"""What is not shown when the page loads is read, marked, and kept apart from what is shown."""

from __future__ import annotations

import pytest

from collector.extract.pages.read import read_page


def blocks(html: str):
    return read_page(html.encode(), "text/html; charset=utf-8").blocks


def marked(html: str) -> list[tuple[str, bool]]:
    return [(block.text, block.is_hidden) for block in blocks(html)]


@pytest.mark.parametrize(
    "pane",
    [
        "<div style='display: none'><p>电费</p></div>",
        "<div hidden><p>电费</p></div>",
        "<p style='color:red;VISIBILITY:hidden'>电费</p>",
        "<dialog>电费</dialog>",
        "<style>.tab-pane{display:none} .active{}</style><div class='a tab-pane'>电费</div>",
        "<style>#x { color:red; display : none }</style><div id=x>电费</div>",
        "<style>/* .a{} */ div.off.b,p{display:none}</style><div class='b off'>电费</div>",
        "<style>.t{display:none}.t.on{display:block}</style><div class=t>电费</div>",
    ],
)
def test_a_tab_not_in_front_is_read_and_marked(pane: str):
    assert marked(f"<p>水费</p>{pane}<p>完</p>") == [("水费", False), ("电费", True), ("完", False)]


@pytest.mark.parametrize(
    "pane",
    [
        "<style>.t{display:none}.t.on{display:block}</style><div class='on t'>电费</div>",
        "<style>@media print{.t{display:none}}</style><div class=t>电费</div>",
        "<style>.menu .t{display:none} .t:hover{display:none}</style><div class=t>电费</div>",
        "<style>.t{display:none}</style><div class=t style='display:block'>电费</div>",
        "<style>/* .t{display:none} */</style><div class=t>电费</div>",
        "<style>p.t{display:none}</style><div class=t>电费</div>",
        "<dialog open>电费</dialog>",
    ],
)
def test_what_is_shown_after_all_is_not_marked(pane: str):
    assert marked(pane) == [("电费", False)]


def test_what_nobody_ever_sees_stays_unread():
    html = (
        "<script>var a='藏一'</script><style>.a{content:'藏二'}</style><!-- 藏三 -->"
        "<input type=hidden value=藏四>"
        "<template><p>藏五</p></template><noscript>藏六</noscript><textarea>藏七</textarea><p>看得见</p>"
    )
    assert marked(html) == [("看得见", False)]


def test_hidden_words_do_not_enter_the_sentence_they_stand_in():
    assert marked("<p>可缴水费<span style=display:none>暂未开通</span>和电费。</p>") == [
        ("可缴水费和电费。", False),
        ("暂未开通", True),
    ]


def test_a_hidden_heading_heads_only_what_is_hidden():
    found = {
        block.text: block.path
        for block in blocks(
            "<div><h3>手机银行</h3><p>水费。</p><div hidden><h3>网上银行</h3><p>电费。</p></div>"
            "<p>学费。</p></div>"
        )
    }
    assert found["电费。"] == ("网上银行",)
    assert found["学费。"] == ("手机银行",)


def test_hidden_rows_and_parts_of_cells_are_marked():
    html = (
        "<table><tr><th>项目</th><th>渠道</th></tr><tr><td>水费</td><td>柜面<b hidden>网银</b></td></tr>"
        "<tr style='display:none'><td>电费</td><td>手机</td></tr><tr><td>话费</td><td>电话</td></tr></table>"
    )
    found = {block.text: block for block in blocks(html)}
    assert [text for text, block in found.items() if block.is_hidden] == ["网银", "电费", "手机"]
    assert (found["网银"].column, found["网银"].row) == ("渠道", "水费")
    assert found["手机"].row == "电费"


def test_hidden_text_does_not_make_a_menu_of_text():
    html = f"<div><a>水费</a><a>电费</a><a>话费</a><div hidden>{'业务说明。' * 20}</div></div>"
    assert [block.kind for block in blocks(html) if not block.is_hidden] == ["menu"] * 3


def test_json_that_a_page_carries_is_read_and_marked():
    html = (
        '<script type="application/ld+json">{"@type":"Bank","name":"某行"}</script>'
        '<script id=__NEXT_DATA__ type="application/json">{"props":{"list":[{"prodName":"甲宝"}]}}</script>'
        '<script>var x=1; window.__INITIAL_STATE__ = {"notice":{"text":"<p>可缴水费</p>","n":3}};'
        "go()</script>"
        "<p>正文</p>"
    )
    found = [(block.text, block.column, block.path, block.is_hidden) for block in blocks(html)]
    assert found == [
        ("正文", None, (), False),
        ("某行", "name", (), True),
        ("甲宝", "产品名称", ("props", "list"), True),
        ("可缴水费", "text", ("notice",), True),
    ]


def test_json_that_scripts_have_turned_into_the_page_is_not_read_twice():
    html = (
        '<script>window.__DATA__ = ["<tr><td>水费</td><td>暂未开通</td></tr>","电费"]</script>'
        "<p>可缴水费。</p>"
    )
    assert marked(html) == [("可缴水费。", False), ("暂未开通", True), ("电费", True)]


@pytest.mark.parametrize(
    "script",
    [
        "window.__STATE__ = {name:'水费'}",
        "window.__NUXT__=(function(a){return {a:'水费'}}('x'))",
        'var menu = {"a":"水费"}',
        'window.__A__ = {"a":"水费"',
    ],
)
def test_javascript_is_not_guessed(script: str):
    assert marked(f"<script>{script}</script><p>正文</p>") == [("正文", False)]
