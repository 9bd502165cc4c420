"""A page is read as a visitor would see it: in order, under its headings, without what is hidden."""

from __future__ import annotations

from collector.extract.pages.read import read_page


def blocks(html: str, content_type: str = "text/html; charset=utf-8"):
    return read_page(html.encode(), content_type).blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


def test_headings_stand_above_what_follows_until_one_of_their_level():
    found = blocks("<div><h1>手机银行</h1><h2>缴费</h2><p>可缴水费。</p><h2>转账</h2><p>实时到账。</p></div>")
    paths = {block.text: block.path for block in found}
    assert paths["可缴水费。"] == ("手机银行", "缴费")
    assert paths["实时到账。"] == ("手机银行", "转账")


def test_heading_ends_with_the_box_it_stands_in():
    html = "<div><div><h3>网上银行</h3><p>登录后可以办理业务。</p></div><div><p>欢迎。</p></div></div>"
    assert blocks(html)[-1].path == ()


def test_template_placeholders_are_no_text():
    assert texts("<p>{{ item.name }}</p><p>利率${rate}%起</p><p><%= title %>公告</p>") == ["利率%起", "公告"]


def test_text_cut_by_inline_marks_is_one_sentence():
    assert texts("<p class=MsoNormal><span>手<span>机</span></span><b>银行</b>可缴水费</p>") == [
        "手机银行可缴水费"
    ]


def test_line_breaks_of_the_source_do_not_cut_words():
    assert texts("<p>可以缴纳水\n      费和电费</p>") == ["可以缴纳水费和电费"]
    assert texts("<p>水费<br>电费</p>") == ["水费\n电费"]


def test_short_links_in_a_list_are_a_menu_and_know_their_parent():
    found = blocks(
        "<ul><li><a>个人业务</a><ul><li><a>贷款</a></li><li><a>存款</a></li></ul></li><li><a>公司业务</a></li></ul>"
    )
    assert [(block.kind, block.text, block.path) for block in found] == [
        ("menu", "个人业务", ()),
        ("menu", "贷款", ("个人业务",)),
        ("menu", "存款", ("个人业务",)),
        ("menu", "公司业务", ()),
    ]


def test_link_inside_a_sentence_stays_in_the_sentence():
    assert texts("<p>请登录<a href=x>网上银行</a>办理缴费业务。</p>") == ["请登录网上银行办理缴费业务。"]


def test_cells_know_their_column_row_and_channel():
    html = (
        "<table><tr><th>服务项目</th><th>办理渠道</th></tr><tr><td>水费</td><td>手机银行</td></tr>"
        "<tr><td>学费</td><td>网上银行</td></tr></table>"
    )
    cells = {block.text: block for block in blocks(html)}
    assert (cells["水费"].kind, cells["水费"].column, cells["水费"].beside) == (
        "table_cell",
        "服务项目",
        "手机银行",
    )
    assert (cells["网上银行"].column, cells["网上银行"].row) == ("办理渠道", "学费")
    assert "服务项目" not in cells


def test_table_pasted_from_a_word_processor_keeps_its_columns():
    def cell(text: str, extra: str = "") -> str:
        return (
            f'<td {extra}><p class="MsoNormal"><span lang="EN-US"><span><b>{text}</b></span></span></p></td>'
        )

    html = (
        f"<table class=MsoNormalTable><tr>{cell('产品名称')}{cell('期限')}</tr>"
        f"<tr>{cell('甲贷', 'rowspan=2')}{cell('一年')}</tr><tr>{cell('三年')}</tr></table>"
    )
    found = {block.text: block for block in blocks(html)}
    assert found["甲贷"].column == "产品名称"
    assert (found["三年"].column, found["三年"].row) == ("期限", "甲贷")


def test_table_that_lays_out_the_page_is_no_table():
    html = "<table><tr><td><ul><li><a>首页</a></li></ul></td><td><h2>水费</h2><p>可缴。</p></td></tr></table>"
    assert {block.kind for block in blocks(html)} == {"link", "heading", "paragraph"}


def test_data_table_inside_a_layout_table_is_a_table():
    inner = "<table><tr><th>名称</th><th>渠道</th></tr><tr><td>水费</td><td>网上银行</td></tr></table>"
    html = f"<table><tr><td>本行</td><td>首页</td></tr><tr><td>左</td><td>{inner}</td></tr></table>"
    assert ("table_cell", "水费", "名称") in [
        (block.kind, block.text, block.column) for block in blocks(html)
    ]


def test_breadcrumb_heads_the_content_and_not_the_menu():
    html = (
        "<div class=nav><a>存款</a></div><div class=crumb>首页 &gt; 个人业务 &gt; 贷款</div><p>随借随还。</p>"
    )
    page = read_page(html.encode(), "text/html")
    assert page.crumb == ("个人业务", "贷款")
    assert page.blocks[-1].path == ("个人业务", "贷款")
    assert page.blocks[0].path == ()


def test_list_of_filters_is_no_breadcrumb():
    page = read_page("<div class=position><p>产品类型</p><p>起购金额</p></div>".encode(), "text/html")
    assert page.crumb == ()


def test_regions_come_from_element_names_and_classes():
    html = (
        "<header><a>首页</a></header><div class=main><p>正文。</p></div><div class=footer><p>版权</p></div>"
        "<div class=friendLink><a>他行网站</a></div>"
    )
    assert [block.region for block in blocks(html)] == ["navigation", "content", "footer", "friendly_links"]


def test_line_with_a_colon_leads_the_items_below_it():
    found = blocks(
        "<p>申请时请提供：</p><p>1. 近三个月水费单；</p><p>2. 身份证。</p><p>欢迎咨询本行网点。</p>"
    )
    assert [block.lead for block in found] == [None, "申请时请提供：", "申请时请提供：", None]


def test_json_and_jsonp_give_a_block_per_text_with_its_key():
    found = blocks(
        'cb({"data":[{"prodName":"甲宝","rate":3.5,"note":"<b>随存随取</b>"}]});', "application/javascript"
    )
    assert [(block.column, block.text, block.path) for block in found] == [
        ("产品名称", "甲宝", ("data",)),
        ("note", "随存随取", ("data",)),
    ]


def test_thousands_of_unclosed_tags_are_read():
    assert texts("<div><font>" * 4000 + "水费")[-1] == "水费"
