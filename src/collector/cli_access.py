"""``collector query`` and ``collector export``: the published warehouse for researchers, read-only."""

from __future__ import annotations

import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import duckdb
import typer
from rich.console import Console

from collector.answer_view import show_answer, show_plan
from collector.console import Terminal
from collector.errors import IncompleteError, UsageError
from collector.paths import Paths
from collector.warehouse.answer_files import FileForm, open_writer, write_answer
from collector.warehouse.dbt_run import is_disk_full
from collector.warehouse.export import export_warehouse
from collector.warehouse.interrupt import run_interruptible
from collector.warehouse.published import find_published
from collector.warehouse.question import ask, explain_error, is_plan, lock_down

if TYPE_CHECKING:
    from collector.warehouse.published import Published

_console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
_notes = Console(highlight=False, soft_wrap=True, stderr=True)

WaveOption = Annotated[
    str | None, typer.Option("--wave", "-w", help="Wave; it chooses the sample or the real warehouse.")
]
SampleOption = Annotated[
    bool | None,
    typer.Option("--sample/--real", help="Warehouse of the sample (default) or of the real waves."),
]


class AnswerForm(StrEnum):
    """Forms that an answer is given in."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One question, or - to read it from stdin.")],
    wave: WaveOption = None,
    *,
    sample: SampleOption = None,
    form: Annotated[
        AnswerForm | None,
        typer.Option("--format", "-f", help="Form (default: table, or the suffix of --output)."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write instead of stdout.", dir_okay=False)
    ] = None,
) -> None:
    """Put one SQL question to the published warehouse, which stays as it is.

    Example: collector query "select item_id, value from scenario_coverage where segment = 'city'"
    """
    chosen = _choose_form(form, output)
    text = sys.stdin.read() if sql == "-" else sql
    published = find_published(Paths.from_environment(), wave=wave, sample=sample)
    if output is not None and output.resolve() == published.path.resolve():
        raise UsageError(f"--output {output}", "is the warehouse itself", fix="name another file")
    with published.connect() as connection:
        lock_down(connection)
        try:
            if chosen is AnswerForm.TABLE:
                run_interruptible(lambda: _show(connection, text, published), connection)
            else:
                _write(connection, text, FileForm(chosen), output)
        except duckdb.Error as error:
            raise explain_error(error, connection) from error


def export(
    wave: Annotated[str | None, typer.Option("--wave", "-w", help="Only the rows of this wave.")] = None,
    *,
    sample: SampleOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder (default: data/exports/<kind>).", file_okay=False),
    ] = None,
) -> None:
    """Write all tables of the published warehouse as CSV and Parquet, with a description of every column.

    Example: collector export --wave 2026 --output shared/2026
    """
    paths = Paths.from_environment()
    published = find_published(paths, wave=wave, sample=sample)
    with Terminal("export") as progress:
        progress.line(export_warehouse(paths, published, output, progress=progress).summary)


def _choose_form(form: AnswerForm | None, output: Path | None) -> AnswerForm:
    suffix = output.suffix.lower().removeprefix(".") if output is not None else AnswerForm.TABLE
    if form is None and suffix not in set(AnswerForm):
        problem = f"suffix {suffix!r} is no form" if suffix else "has no suffix that names a form"
        raise UsageError(
            f"--output {output}", problem, fix="end it with .csv, .json or .parquet, or give --format"
        )
    chosen = form or AnswerForm(suffix)
    if chosen is AnswerForm.TABLE and output is not None:
        raise UsageError(
            f"--output {output}", "a table is for the terminal", fix="choose csv, json or parquet"
        )
    if chosen is AnswerForm.PARQUET and output is None and sys.stdout.isatty():
        raise UsageError("--format parquet", "is not for a terminal", fix="name a file with --output")
    return chosen


def _show(connection: duckdb.DuckDBPyConnection, sql: str, published: Published) -> None:
    reader = ask(connection, sql)
    if is_plan(sql):
        show_plan(_console, reader)
        return
    shown = show_answer(_console, reader)
    rows = f"{shown.n_rows} row{'s' * (shown.n_rows != 1)}"
    if shown.n_shown < shown.n_rows:
        rows = f"first {shown.n_shown} of {rows} (--format csv gives all)"
    _notes.print(f"{rows}, from {published.path.name}", markup=False)


def _write(connection: duckdb.DuckDBPyConnection, sql: str, form: FileForm, output: Path | None) -> None:
    """Write the answer to a file, and from there to stdout where none is named: whole or not at all."""
    with tempfile.TemporaryDirectory(prefix="collector-") as folder, open_writer() as writer:
        path = output or Path(folder) / f"answer.{form}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            n_rows = run_interruptible(
                lambda: write_answer(writer, ask(connection, sql), form, path, has_bom=output is not None),
                connection,
                writer,
            )
            if output is None:
                with path.open("rb") as file:
                    shutil.copyfileobj(file, sys.stdout.buffer)
                sys.stdout.buffer.flush()
                return
        except (OSError, duckdb.Error) as error:
            if is_disk_full(error):
                problem = "is full, nothing was written"
                fix = "free some space and ask again"
                raise IncompleteError(f"disk of {path.parent}", problem, fix=fix) from error
            if output is not None and isinstance(error, (OSError, duckdb.IOException)):
                problem = f"cannot be written: {str(error).splitlines()[0]}"
                raise UsageError(f"--output {output}", problem, fix="name another place") from error
            raise
    _notes.print(f"{n_rows} rows: {output}", markup=False)
