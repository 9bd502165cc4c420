"""The oracle says what the facts call for; the values here are read off the report by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from collector.errors import UsageError
from collector.sample.truth import Expected, expected_answers, expected_products, expected_ranks, sample_wave
from collector.words import Answer, ItemKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collector.models import Config

LINE, SCENARIO, CATEGORY, CHANNEL = (
    ItemKind.BUSINESS_LINE, ItemKind.SCENARIO, ItemKind.CATEGORY, ItemKind.CHANNEL,
)  # fmt: skip
PRESENT, ABSENT = Expected(Answer.PRESENT), Expected(Answer.ABSENT)
STATED = Expected(Answer.ABSENT, "stated_not_offered")
UNSTATED = Expected(Answer.UNKNOWN, "channel_unstated")
UNREAD = Expected(Answer.UNKNOWN, "site_unread")
INHERITED = Expected(Answer.PRESENT, is_inherited=True)

Answers = dict[tuple[str, ItemKind, str, str], Expected]


@pytest.fixture(scope="module")
def answers(config: Config) -> Mapping[tuple[str, ItemKind, str, str], Expected]:
    return expected_answers(config)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("spdb", LINE, "trust", "web_bank"), PRESENT),
        (("spdb", LINE, "trust", "any"), PRESENT),
        (("spdb", LINE, "trust", "wechat_bank"), ABSENT),
        (("spdb", SCENARIO, "tuition", "any"), PRESENT),
        (("spdb", SCENARIO, "tuition", "mobile_bank"), UNSTATED),
        (("spdb", SCENARIO, "water", "any"), ABSENT),
        (("spdb", CATEGORY, "education", "any"), PRESENT),
        (("spdb", CATEGORY, "healthcare", "any"), ABSENT),
        (("cmb", SCENARIO, "party_dues", "any"), PRESENT),
        (("cmb", LINE, "loan", "mobile_bank"), ABSENT),
        (("czb", SCENARIO, "utility_generic", "wechat_bank"), ABSENT),
        (("czb", SCENARIO, "utility_generic", "mobile_bank"), PRESENT),
        (("czb", SCENARIO, "water", "mobile_bank"), Expected(Answer.UNKNOWN, "app_page_unread")),
        (("cbhb", SCENARIO, "water", "direct_bank"), ABSENT),
        (("cbhb", SCENARIO, "campus_card", "mobile_bank"), STATED),  # 手机银行暂不支持校园卡充值
        (("czb", SCENARIO, "rent", "mobile_bank"), Expected(Answer.UNKNOWN, "app_page_unread")),  # 即将上线
        (("pab", CHANNEL, "direct_bank", "any"), ABSENT),
        (("cbhb", CHANNEL, "sms_bank", "any"), PRESENT),
        (("cbhb", SCENARIO, "etc", "wechat_bank"), Expected(Answer.UNKNOWN, "partial")),
        (("citic", LINE, "loan", "mobile_bank"), PRESENT),
        (("citic", LINE, "loan", "web_bank"), UNREAD),
        (("citic", CHANNEL, "mobile_bank", "any"), PRESENT),
        (("citic", CHANNEL, "wechat_bank", "any"), UNREAD),
        (("xacb", LINE, "loan", "any"), UNREAD),
        (("tlcb", LINE, "loan", "any"), UNREAD),
        (("bjrcb", LINE, "trust", "mobile_bank"), ABSENT),
        (("bjrcb", LINE, "loan", "mobile_bank"), UNSTATED),
        (("dyrcb", SCENARIO, "union_dues", "mobile_bank"), INHERITED),
        (("dyrcb", SCENARIO, "union_dues", "any"), INHERITED),
        (("dyrcb", SCENARIO, "union_dues", "web_bank"), ABSENT),
        (("dyrcb", SCENARIO, "medical_payment", "any"), PRESENT),
        (("dyrcb", SCENARIO, "medical_payment", "mobile_bank"), UNSTATED),
        (("dyrcb", CHANNEL, "direct_bank", "any"), ABSENT),
    ],
)
def test_answers_follow_the_facts(
    answers: Answers, key: tuple[str, ItemKind, str, str], expected: Expected
) -> None:
    assert answers[key] == expected


def test_the_grid_is_complete(answers: Answers, config: Config) -> None:
    n_items = Counter(item.kind for item in config.taxonomy.items)
    per_bank = 5 * (n_items[SCENARIO] + n_items[CATEGORY] + n_items[LINE]) + n_items[CHANNEL]
    assert len(answers) == 20 * per_bank


def test_a_category_is_present_if_a_leaf_is_and_absent_only_if_all_are(
    answers: Answers, config: Config
) -> None:
    for (bank_id, kind, item_id, channel), expected in answers.items():
        if kind is not CATEGORY:
            continue
        leaves = {
            answers[bank_id, SCENARIO, item.item_id, channel].answer
            for item in config.taxonomy.items if item.parent_id == item_id
        }  # fmt: skip
        want = (
            Answer.PRESENT
            if Answer.PRESENT in leaves
            else Answer.ABSENT
            if leaves == {Answer.ABSENT}
            else None
        )
        assert expected.answer is (want or Answer.UNKNOWN)


def test_a_bank_whose_site_is_closed_is_never_said_to_lack_anything(answers: Answers) -> None:
    closed = [expected for (bank_id, *_), expected in answers.items() if bank_id in ("citic", "xacb", "tlcb")]
    assert closed
    assert all(expected.answer is not Answer.ABSENT for expected in closed)


def test_without_the_union_nothing_is_inherited(config: Config) -> None:
    alone = replace(config, banks=tuple(replace(bank, union_id=None) for bank in config.banks))
    answers = expected_answers(alone)
    assert not any(expected.is_inherited for expected in answers.values())
    assert answers["dyrcb", SCENARIO, "union_dues", "mobile_bank"].answer is Answer.ABSENT


def test_a_config_without_the_sample_wave_is_refused(config: Config) -> None:
    with pytest.raises(UsageError, match="sample"):
        sample_wave(replace(config, waves=()))


def test_issues_of_a_product_fold_into_one_series() -> None:
    products = expected_products()
    assert {entry for entry in products if entry[1] == "万利宝"} == {
        ("cib", "万利宝", "web_bank"), ("cib", "万利宝", "mobile_bank"), ("cib", "万利宝", "wechat_bank"),
    }  # fmt: skip
    assert not any(bank_id == "tlcb" for bank_id, _, _ in products)


def test_the_best_place_of_a_bank_is_that_of_its_first_app_or_its_unions(config: Config) -> None:
    ranks = expected_ranks(config)
    assert (ranks["cmb"].rank, ranks["cmb"].is_inherited) == (10, False)
    assert (ranks["zjrcb"].rank, ranks["zjrcb"].is_inherited) == (113, True)
    assert "njcb" not in ranks
