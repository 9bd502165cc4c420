"""One build of the tiny wave and one of the weighed wave, for all tests that only read them."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import duckdb
import pytest
from changed_waves import ONE, THREE, config_of_three, offers_loans, rows_of_three, rows_of_two
from tiny_wave import HOME, WAVE, land, make_config, make_landing, make_wave
from tiny_waves import build_all, land_wave
from weighed_wave import make_weighed_config, make_weighed_landing, make_weighed_wave

from collector.freeze.freeze import freeze_wave
from collector.paths import Paths
from collector.warehouse import build, dbt_run
from collector.warehouse.build import BuildResult, build_wave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Made = TypeVar("Made")


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
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all test workers of this run see."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session", autouse=True)
def parsed_once(shared: Path) -> Iterator[None]:
    """What dbt has parsed in the first build of the project, every later one starts from."""
    kept = shared / "partial_parse.msgpack"

    def run_dbt(project: Path, build_file: Path, *, target: Path, **given: Any) -> object:
        parsed = target / kept.name
        if project == HOME / "warehouse" and kept.exists() and not parsed.exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept, parsed)
        found = dbt_run.run_dbt(project, build_file, target=target, **given)
        if project == HOME / "warehouse" and not kept.exists():
            beside = kept.with_name(f"{kept.name}.{os.getpid()}")
            shutil.copyfile(parsed, beside)
            beside.rename(kept)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "run_dbt", run_dbt)
        yield


def made_once(folder: Path, make: Callable[[Path], Made]) -> Made:
    """What ``make`` gives for that folder, by whichever worker comes first; the others get the same.

    It is pickled: of a class that a module of the product has, for every folder of tests has a conftest.
    """
    given = folder.with_suffix(".pickle")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not given.exists():
            # of a making that failed: the next worker is to fail in the same way
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            given.write_bytes(pickle.dumps(make(folder)))
    return cast("Made", pickle.loads(given.read_bytes()))


@pytest.fixture(scope="session")
def built(shared: Path) -> Built:
    """The tiny wave, landed and built with the models' unit tests; read it, do not change it."""

    paths = Paths(home=HOME, data=shared / "built")

    def make(_: Path) -> BuildResult:
        land(paths.landing(WAVE), make_landing())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build, "run_dbt", partial(build.run_dbt, with_unit_tests=True))
            return build_wave(paths, make_config(), make_wave(), say=lambda _: None)

    return Built(paths, made_once(paths.data, make))


@pytest.fixture(scope="session")
def weighed(shared: Path) -> Built:
    """The weighed wave, landed and built; read it, do not change it."""

    paths = Paths(home=HOME, data=shared / "weighed")

    def make(_: Path) -> BuildResult:
        land(paths.landing(WAVE), make_weighed_landing())
        return build_wave(paths, make_weighed_config(), make_weighed_wave(), say=lambda _: None)

    return Built(paths, made_once(paths.data, make))


@pytest.fixture
def warehouse(built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read-only."""
    with duckdb.connect(str(built.result.path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def three(shared: Path) -> Path:
    """The published file of three waves, none of them frozen."""

    def make(folder: Path) -> Path:
        paths = Paths(home=HOME, data=folder)
        land_wave(paths, "one", make_landing())
        land_wave(paths, "two", rows_of_two())
        land_wave(paths, "three", rows_of_three())
        build_all(paths, config_of_three(), THREE)
        return paths.warehouse(is_sample=True)

    return made_once(shared / "three", make)


@pytest.fixture(scope="session")
def restated(three: Path, shared: Path) -> Path:
    """The same, the first wave frozen and read again: today's words find that hhh offered loans already."""

    def make(folder: Path) -> Path:
        paths = Paths(home=HOME, data=folder)
        shutil.copyfile(three, paths.warehouse(is_sample=True))
        shutil.copytree(three.parent / "landing", paths.data / "landing")
        freeze_wave(paths, ONE, on=date(2018, 12, 1))
        rows = make_landing()
        rows["mentions"].append(offers_loans())
        land_wave(paths, "one", rows, digest="d2")
        build_all(paths, config_of_three(), THREE)
        return paths.warehouse(is_sample=True)

    return made_once(shared / "restated", make)
