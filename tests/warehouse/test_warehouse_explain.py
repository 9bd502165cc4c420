"""Every number walks back to banks, and every present bank to a page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tiny_wave import NOON, make_wave

from collector.errors import UsageError
from collector.paths import Paths
from collector.warehouse.explain import explain
from collector.warehouse.query import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built


def test_a_share_lists_numerator_denominator_and_unknowns(built: Built) -> None:
    found = explain(
        built.paths, make_wave(), "scenario_coverage", item="daily_life", segment="small_and_medium"
    )
    assert [(row.bank_id, row.answer, row.reason) for row in found.answers] == [
        ("aaa", "present", None),
        ("ddd", "present", None),
        ("bbb", "absent", None),
        ("iii", "absent", None),
        ("ccc", "unknown", "unreachable:dns_failed"),
        ("eee", "unknown", "partial:challenge"),
        ("fff", "unknown", "no_known_site"),
        ("hhh", "unknown", "app_page_unread"),
    ]
    assert (found.value, found.low, found.high) == (Decimal("0.5"), Decimal("0.25"), Decimal("0.75"))
    assert (found.count("present"), found.count("absent"), found.count("unknown")) == (2, 2, 4)


def test_present_walks_back_to_page_sentence_time_and_record(built: Built) -> None:
    found = explain(built.paths, make_wave(), "scenario_coverage", item="daily_life", bank="aaa")
    (answer,) = found.answers
    assert answer.n_mentions == 1  # the same sentence on two pages
    evidence = answer.evidence
    assert evidence is not None
    assert evidence.url == "https://www.aaa.test/"
    assert evidence.sentence == "可办理 water"
    assert evidence.fetched_at == NOON
    assert (evidence.capture_id, evidence.segment, evidence.offset) == ("f-aaa-0", "00001.warc.gz", 512)


def test_inherited_evidence_is_marked(built: Built) -> None:
    (answer,) = explain(
        built.paths,
        make_wave(),
        "scenario_coverage",
        item="water",
        channel="mobile_bank",
        segment="rural",
        bank="ddd",
    ).answers
    assert answer.is_inherited
    assert answer.evidence is not None
    assert answer.evidence.capture_id == "f-app-uuu"


def test_app_activity_names_app_list_and_depth(built: Built) -> None:
    found = explain(built.paths, make_wave(), "app_activity", segment="all")
    first, second = found.answers[:2]
    assert first.placing is not None
    assert (first.bank_id, first.answer, first.placing.rank, first.placing.observed_depth) == (
        "aaa",
        "listed",
        10,
        20,
    )
    assert (second.bank_id, second.is_inherited) == ("ddd", True)
    assert first.evidence is not None
    assert (first.evidence.url, first.evidence.sentence) == ("https://apps.test/top", "app 10")
    assert {row.reason for row in found.answers if row.answer == "unknown"} == {"no_known_app"}


def test_a_profile_holds_every_answer_of_the_bank(built: Built) -> None:
    found = explain(built.paths, make_wave(), "bank_profile", bank="aaa")
    assert len(found.answers) == 9 * 5 + 4
    assert all(row.evidence for row in found.answers if row.answer == "present")


@pytest.mark.parametrize(
    ("statistic", "asked", "message"),
    [
        ("coverage", {}, "one of scenario_coverage"),
        ("scenario_coverage", {}, "no item is given"),
        ("scenario_coverage", {"item": "watr"}, "one of water"),
        ("scenario_coverage", {"item": "water", "segment": "citi"}, "one of city"),
        ("scenario_coverage", {"item": "water", "channel": "fax"}, "no channel 'fax'"),
        ("scenario_coverage", {"item": "water", "bank": "aab"}, "no bank 'aab'"),
        ("channel_coverage", {"item": "water"}, "no item 'water'"),
        ("bank_profile", {}, "--bank"),
    ],
)
def test_what_does_not_exist_is_refused_with_near_misses(
    built: Built, statistic: str, asked: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        explain(built.paths, make_wave(), statistic, **asked)


def test_without_a_warehouse_the_fix_is_a_refresh(tmp_path: Path) -> None:
    paths = Paths(home=tmp_path, data=tmp_path)
    with pytest.raises(UsageError, match="collector refresh --wave tiny"), open_warehouse(paths, make_wave()):
        pass


def test_a_wave_that_the_warehouse_does_not_hold_is_refused(built: Built) -> None:
    with (
        pytest.raises(UsageError, match="does not hold wave other"),
        open_warehouse(built.paths, make_wave("other")),
    ):
        pass
