"""The archived pages behind a number, each as a file to look at.

Enters: an explanation and the wave's archive. Leaves: one file a page in ``data/explained/<wave>/``. A page
does nothing when it is opened: no script runs and nothing is asked of the bank. Refuses to touch the archive;
evidence of imported lists has no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.archive.store import Archive
from collector.decode import decode
from collector.errors import ArchiveError
from collector.fetch.text import is_html
from collector.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Capture
    from collector.paths import Paths
    from collector.warehouse.explanation import Explanation

_STILL = (
    '\ufeff<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
)
"""Byte-order mark, so that a browser reads UTF-8 whatever the page says; then what keeps it still."""
_SUFFIXES = {"json": ".json", "javascript": ".js", "xml": ".xml", "pdf": ".pdf", "plain": ".txt"}


def write_kept_pages(paths: Paths, archived_wave: str, explanation: Explanation) -> dict[str, Path]:
    """Write the page of every piece of evidence; capture id → file.

    ``archived_wave``: whose archive holds the captures, of a restatement the wave that it restates. Raises
    ArchiveError where a capture is not in the archive, or its bytes fail their digest.
    """
    wanted = {
        answer.evidence.capture_id
        for answer in explanation.answers
        if answer.evidence is not None and answer.evidence.segment is not None
    }
    folder = paths.data / "explained" / explanation.wave
    written: dict[str, Path] = {}
    archive = Archive(paths.archive(archived_wave), archived_wave)
    try:
        fetches = {fetch.fetch_id: fetch for fetch in archive.fetches() if fetch.fetch_id in wanted}
        for capture_id in sorted(wanted):
            if capture_id not in fetches:
                problem = f"is not in the archive of wave {archived_wave}"
                fix = "restore data/archive from its backup"
                raise ArchiveError(f"capture {capture_id}", problem, fix=fix)
            capture = archive.read(fetches[capture_id])
            suffix, content = _shown(capture)
            path = folder / f"{fetches[capture_id].owner_id or 'store'}-{capture_id}{suffix}"
            write_atomically(path, content)
            written[capture_id] = path
    finally:
        archive.close()
    return written


def _shown(capture: Capture) -> tuple[str, bytes]:
    """Suffix and bytes: a page as UTF-8 that stays still, everything else as it was kept."""
    named = (value for name, value in capture.headers if name.lower() == "content-type")
    content_type = next(named, None) or capture.fetch.content_type or ""
    if is_html(capture.body, content_type):
        return ".html", (_STILL + decode(capture.body, content_type).text.removeprefix("\ufeff")).encode()
    suffix = next((suffix for word, suffix in _SUFFIXES.items() if word in content_type), ".bin")
    return suffix, capture.body
