"""What the oldest DuckDB that we promise, installed beside ours, reads in a published file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
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


def ask_oldest(published: Path) -> dict[str, object]:
    """Version, rows of every table, comments and one statistic; skips where that client is not installed."""
    if not CLIENT.exists():
        reason = "no .venv-oldest: ./setup.sh oldest-client installs it (make test-slow does)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        [str(CLIENT), "-c", ASK, str(published)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found
