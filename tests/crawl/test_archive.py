"""What was kept is never lost, doubled or changed, whatever happens to the process that keeps it."""

from __future__ import annotations

import gzip
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from warcio.checker import Checker

from collector.archive.records import Draft
from collector.archive.store import Archive
from collector.archive.writer import ArchiveWriter
from collector.errors import ArchiveError, ExitCode, IncompleteError
from collector.words import Outcome

if TYPE_CHECKING:
    from collector.models import Fetch

AT = datetime(2026, 11, 24, 4, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=gb2312"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
WRITER = Path(__file__).with_name("keep_writing.py")


def draft(number: int, **more: object) -> Draft:
    fields = {
        "source": "bank_site",
        "owner_id": "alpha",
        "url": f"http://www.alpha.test/{number}.html",
        "final_url": f"http://www.alpha.test/{number}.html",
        "outcome": Outcome.OK,
        "fetched_at": AT,
        "depth": 1,
        "is_rendered": False,
        "http_status": 200,
        "content_type": "text/html; charset=gb2312",
        "anchor_text": "手机银行",
    }
    return Draft(**(fields | more))


def body_of(number: int) -> bytes:
    return f"<p>第{number}页".encode("gb18030") * 50


def fill(folder: Path, numbers: range, *, is_closed: bool = True) -> list[Fetch]:
    archive = Archive(folder, "test")
    writer = ArchiveWriter(archive, AT)
    kept = [writer.keep(draft(number), HEADERS, body_of(number)) for number in numbers]
    if is_closed:
        writer.close()
    archive.close()
    return kept


def reopened(folder: Path) -> tuple[list[Fetch], str]:
    archive = Archive(folder, "test")
    try:
        return archive.fetches(), archive.digest()
    finally:
        archive.close()


def forget_index(folder: Path) -> None:
    for path in folder.glob("index.sqlite*"):
        path.unlink()


def is_valid(folder: Path) -> bool:
    segments = [str(path) for path in folder.glob("*.warc.gz*")]
    return Checker(SimpleNamespace(inputs=segments, verbose=False)).process_all() == 0


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    plain = writer.keep(draft(1), HEADERS, body_of(1))
    rendered = writer.keep(
        draft(1, is_rendered=True, content_type="text/html; charset=utf-8"),
        (("Content-Type", "text/html; charset=utf-8"),),
        "<p>好".encode(),
    )
    failed = writer.keep(draft(2, outcome=Outcome.TIMEOUT, http_status=None, detail="slow"))
    empty = writer.keep(draft(3, outcome=Outcome.EMPTY), HEADERS, b"")
    writer.close()
    assert archive.fetches() == [plain, rendered, failed, empty]
    assert archive.read(plain).body == body_of(1)
    assert archive.read(plain).headers == HEADERS
    assert archive.read(rendered).headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert archive.read(rendered).body == "<p>好".encode()
    assert (archive.read(empty).body, empty.n_bytes) == (b"", 0)
    assert failed.segment is None
    with pytest.raises(ArchiveError, match="no bytes were kept"):
        archive.read(failed)
    assert is_valid(tmp_path)


def test_attempts_are_numbered_and_named_apart(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    kept = [writer.keep(draft(1, outcome=Outcome.TIMEOUT)) for _ in range(3)]
    other = writer.keep(draft(1, owner_id="beta"))
    writer.close()
    assert [fetch.attempt for fetch in kept] == [1, 2, 3]
    assert other.attempt == 1
    assert len({fetch.fetch_id for fetch in (*kept, other)}) == 4
    assert archive.last("bank_site", "alpha", kept[0].url, is_rendered=False) == kept[2]


def test_a_missing_index_is_made_again_equal(tmp_path: Path) -> None:
    fill(tmp_path, range(5))
    fill(tmp_path, range(5, 9))
    before = reopened(tmp_path)
    forget_index(tmp_path)
    assert reopened(tmp_path) == before
    assert len(before[0]) == 9


def test_a_torn_index_is_made_again(tmp_path: Path) -> None:
    fill(tmp_path, range(5))
    before = reopened(tmp_path)
    index = tmp_path / "index.sqlite"
    index.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert reopened(tmp_path) == before


def test_an_index_that_lags_behind_catches_up(tmp_path: Path) -> None:
    fill(tmp_path, range(3))
    shutil.copy(tmp_path / "index.sqlite", tmp_path / "old")
    fill(tmp_path, range(3, 6))
    before = reopened(tmp_path)
    (tmp_path / "old").replace(tmp_path / "index.sqlite")
    assert reopened(tmp_path) == before


@pytest.mark.parametrize("n_torn", [1, 40, 300, 700])
def test_a_torn_end_of_a_dead_writer_is_cut_off(tmp_path: Path, n_torn: int) -> None:
    kept = fill(tmp_path, range(4))
    (segment,) = tmp_path.glob("*.warc.gz")
    orphan = segment.rename(segment.with_name(segment.name + ".open"))
    forget_index(tmp_path)
    os.truncate(orphan, orphan.stat().st_size - n_torn)
    assert reopened(tmp_path)[0] == kept[:3]
    assert not orphan.exists()
    forget_index(tmp_path)
    assert reopened(tmp_path)[0] == kept[:3]
    assert is_valid(tmp_path)


def test_a_capture_whose_row_was_not_written_is_cut_off(tmp_path: Path) -> None:
    kept = fill(tmp_path, range(2))
    (segment,) = tmp_path.glob("*.warc.gz")
    data = segment.read_bytes()
    row_start = data.rindex(b"\x1f\x8b\x08")
    segment.write_bytes(data[:row_start])
    segment.rename(segment.with_name(segment.name + ".open"))
    forget_index(tmp_path)
    assert reopened(tmp_path)[0] == kept[:1]
    forget_index(tmp_path)
    assert reopened(tmp_path)[0] == kept[:1]
    assert is_valid(tmp_path)


def test_a_segment_in_use_is_left_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    first = writer.keep(draft(1), HEADERS, body_of(1))
    assert reopened(tmp_path)[0] == [first]
    second = writer.keep(draft(2), HEADERS, body_of(2))
    writer.close()
    assert archive.read(second).body == body_of(2)
    assert reopened(tmp_path)[0] == [first, second]


def test_a_damaged_segment_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    kept = fill(tmp_path, range(4))
    (segment,) = tmp_path.glob("*.warc.gz")
    data = bytearray(segment.read_bytes())
    data[kept[1].offset + 60] ^= 0xFF
    segment.write_bytes(data)
    archive = Archive(tmp_path, "test")
    assert archive.read(kept[0]).body == body_of(0)
    with pytest.raises(ArchiveError) as caught:
        archive.read(kept[1])
    archive.close()
    assert caught.value.exit_code is ExitCode.CHECKS_FAILED
    assert segment.name in caught.value.subject
    assert f"byte {kept[1].offset}" in caught.value.subject
    assert "move it away and run collector crawl again" in caught.value.fix
    assert segment.read_bytes() == data


def test_a_changed_body_fails_its_digest(tmp_path: Path) -> None:
    kept = fill(tmp_path, range(1))
    (segment,) = tmp_path.glob("*.warc.gz")
    data = segment.read_bytes()
    unzip = zlib.decompressobj(zlib.MAX_WBITS + 16)
    record = unzip.decompress(data[kept[0].offset :])
    changed = gzip.compress(record.replace("第0页".encode("gb18030"), "第9页".encode("gb18030")))
    archive = Archive(tmp_path, "test")
    segment.write_bytes(data[: kept[0].offset] + changed + unzip.unused_data)
    with pytest.raises(ArchiveError, match="digest"):
        archive.read(kept[0])
    archive.close()
    forget_index(tmp_path)
    with pytest.raises(ArchiveError, match="digest"):
        Archive(tmp_path, "test")


@pytest.mark.parametrize("suffix", ["", ".open"])
def test_damage_in_the_middle_stops_a_rebuild_and_changes_nothing(tmp_path: Path, suffix: str) -> None:
    kept = fill(tmp_path, range(4))
    (segment,) = tmp_path.glob("*.warc.gz")
    data = bytearray(segment.read_bytes())
    data[kept[1].offset + 60] ^= 0xFF
    segment.write_bytes(data)
    damaged = segment.rename(segment.with_name(segment.name + suffix))
    forget_index(tmp_path)
    with pytest.raises(ArchiveError, match="nothing was changed"):
        Archive(tmp_path, "test")
    assert damaged.read_bytes() == data


def test_a_shortened_segment_is_damage_not_a_torn_end(tmp_path: Path) -> None:
    fill(tmp_path, range(4))
    (segment,) = tmp_path.glob("*.warc.gz")
    os.truncate(segment, segment.stat().st_size - 10)
    with pytest.raises(ArchiveError, match="shorter than"):
        Archive(tmp_path, "test")


def test_a_segment_moved_away_takes_its_fetches_with_it(tmp_path: Path) -> None:
    first = fill(tmp_path / "a", range(2))
    fill(tmp_path / "a", range(2, 4))
    last = sorted((tmp_path / "a").glob("*.warc.gz"))[-1]
    last.rename(tmp_path / last.name)
    assert reopened(tmp_path / "a")[0] == first


def test_a_finish_mark_holds_only_while_its_fetches_are_there(tmp_path: Path) -> None:
    fill(tmp_path, range(2))
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    mark = writer.finish("bank_site", "alpha", "plan", AT, is_reached=True)
    writer.close()
    archive.close()
    forget_index(tmp_path)
    archive = Archive(tmp_path, "test")
    assert archive.finishes() == [mark]
    archive.close()
    sorted(tmp_path.glob("*.warc.gz"))[0].unlink()
    archive = Archive(tmp_path, "test")
    assert archive.finishes() == []
    archive.close()


def test_two_writers_share_an_archive(tmp_path: Path) -> None:
    left, right = Archive(tmp_path, "test"), Archive(tmp_path, "test")
    writers = ArchiveWriter(left, AT), ArchiveWriter(right, AT)
    kept = [writers[number % 2].keep(draft(number), HEADERS, body_of(number)) for number in range(6)]
    for writer in writers:
        writer.close()
    assert len({fetch.segment for fetch in kept}) == 2
    assert left.fetches() == right.fetches() == kept
    assert [right.read(fetch).body for fetch in kept] == [body_of(number) for number in range(6)]


def test_processes_that_try_one_url_at_once_number_their_attempts_apart(tmp_path: Path) -> None:
    command = [sys.executable, str(WRITER), str(tmp_path), str(tmp_path / "told"), "40"]
    processes = [subprocess.Popen(command) for _ in range(2)]
    try:
        assert [process.wait(30) for process in processes] == [0, 0]
    finally:
        for process in processes:
            process.kill()
    assert sorted(fetch.attempt for fetch in reopened(tmp_path)[0]) == list(range(1, 81))


def test_equal_fetches_have_equal_digests_whatever_the_order_and_place(tmp_path: Path) -> None:
    fill(tmp_path / "a", range(4))
    fill(tmp_path / "b", range(2, 4))
    fill(tmp_path / "b", range(2))
    assert reopened(tmp_path / "a")[1] == reopened(tmp_path / "b")[1]
    archive = Archive(tmp_path / "b", "test")
    writer = ArchiveWriter(archive, AT)
    writer.keep(replace(draft(9), detail="another"))
    assert archive.digest() != reopened(tmp_path / "a")[1]
    writer.close()


def test_rows_without_bytes_are_written_at_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "test")
    writer = ArchiveWriter(archive, AT)
    kept = writer.keep_rows([draft(number, outcome=Outcome.OVER_BUDGET) for number in range(50)])
    writer.close()
    assert len(archive.fetches()) == len(kept) == 50
    assert writer.keep_rows([]) == []
    assert is_valid(tmp_path)


@pytest.mark.parametrize("size", [200, 9_000, 60_000])
def test_a_full_disk_stops_the_crawl_and_leaves_the_archive_readable(tmp_path: Path, size: int) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); from test_archive import fill_until_full;"
        "from pathlib import Path; fill_until_full(Path(sys.argv[1]), int(sys.argv[3]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parent), str(size)],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    ).stdout
    n_kept = int(told)
    kept, _ = reopened(tmp_path)
    assert n_kept >= 1
    assert n_kept <= len(kept) <= n_kept + 1  # the last one may have been kept but not yet indexed
    assert is_valid(tmp_path)


def fill_until_full(folder: Path, size: int) -> None:
    """Run in a process of its own: files may not grow beyond 100 KB; writes the number of fetches kept."""
    archive = Archive(folder, "test")
    writer = ArchiveWriter(archive, AT)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
    noise = random.Random(1)  # noqa: S311  bytes that do not compress, the same every time
    told: list[int] = []

    def keep_many() -> None:
        for number in range(100):
            writer.keep(draft(number), HEADERS, noise.randbytes(size))
            told.append(number)

    with pytest.raises(IncompleteError, match="make room") as caught:
        keep_many()
    assert caught.value.exit_code is ExitCode.INCOMPLETE
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    archive.read(writer.keep(draft(200), HEADERS, b"room again"))
    writer.close()
    sys.stdout.write(str(len(told) + 1))


def test_ten_killed_writers_lose_at_most_the_fetch_in_flight(tmp_path: Path) -> None:
    noise = random.Random(7)  # noqa: S311  moments to kill at, the same every time
    folder = tmp_path / "archive"
    told = tmp_path / "told"
    for _ in range(10):
        process = subprocess.Popen([sys.executable, str(WRITER), str(folder), str(told)])
        try:
            n_before = len(told.read_bytes()) if told.exists() else 0
            deadline = time.monotonic() + 10
            while (len(told.read_bytes()) if told.exists() else 0) <= n_before:
                assert time.monotonic() < deadline
                time.sleep(0.005)
            time.sleep(noise.uniform(0, 0.03))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
    committed = [line.split(" ") for line in told.read_text().splitlines() if line.endswith(" .")]
    archive = Archive(folder, "test")
    kept = {fetch.fetch_id: fetch for fetch in archive.fetches()}
    assert len(committed) >= 10
    assert {name for name, _, _ in committed} <= kept.keys()
    assert len(kept) <= len(committed) + 10
    for name, number, _ in committed:
        assert archive.read(kept[name]).body == body_of(int(number))
    before = archive.fetches(), archive.digest()
    archive.close()
    forget_index(folder)
    assert reopened(folder) == before
    assert is_valid(folder)
    assert not list(folder.glob("*.open"))
