"""Product names known by where they stand: under a name's header, in front of a code, as an entry.

Enters: a block. Leaves: names with the rule that took them. Refuses general words and funds
of fund companies.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.products.marks import ENDING, QUOTED
from collector.extract.products.names import is_coined, is_product_name
from collector.extract.products.series import fold

if TYPE_CHECKING:
    from collector.extract.pages.blocks import Block

_NAME_LABEL = re.compile(r"^(?:产品|理财产品|贷款产品|基金|业务|卡)?(?:名称|简称|全称)$|^产品$|^产品/服务$")
_ENTRY = re.compile(
    r"(?:贷|宝|通|卡|盈|利|汇|融|溢|快线|信使)$|(?<![基黄现资本年老证])金$|^(?:(.)\1.|.(.)\2)$"
)
"""An entry under a line of business: brand words, 积存金, and doubled words (节节高, 天天惠)."""
_LINE_ABOVE = re.compile(r"存款|贷款|理财|贵金属|基金|投资|信用卡|银行卡|借记卡|支付|缴费|产品")
_FUND = re.compile(
    r"(?:证券投资基金|(?:货币市场|货币|混合|股票|债券|指数|分级|联接)型?(?:证券投资)?基金|ETF|LOF|QDII)"
    r"(?:联接)?(?:[A-E]类?)?$"
)
"""Funds of fund companies: sold by the bank, but no product of its own (labelling guide)."""
_ISSUED = re.compile(r"^([\u4e00-\u9fff]{3,6})第[0-9一二三四五六七八九十]{1,4}期$")
_CODED_TAIL = re.compile(
    r"^([^，。！？：:A-Za-z]{3,40}?)(?:[（(][^（）()]{2,14}(?:专属|专享)[）)])?([A-Z]{2,8}[0-9]{2,8}[A-Z]?)$"
)
_CODE = re.compile(r"^(?=.*\d{4})(?=.*[A-Z])[A-Z0-9]{6,16}$")
_HANZI = re.compile(r"[\u4e00-\u9fff]{3}")
_CODE_LABEL = re.compile(r"(?:编号|编码|代码|电话|名称|[：:])$")
_SHORTEST_CODED, _LONGEST_CODED = 4, 40
_LONGEST_ENTRY, _LONGEST_COINED = 12, 6


def find_placed(block: Block, follower: Block | None, *, is_product_page: bool) -> tuple[str, str] | None:
    """The name that a block is, with its rule; None where it is none or holds more than a name."""
    text = block.text
    if is_name_cell(block):
        rule = "name_column" if block.column else "name_row"
        return (text, rule) if _is_stated_name(text) else None
    is_plain = block.column is None and block.row is None
    if is_plain and follower and _CODE.match(follower.text) and _is_coded_name(text):
        return text, "coded"
    if block.kind in {"heading", "link", "menu"} and _is_entry(block, is_product_page=is_product_page):
        return text, "entry"
    if (issued := _ISSUED.match(text)) and is_coined(issued[1]):
        return text, "issue"
    match = _CODED_TAIL.match(text) if text[-1:] <= "Z" else None  # nothing else ends a code
    if match and _is_stated_name(match[1]) and not QUOTED.search(text):
        return match[1], "coded"
    return None


def find_code(block: Block, follower: Block | None) -> str | None:
    """The product's code behind the name that a block is, glued to it or in the block that follows."""
    if match := _CODED_TAIL.match(block.text):
        return match[2]
    return follower.text if follower and _CODE.match(follower.text) else None


def is_name_cell(block: Block) -> bool:
    """True for a cell under a name's header or beside a name's label."""
    if block.kind == "table_cell" and block.column and _NAME_LABEL.match(block.column):
        return True
    return block.column is None and bool(block.row and _NAME_LABEL.match(block.row))


def _is_stated_name(text: str) -> bool:
    return is_product_name(text, is_marked=True) and "\n" not in text and not _FUND.search(text)


def _is_coded_name(text: str) -> bool:
    """True for a text that can be the name in front of a product's code: neither a label nor a number."""
    is_long_enough = _SHORTEST_CODED <= len(text) <= _LONGEST_CODED
    return is_long_enough and bool(_HANZI.search(text)) and not _CODE_LABEL.search(text)


def _is_entry(block: Block, *, is_product_page: bool) -> bool:
    text = block.text
    if len(text) > _LONGEST_ENTRY or not is_product_name(text):
        return False
    if is_product_page and ENDING.search(fold(text)[0]):
        return True
    is_under_line = any(_LINE_ABOVE.search(label) for label in block.path)
    return is_under_line and len(text) <= _LONGEST_COINED and bool(_ENTRY.search(text))
