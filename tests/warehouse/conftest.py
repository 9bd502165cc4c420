"""One build of the tiny wave and one of the weighed wave, for all tests that only read them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from changed_waves import ONE, THREE, config_of_three, offers_loans, rows_of_three, rows_of_two
from tiny_wave import HOME, WAVE, land, make_config, make_landing, make_wave
from tiny_waves import build_all, land_wave
from weighed_wave import make_weighed_config, make_weighed_landing, make_weighed_wave

from collector.freeze.freeze import freeze_wave
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


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of three waves, none of them frozen."""
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("three"))
    land_wave(paths, "one", make_landing())
    land_wave(paths, "two", rows_of_two())
    land_wave(paths, "three", rows_of_three())
    build_all(paths, config_of_three(), THREE)
    return paths.warehouse(is_sample=True)


@pytest.fixture(scope="session")
def restated(three: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, the first wave frozen and read again: today's words find that hhh offered loans already."""
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("restated"))
    shutil.copyfile(three, paths.warehouse(is_sample=True))
    shutil.copytree(three.parent / "landing", paths.data / "landing")
    freeze_wave(paths, ONE, on=date(2018, 12, 1))
    rows = make_landing()
    rows["mentions"].append(offers_loans())
    land_wave(paths, "one", rows, digest="d2")
    build_all(paths, config_of_three(), THREE)
    return paths.warehouse(is_sample=True)
