"""The shipped config, loaded once, and copies of it to break."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from collector.config.load import load_config
from collector.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.models import Config


@pytest.fixture(scope="session")
def checkout() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def config(checkout: Path) -> Config:
    return load_config(checkout)


@pytest.fixture
def home(checkout: Path, tmp_path: Path) -> Path:
    """A project folder that holds a copy of the shipped config."""
    shutil.copytree(checkout / "config", tmp_path / "config")
    return tmp_path


@pytest.fixture
def complaint(home: Path) -> Callable[[], str]:
    """Loads the copy, expects a ConfigError with exit code 2, and gives its text."""

    def load() -> str:
        with pytest.raises(ConfigError) as raised:
            load_config(home)
        assert raised.value.exit_code == ExitCode.USAGE == 2
        return str(raised.value)

    return load


@pytest.fixture
def edit(home: Path) -> Callable[[str, str, str], int]:
    """Replaces a text that stands once in a file of the copy; gives the line it stood on."""

    def replace(name: str, old: str, new: str) -> int:
        path = home / "config" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
