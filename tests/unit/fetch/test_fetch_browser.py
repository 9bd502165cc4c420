"""Which browser is taken, and what is said when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.fetch.browser import browser_fault, find_browser, find_chromium

if TYPE_CHECKING:
    from pathlib import Path


def _program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": str(folder / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(folder / "cache"), **more}


def test_the_named_browser_wins_and_a_wrong_name_is_no_browser(tmp_path: Path) -> None:
    _program(tmp_path / "bin" / "chromium")
    named = _program(tmp_path / "own")
    assert find_chromium(_environment(tmp_path, COLLECTOR_CHROMIUM=str(named))) == named
    assert find_chromium(_environment(tmp_path, COLLECTOR_CHROMIUM=str(tmp_path / "none"))) is None


def test_playwrights_own_browser_comes_before_one_on_the_path(tmp_path: Path) -> None:
    on_path = _program(tmp_path / "bin" / "chromium")
    assert find_chromium(_environment(tmp_path)) == on_path
    cached = _program(tmp_path / "cache" / "chromium-1200" / "chrome-linux" / "chrome")
    assert find_chromium(_environment(tmp_path)) == cached


def test_no_browser_is_a_fault_with_its_fix(tmp_path: Path) -> None:
    assert browser_fault(_environment(tmp_path)) == ("no Chromium found", "as root: apt-get install chromium")
    assert find_browser(_environment(tmp_path)) is None
