"""A segment as gzip members, one per WARC record, each with its place in the file.

Enters: a path and the byte where a member starts. Leaves: members as they stand. Refuses a file that ends
inside a member (TornError) and bytes that are no gzip (ArchiveLoadFailed).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from warcio.exceptions import ArchiveLoadFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16


class TornError(Exception):
    """The file ends inside a gzip member."""


def members(path: Path, start: int) -> Iterator[tuple[int, int, bytes]]:
    """(offset, end, gzip bytes) of each member; TornError at a partial one, ArchiveLoadFailed at rubbish."""
    with path.open("rb") as file:
        file.seek(start)
        offset, rest = start, b""
        while True:
            chunks: list[bytes] = []
            unzip = zlib.decompressobj(zlib.MAX_WBITS + 16)
            while not unzip.eof:
                chunk, rest = rest or file.read(_CHUNK), b""
                if not chunk and not chunks:
                    return
                if not chunk:
                    raise TornError
                try:
                    unzip.decompress(chunk)
                except zlib.error as error:
                    raise ArchiveLoadFailed(str(error)) from error
                chunks.append(chunk)
            rest = unzip.unused_data
            member = b"".join(chunks)
            member = member[: len(member) - len(rest)]
            yield offset, offset + len(member), member
            offset += len(member)
