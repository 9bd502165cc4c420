"""A first look at a page: enough to name an outcome and to find links, no more.

Enters: bytes and Content-Type, or text. Leaves: whether it is a page, its parsed tree, its title, and the
characters a person would see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from collector.tame import tame

_UNSEEN_TAGS = ["script", "style", "noscript", "template", "head", "noframes"]
_SPACES = re.compile(r"\s+")


def is_html(body: bytes, content_type: str | None) -> bool:
    """True for what a browser would show as a page; a missing Content-Type is settled by the first tag."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    start = body[:512].lstrip().lower()
    return kind in {"", "text/plain", "application/octet-stream"} and start.startswith(
        (b"<!doctype", b"<html")
    )


@lru_cache(maxsize=2)  # a page is looked at several times in a row
def parse(text: str) -> LexborHTMLParser:
    """The parsed page, to be read and not changed: who asks again gets the same tree."""
    return LexborHTMLParser(tame(text))


def title_of(tree: LexborHTMLParser) -> str:
    """The page's title, spaces folded, empty where there is none."""
    node = tree.css_first("title")
    return _SPACES.sub(" ", node.text()).strip() if node else ""


@lru_cache(maxsize=2)
def visible_text(text: str) -> str:
    """What a person sees of the page without scripts: body text, spaces folded, field labels included."""
    tree = LexborHTMLParser(tame(text))
    tree.strip_tags(_UNSEEN_TAGS)
    root = tree.body or tree.root
    return _SPACES.sub(" ", root.text(separator=" ")).strip() if root else ""
