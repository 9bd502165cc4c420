"""The warehouse: landed findings and config in, a tested DuckDB file out, and questions put to that file.

In Python and notebooks: ``from collector import warehouse``, then ``with warehouse.open() as w: …``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from collector.warehouse.handle import Warehouse


def open(*, wave: str | None = None, sample: bool | None = None, path: str | Path | None = None) -> Warehouse:
    """Open the published warehouse read-only; it stays as it is however often it is built meanwhile.

    ``wave`` chooses the file that holds it, ``sample`` the one of the sample waves (True) or the real ones
    (False), ``path`` any file; with none of them it is the sample's, as for every command. Raises UsageError
    when there is no such file or wave.
    """
    from collector.warehouse.handle import open_handle  # noqa: PLC0415 - importing this package stays cheap

    return open_handle(wave=wave, sample=sample, path=path)
