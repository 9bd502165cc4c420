"""Is a page only furniture around a place that scripts fill? Then it is the browser's to read.

Enters: the text of an HTML page as it came by plain HTTP. Leaves: the evidence, or None. Refuses to guess:
little text outside menus, header and footer is no evidence by itself, something on the page must say that
more is to come. Pages that the browser has rendered are not asked about: what scripts did not fill in is not
there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collector.fetch.text import parse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LITTLE_CHARS = 120
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "noframes"})
_FURNITURE_TAGS = frozenset({"nav", "header", "footer", "aside"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:(?:top|main|sub|side|left)?-?(?:nav|menu)(?:bar|igation)?|header|head|footer|foot|copyright"
    r"|crumbs?|breadcrumbs?|sidebar)(?:$|[\s_-])",
    re.IGNORECASE,
)
# where Vue, React, Next, Nuxt and Angular put a page
_ROOT_IDS = frozenset({"app", "root", "__next", "__nuxt", "main-app", "vue-app", "react-root"})
_ROOT_TAGS = frozenset({"app-root", "router-view", "ng-view", "ui-view"})
_TEMPLATE_ATTRIBUTES = frozenset({"v-for", "v-html", "v-text", "ng-repeat", "data-ng-repeat", "ng-bind-html"})
_VIEW_ATTRIBUTES = frozenset({"ng-view", "ui-view", "data-ng-view", "data-ui-view"})
_LOADING = re.compile(
    r"(?:加载|载入)中|正在(?:加载|载入|读取)|^\W*loading\b|\bloading(?:\.{2,}|…)", re.IGNORECASE
)
_ASKS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|\.load\(|\bfetch\(|XMLHttpRequest|\baxios\b|jsonp", re.IGNORECASE
)


@dataclass(slots=True)
class _Content:
    """What stands outside the furniture: its text, empty elements, and whether it holds a frame."""

    texts: list[str] = field(default_factory=list)
    empty: list[LexborNode] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    has_frame: bool = False


def shell_reason(page: str) -> str | None:
    """What says that scripts bring this page's content, None where the content is there or nothing says so.

    >>> shell_reason("<body><nav>首页</nav><div id=app></div><script src=a.js></script></body>")
    'an empty #app that scripts fill'
    """
    tree = parse(page)
    scripts = tree.css("script")
    if tree.body is None or not scripts:
        return None
    content = _content_of(tree)
    text = " ".join(content.texts)
    if content.has_frame or len(text) > _LITTLE_CHARS:
        return None
    loading = _LOADING.search(text)
    if loading:
        return f"little text, and it says {loading[0]!r}"
    if content.templates:
        return f"little text, and a template ({content.templates[0]}) that scripts fill"
    code = " ".join(node.text() for node in scripts)
    return next((told for node in content.empty if (told := _filled_by(node, code))), None)


def _content_of(tree: LexborHTMLParser) -> _Content:
    content, stack = _Content(), [tree.body]
    while stack:
        node = stack.pop()
        if node is None or node.tag in _UNSEEN:
            continue
        if node.tag == "-text":
            content.texts += [text] if (text := node.text().strip()) else []
            continue
        attributes = node.attributes
        if node.tag in _FURNITURE_TAGS or any(
            _FURNITURE.search(attributes.get(name) or "") for name in ("id", "class")
        ):
            continue
        content.has_frame = content.has_frame or node.tag in {"iframe", "frame"}
        content.templates += sorted(_TEMPLATE_ATTRIBUTES & attributes.keys())
        inner = [child for child in node.iter(include_text=True) if child.tag != "-comment"]
        if all(child.tag == "-text" and not child.text().strip() for child in inner):
            content.empty.append(node)
        stack.extend(reversed(inner))
    return content


def _filled_by(node: LexborNode, code: str) -> str | None:
    """Why an empty element is a place that scripts fill."""
    attributes = node.attributes
    name = attributes.get("id") or ""
    if name in _ROOT_IDS or node.tag in _ROOT_TAGS or _VIEW_ATTRIBUTES & attributes.keys():
        return f"an empty {'#' + name if name else node.tag} that scripts fill"
    if name and _ASKS.search(code) and re.search(rf"""["'(#]{re.escape(name)}["')\s]""", code):
        return f"an empty #{name} that a script asks data for"
    return None
