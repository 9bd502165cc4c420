"""Product names that a sentence marks as names: in quotation marks, in brackets, or by saying what they are.

Enters: one sentence. Leaves: names with the rule that took them. Refuses general words, steps of a menu path
and sentences that speak of no product.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.products.names import BANK_SHORT, cut_prose, is_coined, is_product_name, left_over
from collector.extract.products.series import fold
from collector.extract.products.shapes import is_shaped_name
from collector.extract.products.titles import SHAPE, title_name

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"，。；：！？\s]{2,16})[」』”\"]")
ENDING = re.compile(
    r"(?:贷|宝|通|卡|盈|存|利|易|汇|享|融|金|投|乐|财|赢|溢|付|@家|理财|e支付|缴费|快线|管家|直通车|信使|智投|增利|添利|得利)"
    r"(?:[（(].{1,8}[）)])?$"
)
"""How names end that stand in quotation marks or as entries of a product page."""
_ABOUT_PRODUCTS = re.compile(
    r"产品|业务|贷款|理财|存款|银行卡|信用卡|借记卡|基金|品牌|推出|服务|缴费|支付|功能|网上银行|手机银行"
)
_NAMED_AFTER = re.compile(
    r"^(?:业务(?!方式)|产品(?!线)|品牌|系列(?!产品线|”)|理财|金融服务|卡(?!号|密)|账户|贷款)"
)
_NAMED_BEFORE = re.compile(
    r"(?:品牌(?:——|—|为|是|：)?|名为|推出(?:了|的)?(?:全新)?|(?:产品|业务|品牌|银行|系列)[—―－\-]{1,2})$"
)
_NUMBERED = re.compile(r"^[\u4e00-\u9fff]{3,10}[0-9一二三四五六七八九十]{1,3}号$")
"""A plan of a family, 如意人生1号: quoted so, it is a name whatever the sentence speaks of."""
_STEP = re.compile(r"(?:选择|点击|进入|栏目|菜单|按钮|输入)[^，。]{0,4}$")
_ITEM = r"^[\s★●■◆·\d.、（）()]*"
_DEFINED = re.compile(
    rf"{_ITEM}([\u4e00-\u9fffA-Za-z@]{{3,12}}?)(?:业务|产品|服务|功能)?(?:（[^）]{{1,20}}）)?"
    r"(?:，?是指|[，：]是[^，。]{0,12}(?:推出|发行|提供)"
    r"|是(?=[^，。]{0,16}(?:我行|本行|工行|银行|商行|信用社|联社)"
    r"[^。]{0,40}(?:推出|发行|提供|开发|业务|产品|服务|贷款|卡)))"
)
_BROUGHT_OUT = re.compile(
    rf"{_ITEM}([\u4e00-\u9fff]{{3,6}})是(?:我行|本行|[^，。]{{2,8}}银行)[^，。]{{0,12}}(?:推出|提供|发行|打造)"
)
_DASHED = re.compile(
    rf"{_ITEM}([\u4e00-\u9fffA-Za-z]{{3,6}})——"
    r"(?=为|是|一款|专|我行|面向|集|向|[^。]{0,20}(?:产品|贷款|服务|理财|介质|品牌))"
)
_BRACKETED = re.compile(
    r"(?:贷款|业务|产品|服务|理财|存款|系统|平台|卡)（(?:简称)?[“\"]?([\u4e00-\u9fffA-Za-z]{3,6})[”\"]?）"
)
_SHORT, _LEAST_COINED = 6, 2


def find_marked(text: str) -> Iterator[tuple[str, str]]:
    """Names of a sentence with their rules."""
    for match in QUOTED.finditer(text):
        if _is_quoted_product(match, text):
            yield match[1], "quoted"
    is_said = "是" in text
    if is_said and (defined := _DEFINED.match(text)) and (name := title_name(defined[1])):
        yield name, "defined"
    if is_said and (brought := _BROUGHT_OUT.match(text)) and is_coined(BANK_SHORT.sub("", brought[1])):
        yield brought[1], "defined"
    if "——" in text and (dashed := _DASHED.match(text)) and is_coined(dashed[1]):
        yield dashed[1], "defined"
    for match in _BRACKETED.finditer(text) if "（" in text else ():
        if SHAPE.search(match[1]) and is_shaped_name(match[1]):
            yield match[1], "bracketed"


def _is_quoted_product(match: re.Match[str], sentence: str) -> bool:
    name = match[1]
    is_marked = match[0][0] in "「『"
    if not is_product_name(name, is_marked=is_marked):
        return False
    if _NUMBERED.match(name):
        return True
    if not _ABOUT_PRODUCTS.search(sentence):
        return False
    before, after = sentence[: match.start()], sentence[match.end() :]
    if _NAMED_AFTER.match(after):
        is_named = len(left_over(name)) >= _LEAST_COINED
    else:
        is_named = bool(_NAMED_BEFORE.search(before)) and is_coined(name)
    is_shaped = bool(ENDING.search(fold(name)[0])) and (len(name) <= _SHORT or cut_prose(name) == name)
    return (is_marked or is_named or is_shaped) and not _STEP.search(before)
