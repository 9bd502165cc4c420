"""Whether a page says what it says in pictures, whose text is not read.

Enters: a page laid out flat and its blocks. Leaves: yes or no. The rule: its content region shows fewer
than 60 characters beside title, menus and buttons, and holds a picture that is large by its size on the
page (300 pixels wide and high or more, or all the width there is), or by its name and place (a picture
without a size, in content, not named as a logo, icon, button, background or code).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.pages.regions import CONTENT, names_of, region_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.extract.pages.blocks import Block
    from collector.extract.pages.tree import Attributes, Tree

_FEW_CHARS = 60
_LARGE = 300
_LABELS = frozenset({"title", "menu", "button", "form_label"})
_SMALL_NAME = re.compile(
    r"logo|ico|btn|button|(?:^|[/_-])(?:bg|dot|line|arrow)|blank|space|pixel|qr|ewm|code|captcha|loading|close",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*([\d.]+)(px|%)?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(px|%)?", re.IGNORECASE)
_MAX_LEVELS = 40


def holds_only_pictures(tree: Tree, blocks: Iterable[Block]) -> bool:
    """True where the content is pictures and hardly any text."""
    n_chars = sum(
        len(block.text)
        for block in blocks
        if block.region == CONTENT and not block.is_hidden and block.kind not in _LABELS
    )
    if n_chars >= _FEW_CHARS:
        return False
    return any(
        not tree.hidden[place] and _is_large(tree.attributes[place]) and _region(tree, place) == CONTENT
        for place in tree.by_tag.get("img", ())
    )


def _is_large(told: Attributes) -> bool:
    if not told.get("src") or _SMALL_NAME.search((told["src"] or "")[-80:]):
        return False
    sizes = {
        name.lower(): (value, unit) for name, value, unit in _SIZE.findall((told.get("style") or "")[:500])
    }
    for name in ("width", "height"):
        if name not in sizes and (match := _NUMBER.fullmatch((told.get(name) or "")[:20])):
            sizes[name] = (match[1], match[2] or "")
    return all(_is_large_size(*sizes[name]) for name in sizes)


def _is_large_size(value: str, unit: str) -> bool:
    return value.startswith("100") if unit == "%" else float(value.strip(".") or 0) >= _LARGE


def _region(tree: Tree, place: int) -> str:
    """The region a node stands in, by the elements around it."""
    around = [place]
    while around[-1] and len(around) < _MAX_LEVELS:
        around.append(tree.parents[around[-1]])
    region = CONTENT
    for one in reversed(around):
        region = region_of(tree.tags[one], *names_of(tree.attributes[one]), region)
    return region
