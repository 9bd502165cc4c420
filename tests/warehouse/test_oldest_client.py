"""A published warehouse opens in the oldest DuckDB that we promise, installed beside ours."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from tiny_wave import HOME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb
    from conftest import Built

CLIENT = HOME / ".venv-oldest" / "bin" / "python"
ASK = """
import json, sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
names = [n for (n,) in con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()]
asked = {
    "version": duckdb.__version__,
    "rows": {n: con.execute(f"select count(*), count(t) from {n} t").fetchone() for n in names},
    "tables": dict(con.execute("select table_name, comment from duckdb_tables()").fetchall()),
    "columns": {f"{t}.{c}": text for t, c, text in con.execute(
        "select table_name, column_name, comment from duckdb_columns() where not internal").fetchall()},
    "coverage": [[str(v) for v in row] for row in con.execute(
        "select segment, n_banks, n_present, n_absent, n_unknown, value, low, high from scenario_coverage "
        "where item_id = 'daily_life' and channel_id = 'any' order by segment").fetchall()],
}
print(json.dumps(asked))
"""


@pytest.fixture(scope="module")
def told(built: Built) -> Mapping[str, object]:
    """What the old client reads in the published tiny warehouse."""
    return ask(CLIENT, built.result.path)


def ask(client: Path, published: Path) -> dict[str, object]:
    if not client.exists():
        reason = "no .venv-oldest: ./setup.sh oldest-client installs it (make test-slow does)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        [str(client), "-c", ASK, str(published)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


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
