"""A published warehouse opens in the oldest DuckDB that we promise, installed beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oldest_client import ask_oldest
from tiny_wave import HOME

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    from conftest import Built


@pytest.fixture(scope="module")
def told(built: Built) -> Mapping[str, object]:
    """What the old client reads in the published tiny warehouse."""
    return ask_oldest(built.result.path)


@pytest.mark.slow
def test_the_client_is_the_pinned_one(told: Mapping[str, object]) -> None:
    pin = (HOME / "tests" / "warehouse" / "oldest-client.lock").read_text(encoding="utf-8")
    assert f"duckdb=={told['version']} " in pin
    assert "://" not in pin
    assert str(told["version"]).startswith("1.2.")


@pytest.mark.slow
def test_every_table_opens_with_the_same_rows(
    told: Mapping[str, object], warehouse: duckdb.DuckDBPyConnection
) -> None:
    tables = warehouse.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
    assert len(tables) > 60
    ours = {
        n: list(warehouse.execute(f"select count(*), count(t) from {n} t").fetchone() or ())
        for (n,) in tables
    }
    assert told["rows"] == ours


@pytest.mark.slow
def test_comments_of_tables_and_columns_are_read(
    told: Mapping[str, object], warehouse: duckdb.DuckDBPyConnection
) -> None:
    tables = dict(warehouse.execute("select table_name, comment from duckdb_tables()").fetchall())
    assert told["tables"] == tables
    assert "One row per" in str(tables["scenario_coverage"])
    columns = warehouse.execute(
        "select table_name || '.' || column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    assert told["columns"] == dict(columns)


@pytest.mark.slow
def test_a_statistic_answers(told: Mapping[str, object]) -> None:
    # nine banks, four of them say something of water or electricity: tiny_wave.py
    coverage = {row[0]: row[1:] for row in told["coverage"]}  # type: ignore[attr-defined]  # a list of rows
    assert coverage["all"][0] == "9"
    assert sum(map(int, coverage["all"][1:4])) == 9
    assert coverage["large"] == ["0", "0", "0", "0", "None", "None", "None"]
