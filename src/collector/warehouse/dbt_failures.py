"""Names what failed in a dbt run: the table, the test, and the first rows that are wrong.

Enters: dbt's run_results.json and manifest.json and the build file as dbt left it. Leaves: a
:class:`FailedCheck` each, in dbt's order; none when dbt did not get that far.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

_PASSED = frozenset({"success", "pass", "skipped", "warn"})
SHOWN_ROWS = 3
"""Wrong rows of a check that its error shows."""
_SHOWN_COLUMNS = 8
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A test or model that did not pass.

    ``table`` is what a generic test tests, None for others. ``n_rows`` wrong rows, None for a model; ``rows``
    are the first of them, written as ``column=value``.
    """

    name: str
    table: str | None
    n_rows: int | None
    message: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        name = self.name if self.table is None else f"{self.table}: {self.name}"
        if self.n_rows:
            shown = "".join(f" [{row}]" for row in self.rows)
            return f"{name} ({self.n_rows} rows){shown}"
        first_line = self.message.strip().splitlines()[0] if self.message.strip() else "no message"
        return f"{name} ({first_line})"


def read_failed(target: Path, build_file: Path, *, is_warning: bool = False) -> list[FailedCheck]:
    """Failing nodes of the run in dbt's target folder, or those that only warn; rows are read anew."""
    results = target / "run_results.json"
    if not results.exists():
        return []
    failed = [
        result
        for result in json.loads(results.read_text(encoding="utf-8"))["results"]
        if (result["status"] == "warn" if is_warning else result["status"] not in _PASSED)
    ]
    nodes = _read_nodes(target / "manifest.json") if failed else {}
    return [
        FailedCheck(
            name=_name(result["unique_id"]),
            table=_table(nodes.get(result["unique_id"], {})),
            n_rows=result["failures"],
            message=result["message"] or "",
            rows=_first_rows(build_file, result) if result["failures"] else (),
        )
        for result in failed
    ]


def _first_rows(build_file: Path, result: dict[str, Any]) -> tuple[str, ...]:
    """The first rows that the test's own SQL finds, in a fixed order; a unit test has none."""
    sql = result.get("compiled_code")
    if not sql or not result["unique_id"].startswith("test."):
        return ()
    with suppress(duckdb.Error), duckdb.connect(str(build_file), read_only=True) as connection:
        found = connection.execute(f"select * from (\n{sql}\n) order by all limit {SHOWN_ROWS}")  # noqa: S608 - SQL of our own project
        columns = [column[0] for column in found.description or ()]
        return tuple(_written(columns, row) for row in found.fetchall())
    return ()


def _written(columns: list[str], row: tuple[Any, ...]) -> str:
    shown = [
        f"{column}={_short(value)}" for column, value in list(zip(columns, row, strict=True))[:_SHOWN_COLUMNS]
    ]
    return ", ".join(shown)


def _short(value: object) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"


def _read_nodes(manifest: Path) -> dict[str, dict[str, Any]]:
    if not manifest.exists():
        return {}
    nodes: dict[str, dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    return nodes


def _table(node: dict[str, Any]) -> str | None:
    attached = node.get("attached_node")
    return str(attached).rpartition(".")[2] if attached else None


def _name(unique_id: str) -> str:
    """Third part of dbt's id, the fourth for a unit test (the third is its model)."""
    parts = unique_id.split(".")
    return parts[3] if parts[0] == "unit_test" else parts[2]
