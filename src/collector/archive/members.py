"""A segment as gzip members, one per WARC record, each with its place in the file.

Enters: a path and the byte where a member starts. Leaves: members as they stand. Refuses a file that ends
inside a member (TornError) and bytes that are no gzip (ArchiveLoadFailed).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warcio.exceptions import ArchiveLoadFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16


class TornError(Exception):
    """The file ends inside a gzip member."""


@dataclass(frozen=True, slots=True)
class Member:
    """A gzip member from byte ``offset`` to ``end``, packed as it stands and unpacked."""

    offset: int
    end: int
    packed: bytes
    data: bytes


def members(path: Path, start: int) -> Iterator[Member]:
    """The members from byte ``start`` on; TornError at a partial one, ArchiveLoadFailed at rubbish."""
    with path.open("rb") as file:
        file.seek(start)
        offset, rest = start, b""
        while True:
            packed: list[bytes] = []
            data: list[bytes] = []
            unzip = zlib.decompressobj(zlib.MAX_WBITS + 16)
            while not unzip.eof:
                chunk, rest = rest or file.read(_CHUNK), b""
                if not chunk and not packed:
                    return
                if not chunk:
                    raise TornError
                try:
                    data.append(unzip.decompress(chunk))
                except zlib.error as error:
                    raise ArchiveLoadFailed(str(error)) from error
                packed.append(chunk)
            rest = unzip.unused_data
            whole = b"".join(packed)
            whole = whole[: len(whole) - len(rest)]
            yield Member(offset, offset + len(whole), whole, b"".join(data))
            offset += len(whole)
