"""What may change a row changes the digest, so that nothing stale passes for up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from collector import decode, landing, words
from collector.config.load import load_config
from collector.extract.run import run_digest
from collector.paths import Paths
from collector.warehouse import load, raw
from collector.warehouse.inputs import compute_digest

if TYPE_CHECKING:
    from types import ModuleType

HOME = Path(__file__).resolve().parents[2]


def _changed(module: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Path(str(module.__file__))
    other = folder / source.name
    other.write_bytes(source.read_bytes() + b"\n# changed\n")
    monkeypatch.setattr(module, "__file__", str(other))


@pytest.mark.parametrize("module", [decode, landing, words], ids=lambda module: module.__name__)
def test_code_that_extraction_shares_is_part_of_its_digest(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(HOME)
    before = run_digest("archive", config)
    _changed(module, tmp_path, monkeypatch)
    assert run_digest("archive", config) != before


@pytest.mark.parametrize("module", [load, raw, landing, words], ids=lambda module: module.__name__)
def test_what_the_loader_takes_its_rows_from_is_part_of_the_builds_digest(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, paths = load_config(HOME), Paths(HOME, tmp_path)
    before = compute_digest(paths, config, ())
    _changed(module, tmp_path, monkeypatch)
    assert compute_digest(paths, config, ()) != before
