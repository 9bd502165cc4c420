"""The names of one page → one of each product: short forms, and names with words in front, are put aside.

Enters: the names of a page in the order in which they were found, and which of them are certain by a mark or
their place. Leaves: those that stand for a product of their own.
"""

from __future__ import annotations

import re

from collector.extract.products.names import BANK_SHORT, left_over

_KIND = re.compile(r"(?:信用卡|借记卡|贷记卡|卡)$")
_LEAST_STEM = 3


def choose_names(names: tuple[str, ...], sure: frozenset[str]) -> frozenset[str]:
    """Names to keep: of e支付 and 工银e支付 the first; 牡丹灵通卡 over 灵通卡; 牡丹卡 over 新版牡丹卡."""
    kept = dict.fromkeys(names)
    for longer in names:
        for shorter in names:
            is_pair = longer != shorter and longer.endswith(shorter)
            if is_pair and longer in kept and shorter in kept:
                del kept[_to_drop(longer, shorter, names, sure)]
    first: dict[str, str] = {}
    for name in kept:
        first.setdefault(_product(name), name)
    return frozenset(first.values())


def _to_drop(longer: str, shorter: str, names: tuple[str, ...], sure: frozenset[str]) -> str:
    before = longer[: -len(shorter)]
    if BANK_SHORT.fullmatch(before):
        return max(longer, shorter, key=names.index)
    if shorter in sure and longer not in sure:
        return longer
    return shorter if left_over(before) else longer


def _product(name: str) -> str:
    """What is the same for two printed forms of one card: a coined word of three or more in front of 卡."""
    bare = BANK_SHORT.sub("", name)
    stem = left_over(_KIND.sub("", bare))
    return f"{stem}卡" if _KIND.search(bare) and len(stem) >= _LEAST_STEM else name
