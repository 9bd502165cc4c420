"""A warehouse small enough to count on one's fingers, with every kind of answer the report must show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from collector.models import Budget, Wave
from collector.paths import Paths

SCHEMA = (Path(__file__).parent / "warehouse.sql").read_text(encoding="utf-8")


def make_wave(*, wave: str = "sample", is_sample: bool = True) -> Wave:
    return Wave(
        wave=wave,
        title_zh="示例期",
        title_en="Sample wave",
        as_of_date=date(2018, 11, 1),
        is_sample=is_sample,
        universe=("cmb", "spdb", "bosc", "xacb", "dyrcb", "icbc"),
        stores=("apple",),
        budget=Budget(pages=10, depth=2, rendered_pages=2, delay_seconds=0, timeout_seconds=5),
        web=None,
        seeds=(),
    )


@pytest.fixture
def wave() -> Wave:
    return make_wave()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Paths whose data folder holds the published sample warehouse."""
    paths = Paths(home=tmp_path / "home", data=tmp_path / "data")
    paths.data.mkdir()
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute(SCHEMA)
    return paths


@pytest.fixture
def said() -> list[str]:
    """What the report said; ``said.append`` is passed as ``say``."""
    return []
