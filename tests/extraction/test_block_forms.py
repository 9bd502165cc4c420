"""The forms that pages of banks are written in, each read as a visitor reads it."""

from __future__ import annotations

import pytest

from collector.extract.pages.read import read_page


def blocks(html: str):
    return read_page(html.encode(), "text/html; charset=utf-8").blocks


def by_text(html: str):
    return {block.text: block for block in blocks(html)}


def shape(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(html)]


def test_a_header_of_two_rows_gives_each_column_both_texts():
    found = by_text(
        "<table><tr><td rowspan=2>收费项目</td><td colspan=2>办理渠道</td><td rowspan=2>收费标准</td></tr>"
        "<tr><td>网上银行</td><td>柜面</td></tr>"
        "<tr><td>跨行转账</td><td>免费</td><td>两元</td><td>每笔</td></tr></table>"
    )
    assert "网上银行" not in found
    assert found["跨行转账"].column == "收费项目"
    assert found["免费"].column == "办理渠道 网上银行"
    assert found["两元"].column == "办理渠道 柜面"
    assert (found["每笔"].column, found["每笔"].row) == ("收费标准", "跨行转账")


def test_two_rows_of_th_are_both_header():
    found = by_text(
        "<table><thead><tr><th>存期</th><th>活期</th></tr><tr><th>年</th><th>百分比</th></tr></thead>"
        "<tr><td>一</td><td>0.3</td></tr><tr><td>二</td><td>0.4</td></tr></table>"
    )
    assert (found["0.3"].column, found["0.3"].row) == ("活期 百分比", "一")


def test_a_first_column_of_th_labels_all_cells_of_its_row():
    found = by_text(
        "<table><tr><th>期限</th><td>一年</td><td>两年</td><td>三年</td></tr>"
        "<tr><th>年利率</th><td>1.5</td><td>2.1</td><td>2.7</td></tr></table>"
    )
    assert [found[text].row for text in ("一年", "两年", "三年", "2.7")] == ["期限", "期限", "期限", "年利率"]
    assert found["2.1"].column is None


def test_rows_of_labels_and_values_by_turns_keep_their_pairs():
    found = by_text(
        "<table><tr><td>产品名称</td><td>甲宝</td><td>发行方</td><td>本行</td></tr>"
        "<tr><td>购买地</td><td>柜台</td><td>起售日</td><td>周一</td></tr></table>"
    )
    assert (found["柜台"].row, found["周一"].row) == ("购买地", "起售日")


def test_a_cell_over_several_rows_labels_them_together_with_the_next():
    found = by_text(
        "<table><tr><th>类别</th><th>项目</th><th>渠道</th></tr>"
        "<tr><td rowspan=2>生活缴费</td><td>水费</td><td>手机银行</td></tr>"
        "<tr><td>电费</td><td>柜面</td></tr></table>"
    )
    assert (found["柜面"].column, found["柜面"].row) == ("渠道", "生活缴费 电费")
    assert [block.text for block in blocks("<p>x</p>")] == ["x"]
    assert list(found).count("生活缴费") == 1


def test_a_caption_and_a_row_over_all_columns_head_the_cells_below():
    found = by_text(
        "<h2>收费</h2><table><caption>个人业务价目</caption><tr><th>项目</th><th>价格</th></tr>"
        "<tr><td colspan=2>借记卡</td></tr><tr><td>年费</td><td>十元</td></tr>"
        "<tr><td colspan=2>网上银行</td></tr><tr><td>证书</td><td>免费</td></tr></table><p>以上。</p>"
    )
    assert found["借记卡"].kind == "heading"
    assert found["十元"].path == ("收费", "个人业务价目", "借记卡")
    assert found["免费"].path == ("收费", "个人业务价目", "网上银行")
    assert (found["免费"].column, found["免费"].row) == ("价格", "证书")
    assert found["以上。"].path == ("收费",)


def test_the_title_of_a_table_in_its_first_row_is_no_header():
    found = by_text(
        "<table><tr><td colspan=2>贷款产品一览</td></tr><tr><td>产品名称</td><td>期限</td></tr>"
        "<tr><td>甲贷</td><td>一年</td></tr><tr><td colspan=2>注：以上内容仅供参考。</td></tr></table>"
    )
    assert (found["甲贷"].column, found["甲贷"].path) == ("产品名称", ("贷款产品一览",))
    note = found["注：以上内容仅供参考。"]
    assert (note.kind, note.column) == ("table_cell", None)


def test_a_header_that_is_repeated_is_no_row():
    html = (
        "<table><tr><th>名称</th><th>渠道</th></tr><tr><td>水费</td><td>柜面</td></tr>"
        "<tr><td>名称</td><td>渠道</td></tr><tr><td>电费</td><td>柜面</td></tr></table>"
    )
    assert [text for _, text in shape(html)] == ["水费", "柜面", "电费", "柜面"]


def test_a_table_that_is_a_menu_is_read_as_one():
    row = "<tr><td><a>水费</a></td><td><a>电费</a></td><td><a>话费</a></td></tr>"
    assert {kind for kind, _ in shape(f"<div><table>{row}{row}</table></div>")} == {"menu"}


@pytest.mark.parametrize("term", ["<dt>水费</dt>", "<dt><p>水费</p></dt>", "<div><dt>水费</dt>"])
def test_a_term_heads_its_definition(term: str):
    closing = "</div>" if term.startswith("<div>") else ""
    found = by_text(f"<dl>{term}<dd>可在网点办理。</dd>{closing}<dt>电费</dt><dd>暂不办理。</dd></dl>")
    assert found["水费"].kind == "heading"
    assert found["可在网点办理。"].path == ("水费",)
    assert found["暂不办理。"].path == ("电费",)


def test_what_can_be_clicked_is_an_entry_of_the_menu():
    html = (
        "<table><tr><td onclick=\"go('1')\">账户查询</td></tr>"
        "<tr><td onclick=\"go('2')\">转账汇款</td></tr></table>"
        "<div><div onclick=go(3)>水费</div><span onclick=go(4)>电费</span>"
        "<a href=# onclick=go(5)>话费</a></div>"
    )
    kinds = {text: kind for kind, text in shape(html)}
    assert kinds == {"账户查询": "link", "转账汇款": "link", "水费": "menu", "电费": "menu", "话费": "menu"}


def test_a_card_that_can_be_clicked_stays_text():
    html = "<div onclick=go(1)><h3>甲贷</h3><p>随借随还，按日计息，最高可贷五十万元，线上申请。</p></div>"
    assert [kind for kind, _ in shape(html)] == ["heading", "paragraph"]


def test_a_word_that_can_be_clicked_does_not_cut_its_link():
    assert shape("<p><a href=x>请下载<span onclick=y>助手</span>再登录</a></p>") == [
        ("link", "请下载助手再登录")
    ]


def test_pictures_that_lead_somewhere_say_their_words():
    html = (
        '<a href=a><img src=a.gif alt="手机银行"></a><p><a href=b title="微信银行"><img src=b.gif></a></p>'
        '<p><a href=c><img src=c.gif alt="新">网上银行</a></p><p><img src=d.gif alt="大楼">照片</p>'
        '<map><area href=e alt="电话银行"></map><ul><li><i class=icon title="在线客服"></i></li></ul>'
        "<input type=image alt=登录><input type=submit value=查询><input placeholder=请输入>"
        "<input type=hidden value=x>"
    )
    assert [text for _, text in shape(html)] == [
        "手机银行", "微信银行", "网上银行", "照片", "电话银行", "在线客服", "登录", "查询",
    ]  # fmt: skip


def test_a_page_written_into_a_frame_is_read_where_it_stands():
    html = '<h2>公告</h2><iframe srcdoc="&lt;p&gt;水费&amp;amp;电费&lt;/p&gt;"><p>旧</p></iframe><p>完</p>'
    assert [text for _, text in shape(html)] == ["公告", "水费&电费", "完"]


def test_a_whole_document_inside_a_box_is_read():
    html = (
        "<html><head><title>本行</title></head><body><div>"
        "<!DOCTYPE html><html><head><title>贷款首页</title>"
        "<script>x</script></head><body><p>可缴水费。</p></body></html></div><p>完</p></body></html>"
    )
    assert shape(html) == [
        ("title", "本行"), ("title", "贷款首页"), ("paragraph", "可缴水费。"), ("paragraph", "完"),
    ]  # fmt: skip


def test_furniture_is_told_from_content():
    html = (
        "<div role=navigation><a>存款</a></div><div class=bdsharebuttonbox><a>微博</a></div>"
        "<div class=topBar><a>登录</a></div><div id=language><a>English</a></div><p>正文。</p>"
        "<p>某行版权所有 京ICP备1号</p><div role=contentinfo><p>地址</p></div>"
        "<div class=yqlj><a>人行</a></div>"
    )
    regions = {block.text: block.region for block in blocks(html)}
    assert regions == {
        "存款": "navigation", "微博": "navigation", "登录": "navigation", "English": "navigation",
        "正文。": "content", "某行版权所有 京ICP备1号": "footer", "地址": "footer", "人行": "friendly_links",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("html", "is_picture"),
    [
        ("<title>活动</title><div><img src=/upload/a.jpg width=900 height=600></div>", True),
        ("<div class=content><img src=/upload/2018/long.jpg></div>", True),
        ("<img style='width:100%' src=p.png>", True),
        (f"<p>{'本行开办代缴水费业务。' * 8}</p><img src=/upload/a.jpg width=900 height=600>", False),
        ("<img src=/images/logo.png><p>完</p>", False),
        ("<img src=a.jpg width=88 height=31>", False),
        ("<div class=footer><img src=a.jpg width=900 height=400></div>", False),
        ("<p>完</p>", False),
    ],
)
def test_a_page_whose_content_is_pictures_says_so(html: str, is_picture: bool):
    assert read_page(html.encode(), "text/html").has_text_in_images is is_picture
