"""A build of a crawl that gave less than is expected is not published, and the guilty part is named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from run_build import copy_ready
from tiny_wave import WAVE, land, make_config, make_landing, make_wave
from weighed_wave import make_weighed_wave

from collector.config.expectations import load_expectations
from collector.errors import ExitCode
from collector.expectations import Expectation, Measure
from collector.paths import Paths
from collector.warehouse import build
from collector.warehouse.build import build_wave
from collector.warehouse.gate import ExpectationsError, check_expectations, read_measures
from collector.warehouse.propose import propose_expectations
from collector.warehouse.query import NotBuiltError
from collector.warehouse.shelf import read_digest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built


def expect(
    measure: Measure, subject: str, low: int | None, high: int | None = None, line: str = ""
) -> Expectation:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Expectation(WAVE, measure, subject, *ends, line)


def check(built: Built, *expected: Expectation) -> list[str]:
    said: list[str] = []
    check_expectations(built.result.path, expected, (WAVE,), say=said.append)
    return said


@pytest.mark.parametrize(
    ("measure", "subject", "value"),
    [
        # sites: aaa 2, bbb, ddd, eee, hhh and iii 1 visited; ccc did not resolve, fff and ggg were not asked
        (Measure.PAGES_VISITED, "bank_site", "7"),
        (Measure.PAGES_VISITED, "store_apple", "4"),  # the chart and three app pages
        (Measure.PAGES_ANSWERED, "aaa", "2"),
        (Measure.PAGES_ANSWERED, "bbb", "1"),  # the other page is gone
        (Measure.PAGES_ANSWERED, "ccc", "0"),
        (Measure.PAGES_ANSWERED, "iii", "1"),  # https timed out, http answered
        (Measure.BANKS_VISITED, "all", "6"),
        (Measure.BANKS_VISITED, "city", "3"),  # bbb, eee, hhh of four
        (Measure.BANKS_VISITED, "large", "0"),
        (Measure.LIST_ENTRIES, "apple/top_free", "20"),
        (Measure.APP_PAGES, "apple", "3"),
        (Measure.MENTIONS_PER_OWNER, "store_apple", "0.333333"),  # m5 of aaa, bbb and the union
    ],
)
def test_what_is_measured_can_be_counted_in_the_landed_rows(
    built: Built, measure: Measure, subject: str, value: str
) -> None:
    assert read_measures(built.result.path)[WAVE, measure, subject] == Decimal(value)


def test_a_range_that_is_met_says_nothing(built: Built) -> None:
    assert check(built, expect(Measure.PAGES_ANSWERED, "aaa", 2, 2)) == []
    assert check(built, expect(Measure.PAGES_ANSWERED, "ccc", 0)) == []


def test_less_than_min_stops_and_names_subject_value_range_place_and_fix(built: Built) -> None:
    lost = expect(Measure.PAGES_ANSWERED, "ccc", 3, 9, "config/expectations.yml:7")
    with pytest.raises(ExpectationsError) as stopped:
        check(built, expect(Measure.PAGES_ANSWERED, "aaa", 1), lost)
    assert stopped.value.exit_code == ExitCode.CHECKS_FAILED == 3
    assert "1 of 2 are not met, nothing was published" in stopped.value.problem
    assert (
        "tiny / pages_answered of ccc: 0, expected 3 to 9 (config/expectations.yml:7)"
        in stopped.value.problem
    )
    assert "collector status tiny --bank ccc" in stopped.value.fix


def test_more_than_max_is_told_and_does_not_stop(built: Built) -> None:
    assert check(built, expect(Measure.PAGES_ANSWERED, "aaa", None, 1)) == [
        "warning, more than expected: tiny / pages_answered of aaa: 2, expected ≤ 1"
    ]


def test_a_subject_that_nothing_measured_gave_nothing(built: Built) -> None:
    with pytest.raises(ExpectationsError, match="list_entries of apple/paid: 0, expected ≥ 1"):
        check(built, expect(Measure.LIST_ENTRIES, "apple/paid", 1))


def test_the_expectations_of_other_waves_are_left_alone(built: Built) -> None:
    assert check(built, replace(expect(Measure.PAGES_ANSWERED, "ccc", 3), wave="other")) == []


def test_a_lost_site_stops_a_build_and_leaves_what_is_published(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = Paths(home=built.paths.home, data=tmp_path / "data")
    shutil.copytree(built.paths.data, paths.data)
    land(paths.landing(WAVE), make_landing(), digest="d2")
    monkeypatch.setattr(build, "run_dbt", lambda _, file, **__: copy_ready(file, built.result.path) or ())
    config = replace(make_config(), expectations=(expect(Measure.PAGES_ANSWERED, "ccc", 1),))
    said: list[str] = []
    with pytest.raises(ExpectationsError):
        build_wave(paths, config, make_wave(), say=said.append)
    assert said[-1] == "too little: tiny / pages_answered of ccc: 0, expected ≥ 1"
    assert read_digest(paths.warehouse(is_sample=True)) == built.result.digest
    assert not list(paths.builds.glob("*building*"))


def test_where_a_range_stands_in_the_file_changes_no_build() -> None:
    one = expect(Measure.PAGES_ANSWERED, "aaa", 1, line="config/expectations.yml:7")
    assert repr(one) == repr(replace(one, line="config/expectations.yml:8"))
    assert repr(one) != repr(replace(one, low=Decimal(2)))


def test_a_proposal_is_a_file_that_the_loader_reads_and_the_wave_itself_meets(
    built: Built, tmp_path: Path
) -> None:
    paths = Paths(home=built.paths.home, data=tmp_path)
    shutil.copyfile(built.result.path, paths.warehouse(is_sample=True))
    written = propose_expectations(paths, make_wave())
    assert written == tmp_path / "expectations" / "tiny.yml"
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    shutil.copyfile(written, home / "config" / "expectations.yml")
    proposed = load_expectations(home, [make_wave()], make_config().stores)
    assert check(built, *proposed) == []
    ranges = {(one.measure, one.subject): (one.low, one.high) for one in proposed}
    assert ranges[Measure.LIST_ENTRIES, "apple/top_free"] == (16, 25)
    assert ranges[Measure.PAGES_ANSWERED, "aaa"] == (1, 3)
    assert (Measure.PAGES_ANSWERED, "ccc") not in ranges
    assert "nothing is expected of ccc, fff, ggg" in written.read_text("utf-8")


def test_a_wave_that_is_not_published_proposes_nothing(built: Built) -> None:
    with pytest.raises(NotBuiltError):
        propose_expectations(built.paths, replace(make_weighed_wave(), wave="unbuilt"))
