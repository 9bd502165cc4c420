"""A first look at a page's text: enough to name an outcome and to find links, no more.

Enters: bytes and Content-Type. Leaves: text, its parsed tree, the characters a person would see. Refuses to
believe a declared charset before strict UTF-8 has been tried: many pages say gb2312 over a UTF-8 body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030"}
_UNSEEN_TAGS = ["script", "style", "noscript", "template", "head", "noframes"]
_SPACES = re.compile(r"\s+")


def decode(body: bytes, content_type: str | None) -> str:
    """Text of ``body``: strict UTF-8, then the declared charset (gb2312, gbk widened), then gb18030."""
    for encoding in ("utf-8-sig", *_declared(body, content_type), "gb18030"):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", errors="replace")


def is_html(body: bytes, content_type: str | None) -> bool:
    """True for what a browser would show as a page; a missing Content-Type is settled by the first tag."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    start = body[:512].lstrip().lower()
    return kind in {"", "text/plain", "application/octet-stream"} and start.startswith(
        (b"<!doctype", b"<html")
    )


def parse(text: str) -> LexborHTMLParser:
    """The parsed page."""
    return LexborHTMLParser(text)


def title_of(tree: LexborHTMLParser) -> str:
    """The page's title, spaces folded, empty where there is none."""
    node = tree.css_first("title")
    return _SPACES.sub(" ", node.text()).strip() if node else ""


def visible_text(text: str) -> str:
    """What a person sees of the page without scripts: body text, spaces folded, field labels included."""
    tree = LexborHTMLParser(text)
    tree.strip_tags(_UNSEEN_TAGS)
    root = tree.body or tree.root
    return _SPACES.sub(" ", root.text(separator=" ")).strip() if root else ""


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    for source in (content_type or "", body[:_HEAD_BYTES].decode("latin-1")):
        found = _CHARSET.search(source)
        if found:
            yield _WIDENED.get(found[1].lower(), found[1])
