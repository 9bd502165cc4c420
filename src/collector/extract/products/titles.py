"""A title or the subject of a definition → the product's name: 汇市通 of 汇市通业务.

Enters: a title or a subject. Leaves: the name. Refuses general words, however they are put together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.products.names import BANK_SHORT_WORDS, left_over, trim
from collector.extract.products.shapes import is_shaped_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.pages.blocks import Block, Page

_PARTS = re.compile(r"\s*[-_|–—>»：:]+\s*")
_TAIL = re.compile(
    r"(?:的?(?:业务|服务|产品|功能|项目|特色|简介|介绍|充值|还款|申请|办理|指南|须知|活动|专区|首页|系统|说明|常见问题|章程|"
    r"简述|综述|品牌|诠释|详情))+$"
)
_WEALTH_TAIL = re.compile(
    r"(?:系列|收益|递增型|灵活|期限|个人|法人|人民币|外汇|外币|本外币|非?保本|浮动|开放式|封闭式|净值型|债券|可终止)*"
    r"(?:理财(?:产品|计划)?|福利计划|计划)$"
)
SHAPE = re.compile(
    r"(?:卡|贷|通|宝|盈|溢|账户|快线|信使|直通车|管家|快汇|速汇|定投|之家|俱乐部|(?<![黄基资年租证积])金|(?<!白)银)$"
)
"""Last words of a name that fills its place: more of them than may end a name in running text."""
_OWN_CARD = re.compile(rf"^{BANK_SHORT_WORDS}(?!(?:白|铂|黑)?金信).{{2,8}}(?:信用|借记)卡$")
"""工银多币种信用卡: a kind of card under the bank's own name, where a title or a definition names it."""
_LONGEST, _LEAST_STEM, _MOST_STEM = 12, 3, 6


def find_titled(page: Page) -> Iterator[tuple[str, Block]]:
    """The names in the page's title."""
    for block in page.blocks[:1]:
        if block.kind == "title":
            for part in _PARTS.split(block.text):
                if name := title_name(part):
                    yield name, block


def title_name(text: str) -> str | None:
    """The name that a title gives, None for general words."""
    name = trim(_TAIL.sub("", text.strip()))
    if SHAPE.search(name):
        is_name = is_shaped_name(name) or bool(_OWN_CARD.match(name))
        return name if is_name and len(name) <= _LONGEST else None
    stem = _WEALTH_TAIL.sub("", name)
    is_coined = stem != name and _LEAST_STEM <= len(stem) <= _MOST_STEM and left_over(stem) == stem
    return stem if is_coined else None


def without_tail(text: str) -> str:
    """An entry without the words that say what is done with the product: 牡丹基金卡 of 牡丹基金卡服务."""
    return _WEALTH_TAIL.sub("", _TAIL.sub("", text))
