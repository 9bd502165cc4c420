"""Product names in running text without a mark, known by their shape: 融e行, 存贷通, 阳光易贷.

Enters: one sentence. Leaves: names with their place in it. Refuses words that only look so (开通, 换卡, 还贷)
and terms of general words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.extract.products.names import BANK_SHORT_WORDS, cut_prose, is_generic, trim
from collector.extract.products.words import AFTER_NAME, AFTER_NAME_CHARACTERS, PROSE

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANZI = r"\u4e00-\u9fff"
_E_WORDS = (
    "支付 缴费 校园 社区 生活 钱包 时代卡 家亲账户 抵快贷 抵贷 快贷 拍贷 分期 商城 账通 付通 线通 证通 通卡 "
    "行 联 购 借 付 通 贷 家 采 链 企 存 投 盈 融 租 证 信 享 商 农 保 店 站 卡"
)
_E_BRAND = re.compile(
    rf"[{_HANZI}]{{0,12}}?(?:(?<=卡)[?？•·])?(?<![A-Za-z])[eE]"
    rf"(?:{'|'.join(_E_WORDS.split())}|(?<=卡[eE])时代|(?<=卡[?？•·][eE])时代)(?![A-Za-z])(?!(?<=通)[过道])"
)
"""An e between 汉字; 时代 alone only behind a card. Some pages print the joint of 卡•e时代 as a "?"."""
_AFTER = "|".join(word for word in f"{AFTER_NAME} {PROSE}".split() if len(word) > 1 and word != "公司")
_END = rf"(?=$|[、，。；：:（）()“”「」\"《》！？\s/—\-|>＋+]|[{AFTER_NAME_CHARACTERS}]|{_AFTER})"
_HEAD = re.compile(
    r"(?:信使|快线|添利|通(?![知称过用常讯信行存道话车告关胀])|宝(?!贵)|盈(?![利余亏])|溢(?!价)"
    rf"|卡(?![号片种密机面内位包友])|贷(?![款记])|账户(?=客户|持有)){_END}"
)
_RUN = re.compile(rf"[{_HANZI}A-Za-z@]+$")
_BY_BANK = re.compile(rf"{BANK_SHORT_WORDS}[{_HANZI}A-Za-z]{{2,10}}?(?:贷款|速汇|智投|管家){_END}")
_NO_NAME = re.compile(
    r"^[一记车送]卡$|^款|^.?(?:信用|借记|储蓄)卡$|(?:挂失|丢失|标准|必备|适用|贵宾|口令|会员|[A-Za-z])卡$"
    r"|(?:发|办|持|开|换|刷|补|销|(?<!信|务)用|读|插|写|领|收|还|退|制|吞|锁|寄|取|启|停|丢|失|绑|该|旧|新|损|本|何|有|无|"
    r"两|多|单|每|点|电|芯片)卡$(?<!公务用卡)"
    r"|(?:开|沟|流|交|普|相|畅|变|互|直|联|接|连|打|卡|贯|串|疏|精|私|信|融|网|大|运|共|顺|全球)通$"
    r"|(?:借|信|房|车|还|放|农|可|个人|小|微|首|业|按|公|追|抵押|质押|经营|消费|担保|网|现|委托|退|批|申|审|逾|即|外|以|转|用|"
    r"物业|票证|校园|套路|现金)贷$"
    r"|(?:元|珠|财|支付|国|珍|余额)宝$|(?:保|高|非|亏为|纯|不以)盈$|(?:充|外|横|热情洋)溢$"
)
"""Verbs (换卡, 开通, 还贷), kinds of cards and loans, and ordinary words with the ending of a name."""
_ORDINARY = re.compile(r"^(?:优惠)?一卡通$|^支付宝卡通$|^全球通$|支付宝|财付通|京东|^银联在线$")
"""Whole words and the brands of firms that are no banks."""
_SECOND_CARD = re.compile(r"(?<=卡).+卡$")
_LONGEST, _LEAST = 14, 3


@dataclass(frozen=True, slots=True)
class Shaped:
    """A name, its place in the sentence, and the rule that took it for one."""

    name: str
    start: int
    rule: str


def find_shaped(text: str) -> Iterator[Shaped]:
    """Names in the order of the sentence, one rule after the other."""
    for match in _E_BRAND.finditer(text) if "e" in text or "E" in text else ():
        cut = max(match[0].rfind("e"), match[0].rfind("E"))
        name = trim(cut_prose(match[0][:cut]) + match[0][cut:])
        if not _ORDINARY.search(text, max(match.start() - 2, 0), match.end()):
            yield Shaped(name, match.end() - len(name), "e_brand")
    for match in _BY_BANK.finditer(text) if "银" in text else ():
        if not is_generic(match[0]):
            yield Shaped(match[0], match.start(), "bank_prefix")
    before = 0
    for match in _HEAD.finditer(text):
        run = _RUN.search(text, max(before, match.start() - _LONGEST), match.start())
        before = match.end()
        if run:
            name = trim(_SECOND_CARD.sub("", cut_prose(run[0] + match[0])))
            if is_shaped_name(name):
                yield Shaped(name, text.rfind(name, 0, match.end()), "last_word")


def is_shaped_name(name: str) -> bool:
    """True for a name whose last word makes a product and whose other words are not all general."""
    if len(name) < _LEAST - name.endswith("卡") or _NO_NAME.search(name) or _ORDINARY.search(name):
        return False
    return not is_generic(name)
