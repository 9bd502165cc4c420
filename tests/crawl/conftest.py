"""A fresh project folder for each test that crawls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from crawl_project import CONTACT, Project, make_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("COLLECTOR_CONTACT", CONTACT)
    return make_project(tmp_path)
