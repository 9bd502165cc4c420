"""Claims on what is counted and on the words that can find it. The judge's side: tests/extraction."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from collector.config.sentences import holds_term
from collector.config.taxonomy import load_taxonomy
from collector.extract.mentions.read import CHATS
from collector.extract.mentions.terms import GENERIC_ID
from collector.words import OBSERVED_KINDS, ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Item

CHECKOUT = Path(__file__).resolve().parents[2]
GUIDE = CHECKOUT.parent / "shared" / "captures" / "GUIDE.md"
FACTS = CHECKOUT.parent / "shared" / "report" / "facts"

needs_guide = pytest.mark.skipif(
    not GUIDE.is_file(), reason="the shared labelling guide is not on this machine"
)
needs_facts = pytest.mark.skipif(
    not FACTS.is_dir(), reason="the shared facts of the 2018 report are not on this machine"
)

# Codes of the labelling guide, by category; the categories in the order in which the report names them.
GUIDE_CODES = {
    "daily_life": "utility_generic water electricity gas heating property_fee rent cable_tv daily_other",
    "communications": "mobile_topup landline broadband data_plan",
    "transport_travel": "traffic_fine fuel_card etc flight_hotel train_ticket parking transit_card",
    "culture_entertainment": "movie_show game_topup shopping_mall lottery",
    "education": "tuition exam_registration campus_card",
    "healthcare": "hospital_registration medical_payment nursing",
    "party_union": "party_dues union_dues",
    "government": "government_fee tax provident_fund",
    "insurance_security": "commercial_insurance social_insurance",
}
BUSINESS_LINES = "loan deposit settlement trust agency bank_card wealth cash_management"
CHANNELS = (
    "web_bank mobile_bank wechat_bank direct_bank phone_bank sms_bank self_service smart_branch remote_bank"
)
# The seven of figure 2-6 in the order of line 411, then the telephone.
SERVICE_CHANNELS = (
    "wechat_service web_chat app_service sms_service email_service weibo_service video_service hotline"
)
TABLE_1_1 = "big_data cloud_computing blockchain artificial_intelligence"
FIGURE_2_4 = "speech_inspection voice_navigation service_robot chatbot smart_outbound"


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return load_taxonomy(CHECKOUT).items


def _ids(items: tuple[Item, ...], kind: ItemKind) -> list[str]:
    return [item.item_id for item in items if item.kind is kind]


def _leaves(items: tuple[Item, ...]) -> list[Item]:
    return [item for item in items if item.kind is not ItemKind.CATEGORY]


def test_the_nine_categories_stand_in_the_reports_order(items: tuple[Item, ...]) -> None:
    assert _ids(items, ItemKind.CATEGORY) == list(GUIDE_CODES)
    positions = [item.position for item in items if item.kind is ItemKind.CATEGORY]
    assert positions == list(range(1, 10))


@pytest.mark.parametrize(("category", "codes"), GUIDE_CODES.items())
def test_every_code_of_the_guide_is_one_leaf_of_its_category(
    items: tuple[Item, ...], category: str, codes: str
) -> None:
    assert [item.item_id for item in items if item.parent_id == category] == codes.split()


@needs_guide
def test_the_codes_that_the_guide_prints_are_the_observed_leaves_one_to_one(items: tuple[Item, ...]) -> None:
    printed = _codes_of_the_guide(GUIDE.read_text("utf-8"))
    leaves = [item.item_id for item in _leaves(items) if item.kind in OBSERVED_KINDS]
    assert sorted(printed) == sorted(leaves)


def _codes_of_the_guide(text: str) -> list[str]:
    """Codes in print order: a word of small letters in front of its Chinese meaning, after a mark."""
    coded = text[text.index("- `business_lines`") : text.index("- `products`")]
    return re.findall(r"(?:[·:]|^ *) ?([a-z][a-z_]+) (?=[\u4e00-\u9fffE])", coded, re.MULTILINE)


def test_lines_and_channels_are_complete(items: tuple[Item, ...]) -> None:
    assert _ids(items, ItemKind.BUSINESS_LINE) == BUSINESS_LINES.split()
    assert _ids(items, ItemKind.CHANNEL) == CHANNELS.split()


def test_service_channels_are_those_of_figure_2_6_and_the_telephone(items: tuple[Item, ...]) -> None:
    assert _ids(items, ItemKind.SERVICE_CHANNEL) == SERVICE_CHANNELS.split()
    named = {item.item_id for item in items if item.kind is ItemKind.SERVICE_CHANNEL and item.since == "2018"}
    assert named == set(SERVICE_CHANNELS.split()) - {"hotline"}


def test_technologies_begin_with_table_1_1_and_end_with_figure_2_4(items: tuple[Item, ...]) -> None:
    technologies = _ids(items, ItemKind.TECHNOLOGY)
    assert technologies[:4] == TABLE_1_1.split()
    assert technologies[-5:] == FIGURE_2_4.split()


@needs_facts
def test_what_is_said_to_be_of_2018_is_named_in_the_reports_facts(items: tuple[Item, ...]) -> None:
    names = set(_names_in_the_report())
    assert len(names) > 100
    unnamed = [
        item.item_id
        for item in _leaves(items)
        if item.since == "2018"
        and not any(holds_term(name, item) or f"{name}客服" == item.title_zh for name in names)
    ]
    assert unnamed == []


def _names_in_the_report() -> Iterator[str]:
    """Names and variants in taxonomy.csv, technologies in technology_mentions.csv and table 1-1."""
    with (FACTS / "taxonomy.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["name_zh"]
            yield from (part.split(" (")[0] for part in re.split(r"[;,，] ?", row["aliases_in_text"]))
    with (FACTS / "technology_mentions.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["term_as_printed"] for row in csv.DictReader(file))


def test_the_leaves_that_extraction_treats_apart_exist(items: tuple[Item, ...]) -> None:
    assert GENERIC_ID in _ids(items, ItemKind.SCENARIO)
    service, channels = _ids(items, ItemKind.SERVICE_CHANNEL), _ids(items, ItemKind.CHANNEL)
    for chat, by_channel in CHATS.items():
        assert {chat, *by_channel.values()} <= set(service)
        assert set(by_channel) <= set(channels)


def test_every_leaf_has_three_positives_and_three_near_misses(items: tuple[Item, ...]) -> None:
    for item in _leaves(items):
        assert len(item.positives) >= 3, item.item_id
        assert len(item.negatives) >= 3, item.item_id
        assert not set(item.positives) & set(item.negatives), item.item_id


def test_no_example_serves_two_leaves(items: tuple[Item, ...]) -> None:
    sentences = [sentence for item in items for sentence in (*item.positives, *item.negatives)]
    assert sorted(sentences) == sorted(set(sentences))


def test_every_leaf_is_found_by_its_own_title(items: tuple[Item, ...]) -> None:
    assert [item.item_id for item in _leaves(items) if not holds_term(item.title_zh, item)] == []


def test_no_term_is_a_single_character(items: tuple[Item, ...]) -> None:
    assert [term for item in _leaves(items) for term in item.terms if len(term) < 2] == []


@pytest.mark.parametrize(
    ("phrase", "kind", "expected"),
    [
        ("水电燃气费", ItemKind.SCENARIO, "water electricity gas"),
        ("水电煤", ItemKind.SCENARIO, "water electricity gas"),
        ("水煤电", ItemKind.SCENARIO, "water electricity gas"),
        ("水电气暖", ItemKind.SCENARIO, "water electricity gas heating"),
        ("水电费", ItemKind.SCENARIO, "water electricity"),
        ("学费党费收缴", ItemKind.SCENARIO, "tuition party_dues"),
        ("党团工会", ItemKind.SCENARIO, "party_dues union_dues"),
        ("火车机票", ItemKind.SCENARIO, "train_ticket flight_hotel"),
        ("智能语音导航", ItemKind.TECHNOLOGY, "speech voice_navigation"),
        ("人工智能投资顾问", ItemKind.TECHNOLOGY, "artificial_intelligence robo_advice"),
        ("智能语音外呼", ItemKind.TECHNOLOGY, "speech smart_outbound"),
    ],
)
def test_a_compound_names_each_of_its_parts(
    items: tuple[Item, ...], phrase: str, kind: ItemKind, expected: str
) -> None:
    found = {item.item_id for item in items if item.kind is kind and holds_term(phrase, item)}
    assert found == set(expected.split())


@pytest.mark.parametrize(
    ("sentence", "item_id"),
    [
        ("请提供近三个月水电费单据", "water"),
        ("为员工团购电影票", "electricity"),
        ("官网费率表", "broadband"),
        ("信托费用由委托人承担", "tuition"),
        ("个人住房公积金贷款利率", "provident_fund"),
        ("旅行社保证金存款", "social_insurance"),
        ("农村信用社保险柜业务", "social_insurance"),
        ("名中医保健讲座", "social_insurance"),
        ("国内首家互联网银行", "web_bank"),
        ("代理财政非税收入业务", "wealth"),
        ("进口押汇须提交信托收据", "trust"),
        ("吸收单位存款", "settlement"),
        ("投保理赔一站办", "loan"),
        ("最佳小微银行", "wechat_bank"),
        ("CRS税收居民身份声明", "self_service"),
        ("高速公路不停车缴费", "parking"),
        ("高管集团费用", "union_dues"),
        ("加大数据治理力度", "big_data"),
        ("开放银行间债券市场", "open_api"),
        ("安装分布式光伏", "distributed_architecture"),
        ("电话银行服务电话银行漫游", "hotline"),
    ],
)
def test_a_lookalike_is_no_term(items: tuple[Item, ...], sentence: str, item_id: str) -> None:
    item = next(item for item in items if item.item_id == item_id)
    assert not holds_term(sentence, item)
