"""Patterns of lists that write a shared word once: 水、电、燃气费 and 网上、电话银行.

Enters: the words of fees without 费. Leaves: patterns, and quick looks that every text must pass in which one
of them can be found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEE = "费"
BANK = re.compile("网上|手机|电话|微信|短信|直销|掌上|个人网上|企业网上|个人手机")
JOINED = re.compile(rf"(?:{BANK.pattern})[、/和及与或]")  # every list of banks has one; quickly looked for
BANKS = re.compile(rf"(?:(?:{BANK.pattern})[、/和及与或])+(?=(?:{BANK.pattern})银行)")  # 网上、电话银行
_SUM = "(?:各类|各项|各种|日常|生活|公用事业|公共事业)*"  # 水、电等公用事业费
FUSED_END = re.compile(f"{FEE}|缴纳|收")  # ends every list that fused_pattern finds; most text has none
_WORD_START = r"(?:(?<=[缴交纳收付扣的和及与为括有持办理如含])|(?<![\u4e00-\u9fff]))"  # 集团水费 is no 团费


def stem_pattern(stems: Iterable[str]) -> re.Pattern[str] | None:
    """Pattern of the words of fees without 费, the longest first; None without any."""
    words = sorted(stems, key=lambda word: (-len(word), word))
    if not words:
        return None
    return re.compile("|".join(map(re.escape, words)))


def fused_pattern(stem: re.Pattern[str] | None) -> re.Pattern[str] | None:
    """Pattern of lists that write 费 once at the end: 水、电、燃气费, 党团工会费, 水电煤气缴费."""
    if stem is None:
        return None
    run = rf"(?:(?:{stem.pattern})[、/和及与]?){{2,}}"
    return re.compile(
        rf"{_WORD_START}{run}(?:[^，。、]{{1,4}}(?:、|(?=等))){{0,2}}等?(?:{_SUM}(?:缴费|费用|费|缴纳)|(?:部门|公司|单位|企业)[^，。]{{0,4}}收)"
    )
