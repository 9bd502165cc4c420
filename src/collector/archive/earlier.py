"""What earlier waves hold of a page, so that its server can be asked whether it has changed since.

Enters: archives of earlier waves, latest first. Leaves: the capture of a URL with its validators and the
record that holds its bytes. Refuses to stop a crawl: an earlier archive that is gone, damaged or without
validators only means that the page is asked for without a condition.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.archive.store import Archive
from collector.errors import CollectorError
from collector.words import VISITED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collector.archive.records import Headers, Original
    from collector.models import Capture, Config, Fetch, Wave
    from collector.paths import Paths

logger = logging.getLogger(__name__)

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Held:
    """A visited capture of an earlier wave, the record with its bytes, and the condition to ask with."""

    capture: Capture
    original: Original
    conditions: Headers


class EarlierWaves:
    """Archives of earlier waves, opened when first asked."""

    def __init__(self, folders: Iterable[tuple[str, Path]]) -> None:
        """Wave and archive folder, latest wave first; folders that do not exist are left out."""
        self._folders = [(wave, folder) for wave, folder in folders if folder.is_dir()]
        self._archives: list[Archive] | None = None

    def find(self, source: str, owner_id: str | None, url: str) -> Held | None:
        """What the latest earlier wave that visited ``url`` by plain HTTP holds, if it has validators."""
        for archive in self._opened():
            last = archive.last(source, owner_id, url, is_rendered=False)
            if last is not None and last.outcome in VISITED and last.segment is not None:
                return _held(archive, last)
        return None

    def close(self) -> None:
        """Let go of the archives."""
        for archive in self._archives or ():
            archive.close()
        self._archives = None

    def _opened(self) -> list[Archive]:
        if self._archives is None:
            self._archives = []
            for wave, folder in self._folders:
                try:
                    self._archives.append(Archive(folder, wave))
                except CollectorError as error:
                    logger.warning("wave %s is not compared with: %s", wave, error)
        return self._archives


def earlier_waves(paths: Paths, config: Config, wave: Wave) -> EarlierWaves:
    """The live waves before a live wave, latest first; waves of a served web compare with none."""
    if wave.web is not None:
        return EarlierWaves(())
    found = [one for one in config.waves if one.web is None and one.as_of_date < wave.as_of_date]
    found.sort(key=lambda one: (one.as_of_date, one.wave), reverse=True)
    return EarlierWaves((one.wave, paths.archive(one.wave)) for one in found)


def _held(archive: Archive, fetch: Fetch) -> Held | None:
    try:
        capture, original = archive.read(fetch), archive.original(fetch)
    except CollectorError as error:
        logger.warning("asked without a condition: %s", error)
        return None
    conditions = tuple(
        (_CONDITIONS[name.lower()], value) for name, value in capture.headers if name.lower() in _CONDITIONS
    )
    return Held(capture, original, conditions) if conditions else None
