"""The shipped universe, loaded once, and its index of names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from collector.config.load import load_config
from collector.universe.resolve import build_index

if TYPE_CHECKING:
    from collector.models import Config
    from collector.universe.resolve import NameIndex


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="session")
def index(config: Config) -> NameIndex:
    return build_index(config.banks)
