"""Pages of a folder served as a site: kind ``folder`` of a wave's web.

Enters: a folder and a path as requested. Leaves: the file's bytes, content type by extension, HTML without
charset; for a folder without index.html a list of what is in it, as web servers make them. Refuses: paths
that lead outside the folder (403); anything that is no file is 404.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

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
_PAGES = (".html", ".htm", ".shtml", ".jsp", ".aspx", ".pdf")
_OTHER_TYPE = "application/octet-stream"


def folder_reply(folder: Path, path: str) -> Reply:
    """The file that ``path`` (percent-encoded, starting with ``/``) names; of a folder its ``index.html``."""
    wanted = unquote(path).lstrip("/")
    if "\0" in wanted:
        return _refused(404)
    root = folder.resolve()
    file = (root / wanted).resolve()
    if not file.is_relative_to(root):
        return _refused(403)
    if file.is_dir() and not (file / "index.html").is_file():
        return _listing(root, file)
    if file.is_dir():
        file = file / "index.html"
    if not file.is_file():
        return _refused(404)
    return Reply(200, _TYPES.get(file.suffix.lower(), _OTHER_TYPE), file.read_bytes())


def _listing(root: Path, folder: Path) -> Reply:
    """Links to the pages and folders of one folder; names only, so it says nothing that a page does not."""
    below = "".join(f"/{part}" for part in folder.relative_to(root).parts)
    entries = [
        entry for entry in sorted(folder.iterdir()) if entry.is_dir() or entry.suffix.lower() in _PAGES
    ]
    lines = "".join(_entry(f"{below}/{entry.name}", is_folder=entry.is_dir()) for entry in entries)
    page = f"<html><head><title>Index</title></head><body><ul>{lines}</ul></body></html>"
    return Reply(200, "text/html", page.encode())


def _entry(path: str, *, is_folder: bool) -> str:
    name = path.rpartition("/")[2]
    return f'<li><a href="{quote(path)}{"/" if is_folder else ""}">{escape(name)}</a></li>'


def _refused(status: int) -> Reply:
    return Reply(status, "text/plain", b"")
