"""The generated sample, served once per test session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from collector.config.load import load_config
from collector.paths import Paths
from collector.sample.server import serve_web
from tests.sample.asking import ask_through, wave_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Config
    from tests.sample.asking import Ask


@pytest.fixture(scope="session")
def proxy() -> Iterator[str]:
    with serve_web(wave_of("sample"), None) as url:
        yield url


@pytest.fixture(scope="session")
def ask(proxy: str) -> Ask:
    return lambda target, method="GET", body=None: ask_through(proxy, method, target, body)


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(Paths.from_environment().home)


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(__file__).resolve().parents[3] / "shared" / "report" / "facts"
    if not folder.is_dir():
        pytest.skip("../shared/report/facts is not here: the report's tables cannot be compared")
    return folder
