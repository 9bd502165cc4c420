"""The seeds of the 2018 report say row by row what its coding says, and leave nothing of its core out."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
FACTS = HOME.parent / "shared" / "report" / "facts"

pytestmark = pytest.mark.skipif(
    not (FACTS / "figures.csv").is_file(), reason="the coded facts (../shared/report/facts) are not here"
)

TABLES = {
    "awards": "awards",
    "bank_business_lines": "bank_business_lines",
    "bank_channels": "bank_channels",
    "bank_products": "bank_products",
    "bank_scenarios": "bank_scenarios",
    "bank_scores": "bank_scores",
    "banks": "banks",
    "contradictions": "contradictions",
    "partners": "partners",
    "product_types": "bank_product_types",
    "technology_mentions": "technology_mentions",
}
"""Seeds that hold every row of one table of facts."""

NUMBERS = ("figures", "bank_counts", "app_ranks")
"""Seeds that share out the two tables of numbers; context and the publishers' own numbers are in none."""

CHANNELS = {
    "": "", "线上": "online", "线上(未分渠道)": "online", "线上渠道": "online", "网上银行": "web_bank",
    "手机银行": "mobile_bank", "微信银行": "wechat_bank", "直销银行": "direct_bank", "电话银行": "phone_bank",
    "短信银行": "sms_bank", "远程银行": "remote_bank", "自助设备": "self_service",
}  # fmt: skip
LINES = {
    "": "", "贷款": "loan", "存款": "deposit", "支付结算": "settlement", "结算": "settlement",
    "信托": "trust", "代理": "agency", "银行卡": "bank_card", "理财": "wealth", "现金管理": "cash_management",
}  # fmt: skip
CATEGORIES = {
    "日常生活": "daily_life", "信息通讯": "communications", "交通旅游": "transport_travel",
    "文化娱乐": "culture_entertainment", "医疗健康": "healthcare", "教育缴费": "education",
    "党团工会": "party_union", "政务服务": "government", "保险保障": "insurance_security",
}  # fmt: skip
GROUPS = {
    "全国性股份制商业银行": "joint_stock", "城市商业银行": "city", "农村商业银行": "rural",
    "大型商业银行": "large", "中小银行": "small_and_medium", "银行业": "all",
}  # fmt: skip
DIMENSIONS = {
    "产品业务": "products", "渠道拓展": "channels", "客户服务": "customer_service",
    "风险控制": "risk_control", "生态建设": "ecosystem",
}  # fmt: skip
QUALIFIERS = {
    "exact year, loosely": "by", "exact": "exact", "about + over": "about_over", "about": "about",
    "over": "over", "nearly": "nearly", "range": "range", "within, mostly": "mostly_within",
    "within": "within", "after": "mostly_after", "contradictory": "contradictory",
    "order of magnitude": "order_of_magnitude", "order:": "order", "forecast": "forecast",
    "mainly": "mainly", "claim": "claim", "none": "none", "no number printed (较少": "few",
    "no number": "no_number", "cannot buy": "no_number", "basically all": "nearly_all", "all": "all",
    "most": "most", "low, rising": "rising", "falling": "falling", "definition": "definition",
    "source": "source",
}  # fmt: skip
"""Start of the coding's qualifier → ours; the first that fits counts."""

SECTIONS = {
    "核心价值": "core_values", "引言": "introduction", "02章导言": "2", "04章导言": "4",
}  # fmt: skip
TRUTH = {"yes": "true", "no": "false", "": "false"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seed(name: str) -> list[Row]:
    return read(HOME / "warehouse" / "seeds" / f"published_2018_{name}.csv")


def facts(name: str) -> dict[str, Row]:
    return {row.get("id") or row["bank_id"]: row for row in read(FACTS / f"{name}.csv")}


def pairs(name: str) -> list[tuple[Row, Row]]:
    """Each row of a seed with its fact."""
    table = facts(TABLES[name])
    return [(row, table[row["fact_id"]]) for row in seed(name)]


def numbers(name: str) -> list[tuple[Row, Row]]:
    """Each row of a seed of numbers with its fact, in the columns of bank_counts."""
    table = facts("bank_counts") | {
        fact_id: row | {"nominal": row["value"]} for fact_id, row in facts("figures").items()
    }
    return [(row, table[row["fact_id"]]) for row in seed(name)]


def number(text: str) -> Decimal | None:
    whole, _, part = text.partition("/")
    return Decimal(whole) / Decimal(part or 1) if whole else None


def bare(text: str) -> str:
    return re.sub("[“”;]", "", text)


def section_of(fact: Row) -> str:
    return SECTIONS.get(fact["section"], fact["section"].replace("04案例", "case"))


def listed_channels(row: Row) -> list[str]:
    return row["channel_ids"].split("|") if row["channel_id"] == "several" else [row["channel_id"]]


@pytest.mark.parametrize("name", TABLES)
def test_every_fact_of_the_table_has_its_row(name: str) -> None:
    assert {row["fact_id"] for row in seed(name)} == set(facts(TABLES[name]))


def test_no_core_number_is_missing() -> None:
    rows = [row for name in NUMBERS for row in seed(name)]
    kept = {row["fact_id"] for row in rows} | {row.get("also_fact_id", "") for row in rows}
    core = {
        fact_id
        for table in ("figures", "bank_counts")
        for fact_id, fact in facts(table).items()
        if fact["fact_class"] in {"core", "bank"}
    }
    assert core - kept == set()
    assert set(facts("bank_counts")) - kept == set()


@pytest.mark.parametrize("name", [*TABLES, *NUMBERS])
def test_lines_sections_and_banks_are_those_of_the_facts(name: str) -> None:
    for row, fact in numbers(name) if name in NUMBERS else pairs(name):
        assert row["line"] == fact["line"], row
        if fact.get("section"):
            assert row["section"] == section_of(fact), row
        if "report_bank_id" in row and "bank" in fact:
            assert row["report_bank_id"] == fact["bank_id"], row
            assert row["bank_name_zh"] == (fact["bank"] if fact["bank_id"] else ""), row


@pytest.mark.parametrize("name", ["figures", "bank_counts"])
def test_numbers_are_those_of_the_facts(name: str) -> None:
    for row, fact in numbers(name):
        printed = row["value"] if name == "figures" else row["nominal"]
        if fact["metric"] == "app_rank_date":
            assert (printed, row["as_of_date"]) == ("", fact["nominal"])
        else:
            assert number(printed) == number(fact["nominal"]), row
        assert (row["metric"], row["fact_class"]) == (fact["metric"], fact["fact_class"]), row
        expected = next(ours for start, ours in QUALIFIERS.items() if fact["qualifier"].startswith(start))
        assert row["qualifier"] == expected, row
        if row["unit_scale"]:
            hundreds = {"亿": 8, "万": 4}
            power = sum(hundreds.get(sign, 0) for sign in fact["unit"])
            assert int(row["unit_scale"]) == 10**power, row
        assert (row["unit"] == "percent") == (fact["unit"] == "%"), row
        assert (row["unit"] == "rank") == (fact["unit"] == "rank"), row
        if re.match(r"\d{4}-\d\d-\d\d", fact["as_of"]):
            assert row["as_of_date"] == fact["as_of"][:10], row
        elif row["as_of_date"]:
            assert row["as_of_date"][:4] == fact["as_of"][:4], row


def test_bounds_are_those_of_the_facts() -> None:
    counts = facts("bank_counts")
    for row in seed("bank_counts"):
        if row["fact_id"] in counts:
            fact = counts[row["fact_id"]]
            for column in ("value_low", "value_high", "conventional_low", "conventional_high"):
                assert number(row[column]) == number(fact[column]), row
            assert listed_channels(row) == [CHANNELS[one] for one in fact["channel"].split(";")], row


def test_groups_and_scenarios_of_figures_are_those_of_the_facts() -> None:
    for row, fact in numbers("figures"):
        if fact["bank_group"] in GROUPS:
            assert row["group_id"] == GROUPS[fact["bank_group"]], row
        if fact["entity"] in CATEGORIES:
            assert row["item_id"] == CATEGORIES[fact["entity"]], row


def test_two_facts_under_one_row_are_one_number() -> None:
    figures, counts = facts("figures"), facts("bank_counts")
    for row in [*seed("bank_counts"), *seed("app_ranks")]:
        if row["also_fact_id"]:
            ids = {row["fact_id"], row["also_fact_id"]}
            (figure,) = (figures[one] for one in ids if one in figures)
            (count,) = (counts[one] for one in ids if one in counts)
            assert number(figure["value"]) == number(count["nominal"]), row
            assert figure["line"] == count["line"], row


def test_app_ranks_are_those_of_the_facts() -> None:
    counts = facts("bank_counts")
    for row, fact in numbers("app_ranks"):
        assert (row["rank"], row["as_of_date"]) == (fact["nominal"], fact["as_of"]), row
        assert row["segment"] == GROUPS[fact["bank_group"]], row
        assert row["report_bank_id"] == counts[row["also_fact_id"]]["bank_id"], row


def test_business_lines_are_those_of_the_facts() -> None:
    for row, fact in pairs("bank_business_lines"):
        assert row["channel_id"] == CHANNELS[fact["channel"]], row
        assert row["item_id"] == LINES[fact["business_line"]], row
        assert (row["offered"], row["inference"]) == (fact["offered"], fact["inference"]), row


def test_channels_are_those_of_the_facts() -> None:
    for row, fact in pairs("bank_channels"):
        assert row["has"] == fact["has"], row
        assert row["channel_id"] == CHANNELS.get(fact["channel"], row["channel_id"]), row
        assert row["channel_zh"] in fact["channel"].replace("(网点)", ""), row
        assert row["name_zh"].replace("|", "") == bare(fact["name"]), row
        month = f"-{int(row['since_month']):02}" if row["since_month"] else ""
        assert re.match(r"[\d-]*", fact["since"])[0] == row["since_year"] + month, row  # type: ignore[index]


def test_scenarios_are_those_of_the_facts() -> None:
    for row, fact in pairs("bank_scenarios"):
        assert row["level"] == fact["level"], row
        assert row["label_zh"] in bare(fact["printed"]), row
        assert listed_channels(row) == [CHANNELS[one] for one in fact["channel"].split(";")], row
        read_as = {CATEGORIES.get(one.strip("?"), "") for one in fact["nine_class_reading"].split(";")}
        if fact["level"] == "all_categories":
            read_as = set(CATEGORIES.values())
        assert row["category_id"] in read_as, row
        if row["reading_basis"] == "same_label":
            assert row["category_id"] == row["item_id"] == CATEGORIES[fact["printed"]], row


def test_products_and_their_types_are_those_of_the_facts() -> None:
    for row, fact in pairs("bank_products"):
        assert row["name_zh"], row
        assert row["name_zh"] in bare(fact["product"]), row
        assert row["is_case_bank"] == TRUTH[fact["is_case_bank"]], row
        assert row["business_line_id"] == LINES[fact["business_line"]], row
        month = f"-{int(row['launch_month']):02}" if row["launch_month"] else ""
        assert re.match(r"[\d-]*", fact["launch_date"])[0] == row["launch_year"] + month, row  # type: ignore[index]
        assert len(listed_channels(row)) == len(fact["channels"].split(";")), row
    for row, fact in pairs("product_types"):
        assert row["item_id"] == LINES[fact["product_type"]], row


def test_scores_are_those_of_the_facts() -> None:
    for row, fact in pairs("bank_scores"):
        assert row["dimension"] == DIMENSIONS[fact["dimension"]], row
        assert row["score"] == fact["score"], row
        assert row["is_ocr_suspect"] == TRUTH[fact["ocr_suspect"]], row
        assert row["is_section_present"] == TRUTH[fact["section_present"]], row


def test_profiles_are_those_of_the_facts() -> None:
    same = {
        "case_no": "case_no",
        "profile_name_zh": "name_in_profile",
        "founded_year": "founded_year",
        "listed_year": "listed_year",
        "listed_year_2": "listed_year_2",
        "registered_place_zh": "registered_place",
        "website_url": "website",
    }
    for row, fact in pairs("banks"):
        assert {ours: row[ours] for ours in same} == {ours: fact[theirs] for ours, theirs in same.items()}
        assert all(part in fact["type_as_printed"] for part in row["printed_type_zh"].split("|")), row
        assert bool(row["printed_type_zh"]) == bool(fact["type_as_printed"]), row
        assert bool(row["segment"]) == bool(fact["group_stated"]), row


def test_contradictions_are_indexed_as_in_the_facts() -> None:
    for row, fact in pairs("contradictions"):
        assert (row["kind"], row["severity"]) == (fact["kind"], fact["severity"]), row
        assert set(row["lines"].split("|")) == set(fact["lines"].split(";")), row


def test_technologies_partners_and_awards_are_those_of_the_facts() -> None:
    for row, fact in pairs("technology_mentions"):
        assert row["technology_zh"] == fact["technology"], row
        assert row["is_case_bank"] == TRUTH[fact["is_case_bank"]], row
        status = re.match(r"[a-z -]*", fact["status"])[0]  # type: ignore[index]
        assert row["status"].split("_")[0] == re.split("[ -]", status)[0], row
    for row, fact in pairs("partners"):
        assert row["partner_zh"] == bare(fact["partner"]), row
        assert (row["source"] == "logos_lost") == (fact["partner"] == ""), row
        assert row["agreed_year"] == fact["date"][:4], row
    for row, fact in pairs("awards"):
        assert (row["award_zh"], row["award_year"]) == (fact["award"], fact["year"]), row


def test_no_note_or_description_is_copied() -> None:
    ours = {
        text
        for name in [*TABLES, *NUMBERS]
        for row in seed(name)
        for text in (row.get("note", ""), row.get("description", ""))
        if text
    }
    theirs = "\n".join(
        text for path in FACTS.glob("*.csv") for row in read(path) for text in row.values() if text
    )
    assert {text for text in ours if len(text) > 20 and text in theirs} == set()
