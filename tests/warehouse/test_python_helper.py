"""``from collector import warehouse``: the published warehouse in Python and notebooks."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest
from tiny_wave import HOME, WAVE

from collector import warehouse
from collector.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Built

    from collector.warehouse.handle import Warehouse


@pytest.fixture
def opened(built: Built, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    monkeypatch.setenv("COLLECTOR_HOME", str(HOME))
    monkeypatch.setenv("COLLECTOR_DATA", str(built.paths.data))
    with warehouse.open() as found:
        yield found


def test_it_opens_the_sample_unless_told_otherwise(opened: Warehouse, built: Built) -> None:
    assert opened.path == built.result.path
    for same in (warehouse.open(sample=True), warehouse.open(path=built.result.path)):
        with same:
            assert same.path == built.result.path


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"sample": False}, "has not been built.*sample=True"),
        ({"wave": "2026", "sample": True}, "is a real wave"),
        ({"wave": "2062"}, "did you mean '2026'"),
        ({"path": "nothing.duckdb"}, "there is no such file"),
        ({"path": "x.duckdb", "sample": True}, "give one of them"),
    ],
)
def test_a_file_that_is_not_there_says_what_to_do(
    opened: Warehouse, chosen: dict[str, str | bool], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        warehouse.open(**chosen)  # type: ignore[arg-type]


def test_it_is_a_duckdb_connection_that_sees_the_callers_frames(opened: Warehouse) -> None:
    mine = pd.DataFrame({"bank_id": ["aaa", "zzz"]})
    assert len(mine) == 2
    assert opened.sql("select short_name_zh from mine join dim_bank using (bank_id)").fetchall() == [
        ("甲行",)
    ]
    assert opened.execute("select count(*) from dim_wave where wave = ?", [WAVE]).fetchone() == (1,)


def test_it_cannot_be_written_to(opened: Warehouse) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        opened.execute("delete from dim_bank")


def test_a_table_is_a_frame_of_the_rows_that_meet_all_filters(opened: Warehouse) -> None:
    banks = opened.table("dim_bank", wave=WAVE, bank_type=["city", "private"], union_id=None)
    assert list(banks["bank_id"]) == ["bbb", "ccc", "eee", "ggg", "hhh"]
    assert list(opened.table("dim_bank", bank_type=[])["bank_id"]) == []
    assert list(opened.table("dim_bank", union_id="uuu")["bank_id"]) == ["ddd"]
    assert list(opened.table("dim_bank", bank_id=pd.Series(["aaa"]))["short_name_zh"]) == ["甲行"]


def test_every_table_is_what_duckdb_itself_makes_of_it(opened: Warehouse) -> None:
    tables = list(opened.tables()["table"])
    assert len(tables) > 50
    for name in tables:
        ours, theirs = opened.table(name), opened.sql(f"select * from {name}").df()
        # of a column of text without any value DuckDB says object
        empty = [column for column in theirs if theirs[column].isna().all()]
        assert ours[empty].isna().all(axis=None)
        pd.testing.assert_frame_equal(ours.drop(columns=empty), theirs.drop(columns=empty))


def test_looking_at_tables_leaves_the_callers_query_alone(opened: Warehouse) -> None:
    mine = opened.execute("select bank_id from dim_bank order by bank_id")
    first = mine.fetchone()
    opened.tables()
    opened.table("dim_bank")
    assert (first, mine.fetchone()) == (("aaa",), ("bbb",))


def test_a_column_is_of_the_same_kind_whatever_rows_are_asked_for(opened: Warehouse) -> None:
    mentions = opened.table("fct_mention")
    assert str(mentions["sentence"].dtype) == str(opened.table("fct_mention", wave="no")["sentence"].dtype)
    assert str(mentions["page_date"].dtype) == "datetime64[us]"


def test_an_unknown_table_column_or_value_says_what_is_near(opened: Warehouse) -> None:
    with pytest.raises(UsageError, match="scenario_coverage"):
        opened.table("scenario_coverge")
    with pytest.raises(UsageError, match="use one of wave"):
        opened.table("dim_bank", waves=WAVE)
    with pytest.raises(UsageError, match="describe"):
        opened.table("scenario_coverage", n_banks="many")
    with pytest.raises(UsageError, match="is not in table dim_item"):
        opened.table("dim_item", wave=WAVE)


def test_tables_and_columns_tell_what_they_mean(opened: Warehouse) -> None:
    tables = opened.tables().set_index("table")
    assert tables.loc["dim_bank", "n_rows"] == 9
    assert str(tables.loc["dim_bank", "comment"]).startswith("One row per wave and bank")
    columns = opened.describe("scenario_coverage")
    assert list(columns["column"])[:2] == ["wave", "segment"]
    assert columns["comment"].str.len().min() > 0


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'duckdb', 'pandas', 'pyarrow', 'pydantic', 'ruamel.yaml'}"
    code = f"import sys; from collector import warehouse; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_it_needs_no_environment_from_the_checkout(tmp_path: Path) -> None:
    code = "from collector import warehouse\ntry: warehouse.open()\nexcept Exception as error: print(error)"
    environment = {"PATH": "/usr/bin", "COLLECTOR_DATA": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert f"warehouse {tmp_path}/warehouse.sample.duckdb: has not been built" in said.stdout
