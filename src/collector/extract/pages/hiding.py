"""What stands on a page and is not shown when it loads.

Enters: attributes of an element, and the page's own style sheets. Leaves: a yes or no. Refuses to be a
browser: of a style sheet only rules for one element by class or id are read (``.tab-pane``, ``#x``,
``div.tab.off``), none that hang on other elements, on a state or on the screen; sheets in files of their
own are not there to be read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.extract.pages.tree import Attributes

_MAX_RULES = 300
_MAX_STYLE = 2000
_SHOWN = re.compile(r"(?:^|[;{\s])(?:(display)\s*:\s*(\w+)|(visibility)\s*:\s*(\w+))", re.IGNORECASE)
_PART = re.compile(r"([^{}]*+)([{}])")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*)?((?:[.#][\w-]+)+)")
_NAME = re.compile(r"[.#][\w-]+")
_Rank = tuple[int, int, int, int]


class _Rule(NamedTuple):
    """An element with this tag (if any) and all these names is hidden, or shown after all."""

    rank: _Rank
    tag: str | None
    names: frozenset[str]
    is_hiding: bool


Rules = dict[str, list[_Rule]]
"""Rules by one of the names (``.class`` or ``#id``) that an element must have."""


@lru_cache(maxsize=2000)
def hides(style: str) -> bool | None:
    """True where declarations hide, False where they show, None where they say nothing."""
    told: bool | None = None
    for display, how, visibility, seen in _SHOWN.findall(style):
        if display:
            told = how.lower() == "none"
        elif visibility and seen.lower() == "hidden":
            told = True
    return told


def read_rules(sheets: Iterable[str]) -> Rules:
    """The rules of a page's own style sheets that hide or show an element by its class or id."""
    rules: Rules = defaultdict(list)
    n_rules = 0
    for selector, style in (rule for sheet in sheets for rule in _top_rules(sheet)):
        told = hides(style)
        if told is None:
            continue
        for one in selector.split(",")[:_MAX_RULES]:
            match = _SELECTOR.fullmatch(one.strip())
            if match is None:
                continue
            names = _NAME.findall(match[2])
            n_ids = sum(name.startswith("#") for name in names)
            rank = (n_ids, len(names) - n_ids, int(bool(match[1])), n_rules)
            tag = match[1].lower() if match[1] else None
            rules[names[0]].append(_Rule(rank, tag, frozenset(names), told))
            n_rules += 1
            if n_rules == _MAX_RULES:
                return dict(rules)
    return dict(rules)


def is_hidden(tag: str, attributes: Attributes, rules: Rules) -> bool:
    """True where the element itself is hidden when the page loads; the style on it beats the sheets."""
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = attributes.get("style")
    if style and (told := hides(style[:_MAX_STYLE])) is not None:
        return told
    return bool(rules) and _is_ruled_out(tag, attributes, rules)


def _is_ruled_out(tag: str, attributes: Attributes, rules: Rules) -> bool:
    names = {f".{name}" for name in (attributes.get("class") or "").split()}
    if own_id := attributes.get("id"):
        names.add(f"#{own_id.strip()}")
    fitting = [
        rule
        for name in names
        for rule in rules.get(name, ())
        if rule.names <= names and rule.tag in {None, tag}
    ]
    return max(fitting).is_hiding if fitting else False


def _top_rules(sheet: str) -> Iterable[tuple[str, str]]:
    """Selector and declarations of every rule that stands in no other (``@media`` is about the screen)."""
    first, *others = sheet.split("/*")
    sheet = first + "".join(other.partition("*/")[2] for other in others)
    selectors: list[str] = []
    for text, brace in _PART.findall(sheet):
        if brace == "{":
            selectors.append(text)
        elif selectors and (selector := selectors.pop()) and not selectors:
            yield selector, text
