"""The grain of each table: the columns that its ``key`` test in the dbt project says are unique together.

Enters: the dbt project. Leaves: table → columns of its first key. A table without such a test has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_keys(project: Path) -> dict[str, tuple[str, ...]]:
    """Keys of all models and seeds that state one."""
    yaml = YAML(typ="safe")
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted([*project.glob("models/**/*.yml"), *project.glob("seeds/**/*.yml")]):
        content = yaml.load(file.read_text(encoding="utf-8")) or {}
        for entry in [*content.get("models", ()), *content.get("seeds", ())]:
            for columns in _keys(entry):
                found.setdefault(str(entry["name"]), columns)
    return found


def _keys(entry: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for test in entry.get("data_tests", ()):
        if isinstance(test, dict) and "key" in test:
            yield tuple(str(column) for column in test["key"]["arguments"]["columns"])
