"""``collector query``: what a person sees, what a program gets, and that it can do nothing but ask."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from rich.cells import cell_len
from tiny_wave import HOME
from typer.testing import CliRunner

from collector.cli import app
from collector.errors import UsageError

if TYPE_CHECKING:
    from click.testing import Result
    from conftest import Built

BANKS = "select bank_id, short_name_zh, union_id from dim_bank order by bank_id"


def _run(built: Built, *arguments: str, stdin: str | None = None) -> Result:
    places = {"COLLECTOR_HOME": str(HOME), "COLLECTOR_DATA": str(built.paths.data)}
    return CliRunner().invoke(app, ["query", *arguments], input=stdin, env=places)


def _fails(built: Built, *arguments: str) -> str:
    result = _run(built, *arguments)
    assert isinstance(result.exception, UsageError), result.output
    assert result.stdout == ""
    return str(result.exception)


def _column(line: str, text: str) -> int:
    """Where a text stands in a line, in cells of a terminal."""
    return cell_len(line[: line.index(text)])


def test_a_table_aligns_wide_characters_and_shows_null(built: Built) -> None:
    head, *lines = _run(built, BANKS).stdout.splitlines()
    assert lines[0].split() == ["aaa", "甲行", "NULL"]
    assert lines[3].split() == ["ddd", "丁行", "uuu"]
    assert {_column(line, line.split()[2]) for line in (head, *lines)} == {_column(head, "union_id")}


def test_numbers_stand_to_the_right(built: Built) -> None:
    lines = _run(built, "select unnest([1, 1000]) as n, 'x' as t").stdout.splitlines()
    assert [line.split("x")[0].rstrip() for line in lines[1:]] == ["   1", "1000"]


def test_a_long_result_is_cut_with_the_number_of_its_rows(built: Built) -> None:
    result = _run(built, "select range as n from range(25000)")
    assert result.stdout.split()[-1] == "59"
    assert "first 60 of 25000 rows" in result.stderr
    assert "warehouse.sample.duckdb" in result.stderr
    whole = _run(built, "select range as n from range(25000)", "--format", "csv")
    assert whole.stdout.splitlines() == ["n", *map(str, range(25000))]


def test_many_columns_are_shown_as_blocks(built: Built) -> None:
    lines = _run(built, "select * from dim_bank order by bank_id").stdout.splitlines()
    assert lines[0] == "row 1"
    assert lines[2].split() == ["bank_id", "aaa"]
    assert any(line.split() == ["union_id", "NULL"] for line in lines)


def test_what_could_steer_a_terminal_is_shown_as_an_escape(built: Built) -> None:
    shown = _run(built, "select chr(27) || '[2J' || chr(10) || chr(8238) || '甲' as x").stdout
    assert shown.splitlines()[1] == "\\u001b[2J\\n\\u202e甲"


def test_the_question_can_come_from_stdin(built: Built) -> None:
    assert "甲行" in _run(built, "-", stdin=f"{BANKS};\n").stdout


def test_csv_is_whole_and_tells_null_from_empty_text(built: Built) -> None:
    sql = (
        "select * from (values (1, '甲,行', null), (2, '=1+1', ''), (3, 'a\"b', '''x')) as v (id, said, note)"
    )
    written = _run(built, sql, "--format", "csv").stdout_bytes
    assert written.decode() == 'id,said,note\n1,"甲,行",\n2,\'=1+1,\'\n3,"a""b",\'\'x\n'


def test_json_keeps_chinese_and_null(built: Built) -> None:
    sql = "select '甲\n行' as a, null as b, 1.50::decimal(9, 2) as c, 'nan'::double as d, true as e"
    written = _run(built, sql, "--format", "json").stdout
    assert "甲" in written
    assert json.loads(written) == [{"a": "甲\n行", "b": None, "c": 1.5, "d": None, "e": True}]
    assert json.loads(_run(built, "select 1 as a where false", "--format", "json").stdout) == []


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_the_same_answer_is_the_same_bytes(built: Built, tmp_path: Path, form: str) -> None:
    sql = "select * from fct_observation order by all"
    first, second = tmp_path / f"1.{form}", tmp_path / f"2.{form}"
    for path in (first, second):
        assert _run(built, sql, "--output", str(path)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_parquet_keeps_types_and_columns_of_one_name_stay_apart(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    _run(
        built,
        "select 0.5::decimal(9, 6) as a, date '2018-11-01' as a, timestamptz '2018-11-01' as b",
        "-o",
        str(path),
    )
    described = duckdb.connect().sql(f"describe from '{path}'").fetchall()
    assert [row[:2] for row in described] == [
        ("a", "DECIMAL(9,6)"),
        ("a_1", "DATE"),
        ("b", "TIMESTAMP WITH TIME ZONE"),
    ]


def test_a_csv_file_has_a_byte_order_mark_and_a_stream_has_none(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    _run(built, BANKS, "--output", str(path))
    assert path.read_bytes() == b"\xef\xbb\xbf" + _run(built, BANKS, "--format", "csv").stdout_bytes


def test_a_question_that_fails_half_way_leaves_the_old_file(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    said = _fails(
        built, "select case when range < 90000 then 1 else error('no') end from range(99999)", "-o", str(path)
    )
    assert "no" in said
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


WRITES = [
    "create table x as select 1",
    "create temp table x as select 1",
    "insert into dim_wave select * from dim_wave",
    "update dim_wave set wave = 'x'",
    "drop table dim_wave",
    "copy dim_wave to '{data}/x.csv'",
    "copy dim_wave to '{file}.wal'",
    "with x as (copy (select 1) to '{file}.wal') select * from x",
    "with x as (copy (select 1) to '{file}' (use_tmp_file false)) select * from x",
    "explain analyze copy dim_wave to '{file}.wal'",
    "/* a */ explain analyze copy dim_wave to '{file}.wal'",
    "export database '{data}/x'",
    "attach '{data}/x.duckdb'",
    "call enable_logging(storage = 'file', storage_path = '{data}')",
    "from enable_logging()",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set disabled_filesystems = ''",
    "reset lock_configuration",
    "pragma enable_profiling = 'json'",
    "checkpoint",
    "select 1; drop table dim_wave",
    "",
]
READS = [
    "from read_text('{home}/pyproject.toml')",
    "from '{home}/pyproject.toml'",
    "from read_csv('{home}/config/banks.csv')",
    "from read_blob('{file}')",
    "from glob('/*')",
    "from sniff_csv('{home}/config/banks.csv')",
    "from read_json('https://localhost/x.json')",
    "select * from a_variable_of_this_test",
]


@pytest.mark.parametrize("sql", [*WRITES, *READS])
def test_sql_neither_writes_nor_reads_anything_else(built: Built, sql: str) -> None:
    a_variable_of_this_test = duckdb.connect().sql("select 1").df()
    assert len(a_variable_of_this_test) == 1
    file = built.result.path
    before = sorted(built.paths.data.rglob("*")), hashlib.sha256(file.read_bytes()).digest()
    _fails(built, sql.format(data=built.paths.data, file=file, home=HOME))
    assert (sorted(built.paths.data.rglob("*")), hashlib.sha256(file.read_bytes()).digest()) == before


QUESTIONS = [
    "show tables",
    "describe dim_bank",
    "summarize dim_bank",
    "from dim_bank",
    "values (1)",
    "explain from dim_bank",
    "pivot dim_bank on bank_type using count(*) group by province",
    "with a as (select 1) from a",
    "/* why */ select 1;",
]


@pytest.mark.parametrize("sql", QUESTIONS)
def test_all_that_only_asks_is_answered(built: Built, sql: str) -> None:
    assert _run(built, sql).exit_code == 0


def test_an_unknown_table_is_answered_with_near_ones_and_the_place(built: Built) -> None:
    said = _fails(built, "select '中文',\n  x from coverage")
    assert "use one of channel_coverage, scenario_coverage" in said
    *_, line, mark = said.splitlines()
    assert line == "  LINE 2:   x from coverage"
    assert mark.index("^") == line.index("coverage")
    assert mark.count("^") == len("coverage")


def test_an_unknown_column_is_answered_with_those_that_there_are(built: Built) -> None:
    assert '"item_id"' in _fails(built, "select itemid from scenario_coverage")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", "x.xlsx"), "end it with .csv, .json or .parquet"),
        (("--output", "x"), "no suffix"),
        (("--output", "x.csv", "--format", "table"), "a table is for the terminal"),
        (("--output", f"{HOME}/pyproject.toml/x.csv"), "cannot be written"),
        (("--real",), "ask the other one (--sample"),
        (("--wave", "2026", "--sample"), "is a real wave"),
        (("--wave", "sample"), "does not hold wave sample, only tiny"),
        (("--wave", "2062"), "did you mean '2026'"),
    ],
)
def test_a_wrong_choice_says_what_to_do(built: Built, arguments: tuple[str, ...], said: str) -> None:
    assert said in _fails(built, "select 1", *arguments)


@pytest.mark.parametrize(
    ("wave", "fix"),
    [
        ("sample", "collector refresh --wave sample"),
        (
            "sample_restated",
            ", then ".join(f"collector {step} --wave sample" for step in ("freeze", "extract", "build")),
        ),
    ],
)
def test_a_wave_that_is_not_held_is_told_with_what_makes_it(built: Built, wave: str, fix: str) -> None:
    said = _fails(built, BANKS, "--wave", wave)
    assert f"does not hold wave {wave}, only tiny. Fix: {fix}" in said


def test_the_warehouse_is_not_written_over(built: Built) -> None:
    said = _fails(built, "select 1", "--format", "csv", "--output", str(built.result.path))
    assert "is the warehouse itself" in said


def _wait_until_open(pid: int, file: Path) -> None:
    """Wait until a process has the warehouse open and is asking it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(FileNotFoundError):  # a descriptor that was closed while we looked
            if any(link.resolve() == file for link in Path(f"/proc/{pid}/fd").iterdir()):
                time.sleep(1)
                return
        time.sleep(0.02)
    raise TimeoutError(f"process {pid} does not open {file}")


def test_a_mistake_ends_with_2_and_ctrl_c_with_130(built: Built, tmp_path: Path) -> None:
    environment = {"COLLECTOR_HOME": str(HOME), "COLLECTOR_DATA": str(built.paths.data), "PATH": "/usr/bin"}
    command = [sys.executable, "-m", "collector.cli", "query"]
    wrong = subprocess.run(
        [*command, "selec 1"], env=environment, capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("error: query: Parser Error")
    endless = "select count(*) from range(4000000) a, range(4000000) b where (a.range * b.range) % 7 = 1"
    for more in ([], ["--output", str(tmp_path / "x.csv")]):
        running = subprocess.Popen(
            [*command, endless, *more], env=environment, stderr=subprocess.PIPE, text=True
        )
        _wait_until_open(running.pid, built.result.path)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
        assert running.returncode == 130
        assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
