"""Every number walks back to banks, and every present bank to a page."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from tiny_wave import NOON, make_wave

from collector.errors import UsageError
from collector.paths import Paths
from collector.views import show_status
from collector.warehouse.explain import explain
from collector.warehouse.query import open_warehouse
from collector.warehouse.status import read_status

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
    assert len(found.answers) == 9 * 5 + 2
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


def test_funnel_narrows_stage_by_stage(built: Built) -> None:
    status = read_status(built.paths, make_wave())
    funnel = {
        row.segment: (row.n_banks, row.n_known_site, row.n_attempted, row.n_visited, row.n_determined)
        for row in status.funnel
    }
    # no site: fff; not attempted: ggg; not reached: ccc; visited but open: eee, hhh
    assert funnel["all"] == (9, 8, 7, 6, 4)
    assert funnel["city"] == (4, 4, 4, 3, 1)
    assert funnel["private"] == (1, 1, 0, 0, 0)
    assert status.n_universe == 9


def test_status_names_each_banks_main_outcome(built: Built) -> None:
    status = read_status(built.paths, make_wave(), bank="eee")
    (bank,) = status.banks
    assert (bank.visit_status, bank.main_outcome, bank.n_urls, bank.complete_depth) == (
        "partial",
        "challenge",
        4,
        0,
    )
    assert [(row.outcome, row.n_fetches) for row in status.outcomes] == [
        ("over_budget", 2),
        ("challenge", 1),
        ("ok", 1),
    ]


def test_status_lists_undeclared_domains_and_they_are_no_gap_of_the_visit(built: Built) -> None:
    status = read_status(built.paths, make_wave(), bank="bbb")
    assert [(row.bank_id, row.url, row.anchor_text) for row in status.undeclared] == [
        ("bbb", "https://card.bbb-card.test/", "信用卡中心")
    ]
    assert [bank.visit_status for bank in status.banks] == ["complete"]
    assert read_status(built.paths, make_wave(), bank="eee").undeclared == ()
    console = Console(file=StringIO(), width=200)
    show_status(console, status)
    assert "card.bbb-card.test" in console.file.getvalue()


def test_status_before_the_first_build_knows_the_universe(tmp_path: Path) -> None:
    status = read_status(Paths(home=tmp_path, data=tmp_path), make_wave())
    assert (status.is_built, status.n_universe, status.banks) == (False, 9, ())


def test_status_of_a_bank_outside_the_universe_is_refused(built: Built) -> None:
    with pytest.raises(UsageError, match="not in the universe"):
        read_status(built.paths, make_wave(), bank="uuu")
