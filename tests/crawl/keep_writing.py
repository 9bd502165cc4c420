"""A process that keeps fetches until it is killed and tells of each after it was committed; or one URL."""

from __future__ import annotations

import sys
from pathlib import Path

from test_archive import AT, HEADERS, body_of, draft

from collector.archive.store import Archive
from collector.archive.writer import ArchiveWriter


def keep_one_url(folder: Path, times: int) -> None:
    writer = ArchiveWriter(Archive(folder, "test"), AT)
    for _ in range(times):
        writer.keep(draft(1), HEADERS, body_of(1))
    writer.close()


def keep_writing(folder: Path, told: Path) -> None:
    archive = Archive(folder, "test")
    writer = ArchiveWriter(archive, AT)
    start = len(archive.fetches())
    with told.open("a") as file:
        for number in range(start, start + 2000):
            fetch = writer.keep(draft(number), HEADERS, body_of(number))
            file.write(f"{fetch.fetch_id} {number} .\n")
            file.flush()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        keep_one_url(Path(sys.argv[1]), int(sys.argv[3]))
    else:
        keep_writing(Path(sys.argv[1]), Path(sys.argv[2]))
