"""The questions of docs/cookbook.md: title → its queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tiny_wave import HOME

if TYPE_CHECKING:
    import duckdb

PAGE = (HOME / "docs" / "cookbook.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
QUERIES = {title: re.findall(r"```sql\n(.*?)```", text, flags=re.DOTALL) for title, text in SECTIONS.items()}


def answer(
    connection: duckdb.DuckDBPyConnection, title: str, place: int = 0, **names: str
) -> list[dict[str, Any]]:
    """Rows of a question's query; ``names`` says what stands in the place of wave and bank of the page."""
    (query,) = [queries[place] for asked, queries in QUERIES.items() if asked.startswith(title)]
    for name, own in ({"sample": "tiny", "cib": "aaa"} | names).items():
        query = query.replace(f"'{name}'", f"'{own}'")
    cursor = connection.execute(query)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def pick(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    """Of each row these columns."""
    return [tuple(row[column] for column in columns) for row in rows]
