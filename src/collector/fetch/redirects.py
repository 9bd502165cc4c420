"""Where a response sends its reader: Location header, meta refresh, or a page that is only a script redirect.

Enters: a response. Leaves: the absolute target or None. Refuses to judge the target: crawl policy does.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from collector.decode import decode
from collector.fetch.text import is_html, parse, visible_text
from collector.fetch.urls import canonical_url

Headers = tuple[tuple[str, str], ...]

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
MAX_SEEN_CHARS = 60
_FIRST_REDIRECT_STATUS = 300
_MAX_DELAY_SECONDS = 10
_MAX_PAGE_BYTES = 64 * 1024
_REFRESH = re.compile(r"""^\s*(\d+)(?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s>]+)""", re.IGNORECASE)
_SCRIPT = re.compile(
    r"""(?:\b(?:window|self|top|parent|document)\.)?\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()"""
    r"""\s*["']([^"'<>\s]+)["'](?!\s*\+)"""
)


def header(headers: Headers, name: str) -> str | None:
    """First value of a header, None where it is missing."""
    return next((value for key, value in headers if key.lower() == name), None)


def redirect_target(status: int, headers: Headers, body: bytes, url: str) -> str | None:
    """The absolute URL a response sends its reader on to; None where it is a page of its own."""
    if status in REDIRECT_STATUSES:
        location = header(headers, "location")
        return canonical_url(urljoin(url, location.strip())) if location else None
    content_type = header(headers, "content-type")
    if status >= _FIRST_REDIRECT_STATUS or len(body) > _MAX_PAGE_BYTES:
        return None
    if not is_html(body, content_type):
        return None
    found = _page_target(decode(body, content_type).text)
    target = canonical_url(urljoin(url, found)) if found else None
    return target if target != canonical_url(url) else None


def _page_target(text: str) -> str | None:
    """Target of a meta refresh, or of the script of a page that shows nothing."""
    lowered = text.lower()
    if "refresh" not in lowered and "location" not in lowered:
        return None
    if len(visible_text(text)) >= MAX_SEEN_CHARS:
        return None
    tree = parse(text)
    for node in tree.css("meta[http-equiv][content]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        found = _REFRESH.match(node.attributes.get("content") or "")
        if found and int(found[1]) <= _MAX_DELAY_SECONDS:
            return found[2]
    if tree.css_first("frame, iframe"):
        return None
    targets = {match[1] for node in tree.css("script") for match in _SCRIPT.finditer(node.text())}
    return targets.pop() if len(targets) == 1 else None
