"""Puts one SQL question to a published file and hands out its rows as they come.

Enters: SQL and a read-only connection. Leaves: an Arrow reader. Refuses everything but one question: no
statement that is none, no file, no extension, no setting. Without external access DuckDB still lets COPY, in
a WITH too, write over and beside the file that it has open (2.0, 2026-11); so its file system is closed too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
from duckdb import StatementType

from collector.errors import UsageError
from collector.warehouse.dictionary import near, read_tables

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 10_000

_QUESTIONS = {StatementType.SELECT, StatementType.MULTI}  # MULTI is how PIVOT is carried out
_EXPLAIN = re.compile(r"^(?:\s|--[^\n]*\n|/\*.*?\*/)*explain\s+(?:analyze\s+)?(?:\([^)]*\)\s*)?", re.I | re.S)
_NO_TABLE = re.compile(r"Table with name (\S+) does not exist")


class SqlError(UsageError):
    """What is wrong with the SQL, and the line and place that DuckDB points to (exit 2)."""

    def __init__(self, subject: str, problem: str, *, fix: str, place: str = "") -> None:
        super().__init__(subject, problem, fix=fix)
        self.place = place

    def __str__(self) -> str:
        return super().__str__() + "".join(f"\n  {line}" for line in self.place.splitlines())


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Close every way out of the file that is open; what does not fit into memory then fails."""
    for setting in (
        "TimeZone = 'UTC'",
        "python_enable_replacements = false",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "enable_external_access = false",
        "disabled_filesystems = 'LocalFileSystem'",
        "lock_configuration = true",
    ):
        connection.execute(f"set {setting}")


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.RecordBatchReader:
    """The answer to one question, streamed; columns of one name are told apart as ``a``, ``a_1``.

    Raises SqlError, now or (from DuckDB) while it is read: see :func:`explain_error`.
    """
    _check(connection, sql)
    try:
        relation = connection.sql(sql)
    except (duckdb.BinderException, duckdb.CatalogException):
        connection.execute(sql)  # fails in the same way and says where (2.0: a relation does not)
        raise
    if relation is None:
        raise SqlError("query", "gives no rows", fix="ask with SELECT, FROM, DESCRIBE or SHOW")
    return relation.to_arrow_reader(BATCH_ROWS)


def is_plan(sql: str) -> bool:
    """Whether the question is for a plan (EXPLAIN), which is a drawing."""
    return _EXPLAIN.match(sql) is not None


def explain_error(error: duckdb.Error, connection: duckdb.DuckDBPyConnection) -> SqlError:
    """The error as a person needs it: what DuckDB says and where, with the nearest tables."""
    said, line, place = str(error).partition("\n\nLINE ")
    problem = " ".join(part.strip() for part in said.splitlines() if part.strip()).rstrip("!.?")
    if isinstance(error, (duckdb.PermissionException, duckdb.OutOfMemoryException)):
        problem = (
            "needs a file, or more memory than DuckDB may take (80 % of this machine's), and has neither"
        )
        return SqlError(
            "query", problem, fix="narrow it, or ask in Python: docs/how-to/query-the-warehouse.md"
        )
    missing = _NO_TABLE.search(said)
    fix = '`collector query "show tables"` lists the tables, `"describe <table>"` the columns of one'
    if missing is not None:
        problem = said.splitlines()[0].rstrip("!")
        alike = near(missing[1].rpartition(".")[2], (table.name for table in read_tables(connection)))
        fix = f"use one of {', '.join(alike)}; {fix}" if alike else fix
    return SqlError("query", problem, fix=fix, place=f"LINE {place}" if line else "")


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """SqlError unless it is one statement and a question."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        problem = "holds no statement" if not statements else f"holds {len(statements)} statements"
        raise SqlError("query", problem, fix="ask one question at a time")
    kind = statements[0].type
    if kind is StatementType.EXPLAIN:
        rest = _EXPLAIN.sub("", sql, count=1)
        explained = connection.extract_statements(rest) if rest != sql else []
        kind = explained[0].type if len(explained) == 1 else kind
    if kind not in _QUESTIONS:
        problem = f"{kind.name} is no question, and the warehouse is only for reading"
        fix = "ask with SELECT, FROM, DESCRIBE or SHOW; rows go to a file with --output"
        raise SqlError("query", problem, fix=fix)
