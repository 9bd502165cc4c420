"""Whether a business line is offered or only named in passing: a card as a condition, a deposit as a
means.

Enters: a block, one sentence and the hit of a business line. Leaves: yes or no. The rule is plain on
purpose: names standing alone (menus, headings, titles, links, short list items and cells) offer; in a
running sentence the line must be the thing provided, by a verb of offering beside it or as the
sentence's subject.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.sentence import Sentence, split_clauses

if TYPE_CHECKING:
    from collector.extract.blocks import Block
    from collector.extract.terms import Hit

_STANDING_ALONE = frozenset({"menu", "link", "heading", "title", "button", "form_label"})
_SHORT, _NOUN = 24, 4  # a sentence that is only a name; what completes a name (服务, 业务)
_OFFER = re.compile(
    r"提供|办理|开办|推出|经营|开展|支持|可以?(?:进行|实现|享受|申请|申办|使用|购买|通过)|为您|为客户|发行|发放|享有|实现|"
    r"功能|服务|业务|产品|是指|代理|包括|主要有|受理|开通|涵盖|具有|具备|满足|进行|可以?在线|免收|集[^，。]{2,30}于一体"
)
_CONDITION = re.compile(
    r"(?:须|需|必须|应|凡|持有?|凭|使用|通过|输入|插入|携带|绑定|关联|注册|指定|名下的?|本人的?|有效的?)(?:[^，。]{0,14})$"
)

_PROPERTY = re.compile(
    r"(?:客户|人|用户|持有人|账户余额|到期|还款|余额|利息|利率|额度|金额|期限|规模|本息|卡号|密码|方式|、?取款|需|须)"
)
_CHOICE = re.compile(r"(?:可以?|能够?).*(?:或者?|、|和|并)$")
_WHEN = re.compile(r"^\s*(?:当您?|如|若|倘)[^，。]*")


def is_line_in_passing(block: Block, sentence: Sentence, hit: Hit) -> bool:
    """True where the sentence uses the word without offering the line."""
    if block.kind in _STANDING_ALONE:
        return False
    clause = next(part for part in split_clauses(sentence.text) if part.start <= hit.start < part.end + 1)
    before = clause.text[: hit.start - clause.start]
    after = clause.text[hit.end - clause.start :]
    is_topic = hit.start <= _NOUN
    if len(sentence.text) <= _SHORT and (is_topic or not _PROPERTY.match(after)):
        return False
    if _PROPERTY.match(after) or _WHEN.match(clause.text):
        return True
    condition = _CONDITION.search(before)
    is_choice = condition is not None and _CHOICE.search(before[: condition.start()])
    if condition and not is_choice and not _OFFER.search(condition[0]) and not _OFFER.search(after[:_NOUN]):
        return True
    return not (_OFFER.search(before) or _OFFER.search(after))
