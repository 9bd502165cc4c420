"""What an element without text says all the same: words in attributes that a visitor sees.

Enters: the place of an element. Leaves: its ``title``, or the words that stand for the picture in a link.
Left out: the words of pictures that lead nowhere, and of those beside text, where nobody sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.pages.text import clean

if TYPE_CHECKING:
    from collector.extract.pages.tree import Tree

_WORDS = ("title", "alt")
_NO_TIP = frozenset({"img", "iframe", "map", "object", "embed", "link", "meta", "input", "table", "body"})
_MAX_PARTS = 5


def label_of(tree: Tree, place: int, link: int | None) -> str:
    """Words for an element without text: a link's own or its picture's, another's ``title``; else empty.

    ``link`` is the link that the element is or stands in.
    """
    if link is not None:
        return _link_label(tree, place) if link == place and not tree.n_chars(place) else ""
    told = tree.attributes[place]
    if not told.get("title") or tree.tags[place] in _NO_TIP or tree.n_chars(place):
        return ""
    parts = range(place + 1, tree.ends[place])
    is_leaf = len(parts) <= _MAX_PARTS and not any(
        tree.attributes[part].get("title") or part in tree.links for part in parts
    )
    return clean(told["title"]) if is_leaf else ""


def _link_label(tree: Tree, place: int) -> str:
    pictures = [part for tag in ("img", "area") for part in tree.below(place, tag)][:_MAX_PARTS]
    for part in (*pictures, place):
        told = tree.attributes[part]
        for name in reversed(_WORDS) if tree.tags[part] != "a" else _WORDS:
            if text := clean(told.get(name)):
                return text
    return ""
