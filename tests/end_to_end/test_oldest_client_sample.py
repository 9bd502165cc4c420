"""The published sample opens in the oldest DuckDB that we promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.warehouse.oldest_client import ask_oldest

if TYPE_CHECKING:
    from tests.end_to_end.survey import Survey


@pytest.mark.slow
def test_the_sample_has_the_same_rows_for_the_oldest_client(survey: Survey) -> None:
    published = survey.paths.warehouse(is_sample=True)
    told = ask_oldest(published)
    with duckdb.connect(str(published), read_only=True) as connection:
        names = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        ours = {
            name: list(connection.execute(f"select count(*), count(t) from {name} t").fetchone() or ())
            for (name,) in names
        }
    assert told["rows"] == ours
    # 20 banks of the sample, each of them present, absent or unknown
    coverage = {row[0]: [int(number) for number in row[1:5]] for row in told["coverage"]}  # type: ignore[attr-defined]  # a list of rows
    assert coverage["all"][0] == 20 == sum(coverage["all"][1:])
