"""Where on a page an element stands: content, navigation, footer, friendly links.

Enters: element names and attributes. Leaves: a region word. Refuses to look at where things are drawn: names,
classes, ids and roles decide, and for a line of text what only footers say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.extract.pages.tree import Attributes

CONTENT, NAVIGATION, FOOTER, FRIENDLY = "content", "navigation", "footer", "friendly_links"

SKIPPED_TAGS = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "textarea"),
        *("svg", "math", "canvas", "object", "iframe"),
    }
)
BLOCK_TAGS = frozenset(
    {
        *(
            "html",
            "body",
            "frameset",
            "header",
            "footer",
            "nav",
            "main",
            "aside",
            "section",
            "article",
            "div",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "center", "address", "hr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "dialog", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
        *("form", "fieldset", "legend", "select", "option"),
    }
)
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NO_LETTER = re.compile(r"[^a-z]+")
_NAVIGATION_TOKENS = frozenset(
    {
        *("nav", "navi", "navbar", "navigation", "menu", "submenu", "sidebar", "aside", "header"),
        *("topnav", "subnav", "sidenav", "leftnav", "topbar", "topmenu", "menubar", "daohang", "caidan"),
        *(
            "sharebar",
            "sharebox",
            "bdshare",
            "bdsharebuttonbox",
            "jiathis",
            "lang",
            "langs",
            "language",
            "languages",
        ),
    }
)
_FOOTER_TOKENS = frozenset({"footer", "foot", "copyright", "banquan", "dibu"})
_FRIENDLY_TOKENS = frozenset(
    {"friend", "friends", "friendlink", "friendlinks", "friendly", "yqlj", "youqing", "blogroll"}
)
_ROLES = {"navigation": "navigation", "banner": "navigation", "menu": "navigation", "contentinfo": "footer"}
_FOOTER_WORDS = ("版权所有", "ICP备", "公网安备", "opyright", "©")
_MAX_FOOTER_CHARS = 200
_CONTENT_TOKENS = frozenset(
    {"content", "contents", "main", "article", "detail", "text", "txt", "wrap", "container"}
)
CRUMB_TOKENS = frozenset({"crumb", "crumbs", "breadcrumb", "breadcrumbs", "bread"})
"""Classes of breadcrumbs whose parts may stand in elements of their own, without a mark between them."""
_CRUMB_START = re.compile(r"(?:您|你)?(?:当前|现在|目前|所在|的)*位置|(?:首页|主页)\s*[>›»→＞]")
_CRUMB_MARK = re.compile(r"\s*(?:>+|›|»|→|＞+|::)\s*")
_CRUMB_HEAD = re.compile(r"^\s*(您|你)?(当前|现在|目前|所在|的)*位置(是)?\s*[:：]?\s*")
_HOME_WORDS = frozenset({"首页", "主页", "网站首页", "home", "Home", ""})
MAX_CRUMB_CHARS = 120
_MAX_NAMES, _MAX_ROLE = 300, 20


def names_of(attributes: Attributes) -> tuple[str, str]:
    """What says where an element stands: class and id, and role."""
    own_id = attributes.get("id")
    classes = (attributes.get("class") or "")[:_MAX_NAMES]
    return (f"{classes} {own_id[:_MAX_NAMES]}" if own_id else classes), (attributes.get("role") or "")[
        :_MAX_ROLE
    ]


@lru_cache(maxsize=5000)
def tokens(names: str) -> frozenset[str]:
    """Words of class and id, lower case, and all of each name: ``topBar`` gives top, bar, topbar."""
    joined = (_NO_LETTER.sub("", name) for name in names.lower().split())
    return frozenset((*(word.lower() for word in _TOKEN.findall(names)), *joined))


@lru_cache(maxsize=5000)
def region_of(tag: str, names: str, role: str, inherited: str) -> str:
    """Region of an element: its own tag, role or class words, else what it stands in; inner words win."""
    words = tokens(names)
    if words & _FRIENDLY_TOKENS:
        return FRIENDLY
    if tag == "footer" or words & _FOOTER_TOKENS:
        return FOOTER
    if role in _ROLES:
        return _ROLES[role]
    if tag in {"nav", "aside", "header"} or (words & _NAVIGATION_TOKENS and not words & _CONTENT_TOKENS):
        return NAVIGATION
    if inherited == NAVIGATION and tag in {"article", "main"}:
        return CONTENT
    return inherited


def is_footer_line(text: str) -> bool:
    """True for a short text that only stands at the foot of pages: copyright, registration of the site."""
    return len(text) <= _MAX_FOOTER_CHARS and any(word in text for word in _FOOTER_WORDS)


def is_crumb(text: str) -> bool:
    """True for a short text with a breadcrumb's mark between its parts."""
    return 0 < len(text) <= MAX_CRUMB_CHARS and bool(_CRUMB_MARK.search(text))


def starts_crumb(text: str) -> bool:
    """True where a short text opens as breadcrumbs do: "you are here", or the home page and a mark."""
    return len(text) <= MAX_CRUMB_CHARS and bool(_CRUMB_START.match(text))


def crumb_parts(text: str) -> tuple[str, ...]:
    """Parts of a breadcrumb in order, without "you are here" and the home page."""
    parts = _CRUMB_MARK.split(_CRUMB_HEAD.sub("", text))
    return tuple(part.strip() for part in parts if part.strip() not in _HOME_WORDS)
