"""What a page states beside a name is an attribute of it where the owner is plain, and null elsewhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from collector.declared.read import Offer
from collector.extract.products.attributes import read_offer
from collector.extract.products.launch import find_launch
from tests.extraction.test_products_read import ABOUT, products

D = Decimal


def offers(html: str, url: str = ABOUT) -> dict[str, Offer | None]:
    return {product.name: product.offer for product in products(html, url)}


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("产品代码", "AB1008", {"code": "AB1008"}),
        ("理财期限", "最短投资63天", {"term": "最短投资63天", "term_days": 63}),
        ("贷款期限", "1-3年", {"term": "1-3年"}),
        ("风险等级：", "PR2-中低风险", {"risk_level": "R2"}),
        ("产品风险星级", "较高", {"risk_level": "R4"}),
        ("起购金额", "5万元", {"min_amount_cny": D(50000)}),
        ("起购金额(万元)", "5", {"min_amount_cny": D(50000)}),
        ("销售起点金额", "个人：100.00 /机构：1000000.00", {"min_amount_cny": D("100.00")}),
        (
            "预期年化收益率",
            "4.60%-4.70%",
            {
                "yield_text": "4.60%-4.70%",
                "yield_low_percent": D("4.60"),
                "yield_high_percent": D("4.70"),
            },
        ),
        ("募集币种", "美元", {"currency": "USD"}),
        (
            "募集期",
            "2009-08-18 至 2009-09-14",
            {"sale_from_date": date(2009, 8, 18), "sale_until_date": date(2009, 9, 14)},
        ),
        ("产品状态", "在售", {"sale_status": "on_sale"}),
        ("成立日", "2009-09-15", {"launched_date": date(2009, 9, 15)}),
    ],
)
def test_a_label_with_its_value_is_an_attribute(label, text, expected):
    assert read_offer("甲", [(label, text)]) == Offer("甲", **expected)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("业绩比较基准", "中证800指数收益率*70%+中债指数*30%"),
        ("业绩比较基准", "查看"),
        ("预期年化收益率", "0.00%"),
        ("起购金额", "0.00"),
        ("起购金额", "2000美元"),
        ("风险等级", "详见说明书"),
        ("期限", "随时"),
        ("成立日", "详见公告"),
        ("成立日", "2026-02-30"),
        ("产品状态", "查看"),
        ("单位净值", "1.0524"),
        ("七日年化收益率", "2.31%"),
        ("产品管理人", "某某理财有限公司"),
    ],
)
def test_what_is_no_value_states_nothing(label, text):
    assert read_offer("甲", [(label, text)]) is None


def test_an_amount_in_another_currency_is_no_amount_in_yuan():
    assert read_offer("甲", [("起购金额", "2000"), ("币种", "美元")]) == Offer("甲", currency="USD")


def test_the_cells_of_a_row_belong_to_its_product():
    html = (
        "<table><tr><th>代码</th><th>产品名称</th><th>风险等级</th><th>起点金额</th></tr>"
        "<tr><td>AB1008</td><td>月月盈</td><td>较高</td><td>100.00</td></tr>"
        "<tr><td>AB1066</td><td>季季盈</td><td></td><td>1万元</td></tr></table>"
    )
    assert offers(html) == {
        "月月盈": Offer("月月盈", code="AB1008", risk_level="R4", min_amount_cny=D("100.00")),
        "季季盈": Offer("季季盈", code="AB1066", min_amount_cny=D(10000)),
    }


def test_a_row_with_two_names_states_nothing_of_either():
    html = (
        "<table><tr><th>产品名称</th><th>产品简称</th><th>风险等级</th></tr>"
        "<tr><td>月月盈</td><td>季季盈</td><td>较高</td></tr></table>"
    )
    assert offers(html) == {"月月盈": None, "季季盈": None}


def test_a_key_and_value_table_belongs_to_the_name_in_it():
    html = (
        "<table><tr><td>产品编号</td><td>AB1008</td></tr><tr><td>产品名称</td><td>月月盈</td></tr>"
        "<tr><td>成立日</td><td>2009-09-15</td></tr><tr><td>募集币种</td><td>人民币</td></tr></table>"
    )
    stated = Offer("月月盈", code="AB1008", currency="CNY", launched_date=date(2009, 9, 15))
    assert offers(html) == {"月月盈": stated}


def test_a_card_reaches_to_the_next_name():
    card = "<div>{}</div><div>预期年化收益{}</div><div>起购金额 {}</div><div>理财期限 {}</div>"
    html = card.format("月月盈AAAA63", "4.60%", "5万", "63天") + card.format(
        "季季盈BBBB91", "5%", "10万", "91天"
    )
    found = offers(html)
    assert found["月月盈"] == Offer(
        "月月盈", "AAAA63", "63天", 63, None, D(50000), "4.60%", D("4.60"), D("4.60")
    )
    assert found["季季盈"] == Offer("季季盈", "BBBB91", "91天", 91, None, D(100000), "5%", D(5), D(5))


def test_names_and_values_in_two_lists_are_joined_by_their_order():
    names = "".join(f"<p>月月盈{n}号</p><p>AF25187{n}D</p>" for n in (1, 2))
    values = "<p>封闭</p><p>100万元</p><p>PR2-中低风险</p><p>每日购</p><p>1元</p><p>PR1-低风险</p>"
    header = "<p>产品名称/代码</p><p>产品类型</p><p>起购金额</p><p>风险等级</p>"
    assert offers(header + names + values) == {
        "月月盈1号": Offer("月月盈1号", code="AF251871D", risk_level="R2", min_amount_cny=D(1000000)),
        "月月盈2号": Offer("月月盈2号", code="AF251872D", risk_level="R1", min_amount_cny=D(1)),
    }
    too_few = offers(header + names + values.removesuffix("<p>PR1-低风险</p>"))
    assert [offer.risk_level for offer in too_few.values() if offer] == [None, None]
    codes_only = offers(header + names + "<p>封闭</p>" + values)
    assert [offer.risk_level for offer in codes_only.values() if offer] == [None, None]


def test_a_page_about_one_product_speaks_of_it():
    html = "<title>月月盈-甲乙银行</title><p>风险等级：较高风险</p><p>100.00<br>起购金额</p>"
    assert offers(html) == {"月月盈": Offer("月月盈", risk_level="R4", min_amount_cny=D("100.00"))}


def test_a_page_about_something_else_does_not():
    html = "<title>个人住房贷款-甲乙银行</title><p>凭惠农卡办理。</p><p>贷款期限：30年</p>"
    assert offers(html) == {"惠农卡": None}
    both = "<title>月月盈-甲乙银行</title><p>期限：91天</p><div>季季盈AAAA91</div><div>年年盈BBBB92</div>"
    assert (offers(both)["月月盈"]) is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("如意贷于2014年5月推出。", date(2014, 5, 1)),
        ("我行2008年9月12日正式上线如意贷。", date(2008, 9, 12)),
        ("如意贷是我行2003年10月创立的品牌。", date(2003, 10, 1)),
        ("我行将于2016年5月推出如意贷。", None),
        ("2016年5月将推出如意贷。", None),
        ("截至2016年5月，如意贷余额5亿元。", None),
        ("2013年6月某某公司成立。", None),
        ("2016年13月推出。", None),
    ],
)
def test_a_day_of_launch_is_a_day_in_the_past_on_which_it_came_out(sentence, day):
    assert find_launch(sentence) == day


def test_a_launch_belongs_to_the_one_product_of_its_sentence():
    one = offers("<p>“如意贷”于2014年5月推出。</p><p>“易享贷”产品也可选。</p>")
    assert one == {"如意贷": Offer("如意贷", launched_date=date(2014, 5, 1)), "易享贷": None}
    assert set(offers("<p>“如意贷”和“易享贷”产品于2014年5月推出。</p>").values()) == {None}
