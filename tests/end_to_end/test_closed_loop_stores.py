"""What the warehouse holds of seven stores and indices equals the facts that their replies were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collector.sample.store_truth import expected_details, expected_devices, expected_lists
from collector.store_words import ReplyKind

if TYPE_CHECKING:
    from tests.end_to_end.survey import Survey

MONTH = "2018-09-01"
ASKED = (
    ReplyKind.APPLE_PAGE,
    ReplyKind.APPLE_LOOKUP,
    ReplyKind.TENCENT_APKINFO,
    ReplyKind.TENCENT_DETAIL,
    ReplyKind.XIAOMI_DETAIL,
    ReplyKind.VIVO_DETAIL,
    ReplyKind.OPPO_LIST,
    ReplyKind.WANDOUJIA_LIST,
)
TEXTS = "app_name, platform, other_code, version, updated_date, is_downloads_rounded, is_downloads_saturated"
NUMBERS = "rating, n_ratings, n_downloads, chart_rank"
STARS = ", ".join(f"n_ratings_{stars}" for stars in range(1, 6))


@pytest.mark.parametrize("kind", ASKED)
def test_every_app_comes_back_as_its_facts(survey: Survey, kind: ReplyKind) -> None:
    expected = expected_details(kind)
    rows = survey.rows(
        f"select store_app_code, {TEXTS}, {NUMBERS}, {STARS} from fct_app_detail where reply_kind = '{kind}'"
    )
    assert rows
    for code, *values in rows:
        want = expected[str(code)]
        stars = want.star_counts or (None,) * 5
        assert tuple(values) == (
            want.app_name,
            str(want.platform),
            want.other_code,
            want.version,
            want.updated_date,
            want.is_downloads_rounded,
            want.is_downloads_saturated,
            want.rating,
            want.n_ratings,
            want.n_downloads,
            want.chart_rank,
            *stars,
        ), code


def test_lists_come_back_in_their_order(survey: Survey) -> None:
    for (store, chart), codes in expected_lists().items():
        rows = survey.rows(
            "select store_app_code, observed_depth from fct_app_rank "
            f"where store = '{store}' and chart = '{chart}' order by rank"
        )
        assert [row[0] for row in rows] == list(codes), (store, chart)
        assert {row[1] for row in rows} == {len(codes)}


def test_devices_come_back_in_wan_with_the_growth_as_published(survey: Survey) -> None:
    rows = survey.rows(
        f"select store_app_code, n_devices_wan, growth_percent from raw.app_devices where month = '{MONTH}'"
    )
    expected = expected_devices(next(iter({row[0] for row in survey.rows(f"select date '{MONTH}'")})))
    assert {str(code): (n, growth) for code, n, growth in rows} == {
        one.store_app_code: (one.n_devices_wan, one.growth_percent) for one in expected
    }


def test_every_list_of_the_wave_was_read_on_its_day(survey: Survey) -> None:
    states = survey.rows("select store, chart, state from app_list_days where wave = 'sample' order by all")
    assert states == [
        ("apple", "top-free", "read"),
        ("apple", "top-free-overall", "read"),
        ("iresearch", "finance", "read"),
        ("oppo", "home", "read"),
        ("wandoujia", "finance", "read"),
        ("xiaomi", "finance", "read"),
    ]


def test_a_count_that_has_stopped_is_no_count(survey: Survey) -> None:
    assert survey.rows("select n_downloads from app_downloads where is_downloads_saturated") == [
        (None,) for _ in survey.rows("select 1 from app_downloads where is_downloads_saturated")
    ]
