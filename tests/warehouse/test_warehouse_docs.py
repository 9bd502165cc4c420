"""docs/reference/warehouse.md says what the file holds, and its examples run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tiny_wave import HOME

from collector.words import AnswerReason

if TYPE_CHECKING:
    import duckdb

PAGE = (HOME / "docs" / "reference" / "warehouse.md").read_text(encoding="utf-8")


def test_the_page_lists_every_table(warehouse: duckdb.DuckDBPyConnection) -> None:
    tables = warehouse.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    listed = re.findall(r"^\| `(\w+)` \| (?!unknown|absent)", PAGE, flags=re.MULTILINE)
    assert set(listed) == {name for (name,) in tables}


def test_the_sql_of_the_page_runs(warehouse: duckdb.DuckDBPyConnection) -> None:
    examples = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)
    examples += re.findall(r'duckdb -readonly \S+ "(.*?)"\n```', PAGE, flags=re.DOTALL)
    examples += re.findall(r"`(from duckdb_columns.*?)`", PAGE)
    examples += re.findall(r'warehouse\.sql\("(.*?)"\)', PAGE)
    assert len(examples) == 4
    for example in examples:
        assert warehouse.execute(example).description


def test_the_page_of_statistics_names_each_and_its_sql_runs(warehouse: duckdb.DuckDBPyConnection) -> None:
    page = (HOME / "docs" / "reference" / "statistics.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## ([a-z_, ]+)$", page, flags=re.MULTILINE)
    models = {path.stem for path in (HOME / "warehouse" / "models" / "statistics").glob("*.sql")}
    assert {name for section in sections for name in section.split(", ")} == models
    examples = re.findall(r"```sql\n(.*?)```", page, flags=re.DOTALL)
    assert len(examples) == 8
    for example in examples:
        assert warehouse.execute(example).description


def test_the_first_example_orders_the_categories_by_share(warehouse: duckdb.DuckDBPyConnection) -> None:
    example = re.search(r'duckdb -readonly \S+ "(.*?)"\n```', PAGE, flags=re.DOTALL)
    assert example is not None
    rows = warehouse.execute(example.group(1).replace("'sample'", "'tiny'")).fetchall()
    assert [row[0] for row in rows] == ["daily_life", "culture_entertainment", "healthcare"]


def test_the_page_explains_every_reason_of_the_vocabulary() -> None:
    found = dict(re.findall(r"^\| `(\w+)(?::<outcome>)?` \| (unknown|absent) \|", PAGE, flags=re.MULTILINE))
    assert found == {
        reason: "absent" if reason is AnswerReason.STATED_NOT_OFFERED else "unknown"
        for reason in AnswerReason
    }


def test_the_page_names_every_rule_for_conflicts() -> None:
    decision = HOME / "docs" / "decisions" / "0018-deciding-from-evidence.md"
    numbered = re.findall(r"^\d\. \*\*(\w+) →", decision.read_text(encoding="utf-8"), flags=re.MULTILINE)
    model = HOME / "warehouse" / "models" / "intermediate" / "int_conflicts_resolved.sql"
    ruled = re.search(r"case\n(.*?)end as rule", model.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert ruled is not None
    assert re.findall(r"(?:then|else) '(\w+)'", ruled.group(1)) == numbered
    assert all(f"`{rule}`" in PAGE for rule in numbered)
