"""Product names in running text that carry no mark: brands with an e, and names by their last word.

Enters: the blocks of one page. Leaves: names with the block and sentence of their first place. A name by its
last word counts only where the page repeats it or gives it a heading, an entry or the title: single words of
running text are cut wrongly too often.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.extract.sentence import Sentence, split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.blocks import Block

_E_BRAND = re.compile(
    r"(?:工银)?(?:(?![过通的卡用与和及为是在以由或到持凭])[\u4e00-\u9fff])?[eE](?:支付|缴费|校园|社区|生活|钱包|时代卡?|家亲账户|抵快贷|抵贷|快贷|"
    r"行|联|购|借|付通?|通卡?|贷|家|采|链|企|存|投|盈|融|租|证|账通|信通?)"
)
_STOP = re.compile(
    r"^.*(?:持有|持|凭|使用|开立|办理|申请|申领|通过|登录|推出|发行|发放|的|为|是|与|和|及|或|我行|本行|他行|客户|"
    r"包括|如|称|指|将|以|在|由|对|到|向|等|开通|注册|成为|绑定|选择|点击|进行|可|了|有|该|此|本|各|张|种|款|每|所有|"
    r"任何|任一|领取|农商行|商行|银行|分行|支行|工行|名下|关联|让|至|从|于|并|且|不|未|无|需|须|应|请|您|他|我|其|这|那|一|两|双)"
)
_BY_LAST_WORD = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:信使|快线|借记卡|贷|宝|通|卡|盈|添利)"
    r"(?=$|[、，。；：（）()“”《》！？\s/—\-]|业务|产品|功能|服务|系列|客户|持卡|是|为|可|的|等|及|和|与|或|在|由|已|将|具|免|享|每|支持)"
)
_NO_NAME = re.compile(
    r"(?:银行|发|办|持|开|换|刷|补|销|用|读|插|芯片|磁条|磁|主|附属|副|单位|个人|国际|金|普通|白金|钻石|电话|会员|身份|就诊|诊疗|"
    r"充值|校园|加油|公交|社保|社会保障|医保|工资|联名|预付|购物|贵宾|银联|标准|口令|密码|动态口令|电子银行口令|SIM|存|贷记|IC|本|丢|挂失|"
    r"准贷|有|无|双币|多币|彩照|储值|单币|工会会员|服务|名片|信息|积分|礼品|医疗|学生|军人|退役|手机|市民|电子|虚拟|合作|本行)卡$"
    r"|(?:开|沟|流|交|普|相|畅|变|互|直|联|接|连|打|卡|贯|串|疏|精|私|信|申请开|可开|已开|未开|自助开|签约开)通$|交通$|联通$"
    r"|(?:借|信|房|车|还|放|农|可|个人|小|微|首|业|按|公|追|抵押|质押|经营|消费|担保|网|现|委托)贷$|(?:元|珠|财|支付|国|珍|元)宝$"
    r"|^.{0,1}(?:信用|借记|储蓄)卡$|借记卡$(?<![\u4e00-\u9fff]{2}借记卡)"
)
_LEAST_STEM = 2


@dataclass(frozen=True, slots=True)
class Named:
    """One name, where it first stands, and the rule that took it for a name."""

    name: str
    rule: str
    block: Block
    sentence: Sentence


def find_brand_names(blocks: tuple[Block, ...]) -> Iterator[Named]:
    """Names of a page in reading order, each once."""
    first: dict[str, Named] = {}
    counts: Counter[str] = Counter()
    headed: set[str] = set()
    for block in blocks:
        for sentence in split_sentences(block.text):
            for name, rule in _names(sentence.text):
                first.setdefault(name, Named(name, rule, block, sentence))
                counts[name] += 1
                if block.kind in {"heading", "title", "menu", "link"} or rule == "e_brand":
                    headed.add(name)
    for name, named in first.items():
        if name in headed or counts[name] > 1:
            yield named


def _names(text: str) -> Iterator[tuple[str, str]]:
    for match in _E_BRAND.finditer(text):
        yield match[0], "e_brand"
    for match in _BY_LAST_WORD.finditer(text):
        name = _STOP.sub("", match[0])
        if len(name) > _LEAST_STEM and not _NO_NAME.search(name):
            yield name, "last_word"
