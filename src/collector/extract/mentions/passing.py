"""Whether a business line is offered, or a technology used, or either only named in passing: a card as a
condition, a deposit as a means, a technology as a word of the day.

Enters: a block, one sentence and the hit. Leaves: yes or no. The rule is plain on purpose: names standing
alone (menus, headings, titles, links, short list items and cells) count; in a running sentence the line must
be the thing provided, by a verb of offering beside it or as the sentence's subject, and the technology must
stand in a clause with a verb of use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.mentions.sentence import Sentence, find_clause
from collector.extract.pages.blocks import STANDING_ALONE

if TYPE_CHECKING:
    from collector.extract.mentions.terms import Hit
    from collector.extract.pages.blocks import Block

_SHORT, _NOUN = 24, 4  # a sentence that is only a name; what completes a name (服务, 业务)
_OFFER = re.compile(
    r"提供|办理|开办|推出|经营|开展|支持|可以?(?:进行|实现|享受|申请|申办|使用|购买|通过)|为您|为客户|发行|发放|享有|实现|"
    r"功能|服务|业务|产品|是指|代理|包括|主要有|受理|开通|涵盖|具有|具备|满足|进行|可以?在线|免收|自助|可做|集[^，。]{2,30}于一体"
)
_CONDITION = re.compile(
    r"(?:携带|出示|凭|持)[^，。；]{0,40}、[^，。；]{0,12}$|(?:须|(?<!所)需|必须|应|凡|利用|持有?|凭|使用|通过|输入|插入|携带|绑定|关联|注册|指定|名下的?|本人的?|有效的?)(?:[^，。]{0,14})$"
)

_PROPERTY = re.compile(
    r"(?:(?:结算)?账户(?!管理|服务|业务|、|，|。|产品)|系统|客户|人|用户|持有人|账户余额|到期|还款|余额|利息|利率|额度|金额|期限|规模|本息|卡号|密码|方式|扣款|无息|有息|计息|、?取款|[^，。]{0,4}(?:专题活动|讲座|沙龙|培训|知识)|需|须)"
)
_MEANS = re.compile(r"(?:业务|服务|功能|产品)?(?:，即|是?指(?!定|南|引|数|标)|——)")  # （3）转账，即 …
_TO_OPEN = re.compile(r"(?:须|(?<!所)需要?|必须)(?:先|另外?)?开通[^，。；]{0,20}$")
_POINT = re.compile(r"\W*(?:[一二三四五六七八九十]{1,3}\W|\d{1,2}\W)?\W*")
_IS_A = re.compile(r"(?:是|为)[^，。；]{0,24}的[^，。；]{0,6}$")  # X is a … card
_VOLUME = re.compile(
    r"(?:余额|规模|总额)[^，。；]{0,6}\d+(?:\.\d+)?(?:亿|万)"
    r"|款?(?:金额|额度|期限|利率)(?:与期限|和期限)?[^，。；]{0,6}(?:最高|最低|最长|最短|可达|不超过|一般|可根据)"
)  # the bank has that much of it, or says its terms
_CHOICE = re.compile(r"(?:可以?|能够?).*(?:或者?|、|和|并)$")
_USE = re.compile(
    r"运用|应用|采用|利用|使用|借助|依托|依靠|凭借|基于|根据|通过|引入|引进|嵌入|融入|融合|结合|搭载|整合|搭建|建设|建成|建立|构建|打造|部署|"
    r"投产|投放|上线|推出|新增|开通|启用|开发|研发|发展|布局|支持|提供|实现|拥有|具备|配备|配有|设有|升级|拓展|开放|接入|推广|推荐|赋能|驱动|支撑|"
    r"辅助|对接|联合|以[^，。]{0,24}(?:为|等|作为)|基础上|技术|登录|验证|认证|核验|支付|取款|开户|在线|随时|可|能够|自动|每日|日均|覆盖|帮助|"
    r"为客户|为您"
)
_WHEN = re.compile(r"^\s*(?:当您?|如|若|倘)[^，。]*")


def is_line_in_passing(block: Block, sentence: Sentence, hit: Hit) -> bool:
    """True where the sentence uses the word without offering the line."""
    if block.kind in STANDING_ALONE:
        return False
    clause = find_clause(sentence.text, hit.start)
    before = clause.text[: hit.start - clause.start]
    after = clause.text[hit.end - clause.start :]
    is_defined = _IS_A.search(before) and not after.strip()
    is_topic = hit.start - _POINT.match(sentence.text).end() <= _NOUN  # type: ignore[union-attr]  # may be empty
    is_explained = is_topic and _MEANS.match(sentence.text[hit.end :])
    is_name = len(sentence.text) <= _SHORT and (is_topic or not _PROPERTY.match(after))
    if is_name or is_defined or is_explained or _VOLUME.match(after):
        return False
    if _PROPERTY.match(after) or _WHEN.match(clause.text) or _TO_OPEN.search(before):
        return True
    condition = _CONDITION.search(before)
    is_choice = condition is not None and _CHOICE.search(before[: condition.start()])
    if condition and not is_choice and not _OFFER.search(condition[0]) and not _OFFER.search(after[:_NOUN]):
        return True
    return not (_OFFER.search(before) or _OFFER.search(after))


def is_technology_in_passing(block: Block, sentence: Sentence, hit: Hit) -> bool:
    """True where the sentence names the technology and no verb of use or purpose stands with it."""
    if block.kind in STANDING_ALONE or len(sentence.text.strip()) <= _SHORT // 2:
        return False
    clause = find_clause(sentence.text, hit.start)
    around = f"{clause.text[: hit.start - clause.start]}【】{clause.text[hit.end - clause.start :]}"
    return not _USE.search(around)
