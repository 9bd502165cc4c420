"""Products are names, not words: where they stand in a name column, in quotation marks or as entries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector.extract.mentions.page_channels import find_page_channels
from collector.extract.pages.read import read_page
from collector.extract.products.names import is_product_name
from collector.extract.products.read import read_products
from tests.extraction.reading import LEXICON

ABOUT = "http://www.bank.test/about/a.html"


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我行推出融e行。", ["融e行"]),
        ("持有惠农卡的客户可享优惠。", ["惠农卡"]),
        ("客户可凭圆方灵通卡•e时代办理。", ["圆方灵通卡•e时代"]),
        ("可通过登录手机银行选择存贷通业务还款。", ["存贷通"]),
        ("申请个人阳光易贷须为本地居民。", ["阳光易贷"]),
        ("请使用甲乙银行惠农卡缴费。", ["惠农卡"]),
    ],
)
def test_names_without_a_mark_are_known_by_their_shape(text, expected):
    assert names(f"<p>{text}</p>", ABOUT) == expected


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


def test_the_title_names_what_the_page_is_about():
    html = "<title>汇市通业务-甲乙银行</title><p>个人外汇买卖。</p>"
    assert [(p.name, p.rule) for p in products(html, ABOUT)] == [("汇市通", "title")]
    assert names("<title>个人住房贷款-甲乙银行</title><p>最长三十年。</p>", ABOUT) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“金融@家”是我行的个人网上银行品牌。", "金融@家"),
        ("我行的对公产品——“共赢理财”包括五类。", "共赢理财"),
        ("“福农”品牌的产品面向农户。", "福农"),
        ("小企业循环贷款（网贷通）按日计息。", "网贷通"),
        ("全球快汇业务是指我行的跨境汇款服务。", "全球快汇"),
        ("企业年金计划“如意养老1号”的管理机构。", "如意养老1号"),
        ("幸福乐存是杭州银行提供的一款储蓄增值服务产品。", "幸福乐存"),
        ("商友富——为会员量身打造的理财产品。", "商友富"),
    ],
)
def test_a_sentence_that_says_what_a_name_is_makes_it_one(text, name):
    assert names(f"<p>{text}</p>", ABOUT) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "点击“个人贷款”办理业务。",
        "选择“随心存”菜单进入存款。",
        "本产品分“定时定额”和“定时不定额”两种。",
        "该业务以“现汇”支付。",
        "公益人——年轻就要心系社会。",
        "本网站（以下简称“网站”）提供服务。",
    ],
)
def test_marks_around_other_words_make_no_name(text):
    assert names(f"<p>{text}</p>", ABOUT) == []


def test_entries_of_a_brand_named_on_the_page_are_its_family():
    menu = "<ul><li><a>圆方在线支付</a></li><li><a>网点查询</a></li><li><a>联系我们</a></li></ul>"
    page = "<p>持圆方借记卡即可办理。</p>"
    assert names(menu + page, ABOUT) == ["圆方借记卡", "圆方在线支付"]
    assert names(menu, ABOUT) == []


def test_an_account_is_a_name_only_beside_names():
    assert names("<p>惠农卡、理财金账户、活期存折均可。</p>", ABOUT) == ["惠农卡", "理财金账户"]
    apart = "<p>存折、理财金账户、存单均可。</p><p>惠农卡免费。</p>"
    assert names(apart, ABOUT) == ["惠农卡"]


def test_a_holder_of_an_account_names_it():
    assert names("<p>理财金账户客户免费。</p><p>基本账户客户收费。</p>", ABOUT) == ["理财金账户"]


def test_a_number_of_issue_makes_a_name_of_what_stands_alone():
    html = "<h3>月月盈喜第6期</h3><p>《农村金融》第6期</p><p>培训班第2期开班了</p>"
    assert [(p.name, p.series) for p in products(html, ABOUT)] == [("月月盈喜第6期", "月月盈喜")]


def test_a_name_inside_an_entry_that_is_a_longer_name_is_none():
    entry = "<ul><li><a>圆方卡银联在线支付</a></li></ul><p>持圆方借记卡。</p>"
    assert names(entry, ABOUT) == ["圆方借记卡", "圆方卡银联在线支付"]


def test_doubled_words_are_names_only_under_a_line_of_business():
    assert names("<h2>存款</h2><ul><li><a>节节高</a></li><li><a>明细</a></li></ul>", ABOUT) == ["节节高"]
    assert names("<h2>关于我们</h2><ul><li><a>节节高</a></li></ul>", ABOUT) == []


def test_a_code_glued_to_a_name_is_cut_off():
    found = products("<div>月月盈63天YYYY63</div><div>2026第3期月月盈（新客专属）YYYX1805</div>", ABOUT)
    assert [(p.name, p.series, p.issue) for p in found] == [
        ("2026第3期月月盈", "月月盈", "2026第3期…"),
        ("月月盈63天", "月月盈", "63天"),
    ]


def test_a_fund_of_a_fund_company_is_no_product_of_the_bank():
    rows = "<tr><td>某某现金货币市场基金</td><td>1</td></tr><tr><td>月月盈</td><td>2</td></tr>"
    assert names(f"<table><tr><th>产品名称</th><th>期限</th></tr>{rows}</table>") == ["月月盈"]


def test_brands_of_other_firms_are_left_out():
    assert names("<p>开通支付宝卡通，获京东E卡。</p>", ABOUT) == []


def test_what_is_shown_comes_before_what_is_hidden():
    page = read_page("<p>圆方灵通卡</p><p>灵通卡免费。</p><p>惠农卡</p>".encode(), "text/html")
    hidden = replace(page, blocks=(replace(page.blocks[0], is_hidden=True), *page.blocks[1:]))
    found = read_products(LEXICON, hidden, ABOUT, find_page_channels(LEXICON, hidden, ABOUT))
    kept = [("圆方灵通卡", True), ("惠农卡", False), ("灵通卡", False)]
    assert [(p.name, p.is_hidden) for p in found] == kept
    twice = replace(page, blocks=(replace(page.blocks[2], is_hidden=True), page.blocks[2]))
    found = read_products(LEXICON, twice, ABOUT, find_page_channels(LEXICON, twice, ABOUT))
    assert [(p.name, p.is_hidden) for p in found] == [("惠农卡", False)]
    only = replace(page, blocks=(replace(page.blocks[2], is_hidden=True),))
    found = read_products(LEXICON, only, ABOUT, find_page_channels(LEXICON, only, ABOUT))
    assert [(p.name, p.is_hidden) for p in found] == [("惠农卡", True)]


def test_the_name_of_the_site_is_no_product():
    html = "<title>理财产品-某大理财</title><a href=/>某大理财</a><h2>月月盈</h2>"
    assert names(html) == ["月月盈"]
