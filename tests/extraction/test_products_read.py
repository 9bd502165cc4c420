"""Products are names, not words: where they stand in a name column, in quotation marks or as entries."""

from __future__ import annotations

import pytest

from collector.extract.page import read_page
from collector.extract.page_channels import find_page_channels
from collector.extract.products import is_product_name, read_products
from tests.extraction.reading import LEXICON


def products(html: str, url: str = "http://www.bank.test/product/a.html"):
    page = read_page(html.encode(), "text/html")
    return read_products(LEXICON, page, url, find_page_channels(LEXICON, page, url))


def names(html: str, url: str = "http://www.bank.test/product/a.html") -> list[str]:
    return sorted({product.name for product in products(html, url)})


TABLE = (
    "<table><tr><th>产品名称</th><th>产品类型</th><th>办理渠道</th></tr>"
    "<tr><td>月月盈第1期</td><td>理财</td><td>手机银行、网上银行</td></tr>"
    "<tr><td>月月盈第2期</td><td>理财</td><td>手机银行</td></tr>"
    "<tr><td>个人贷款</td><td>贷款</td><td>网上银行</td></tr></table>"
)


def test_name_column_gives_names_with_line_and_channels():
    found = {(p.series, p.issue, p.channel_id, p.business_line_id) for p in products(TABLE)}
    assert found == {
        ("月月盈", "第1期", "mobile_bank", "wealth"),
        ("月月盈", "第1期", "web_bank", "wealth"),
        ("月月盈", "第2期", "mobile_bank", "wealth"),
    }


def test_quoted_names_are_products():
    assert names("<p>我行推出「福安贷」和“易享通”两款产品，欢迎选用。</p>") == ["易享通", "福安贷"]


def test_headings_and_entries_of_product_shape_are_products():
    html = "<h2>天天汇</h2><p>随借随还。</p>"
    assert names(html) == ["天天汇"]
    assert names(html, "http://www.bank.test/about/a.html") == []


def test_unmarked_names_count_where_the_page_repeats_or_heads_them():
    about = "http://www.bank.test/about/a.html"
    assert names("<p>我行推出融e行。</p>", about) == ["融e行"]
    assert names("<p>持有惠农卡的客户可享优惠。</p>", about) == []
    assert names("<p>持有惠农卡的客户可享优惠。</p><p>惠农卡免年费。</p>", about) == ["惠农卡"]
    assert names("<h2>惠农卡</h2><p>免收年费。</p>", about) == ["惠农卡"]


@pytest.mark.parametrize("word", ["交通", "沟通", "开通", "银行卡", "单位卡", "芯片卡", "房贷", "元宝"])
def test_repeated_words_are_no_names(word):
    assert (
        names(f"<p>本行{word}，方便。</p><p>办理{word}，快捷。</p>", "http://www.bank.test/about/a.html")
        == []
    )


@pytest.mark.parametrize(
    "word",
    [
        "个人贷款",
        "定期存款",
        "信用卡",
        "手机银行",
        "公积金贷款",
        "个人理财",
        "借记卡",
        "更多",
        "小微企业贷款",
        "贷款流程",
    ],
)
def test_generic_words_are_no_products(word):
    assert not is_product_name(word)


@pytest.mark.parametrize("word", ["阳光易贷", "惠农卡", "利多多", "融e借", "微贷通", "网贷通"])
def test_brands_are_products(word):
    assert is_product_name(word)


def test_stopped_products_and_warnings_are_left_out():
    assert names("<p>“福安通”业务已停办。</p>") == []
    assert names("<p>谨防不法分子冒用“福安通”产品实施诈骗。</p>") == []


def test_names_in_news_are_left_out():
    assert names("<p>我行推出「福安贷」产品。</p>", "http://www.bank.test/news/1.html") == []


def test_value_beside_a_name_label_is_a_name():
    html = (
        "<table><tr><td>产品名称</td><td>月月盈橙选</td><td>产品托管人</td><td>某银行</td></tr>"
        "<tr><td>成立日</td><td>2026年1月</td><td>募集币种</td><td>人民币</td></tr></table>"
    )
    assert names(html) == ["月月盈橙选"]


def test_text_in_front_of_a_product_code_is_a_name():
    assert names("<div><p>安稳象六个月持有</p><p>AF251875D</p><p>封闭</p></div>") == ["安稳象六个月持有"]


def test_page_without_text_has_no_products():
    assert names("<div id=app></div>") == []


def test_name_key_of_a_reply_is_a_name_column():
    page = read_page('{"list":[{"prodName":"月月盈第3期","memo":"热销"}]}'.encode(), "application/json")
    url = "http://www.bank.test/api/list.json"
    found = read_products(LEXICON, page, url, find_page_channels(LEXICON, page, url))
    assert [(p.series, p.issue) for p in found] == [("月月盈", "第3期")]
