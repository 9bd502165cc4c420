"""Periods of existence, warnings by cause, the generated page, and the commands that show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from collector.cli import app
from collector.config.lookup import find_bank
from collector.universe.check import check_universe, completeness
from collector.universe.table import universe_markdown
from collector.universe.validity import is_valid_on
from collector.words import BankType

if TYPE_CHECKING:
    from collector.models import Config

HOME = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("begins", "ends", "day", "expected"),
    [
        (None, None, "1900-01-01", True),
        ("2021", None, "2021-01-01", True),
        ("2021", None, "2020-12-31", False),
        ("2021-04", None, "2021-03-31", False),
        (None, "2021", "2021-12-31", True),
        (None, "2021", "2022-01-01", False),
        (None, "2021-04-28", "2021-04-28", True),
        (None, "2021-04-28", "2021-04-29", False),
    ],
)
def test_a_period_holds_its_first_and_its_last_day(
    config: Config, begins: str | None, ends: str | None, day: str, expected: bool
) -> None:
    bank = replace(find_bank(config, "spdb"), valid_from=begins, valid_until=ends)
    assert is_valid_on(bank, date.fromisoformat(day)) is expected


def test_a_lost_website_is_warned_of(config: Config) -> None:
    def without_website(config: Config) -> tuple[str, ...]:
        return next(one.subjects for one in check_universe(config) if one.cause == "no_website")

    banks = tuple(replace(b, website_url=None) if b.bank_id == "spdb" else b for b in config.banks)
    assert "spdb" not in without_website(config)
    assert "spdb" in without_website(replace(config, banks=banks))


def test_no_column_is_filled_more_often_than_there_are_banks(config: Config) -> None:
    for kind, n_banks, filled in completeness(config):
        assert max(filled.values()) <= n_banks, kind
    large = next(row for row in completeness(config) if row[0] is BankType.LARGE)
    assert (large[1], large[2]["website"], large[2]["union"]) == (6, 6, 0)


def test_the_page_of_numbers_is_the_generated_one(config: Config) -> None:
    written = (HOME / "docs" / "reference" / "universe.md").read_text("utf-8")
    assert written == universe_markdown(config), "run: python -m collector.universe.table"


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (["list", "--type", "private"], 0, "19 rows"),
        (["show", "浦发银行"], 0, "B0015H131000001"),
        (["show", "紫金农商行"], 2, None),
        (["check"], 0, "no_website"),
        (["resolve", "农商银行东阳"], 3, "--fuzzy takes the best one"),
        (["resolve", "农商银行东阳", "--fuzzy"], 0, "dyrcb"),
        (["resolve", "紫金农商行"], 3, "ambiguous"),
    ],
)
def test_the_commands_answer_and_end_as_documented(command: list[str], code: int, told: str | None) -> None:
    result = CliRunner().invoke(app, ["banks", *command])
    if code == 2:
        assert "2 banks write this name" in str(result.exception)
    else:
        assert result.exit_code == code
        assert told is not None
        assert told in result.output
