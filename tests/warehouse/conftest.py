"""One build of the tiny wave and one of the weighed wave, for all tests that only read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pytest
from tiny_wave import HOME, WAVE, land, make_config, make_landing, make_wave
from weighed_wave import make_weighed_config, make_weighed_landing, make_weighed_wave

from collector.paths import Paths
from collector.warehouse.build import BuildResult, build_wave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Built:
    """A published tiny warehouse."""

    paths: Paths
    result: BuildResult

    @property
    def compiled(self) -> Path:
        """SQL as dbt ran it, with the build file's name in it."""
        return self.paths.builds / "sample-dbt" / "compiled" / "collector"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny wave, landed and built; read it, do not change it."""
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("built"))
    land(paths.landing(WAVE), make_landing())
    return Built(paths, build_wave(paths, make_config(), make_wave(), say=lambda _: None))


@pytest.fixture(scope="session")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The weighed wave, landed and built; read it, do not change it."""
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("weighed"))
    land(paths.landing(WAVE), make_weighed_landing())
    return Built(paths, build_wave(paths, make_weighed_config(), make_weighed_wave(), say=lambda _: None))


@pytest.fixture
def warehouse(built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read-only."""
    with duckdb.connect(str(built.result.path), read_only=True) as connection:
        yield connection
