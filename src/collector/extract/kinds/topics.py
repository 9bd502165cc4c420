"""What a title, heading or entry is about: a product, a channel, a scenario, or none of them.

Enters: the lexicon and a short text. Leaves: a kind of page. Chinese names end with what they are:
手机银行缴费 is a payment, 公积金贷款 a loan, 速通卡 a card. So the item that ends last counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.mentions.terms import GENERIC_ID, find_hits
from collector.words import ItemKind, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.extract.mentions.terms import Hit, Lexicon

_ORDER = (ItemKind.BUSINESS_LINE, ItemKind.CHANNEL, ItemKind.SCENARIO)
"""Of items that end together the later one here counts: 在线缴费 is agency and a payment."""
_KINDS = dict(zip(_ORDER, (PageKind.PRODUCT, PageKind.CHANNEL, PageKind.SCENARIO), strict=True))
_TAIL = re.compile(
    r"(?:业务|产品|服务|功能|介绍|简介|概述|详情|系列|专区|首页|办理|申请|开通"
    r"|[（(][^（）()]*[）)]|[\s：:])+$"
)
_PRODUCT = re.compile(
    r"(?:卡|贷|贷款|存款|存单|储蓄|理财|理财计划|账户|账户管理|基金|年金|托管|保险|国债|债券|贵金属|黄金|外汇|结售汇"
    r"|保函|贴现|信用证|票据|汇票|本票|支票|汇款|结算|融资|保理|证明|宝|盈)$"
)
_CHANNEL = re.compile(
    r"^(?:电子|网络|智能|智慧)银行$|^(?:电子|服务|线上)渠道$|客户端$|(?:^|[人业])网银|银行(?:app|APP)$"
)
_SCENARIO = re.compile(r"代(?:理|收|缴|扣|收付)?.{1,12}(?:费|税|款|罚没|票)$|(?:缴费|充值|购票|挂号|缴存)$")
_OWN = re.compile(r"^[我您]的")
_PAYS = re.compile(r"缴费|代[收缴扣]|[缴交]纳|充值|挂号|不停车")
_LEAST_SCENARIOS = 2


def topic_of(lexicon: Lexicon, text: str) -> PageKind | None:
    """What a short text is about, by its end; None where it names nothing of the survey."""
    stem = _TAIL.sub("", text)
    if _OWN.match(text):
        return None
    if _PRODUCT.search(stem):
        return PageKind.PRODUCT
    if _CHANNEL.search(stem):
        return PageKind.CHANNEL
    if _SCENARIO.search(stem):
        return PageKind.SCENARIO
    named = _named(lexicon, text)
    if not named:
        return None
    return _KINDS[max(named, key=lambda hit: (hit.end, _ORDER.index(hit.kind))).kind]


def is_product(text: str) -> bool:
    """True for a short text that ends as products do."""
    return bool(_PRODUCT.search(_TAIL.sub("", text)))


def defines_payment(lexicon: Lexicon, text: str) -> bool:
    """True for a running text that says what is paid for: what a page says first defines its thing."""
    return bool(_PAYS.search(text)) and any(
        hit.kind is ItemKind.SCENARIO and hit.item_id != GENERIC_ID for hit in _named(lexicon, text)
    )


def topic_of_texts(lexicon: Lexicon, texts: Iterable[str]) -> PageKind | None:
    """What the first texts of a page are about: several scenarios, else what they name most items of."""
    items = {(hit.kind, hit.item_id) for text in texts for hit in _named(lexicon, text)}
    counts = {kind: sum(one is kind for one, _ in items) for kind in _ORDER}
    scenarios = {item for kind, item in items if kind is ItemKind.SCENARIO and item != GENERIC_ID}
    if len(scenarios) >= _LEAST_SCENARIOS:
        return PageKind.SCENARIO
    best = max(_ORDER, key=lambda kind: (counts[kind], _ORDER.index(kind)))
    return _KINDS[best] if counts[best] else None


def _named(lexicon: Lexicon, text: str) -> list[Hit]:
    return [hit for hit in find_hits(lexicon, text) if hit.kind in _KINDS and not hit.is_lookalike]
