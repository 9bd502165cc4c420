"""A run is judged by its manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collector.errors import CollectorError
from collector.files import write_atomically
from collector.manifest import Manifest, StageRecord, read_manifest, write_manifest

if TYPE_CHECKING:
    from pathlib import Path


def test_a_manifest_is_read_back_as_written(tmp_path: Path) -> None:
    manifest = (
        Manifest(wave="sample")
        .with_stage(StageRecord("crawl", 1.5, "20 banks"))
        .ended(error=None, exit_code=0)
    )
    write_manifest(tmp_path / "refresh.json", manifest)
    assert read_manifest(tmp_path / "refresh.json") == manifest


@pytest.mark.parametrize(
    "content", [None, "", '{"wave": "sample"', "[]", '{"wave": "sample", "stages": [{}]}']
)
def test_a_missing_or_torn_manifest_is_a_crash(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "refresh.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CollectorError, match="crashed") as caught:
        read_manifest(path)
    assert caught.value.exit_code == 1


def test_a_reader_never_sees_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    write_atomically(path, "first")
    monkeypatch.setattr("os.fsync", lambda _fd: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "second")
    assert path.read_text(encoding="utf-8") == "first"
