"""Measures the warehouse of a made-up survey: time and memory of builds, statistics against pandas, reading.

Run: .venv/bin/python tests/benchmarks/warehouse_size.py [--banks 4000] [--waves 1 2 4 10] [--folder DIR]
Builds the first so many waves each time from nothing, with the real dbt project. Memory is the sum of the
proportional set sizes (PSS: shared pages counted once) of the build and everything it starts, sampled five
times a second; a copy of the build file, a second a gigabyte, is in the time. The statistics of the first
count of waves are timed three ways: dbt's own time of the model (sorted, written, documented, beside whatever
else is built then); the model's query alone, on the copy, to a table in memory; the reference in pandas
(tests/warehouse/reference), to a data frame in memory. pandas starts from the tables of the same file: the
time to load them is given apart, and so is what the reference takes with text made codes by hand. A reading
is of a whole statistic: in DuckDB (every value is hashed; the first query of a process, median of five), as
Arrow and as a data frame of the Python helper (the best of three in an open file); and, as Arrow, of its last
wave. Opening the file is timed apart. With --folder what was landed and built there stays.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import duckdb
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from collector.paths import Paths
from collector.warehouse import build, dbt_run
from collector.warehouse.handle import open_handle
from tests.benchmarks.made_survey import land_waves, make_config
from tests.benchmarks.refresh import INTERVAL_SECONDS, _pss
from tests.warehouse.reference import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import pyarrow as pa

    from collector.warehouse.handle import Warehouse

HOME = Path(__file__).resolve().parents[2]
SLOWEST = 12
"""Models and tests listed after a build."""
NOT_TIMED = ("fct_observation",)
"""Its reference goes cell by cell: it is for small surveys."""
LOADED = ("wave_stores", "store_charts", "waves", "items", "apps")
TARGET_READ_SECONDS = 0.2


def _build(folder: Path, n_banks: int, n_waves: int) -> None:
    """Build from nothing, in the process whose memory is measured; a copy of what dbt left stays."""
    config = make_config(n_banks, n_waves)
    paths = _paths(folder, n_waves)

    def run_dbt_and_copy(project: Path, build_file: Path, **given: object) -> object:
        found = dbt_run.run_dbt(project, build_file, **given)  # type: ignore[arg-type]
        shutil.copyfile(build_file, paths.data / "build.duckdb")
        shutil.copyfile(f"{build_file}.steps", paths.data / "steps.duckdb")
        return found

    build.run_dbt = run_dbt_and_copy  # type: ignore[assignment]
    result = build.build_wave(paths, config, config.waves[-1], say=print)
    print(result.summary)


def _paths(folder: Path, n_waves: int) -> Paths:
    return Paths(home=HOME, data=folder / f"{n_waves}-waves")


def measure_build(folder: Path, n_banks: int, n_waves: int) -> tuple[float, float, int]:
    """Seconds, processor seconds and peak bytes of one build and all its processes."""
    data = _paths(folder, n_waves).data
    data.mkdir(exist_ok=True)
    if not (data / "landing").exists():
        (data / "landing").symlink_to(folder / "landing")
    command = [sys.executable, __file__, "--folder", str(folder), "--banks", str(n_banks)]
    started, peak, used = time.monotonic(), 0, _processor_seconds()
    child = subprocess.Popen([*command, "--build-only", str(n_waves)], cwd=HOME)
    root = psutil.Process(child.pid)
    while child.poll() is None:
        try:
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            break
        peak = max(peak, sum(_pss(process) for process in family))
        time.sleep(INTERVAL_SECONDS)
    if child.wait() != 0:
        raise SystemExit(f"build of {n_waves} waves ended with {child.returncode}")
    return time.monotonic() - started, _processor_seconds() - used, peak


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def read_results(folder: Path, n_waves: int) -> dict[str, dict[str, Any]]:
    """What dbt's last run says of each model or test: its time and its SQL."""
    file = _paths(folder, n_waves).builds / "sample-dbt" / "run_results.json"
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".", 1)[1]: result for result in results}


def compare_pandas(data: Path, results: dict[str, dict[str, Any]]) -> None:
    """Print seconds of each statistic in dbt's build, as a query alone and in pandas, and the sums."""
    names = [name for name in STATISTICS if name not in NOT_TIMED]
    queries = _time_queries(data, {name: results[f"collector.{name}"]["compiled_code"] for name in names})
    tables, loading = _load_tables(data)
    as_text = _time_references(tables, names)
    for column in ("wave", "bank_id", "item_kind", "item_id", "channel_id", "answer"):
        tables["fct_observation"][column] = tables["fct_observation"][column].astype("category")
    as_codes = _time_references(tables, names)
    print(f"\n{'statistic':28} {'dbt':>8} {'query':>8} {'pandas':>8} {'codes':>8}")
    rows = {
        name: (results[f"collector.{name}"]["execution_time"], queries[name], as_text[name], as_codes[name])
        for name in names
    }
    for name, row in rows.items():
        print(f"{name:28}" + "".join(f" {seconds:8.2f}" for seconds in row))
    print(f"{'all':28}" + "".join(f" {sum(column):8.2f}" for column in zip(*rows.values(), strict=True)))
    print(f"loading the tables into pandas: {loading:.2f} s", flush=True)


def _time_queries(data: Path, queries: dict[str, str]) -> dict[str, float]:
    """Seconds of each model's query, from the file to a table in memory; each in a new connection."""
    seconds = {}
    for name, query in queries.items():
        with duckdb.connect() as connection:
            # dbt's SQL and the views name the file they were made in
            connection.execute(f"attach '{data / 'build.duckdb'}' as sample_building (read_only)")
            connection.execute(f"attach '{data / 'steps.duckdb'}' as steps (read_only)")
            started = time.monotonic()
            connection.execute(f"create temp table measured as {query}")
            seconds[name] = time.monotonic() - started
    return seconds


def _load_tables(data: Path) -> tuple[dict[str, pd.DataFrame], float]:
    """The tables that the references read, as they come, and the seconds it took."""
    started = time.monotonic()
    with duckdb.connect(str(data / "build.duckdb"), read_only=True) as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
        places = {name: name for (name,) in names if name != "fct_mention"}
        places |= {name: f"raw.{name}" for name in LOADED}
        tables = {name: connection.table(place).df() for name, place in places.items()}
    return tables, time.monotonic() - started


def _time_references(tables: dict[str, pd.DataFrame], names: list[str]) -> dict[str, float]:
    seconds = {}
    for name in names:
        started = time.monotonic()
        STATISTICS[name](tables)  # type: ignore[operator]
        seconds[name] = time.monotonic() - started
    return seconds


def compare_reading(file: Path) -> None:
    """Print seconds of reading each statistic: in DuckDB, as Arrow, as a data frame, its last wave alone."""
    statistics = sorted(path.stem for path in (HOME / "warehouse" / "models" / "statistics").glob("*.sql"))
    opening, _ = _read_first(file, "select 1")
    print(f"\nopening the file: {opening:.3f} s")
    print(f"{'reading':28} {'rows':>9} {'DuckDB':>7} {'Arrow':>7} {'frame':>7} {'one wave':>9}")
    for name in statistics:
        _, in_duckdb = _read_first(file, f"select bit_xor(hash(columns(*))) from {name}")
        query = f"select * from {name}"
        last = f"{query} where wave = (select max(wave) from dim_wave)"
        with open_handle(path=file) as warehouse:
            n_rows = warehouse.connection.table(name).count("*").fetchall()[0][0]
            in_arrow = _best_of_three(_read_arrow, warehouse, query)
            as_frame = _best_of_three(warehouse.table, name)
            one_wave = _best_of_three(_read_arrow, warehouse, last)
        mark = " over" if max(in_duckdb, in_arrow) > TARGET_READ_SECONDS else ""
        print(
            f"{name:28} {n_rows:9} {in_duckdb:7.3f} {in_arrow:7.3f} {as_frame:7.3f} {one_wave:9.3f}{mark}",
            flush=True,
        )


def _read_arrow(warehouse: Warehouse, query: str) -> pa.Table:
    return warehouse.connection.sql(query).to_arrow_table()


def _best_of_three(read: Callable[..., object], *given: object) -> float:
    seconds = []
    for _ in range(3):
        started = time.monotonic()
        read(*given)
        seconds.append(time.monotonic() - started)
    return min(seconds)


def _read_first(file: Path, query: str) -> tuple[float, float]:
    """Seconds to open the file and to run the first query on it; each the median of five processes."""
    code = (
        "import sys, time, duckdb; started = time.monotonic();"
        "connection = duckdb.connect(sys.argv[1], read_only=True); opened = time.monotonic();"
        "connection.sql(sys.argv[2]).fetchall(); print(opened - started, time.monotonic() - opened)"
    )
    command = [sys.executable, "-c", code, str(file), query]
    said = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(5)]
    opening, reading = zip(*(map(float, line.split()) for line in said), strict=True)
    return median(opening), median(reading)


def _measure(folder: Path, n_banks: int, counts: list[int]) -> None:
    config = make_config(n_banks, max(counts))
    if not (folder / "landing").exists():
        land_waves(config, folder / "landing")
    lines = []
    for n_waves in counts:
        seconds, processor, peak = measure_build(folder, n_banks, n_waves)
        results = read_results(folder, n_waves)
        times = {name: result["execution_time"] for name, result in results.items()}
        file = _paths(folder, n_waves).warehouse(is_sample=True)
        with duckdb.connect(str(file), read_only=True) as connection:
            rows = [
                connection.table(f"fct_{one}").count("*").fetchall()[0][0]
                for one in ("observation", "mention")
            ]
        lines.append(
            f"{n_waves:5} {rows[0]:12} {rows[1]:10} {seconds:8.0f} {processor:9.0f}"
            f" {processor / n_waves:9.1f} {peak / 1024**2:9.0f} {file.stat().st_size / 1024**2:9.0f}"
        )
        print(
            f"\n{'waves':>5} {'observations':>12} {'mentions':>10} {'seconds':>8} {'processor':>9}"
            f" {'per wave':>9} {'peak MiB':>9} {'file MiB':>9}"
        )
        print("\n".join(lines))
        slowest = sorted(times.items(), key=lambda one: -one[1])[:SLOWEST]
        print(f"dbt: {sum(times.values()):.0f} s of models and tests; slowest:")
        for name, spent in slowest:
            print(f"  {spent:8.1f} s {name}", flush=True)
        if n_waves == counts[0]:
            compare_pandas(_paths(folder, n_waves).data, results)
        compare_reading(file)


def main() -> None:
    """Land, build, compare; print as it goes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--banks", type=int, default=4000)
    parser.add_argument("--waves", type=int, nargs="+", default=[1, 2, 4, 10])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--build-only", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build_only:
        _build(given.folder, given.banks, given.build_only)
    elif given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        _measure(given.folder.resolve(), given.banks, given.waves)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), given.banks, given.waves)


if __name__ == "__main__":
    main()
