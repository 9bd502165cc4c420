"""Questions asked of a word: is it a product's name or a general term, and where does it begin.

Enters: a candidate. Leaves: yes or no, or the part of it that is the name. A name has something left when the
words that every bank uses are taken out; a term of which nothing is left (个人住房贷款) names no product.
"""

from __future__ import annotations

import re
from functools import lru_cache

from collector.extract.products.words import HOW, NOT_CUT, PROSE, PURPOSE, THING, WHO

BANK_SHORT_WORDS = (
    r"(?:[工农中建交招浦兴光华平邮杭徽苏京沪宁甬渝鲁豫湘浙晋冀赣闽桂琼滇黔陕甘青蒙辽吉]银"
    r"(?![行联证期商医税保财关监币]))"
)
"""How banks call themselves in front of their products: 工银, 杭银 (but 银行, 银联, 银证 begin words)."""
BANK_SHORT = re.compile(rf"^(?:中国)?(?:{BANK_SHORT_WORDS}|[工农中建交招]行)")
_BANK = re.compile(r"^(?:中国)?[\u4e00-\u9fff]{2,6}(?:银行|农商行|信用社|农信)(?:股份有限公司)?(?=.{2})")
_UP_TO_SHORT = re.compile(rf"^.+(?={BANK_SHORT_WORDS})")
_FOR_WHOM = re.compile(
    r"^(?:个人|小企业|中小企业|企业|公司|单位|客户|其他|特色|新版|旧版|原|各类|各种|类|个|张|该|其|款)+"
    r"(?:(?:消费|经营|住房)?[类性型]?贷款)?(?=.{3,8}(?<=[卡贷通宝利])$)"
)
_MAX_NAME = 40
_OTHER_THINGS = re.compile(
    r"\s|^中国|^[A-Za-z]+$|^\d+$"
    r"|^(?:什么|在线|立即|我要|如何|怎么|为什么|关于|点击|选择|请|查看|更多|下载|登录|注册|返回)"
    r"|流程|指南|介绍|条件|须知|协议|办法|规定|公告|通知|收费|挂失|密码|口令卡|U盾|支付宝|微信|银联"
    r"|(?:金融|[外结购付收]汇|社会?保障?卡|银行|支行|分行|法|盾|功能|服务|业务|优惠)$"
    r"|(?:开|交|普|沟)通$|(?:^.?信|借|还|房|车)贷$|(?:持|办|开|发|换|刷)卡$|盈利$"
    r"|(?:权|便|福|胜|有)利$|(?:容|交|贸|简|轻)易$|(?:执|进|发|旅|我|本|他|央|同|跨)行$"
    r"|(?:资|现|奖|基|税|公积|黄|年)金$|(?:首|对|收|应|支)付$|投资$|(?:保|库|留|缴|转|储)存$"
)
"""Words with the ending of a name that are something else: steps, papers, devices, verbs."""


def _any(words: str) -> str:
    return "|".join(
        re.escape(word) for word in sorted(set(words.split()), key=lambda word: (-len(word), word))
    )


def _prose(word: str) -> str:
    """A word of a sentence, unless what follows makes it part of a name; 期 is one in 活期 and 定期."""
    before = "(?<![活定])" if word == "期" else ""
    after = f"(?![{NOT_CUT[word]}])" if word in NOT_CUT else ""
    return before + re.escape(word) + after


# both begin with plain characters, or a look at one: without that each of hundreds of words is tried anywhere
_GENERIC = re.compile(r"金卡(?<!理财金卡)|财富(?!卡)|" + _any(f"{WHO} {PURPOSE} {HOW} {THING}"))
_UP_TO_PROSE = re.compile(
    rf"^.*(?=[{''.join(sorted({word[0] for word in PROSE.split()}))}])"
    rf"(?:{'|'.join(map(_prose, sorted(set(PROSE.split()), key=lambda word: (-len(word), word))))})"
)


@lru_cache(maxsize=4096)
def left_over(name: str) -> str:
    """What of a name is not built from general words: nothing for 个人住房贷款, 灵通 for 灵通卡."""
    return _GENERIC.sub("", BANK_SHORT.sub("", name))


@lru_cache(maxsize=4096)
def cut_prose(run: str) -> str:
    """The end of a run of text behind the last word of a sentence: 灵通卡 of 客户持有灵通卡."""
    return _UP_TO_PROSE.sub("", run)


def is_generic(name: str) -> bool:
    """True for a term of general words alone."""
    return not left_over(name)


def is_coined(name: str) -> bool:
    """True for a name without any general or function word in it."""
    return left_over(name) == name and cut_prose(name) == name


def trim(name: str) -> str:
    """A name without the bank in front of it and without whom it is for: 个人网贷通 is 网贷通."""
    return _FOR_WHOM.sub("", _BANK.sub("", _UP_TO_SHORT.sub("", name)))


def is_product_name(name: str, *, is_marked: bool = False) -> bool:
    """True for a name that is no general term and, unless ``is_marked``, does not look like another thing."""
    is_name = 1 < len(name) <= _MAX_NAME and not is_generic(name)
    return is_name and (is_marked or not _OTHER_THINGS.search(name))
