"""Label and value as printed on a page → attributes of a product, read by the readers of declared sources.

Enters: labels (风险等级, 起购金额(万元)) with their texts. Leaves: an :class:`Offer`, None where nothing is
stated. Refuses labels it does not know, texts that are no value (详见说明书), and benchmarks
made of indices: the attribute is then not known, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from collector.declared.read import Offer, make_offer
from collector.declared.records import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

_STATUSES = (
    ("预约", "upcoming"),
    ("预售", "upcoming"),
    ("待售", "upcoming"),
    ("即将发售", "upcoming"),
    ("在售", "on_sale"),
    ("热销", "on_sale"),
    ("销售中", "on_sale"),
    ("募集中", "on_sale"),
    ("募集期", "on_sale"),
    ("开放中", "on_sale"),
    ("售罄", "sold_out"),
    ("已售罄", "sold_out"),
    ("存续", "running"),
    ("存续期", "running"),
    ("存续中", "running"),
    ("运作中", "running"),
    ("封闭期", "running"),
    ("已到期", "ended"),
    ("到期", "ended"),
    ("已结束", "ended"),
    ("已终止", "ended"),
    ("停售", "ended"),
)
_DAY = r"\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}"
_TERM = r"(?:产品|投资|理财|存款|贷款|持有|借款|委托|最短持有)?(?:期限|天数)|投资周期|最短持有期|存期"
_MINIMUM = (
    r"(?:最低)?(?:起购|起点|起投|起售|起存|认购起点|申购起点|购买起点|投资起点|销售起点|首次购买起点|最低认购|最低申购"
    r"|最低购买|最低投资)(?:金额)?"
)
_YIELD = (
    r"(?:预期|参考|最高|测算)?(?:最高)?(?:年化)?(?:收益率?|利率)|业绩比较基准|业绩基准|业绩报酬计提基准|年利率"
    r"|预期最高年化收益率?"
)
_AMOUNT = (
    r"^(?=.{1,24}$)(?:\D*\d[\d,.]*\s*(?:[千百]?万|千|亿)?[元份起（(含）)]*(?:人民币)?$"
    r"|.*(?:美元|港[币元]|欧元|英镑|日元|澳元|加元))"
)
_ONE_PERCENT = r"\d+(?:\.\d+)?\s*[%％]?"
_PERCENT = rf"^(?=.{{1,30}}$)(?!.*(?:指数|LPR|[*×+]))\D*{_ONE_PERCENT}(?:\s*[-~～—至]\s*{_ONE_PERCENT})?$"
_STATUS = "^(?:" + "|".join(word for word, _ in _STATUSES) + ")$"
_LABELS: tuple[tuple[str, str, str], ...] = (
    # attribute, its labels, what its text must look like
    ("code", r"(?:理财)?(?:产品)?(?:代码|编号|编码)", r"^[A-Za-z0-9_-]{3,24}$"),
    ("term", _TERM, r"^(?=.{1,20}$).*(?:\d|[一二三四五六七八九十])\s*(?:天|日|周|个?月|年)"),
    ("risk", r"(?:产品|理财)?风险(?:等级|级别|评级|星级|类型)?", r"^.{1,16}$"),
    ("min_amount", _MINIMUM, _AMOUNT),
    ("yield", _YIELD, _PERCENT),
    ("currency", r"(?:产品|募集|投资|交易|销售)?币种", r"^.{2,10}$"),
    ("sale_from", r"(?:募集|发售|销售|认购|起售)(?:开始|起始|起)?(?:日期?|时间)", rf"^{_DAY}"),
    ("sale_until", r"(?:募集|发售|销售|认购)(?:结束|截止|终止)(?:日期?|时间)", rf"^{_DAY}"),
    (
        "sale_period",
        r"(?:募集|发售|销售|认购|发行)(?:期间?|起止日期?|时间|起止时间)",
        rf"^{_DAY}.{{1,12}}{_DAY}",
    ),
    ("status", r"(?:产品|销售|募集|发售)?状态", _STATUS),
    (
        "launched",
        r"(?:产品)?(?:成立|发行|上线|推出|设立|发布)(?:日期?|时间)",
        rf"^{_DAY}日?(?:\s[\d:]{{5,8}})?$",
    ),
)
_READERS = tuple(
    (attribute, re.compile(rf"^(?:{labels})$"), re.compile(shape)) for attribute, labels, shape in _LABELS
)
_UNIT = re.compile(r"\s*[（(]\s*([^（）()]{1,8})\s*[）)]\s*$")
_PART = re.compile(r"[/／；;]\s*")
_LONGEST_LABEL = 24
_NOT_ZERO = re.compile(r"[1-9]")
_NEVER_ZERO = frozenset({"yield", "min_amount"})
"""0.00 % stands in pages whose numbers are filled in later by a script."""
_WAN = re.compile(r"万")


def find_attribute(label: str) -> str | None:
    """The attribute that a label announces; None for other labels."""
    if len(label) > _LONGEST_LABEL:
        return None
    bare = _UNIT.sub("", label).strip("：: \n")
    return next((name for name, pattern, _ in _READERS if pattern.match(bare)), None)


def is_value(attribute: str, text: str) -> bool:
    """True for a text that can be a value of an attribute."""
    return any(name == attribute and shape.search(text.strip()) for name, _, shape in _READERS)


def read_offer(name: str, pairs: Iterable[tuple[str, str]]) -> Offer | None:
    """What labels and texts state of a product; of two texts for one attribute the first counts."""
    texts: dict[str, str] = {}
    fields: dict[str, Field] = {}
    for label, raw in pairs:
        attribute = find_attribute(label)
        text = _own(raw.strip(" 。；;"))
        if attribute is None or attribute in texts or not is_value(attribute, text):
            continue
        if attribute in _NEVER_ZERO and not _NOT_ZERO.search(text):
            continue
        unit = "wan" if attribute == "min_amount" and _WAN.search(label) else None
        values = _STATUSES if attribute == "status" else ()
        fields[attribute] = Field(attribute, "", unit=unit, values=values)
        texts[attribute] = text
    offer = make_offer(name, tuple(fields.values()), texts, Counter())
    return None if offer == Offer(name) else offer


def _own(text: str) -> str:
    """The part for persons of a text that has one for institutions too: 个人：100.00 /机构：1000000.00."""
    parts = _PART.split(text)
    return next((part.strip() for part in parts if part.startswith("个人") and len(parts) > 1), text)
