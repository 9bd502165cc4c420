"""Data move one way, and so do imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
MAY_IMPORT = {
    "config": {"declared"},
    "declared": set(),
    "sample": {"config", "archive"},  # WARC files are served too
    "archive": {"config"},
    "fetch": {
        "config",
        "archive",
        "declared",
        "sample",
    },  # fetch starts the sample web for waves that are served
    "imports": set(),
    "extract": {"config", "archive", "declared", "imports"},
    "warehouse": {"config"},
    "report": {"warehouse"},
}


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((HOME / folder).rglob("*.py"))]


def test_collector_imports_neither_spiders_nor_flows() -> None:
    for path in _files("src"):
        tops = {name.partition(".")[0] for name in _imports(path)}
        assert not tops & {"spiders", "flows"}, path


def test_spiders_do_not_import_flows_nor_flows_spiders() -> None:
    for folder, forbidden in (("spiders", "flows"), ("flows", "spiders")):
        for path in _files(folder):
            assert forbidden not in {name.partition(".")[0] for name in _imports(path)}, path


@pytest.mark.parametrize("stage", sorted(MAY_IMPORT))
def test_a_stage_imports_only_what_stands_left_of_it(stage: str) -> None:
    others = set(MAY_IMPORT) - {stage} - MAY_IMPORT[stage]
    paths = _files(f"src/collector/{stage}")
    assert paths, f"src/collector/{stage} has no modules"
    for path in paths:
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == "collector" and len(parts) > 1:
                assert parts[1] not in others, f"{path} imports {name}"


def test_only_spiders_import_scrapy() -> None:
    for path in _files("flows", "src/collector/extract", "src/collector/warehouse", "src/collector/report"):
        assert "scrapy" not in {name.partition(".")[0] for name in _imports(path)}, path
