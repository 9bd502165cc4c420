"""The pages of docs/dictionary/: every table and column of the warehouse, with warnings and queries to copy.

Enters: tables as a published file tells them (any wave's: comments and types are the same in all), keys and
origins as the dbt project has them. Leaves: Markdown by file name.
`python -m collector.warehouse.dictionary_pages` writes it from the published sample; a test holds the two
together.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from collector.files import write_atomically
from collector.paths import Paths
from collector.warehouse.cautions import cautions_of
from collector.warehouse.dictionary import read_tables
from collector.warehouse.keys import read_keys
from collector.warehouse.origins import read_origins
from collector.warehouse.published import find_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from collector.warehouse.dictionary import Table
    from collector.warehouse.origins import Origin

GROUPS = {
    "dimensions": ("What the numbers are about", ("dim_", "int_")),
    "facts": ("What was fetched, read and decided", ("fct_",)),
    "reviews": ("What people look through and decide", ("review_",)),
    "published-2018": ("What the 2018 report printed", ("published_2018",)),
    "statistics": ("What is published", ("",)),
}
"""Page → title, and what the names of its tables begin with; the first that fits."""

_HEAD = """# {title}

Written by `python -m collector.warehouse.dictionary_pages`, not by hand; the text is that of the
comments in the file. All tables: [dictionary](index.md). A file holds every wave of its kind, frozen and
restated ones too: ask for one wave. The examples ask `data/warehouse.sample.duckdb`, which holds **pages that
this project wrote and saved**: nothing in it may be quoted about a bank. Of real waves name the other file,
`data/warehouse.duckdb` (in Python `warehouse.open(sample=False)`).
"""
_INDEX = """# Dictionary

Written by `python -m collector.warehouse.dictionary_pages`, not by hand. What the tables have to
do with each other stands in [the warehouse](../reference/warehouse.md), formulas in
[statistics](../reference/statistics.md), questions and how to read their answers in the
[cookbook](../cookbook.md).

A test runs the SQL and the Python of these pages. The R is not run by a test; its SQL is the same text.
"""
_LIMIT = 20


def dictionary_pages(
    tables: Sequence[Table], keys: Mapping[str, tuple[str, ...]], origins: Mapping[str, Origin]
) -> dict[str, str]:
    """File name → Markdown, the index among them."""
    pages = {}
    index = [_INDEX]
    for page, (title, _) in GROUPS.items():
        own = [table for table in tables if _group(table) == page]
        parts = [_HEAD.format(title=title)]
        parts += ["\n".join(_section(one, keys.get(one.name, ()), origins[one.name])) for one in own]
        pages[f"{page}.md"] = "\n".join(parts)
        rows = (f"| [`{one.name}`]({page}.md#{one.name}) | {_grain(one)} |" for one in own)
        index.append("\n".join([f"## {title}", "", "| table | a row |", "|---|---|", *rows, ""]))
    return {"index.md": "\n".join(index)} | pages


def example_query(table: Table, key: Iterable[str]) -> str:
    """SQL that shows the first rows of a table in the order of its key, in lines, without a double quote."""
    chosen = {"wave": "sample", "segment": "city"} if table.has("wave") else {}
    conditions = [f"{name} = '{value}'" for name, value in chosen.items() if table.has(name)]
    order = ", ".join(name for name in key if name not in chosen) or "all"
    where = [f"where {' and '.join(conditions)}"] if conditions else []
    return "\n".join(["select *", f"from {table.name}", *where, f"order by {order}", f"limit {_LIMIT}"])


def _group(table: Table) -> str:
    return next(page for page, (_, starts) in GROUPS.items() if table.name.startswith(starts))


def _grain(table: Table) -> str:
    return _cell(table.comment.partition(": ")[0].partition(". ")[0].rstrip("."))


def _section(table: Table, key: tuple[str, ...], origin: Origin) -> Iterator[str]:
    yield from (f"## {table.name}", "", _prose(table.comment), "")
    if key:
        yield f"- **Key**: {_names(key)}."
    yield f"- **Origin**: {_origin(origin)}."
    for one in cautions_of(table):
        yield f"- **Warning, {one.name}**: {one.text}"
    yield from ("", "| column | type | meaning |", "|---|---|---|")
    for column in table.columns:
        yield f"| `{column.name}` | {column.kind} | {_cell(column.comment)} |"
    sql = example_query(table, key)
    yield from ("", "```sh", f'duckdb -readonly data/warehouse.sample.duckdb "\n{sql}"', "```", "")
    yield from ("```python", "from collector import warehouse", "", f'query = """\n{sql}\n"""')
    yield from ("with warehouse.open() as w:", "    rows = w.sql(query).df()", "```", "")
    yield from ("```r", "library(duckdb)")
    yield 'con <- dbConnect(duckdb(), "data/warehouse.sample.duckdb", read_only = TRUE)'
    yield from (f'rows <- dbGetQuery(con, "\n{sql}")', "dbDisconnect(con, shutdown = TRUE)", "```", "")


def _origin(origin: Origin) -> str:
    if origin.is_seed:
        return f"`warehouse/{origin.file}`, coded by hand from the report's text"
    return f"`warehouse/{origin.file}`, computed from {_names((*origin.tables, *origin.sources))}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return _prose(text).replace("|", "\\|")


def _prose(text: str) -> str:
    """A comment as Markdown shows it: nothing in it is a tag or an emphasis."""
    return html.escape(text, quote=False).replace("*", "\\*").replace("\n", " ")


def write_pages(home: Path, tables: Sequence[Table]) -> None:
    """Write docs/dictionary/ of the project folder."""
    for name, text in pages_of_project(home, tables).items():
        write_atomically(home / "docs" / "dictionary" / name, text)


def pages_of_project(home: Path, tables: Sequence[Table]) -> dict[str, str]:
    """The pages with keys and origins as the project folder has them."""
    project = home / "warehouse"
    return dictionary_pages(tables, read_keys(project), read_origins(project, [one.name for one in tables]))


def main() -> None:
    """Write the pages of the project folder from the published sample."""
    paths = Paths.from_environment()
    with find_published(paths, sample=True).connect() as connection:
        write_pages(paths.home, read_tables(connection))


if __name__ == "__main__":
    main()
