"""docs/dictionary/ tells of every table and column, as the file does, and its examples run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tiny_wave import HOME

from collector.warehouse.cautions import CAUTIONS, cautions_of
from collector.warehouse.dictionary import Table, read_tables
from collector.warehouse.dictionary_pages import GROUPS, pages_of_project

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    from conftest import Built

FOLDER = HOME / "docs" / "dictionary"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
TEXT = "\n".join(text for name, text in PAGES.items() if name != "index.md")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |^# |\Z)", TEXT, flags=re.MULTILINE | re.DOTALL))
UNIT = re.compile(
    r"0[–-]1\b|0[–-]100|0 to 100|1 to 5|-1 to 1|percent|value_change, in its unit|rank|depth|position|place|"
    r"order of|line of|year|month|day|points|number of|link distance|status|page of|banks|items|factor|yuan|"
    r"bytes|1: |printed|usual reading|scale of nominal|what the row counts",
    re.IGNORECASE,
)
"""Units, scales and things counted, as the comments say them."""


@pytest.fixture
def tables(warehouse: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """As a build tells them."""
    return read_tables(warehouse)


def test_the_pages_are_what_a_build_tells(tables: tuple[Table, ...]) -> None:
    assert pages_of_project(HOME, tables) == PAGES, "run: python -m collector.warehouse.dictionary_pages"


def test_every_table_and_column_stands_in_the_pages_with_a_meaning(tables: tuple[Table, ...]) -> None:
    assert set(SECTIONS) == {table.name for table in tables}
    for table in tables:
        rows = re.findall(
            r"^\| `(\w+)` \| ([A-Z]\S.*?) \| (\S.*) \|$", SECTIONS[table.name], flags=re.MULTILINE
        )
        assert [(name, kind) for name, kind, _ in rows] == [(one.name, one.kind) for one in table.columns]
        assert all(len(meaning) > 5 for *_, meaning in rows), table.name
        section = SECTIONS[table.name]
        assert section.strip().startswith("One row per "), table.name
        assert "- **Key**: `" in section, table.name
        assert "- **Origin**: `warehouse/" in section, table.name


def test_every_table_of_the_index_leads_to_its_section() -> None:
    links = re.findall(r"^\| \[`(\w+)`\]\(([\w-]+\.md)#(\w+)\)", PAGES["index.md"], flags=re.MULTILINE)
    assert {name for name, *_ in links} == set(SECTIONS)
    assert all(name == anchor and f"\n## {name}\n" in PAGES[page] for name, page, anchor in links)
    assert set(PAGES) == {"index.md", *(f"{page}.md" for page in GROUPS)}


def test_every_number_says_what_it_is_counted_in(tables: tuple[Table, ...]) -> None:
    numbers = re.compile("BIGINT|INTEGER|DOUBLE|DECIMAL")
    unsaid = [
        f"{table.name}.{column.name}: {column.comment}"
        for table in tables
        for column in table.columns
        if numbers.match(column.kind) and not column.name.startswith("n_") and not UNIT.search(column.comment)
    ]
    assert not unsaid


def test_cautions_go_with_the_tables_that_need_them(tables: tuple[Table, ...]) -> None:
    found = {table.name: {one.name for one in cautions_of(table)} for table in tables}
    assert {"unknown is not absent", "small cells", "numbers of 2018"} <= found["scenario_coverage"]
    assert {"inherited apps", "end of the list", "imported"} <= found["fct_bank_app_rank"]
    assert found["fct_fetch"] == {"attempts"}
    assert found["dim_segment"] == set()
    assert set().union(*found.values()) == {one.name for one in CAUTIONS}


def test_the_examples_of_the_pages_run(
    warehouse: duckdb.DuckDBPyConnection, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLLECTOR_HOME", str(HOME))
    monkeypatch.setenv("COLLECTOR_DATA", str(built.paths.data))
    monkeypatch.chdir(tmp_path)
    for name, section in SECTIONS.items():
        shell, python, r = (
            re.findall(rf"```{language}\n(.*?)```", section, flags=re.DOTALL)[0]
            for language in ("sh", "python", "r")
        )
        (sql,) = re.findall(r'^duckdb -readonly data/warehouse\.sample\.duckdb "\n([^"]*)"\Z', shell.strip())
        assert f'"""\n{sql}\n"""' in python
        assert f'dbGetQuery(con, "\n{sql}")' in r
        expected = warehouse.execute(sql.replace("'sample'", "'tiny'")).fetchall()
        ran: dict[str, object] = {}
        exec(python.replace("'sample'", "'tiny'"), ran)  # noqa: S102 - our own page
        assert len(ran["rows"]) == len(expected), name  # type: ignore[arg-type]  # a DataFrame
