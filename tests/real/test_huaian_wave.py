"""A real bank's pages go the whole road: crawled from the home page, read, built, explained and reported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

OWN = "bank_id = 'huaian-rcb'"
HOME = Path(__file__).resolve().parents[2]
PAGES = HOME.parent / "shared" / "captures" / "dev" / "pages"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (PAGES / "huaian_rcb_site").is_dir(),
        reason="the captured pages (../shared/captures) are not here",
    ),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("captures")
    _run(folder, "crawl", "--wave", "captures", "--bank", "huaian-rcb", "--web-root", str(PAGES))
    for stage in ("extract", "build", "report"):
        _run(folder, stage, "--wave", "captures")
    return folder


def _run(data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "collector.cli", *arguments],
        cwd=HOME,
        env={**os.environ, "COLLECTOR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(data / "warehouse.sample.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_every_linked_page_of_the_site_is_read(data: Path) -> None:
    """81 of the 84 files are linked from the home page on; the other three no page links to."""
    (visited,) = _rows(data, "select n_visited from fct_visit where bank_id = 'huaian-rcb'")
    assert visited[0] >= 78


@pytest.mark.parametrize("channel", ["web_bank", "mobile_bank", "phone_bank", "sms_bank", "self_service"])
def test_channels_in_the_banks_own_menu_are_present(data: Path, channel: str) -> None:
    """The menu of e-bank/ names them: 网上银行, 手机银行, 电话银行, 短信银行, 自助银行."""
    rows = _rows(data, f"select answer from fct_observation where item_id = '{channel}' and {OWN}")
    assert rows == [("present",)]


@pytest.mark.parametrize("line", ["loan", "deposit", "bank_card", "settlement"])
def test_lines_of_business_with_pages_of_their_own_are_present(data: Path, line: str) -> None:
    rows = _rows(
        data, f"select answer from fct_observation where item_id = '{line}' and channel_id = 'any' and {OWN}"
    )
    assert rows == [("present",)]


@pytest.mark.parametrize("scenario", ["water", "electricity", "gas", "mobile_topup"])
def test_what_the_card_pays_online_is_present(data: Path, scenario: str) -> None:
    """e-bank/unionpay.html says that the card pays them."""
    rows = _rows(
        data,
        f"select answer from fct_observation where item_id = '{scenario}' and channel_id = 'any' and {OWN}",
    )
    assert rows == [("present",)]


@pytest.mark.parametrize("scenario", ["exam_registration", "lottery", "tax", "party_dues"])
def test_near_misses_of_the_site_are_not_present(data: Path, scenario: str) -> None:
    """Its job advert has a registration fee, its campaign a draw; it collects neither taxes nor dues."""
    rows = _rows(data, f"select answer from fct_observation where item_id = '{scenario}' and {OWN}")
    assert ("present",) not in rows


def test_products_of_the_home_page_are_found(data: Path) -> None:
    """The site has pages for 阳光信贷 and 圆鼎 cards."""
    names = {str(row[0]) for row in _rows(data, "select series from fct_product")}
    assert any("圆鼎" in name for name in names), names


def test_a_number_can_be_walked_back_to_the_page(data: Path) -> None:
    text = _run(data, "explain", "scenario_coverage", "--wave", "captures", "--item", "water")
    assert "present: 1" in text
    assert "http://www.huaian-rcb.test/e-bank/" in text


def test_the_report_has_a_page_for_the_bank(data: Path) -> None:
    page = (data / "reports" / "captures" / "banks" / "huaian-rcb.html").read_text(encoding="utf-8")
    assert "淮安" in page
    assert "示例" in page
