"""What goes wrong is told with subject and fix, ends with its exit code, and leaves what was published."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.paths import Paths
    from tests.end_to_end.survey import Survey

CLOSED_PORT = "http://127.0.0.1:9"
"""Nothing listens on the discard port of loopback: a machine without network, whatever the machine."""


def _state(paths: Paths) -> dict[str, str]:
    """Digests of the published warehouse and of every segment of the archive."""
    kept = [paths.warehouse(is_sample=True), *sorted(paths.archive("sample").glob("*.warc.gz"))]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _change_taxonomy(home: Path) -> None:
    """Any change of the taxonomy makes extraction and build run again."""
    _replace(home / "config/taxonomy/scenarios/healthcare.yml", "definition: ", "definition: 更新：")


def test_a_broken_yaml_key_names_file_line_key_and_fix(damaged: Survey, home: Path) -> None:
    path = home / "config/waves/sample.yml"
    _replace(path, "as_of_date:", "as_of_dat:")
    line = (
        path.read_text(encoding="utf-8")
        .splitlines()
        .index(
            next(row for row in path.read_text(encoding="utf-8").splitlines() if row.startswith("as_of_dat:"))
        )
    )
    before = _state(damaged.paths)
    done = damaged.run("refresh", "--wave", "sample", home=home)
    assert done.exit_code == 2
    assert f"config/waves/sample.yml:{line + 1}" in done.stderr
    assert "as_of_dat" in done.stderr
    assert "Fix:" in done.stderr
    assert _state(damaged.paths) == before


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("crawl", "--wave", "sample", "--bank", "spbd"), "spdb"),
        (("crawl", "--wave", "sample", "--bank", "icbc"), "universe"),
        (("refresh", "--wave", "2062"), "2026"),
        (("explain", "scenario_coverage", "--item", "health"), "healthcare"),
        (("explain", "scenario_coverag", "--item", "healthcare"), "scenario_coverage"),
        (("status", "--bank", "nosuch"), "nosuch"),
    ],
)
def test_an_unknown_name_is_told_with_what_there_is(
    survey: Survey, arguments: tuple[str, ...], named: str
) -> None:
    done = survey.run(*arguments)
    assert done.exit_code == 2
    assert named in done.stderr
    assert "Fix:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def full_disk(damaged: Survey) -> Iterator[Path]:
    """The folder of builds on a disk of one megabyte."""
    builds = damaged.paths.builds
    shutil.rmtree(builds, ignore_errors=True)
    builds.mkdir()
    if os.geteuid() != 0:
        pytest.skip("needs root: mounts a disk of one megabyte")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(builds)], check=False)
    if mounted.returncode != 0:
        pytest.skip("needs a kernel that lets root mount a tmpfs")
    yield builds
    subprocess.run(["umount", str(builds)], check=True)


@pytest.mark.slow
def test_a_full_disk_during_a_build_leaves_the_published_warehouse(
    damaged: Survey, home: Path, full_disk: Path
) -> None:
    _change_taxonomy(home)
    before = _state(damaged.paths)
    assert damaged.run("extract", "--wave", "sample", home=home).exit_code == 0
    done = damaged.run("build", "--wave", "sample", home=home)
    assert done.exit_code == 4
    assert "disk" in done.stderr
    assert str(full_disk) in done.stderr
    assert "Fix:" in done.stderr
    assert _state(damaged.paths) == before


@pytest.mark.slow
def test_a_corrupt_segment_is_named_and_nothing_is_published(damaged: Survey, home: Path) -> None:
    _change_taxonomy(home)
    segment = max(damaged.paths.archive("sample").glob("*.warc.gz"), key=lambda path: path.stat().st_size)
    content = bytearray(segment.read_bytes())
    for place in range(len(content) // 2, len(content) // 2 + 64):
        content[place] ^= 0xFF
    segment.write_bytes(bytes(content))
    before = _state(damaged.paths)
    done = damaged.run("refresh", "--wave", "sample", home=home)
    assert done.exit_code == 3
    assert segment.name in done.stderr
    assert "Fix:" in done.stderr
    assert _state(damaged.paths) == before


@pytest.mark.slow
def test_no_network_is_not_a_country_without_banks(damaged: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, CLOSED_PORT)
    monkeypatch.setenv("COLLECTOR_CONTACT", "https://survey.test/contact")
    before = _state(damaged.paths)
    done = damaged.run("refresh", "--wave", "2026", timeout=500)
    assert done.exit_code == 4
    assert "wave 2026" in done.stderr
    assert "no bank could be reached" in done.stderr
    assert "Fix:" in done.stderr
    assert _state(damaged.paths) == before
    assert not damaged.paths.warehouse(is_sample=False).exists()
