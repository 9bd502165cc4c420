"""A build or rollback of the tiny wave in a process of its own that says what it is at; tests kill it.

Arguments: what to do (build, quick, rollback), the project folder, the data folder. ``quick`` leaves dbt
out and copies the tables of ``<data>/ready.duckdb`` in its place. Each stage is a line on standard output;
after a line it waits for as many seconds as COLLECTOR_TEST_PAUSE says.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

sys.path.insert(0, str(Path(__file__).parent))
from tiny_wave import make_config, make_wave

from collector.errors import CollectorError
from collector.paths import Paths
from collector.warehouse import build
from collector.warehouse.forward import roll_back

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = float(os.environ.get("COLLECTOR_TEST_PAUSE", "0"))


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - read by the test
    time.sleep(PAUSE)


def copy_ready(build_file: Path, ready: Path) -> None:
    """Put the tables of a finished build into the build file, as dbt would have made them."""
    with duckdb.connect(str(build_file)) as connection:
        connection.execute(f"attach '{ready}' as ready (read_only)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'ready' and schema_name = 'main'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'create table main."{table}" as select * from ready.main."{table}"')


def announced(name: str, run: Callable[..., Any]) -> Callable[..., Any]:
    def announce(*arguments: Any, **named: Any) -> Any:
        say(name)
        return run(*arguments, **named)

    return announce


def main() -> None:
    what, home, data = sys.argv[1:]
    paths = Paths(home=Path(home), data=Path(data))
    if what == "quick":
        build.run_dbt = lambda _, build_file, **__: copy_ready(build_file, paths.data / "ready.duckdb") or ()  # type: ignore[assignment]
    for name, stage in (
        ("load_raw", "load"),
        ("run_dbt", "dbt"),
        ("_finish", "finish"),
        ("publish_build", "publish"),
    ):
        setattr(build, name, announced(stage, getattr(build, name)))
    try:
        if what == "rollback":
            roll_back(paths, make_wave(), say=say)
        else:
            build.build_wave(paths, make_config(), make_wave(), say=say)
    except CollectorError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(int(error.exit_code))


if __name__ == "__main__":
    main()
