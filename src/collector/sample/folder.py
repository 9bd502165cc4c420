"""Pages of a folder served as a site: kind ``folder`` of a wave's web.

Enters: a folder and a path as requested. Leaves: the file's bytes, content type by extension, HTML without
charset. Refuses: paths that lead outside the folder (403); anything that is no file is 404.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from collector.sample.page import Reply

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".shtml": "text/html", ".jsp": "text/html",
    ".aspx": "text/html", ".css": "text/css", ".js": "application/javascript", ".xml": "text/xml",
    ".json": "application/json",
    ".txt": "text/plain", ".pdf": "application/pdf", ".png": "image/png", ".gif": "image/gif",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml", ".ico": "image/x-icon",
}  # fmt: skip
_OTHER_TYPE = "application/octet-stream"


def folder_reply(folder: Path, path: str) -> Reply:
    """The file that ``path`` (percent-encoded, starting with ``/``) names; ``/`` means ``index.html``."""
    wanted = unquote(path).lstrip("/")
    if "\0" in wanted:
        return _refused(404)
    root = folder.resolve()
    file = (root / wanted).resolve()
    if not file.is_relative_to(root):
        return _refused(403)
    if file.is_dir():
        file = file / "index.html"
    if not file.is_file():
        return _refused(404)
    return Reply(200, _TYPES.get(file.suffix.lower(), _OTHER_TYPE), file.read_bytes())


def _refused(status: int) -> Reply:
    return Reply(status, "text/plain", b"")
