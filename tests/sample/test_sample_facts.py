"""The facts are the report's: the tables are derived again, by other code, from the report's tables."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from collector.sample.sites import read_sites
from collector.sample.tables import facts_of, read_chart, read_facts, read_products
from collector.words import UNSTATED, ItemKind

if TYPE_CHECKING:
    from pathlib import Path


CHANNELS = {"网上银行": "web_bank", "手机银行": "mobile_bank", "微信银行": "wechat_bank"}
OTHER_CHANNELS = {
    "直销银行": "direct_bank", "电话银行": "phone_bank", "短信银行": "sms_bank", "自助设备": "self_service",
    "人脸识别提款机": "self_service", "智能网点": "smart_branch", "智慧网点": "smart_branch",
    "智能化网点": "smart_branch", "智能银行(网点)": "smart_branch", "线下智能旗舰店": "smart_branch",
    "远程银行": "remote_bank",
}  # fmt: skip
LINES = {
    "贷款": "loan", "存款": "deposit", "支付结算": "settlement", "信托": "trust", "代理": "agency",
    "银行卡": "bank_card", "理财": "wealth", "现金管理": "cash_management",
}  # fmt: skip
PLAIN_LEAF = {
    "日常生活": "utility_generic", "信息通讯": "mobile_topup", "交通旅游": "traffic_fine",
    "文化娱乐": "movie_show",
    "教育缴费": "tuition", "医疗健康": "hospital_registration", "党团工会": "party_dues",
    "政务服务": "government_fee", "保险保障": "commercial_insurance",
}  # fmt: skip
LEAVES = {
    "水电燃气": "water electricity gas", "水电燃气费": "water electricity gas",
    "供暖费": "heating",
    "供暖": "heating",
    "物业费": "property_fee", "房租": "rent", "有线电视费": "cable_tv", "学费": "tuition",
    "党费": "party_dues",
    "话费充值": "mobile_topup", "固话充值": "landline", "油卡充值": "fuel_card", "校园卡充值": "campus_card",
    "挂号缴费": "hospital_registration", "医疗挂号": "hospital_registration", "挂号": "hospital_registration",
    "医疗缴费": "medical_payment", "家庭护理": "nursing", "护士陪诊": "nursing", "治疗陪护": "nursing",
    "购物消费": "shopping_mall", "火车机票": "train_ticket flight_hotel", "电影娱乐": "movie_show",
    "交通罚款": "traffic_fine", "考试报名": "exam_registration", "商业保险": "commercial_insurance",
    "税费缴纳": "tax", "社会保障": "social_insurance", "生活缴费平台服务": "utility_generic",
    "日常生活交费充值": "utility_generic", "党团费": "party_dues union_dues", "政务": "government_fee",
}  # fmt: skip

Row = tuple[str, str, str, str, int]


def table(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(kind: ItemKind) -> set[Row]:
    return {
        (f.bank_id, f.channel_id, str(f.item_kind), f.item_id, f.line)
        for f in read_facts()
        if f.item_kind is kind
    }


def keys(rows: set[Row]) -> set[tuple[str, ...]]:
    return {row[:4] for row in rows}


def test_business_lines_are_the_yes_rows_of_the_report(shared: Path) -> None:
    expected = {
        (
            r["bank_id"],
            CHANNELS.get(r["channel"], UNSTATED),
            "business_line",
            LINES[r["business_line"]],
            int(r["line"]),
        )
        for r in table(shared, "bank_business_lines.csv")
        if r["offered"] == "yes"
    }
    assert len(expected) == 224
    assert rows_of(ItemKind.BUSINESS_LINE) == expected


def test_channels_are_those_that_the_report_says_a_bank_has(shared: Path) -> None:
    names = CHANNELS | OTHER_CHANNELS
    banks = {site.bank_id for site in read_sites()} | {"zjnx"}
    expected = {
        (r["bank_id"], names[r["channel"]], "channel", names[r["channel"]], int(r["line"]))
        for r in table(shared, "bank_channels.csv")
        if r["has"] == "yes" and r["channel"] in names and r["bank_id"] in banks
    }
    facts = rows_of(ItemKind.CHANNEL)
    assert keys(facts) == keys(expected)
    assert facts <= expected


def test_scenarios_are_the_leaves_and_categories_that_the_report_names(shared: Path) -> None:
    rows = table(shared, "bank_scenarios.csv")
    expected: set[Row] = set()
    named: set[tuple[str, str, str]] = set()
    for r in rows:
        for channel in r["channel"].split(";"):
            for leaf in LEAVES.get(r["printed"], "").split():
                place = CHANNELS.get(channel, UNSTATED)
                expected.add((r["bank_id"], place, "scenario", leaf, int(r["line"])))
                named.add((r["bank_id"], channel, category_of(leaf)))
    for r in rows:
        categories = list(PLAIN_LEAF) if r["level"] == "all_categories" else [r["nine_class_reading"]]
        if r["level"] not in ("category", "all_categories"):
            continue
        for channel in r["channel"].split(";"):
            for category in categories:
                if (r["bank_id"], channel, category) not in named:
                    place = CHANNELS.get(channel, UNSTATED)
                    expected.add((r["bank_id"], place, "scenario", PLAIN_LEAF[category], int(r["line"])))
    assert rows_of(ItemKind.SCENARIO) == expected


def category_of(leaf: str) -> str:
    daily = {"utility_generic", "water", "electricity", "gas", "heating", "property_fee", "rent", "cable_tv"}
    others = {
        "landline": "信息通讯", "fuel_card": "交通旅游", "train_ticket": "交通旅游",
        "flight_hotel": "交通旅游",
        "shopping_mall": "文化娱乐", "exam_registration": "教育缴费", "campus_card": "教育缴费",
        "medical_payment": "医疗健康", "nursing": "医疗健康", "union_dues": "党团工会", "tax": "政务服务",
        "social_insurance": "保险保障",
    }  # fmt: skip
    plain = {item: category for category, item in PLAIN_LEAF.items()}
    return "日常生活" if leaf in daily else others.get(leaf) or plain[leaf]


def test_products_and_stated_ranks_are_the_reports(shared: Path) -> None:
    printed = {
        (r["bank_id"], re.sub(r"[“”\s]|系列", "", r["product"]), int(r["line"]))
        for r in table(shared, "bank_products.csv")
    }
    assert {(p.bank_id, p.name, p.line) for p in read_products()} <= printed
    ranks = {(app.owner_id, app.rank) for app in read_chart() if app.basis == "stated"}
    assert ranks == {("cmb", 10), ("pab", 12), ("zjnx", 113)}


def test_every_fact_cites_section_and_line_and_stands_once() -> None:
    facts = read_facts()
    assert all(fact.section and fact.line > 0 and fact.basis for fact in facts)
    assert len({(f.bank_id, f.channel_id, f.item_kind, f.item_id) for f in facts}) == len(facts)


def test_a_product_says_no_line_that_its_bank_lacks_on_that_channel() -> None:
    for product in read_products():
        for channel in product.channels:
            if product.business_line_id:
                offered = facts_of(product.bank_id, ItemKind.BUSINESS_LINE).get(channel, ())
                assert product.business_line_id in offered, (product.bank_id, product.name, channel)


def test_some_products_come_in_several_issues() -> None:
    assert {p.name: p.issues for p in read_products() if p.issues} == {
        "万利宝": (*(f"第{number}期" for number in range(1, 10)), "2018年第10期"),
        "添金宝": ("第1期", "第2期"),
    }
