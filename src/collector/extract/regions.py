"""Where on a page an element stands (content, navigation, footer, friendly links), and whether it is
visible.

Enters: element names and attributes. Leaves: a region word or a yes/no. Refuses to look at stylesheets:
only inline declarations and attributes decide, as a page is kept without them.
"""

from __future__ import annotations

import re

CONTENT, NAVIGATION, FOOTER, FRIENDLY = "content", "navigation", "footer", "friendly_links"

SKIPPED_TAGS = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "textarea",
        "canvas",
        "math",
    }
)
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAVIGATION_TOKENS = frozenset(
    {"nav", "navi", "navbar", "navigation", "menu", "submenu", "sidebar", "aside", "header"}
)
_FOOTER_TOKENS = frozenset({"footer", "foot", "copyright"})
_FRIENDLY_TOKENS = frozenset(
    {"friend", "friends", "friendlink", "friendlinks", "friendly", "yqlj", "blogroll"}
)
_CONTENT_TOKENS = frozenset(
    {"content", "contents", "main", "article", "detail", "text", "txt", "wrap", "container"}
)
CRUMB_TOKENS = frozenset({"crumb", "crumbs", "breadcrumb", "breadcrumbs", "bread"})
"""Classes of breadcrumbs whose parts may stand in elements of their own, without a mark between them."""
_CRUMB_START = re.compile(r"^\s*(您|你)?(当前|现在|目前|所在|的)*位置|^\s*(首页|主页)\s*[>›»→＞]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CRUMB_MARK = re.compile(r"\s*(?:>+|›|»|→|＞+|::)\s*")
_CRUMB_HEAD = re.compile(r"^\s*(您|你)?(当前|现在|目前|所在|的)*位置(是)?\s*[:：]?\s*")
_HOME_WORDS = frozenset({"首页", "主页", "网站首页", "home", "Home", ""})
_MAX_CRUMB_CHARS = 120


def tokens(attributes: dict[str, str | None]) -> frozenset[str]:
    """Words of class and id, lower case: ``subNav_top`` gives sub, nav, top."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return frozenset(word.lower() for word in _TOKEN.findall(names))


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Hidden when the page loads: ``hidden``, inline display:none, or a hidden input."""
    if "hidden" in attributes or (attributes.get("type") or "").lower() == "hidden":
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def region_of(tag: str, words: frozenset[str], inherited: str) -> str:
    """Region of an element: its own tag or class words, else what it stands in; inner words win."""
    if words & _FRIENDLY_TOKENS:
        return FRIENDLY
    if tag == "footer" or words & _FOOTER_TOKENS:
        return FOOTER
    if tag in {"nav", "aside", "header"} or (words & _NAVIGATION_TOKENS and not words & _CONTENT_TOKENS):
        return NAVIGATION
    if inherited == NAVIGATION and tag in {"article", "main"}:
        return CONTENT
    return inherited


def is_crumb(text: str) -> bool:
    """True for a short text with a breadcrumb's mark between its parts."""
    return 0 < len(text) <= _MAX_CRUMB_CHARS and bool(_CRUMB_MARK.search(text))


def starts_crumb(text: str) -> bool:
    """True where a short text opens as breadcrumbs do: "you are here", or the home page and a mark."""
    return len(text) <= _MAX_CRUMB_CHARS and bool(_CRUMB_START.search(text))


def crumb_parts(text: str) -> tuple[str, ...]:
    """Parts of a breadcrumb in order, without "you are here" and the home page."""
    parts = _CRUMB_MARK.split(_CRUMB_HEAD.sub("", text))
    return tuple(part.strip() for part in parts if part.strip() not in _HOME_WORDS)
