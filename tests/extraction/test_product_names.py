"""A name has something that bank language does not: general terms are lines of business, not products."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.extract.products.forms import choose_names
from collector.extract.products.names import cut_prose, is_generic, is_product_name, left_over, trim
from collector.extract.products.shapes import find_shaped
from collector.extract.products.titles import title_name

GENERAL = [
    "个人贷款",
    "个人住房贷款",
    "个人住房公积金贷款",
    "小微企业贷款",
    "流动资金循环贷款",
    "国内保理",
    "定期存款",
    "单位协定存款",
    "大额存单",
    "结构性存款",
    "信用卡",
    "借记卡",
    "白金信用卡",
    "芯片借记卡",
    "联名卡",
    "社保卡",
    "人民币理财产品",
    "非保本浮动收益理财产品",
    "基金定投",
    "实物黄金",
    "手机银行",
    "个人网上银行",
    "第三方存管",
    "代收电费",
    "跨境汇款",
    "结售汇",
    "公积金",
    "工银信用卡",
    "工行借记卡",
]
COINED = [
    "阳光易贷",
    "惠农卡",
    "利多多",
    "融e借",
    "微贷通",
    "网贷通",
    "存贷通",
    "灵通卡",
    "理财金账户",
    "财富卡",
    "龙卡",
    "节节高",
    "积存金",
    "收款管家",
    "工银信使",
]


@pytest.mark.parametrize("term", GENERAL)
def test_a_general_term_is_no_name(term):
    assert is_generic(term), left_over(term)
    assert title_name(term) is None


@pytest.mark.parametrize("name", COINED)
def test_a_coined_word_is_a_name(name):
    assert is_product_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "客户可开通该功能。",
        "交通便利。",
        "请及时沟通。",
        "与银行卡捆绑。",
        "凭单位卡办理换卡、补卡。",
        "提前还贷须预约。",
        "房贷、车贷客户均可。",
        "保证普通客户的权益。",
        "电子银行口令卡、U盾客户。",
        "贷款通称为授信。",
        "请登录支付宝卡通页面。",
        "各类通知存款。",
        "卡号和密码。",
    ],
)
def test_words_that_only_end_like_a_name_are_none(text):
    assert [one.name for one in find_shaped(text)] == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("汇市通业务", "汇市通"),
        ("珠联币合理财产品", "珠联币合"),
        ("惠农卡简介", "惠农卡"),
        ("个人卡贷通", "卡贷通"),
        ("全球快汇", "全球快汇"),
        ("商户之家", "商户之家"),
        ("工银多币种信用卡", "工银多币种信用卡"),
        ("工银白金信用卡", None),
        ("业务综述", None),
        ("如何开通", None),
        ("联系我们", None),
        ("出口押汇", None),
        ("代收供暖费", None),
    ],
)
def test_a_title_gives_the_name_without_the_words_around_it(title, name):
    assert title_name(title) == name


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("甲乙银行惠农卡", "惠农卡"),
        ("个人网贷通", "网贷通"),
        ("小额快捷工银融e借", "工银融e借"),
        ("惠农卡", "惠农卡"),
    ],
)
def test_bank_and_addressee_in_front_are_no_part_of_a_name(run, name):
    assert trim(run) == name


@pytest.mark.parametrize(
    ("run", "name"), [("客户持有惠农卡", "惠农卡"), ("申请如意贷", "如意贷"), ("在线贷", "在线贷")]
)
def test_a_sentence_ends_where_the_name_begins(run, name):
    assert cut_prose(run) == name


@pytest.mark.parametrize(
    ("names", "sure", "kept"),
    [
        (("工银e支付", "e支付"), (), {"工银e支付"}),
        (("e支付", "工银e支付"), (), {"e支付"}),
        (("灵通卡", "牡丹灵通卡"), (), {"牡丹灵通卡"}),
        (("牡丹卡", "新版牡丹卡"), (), {"牡丹卡"}),
        (("惠农卡", "汇聚惠农卡"), ("惠农卡",), {"惠农卡"}),
        (("工银环球旅行信用卡", "环球旅行卡"), (), {"工银环球旅行信用卡"}),
        (("圆鼎卡", "圆鼎借记卡"), (), {"圆鼎卡", "圆鼎借记卡"}),
    ],
)
def test_of_one_product_one_name_is_kept(names, sure, kept):
    assert choose_names(names, frozenset(sure)) == kept


@given(st.lists(st.text("工银牡丹灵通卡e支付贷新版", min_size=1, max_size=8), unique=True, max_size=6))
def test_choosing_never_loses_all_names_and_never_makes_one(names):
    kept = choose_names(tuple(names), frozenset())
    assert kept <= set(names)
    assert bool(kept) == bool(names)
