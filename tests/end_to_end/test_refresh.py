"""The main job as its users run it: what it prints, keeps and leaves alone."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from warcio.checker import Checker

from collector.archive.store import Archive
from collector.words import VISITED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.survey import Survey


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_refresh_prints_the_time_of_every_stage_and_where_the_report_stands(survey: Survey) -> None:
    for stage in ("crawl", "extract", "build", "report", "total"):
        assert re.search(rf"^time: {stage} +\d+\.\d s$", survey.first_run, re.M), stage
    report = survey.paths.report("sample") / "index.html"
    assert survey.first_run.rstrip().endswith(str(report))
    assert report.exists()


def test_prefect_stays_off_the_terminal(survey: Survey) -> None:
    assert "prefect" not in survey.first_run.lower()
    assert "\x1b[" not in survey.first_run


@pytest.mark.slow
def test_a_second_refresh_asks_nothing_and_changes_nothing(survey: Survey, tmp_path: Path) -> None:
    copy = survey.copy(tmp_path / "data")
    kept = ("archive", "landing", "reports")
    before = {name: _digests(copy.paths.data / name) for name in kept}
    warehouse = copy.paths.warehouse(is_sample=True).read_bytes()
    done = copy.run("refresh", "--wave", "sample")
    assert done.exit_code == 0, done.stdout + done.stderr
    segments = {name for name in before["archive"] if name.endswith(".warc.gz")}
    after = {name: _digests(copy.paths.data / name) for name in kept}
    assert {name for name in after["archive"] if name.endswith(".warc.gz")} == segments
    assert after["landing"] == before["landing"]
    assert after["reports"] == before["reports"]
    assert copy.paths.warehouse(is_sample=True).read_bytes() == warehouse


def test_offline_replays_without_a_server(survey: Survey, tmp_path: Path) -> None:
    copy = survey.copy(tmp_path / "data")
    fetches = Archive(copy.paths.archive("sample"), "sample").fetches()
    done = copy.run("crawl", "--wave", "sample", "--offline")
    assert done.exit_code == 0, done.stdout + done.stderr
    assert Archive(copy.paths.archive("sample"), "sample").fetches() == fetches


def test_every_kept_record_is_valid(survey: Survey) -> None:
    segments = sorted(survey.paths.archive("sample").glob("*.warc.gz"))
    assert segments
    for segment in segments:
        checker = Checker(type("Arguments", (), {"inputs": [str(segment)], "verbose": False})())
        checker.process_all()
        assert checker.exit_value == 0, segment


def test_every_visit_can_be_read_back(survey: Survey) -> None:
    archive = Archive(survey.paths.archive("sample"), "sample")
    visits = [fetch for fetch in archive.fetches() if fetch.outcome in VISITED]
    assert len(visits) > 100
    for fetch in visits:
        assert len(archive.read(fetch).body) == fetch.n_bytes


def test_what_robots_forbids_was_never_asked(survey: Survey) -> None:
    fetches = Archive(survey.paths.archive("sample"), "sample").fetches()
    forbidden = [fetch for fetch in fetches if "www.cbhb.com.cn/internal/" in fetch.url]
    assert {str(fetch.outcome) for fetch in forbidden} == {"robots_disallowed"}


def test_explain_names_the_banks_behind_a_share(survey: Survey) -> None:
    done = survey.run("explain", "scenario_coverage", "--item", "healthcare", "--segment", "small_and_medium")
    assert done.exit_code == 0, done.stderr
    (counts,) = survey.rows(
        "select n_present, n_absent, n_unknown from scenario_coverage where item_id = 'healthcare' "
        "and segment = 'small_and_medium' and channel_id = 'any'"
    )
    for answer, count in zip(("present", "absent", "unknown"), counts, strict=True):
        assert f"{answer}: {count}" in done.stdout
    assert "西安银行" in done.stdout  # the dead host is named among the unknown


def test_status_shows_the_funnel_and_the_wall(survey: Survey) -> None:
    done = survey.run("status", "--wave", "sample")
    assert done.exit_code == 0, done.stderr
    assert "challenge" in done.stdout
    assert re.search(r"universe\D+20", done.stdout)
