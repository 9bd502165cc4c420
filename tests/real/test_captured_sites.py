"""Kept pages of three banks go the whole road as one wave: a site, a direct bank's templates, branches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

HOME = Path(__file__).resolve().parents[2]
PAGES = HOME.parent / "shared" / "captures" / "dev" / "pages"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (PAGES / "icbc_branch").is_dir(), reason="the captured pages (../shared/captures) are not here"
    ),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three-sites")
    for stage in (["crawl", "--web-root", str(PAGES)], ["extract"], ["build"]):
        done = subprocess.run(
            [sys.executable, "-m", "collector.cli", stage[0], "--wave", "captures", *stage[1:]],
            cwd=HOME,
            env={**os.environ, "COLLECTOR_DATA": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def _rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(data / "warehouse.sample.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_pages_that_nobody_links_are_read_from_the_list_of_their_folder(data: Path) -> None:
    """438 branch pages and 28 of the net bank; the direct bank's templates need data that is not there."""
    read = dict(_rows(data, "select bank_id, n_visited from fct_visit"))
    assert read["icbc"] >= 440
    assert read["hangzhou"] >= 100
    assert read["huaian-rcb"] >= 78


@pytest.mark.parametrize(
    "scenario", ["water", "electricity", "gas", "mobile_topup", "tuition", "traffic_fine"]
)
def test_bills_that_branches_describe_are_present_through_the_net_bank(data: Path, scenario: str) -> None:
    rows = _rows(
        data,
        "select answer from fct_observation where bank_id = 'icbc' and channel_id = 'web_bank' "
        f"and item_id = '{scenario}'",
    )
    assert rows == [("present",)]


def test_templates_without_data_are_no_visits(data: Path) -> None:
    """Fragments filled by scripts end as empty, forms of the logged-in part as login_required."""
    outcomes = dict(
        _rows(data, "select outcome, count(*) from fct_fetch where owner_id = 'hangzhou' group by outcome")
    )
    assert outcomes["empty"] > 50
    assert outcomes["login_required"] > 10


def test_every_present_answer_of_a_real_bank_has_its_sentence(data: Path) -> None:
    rows = _rows(
        data,
        "select count(*) from fct_observation o left join fct_mention m on m.mention_id = o.best_mention_id "
        "where o.answer = 'present' and (m.sentence is null or m.sentence = '')",
    )
    assert rows == [(0,)]
