"""The regulator's words for kinds of institution, and which of them this project surveys.

A closed vocabulary: the words of the lists of 2025, and of other editions 贷款公司 and 农村信用社联合社.
Any other word is an alarm for whoever reads a list.
"""

from __future__ import annotations

import re

from collector.universe.names import without_company
from collector.words import BankType

_SURVEYED = {
    "国有大型商业银行": BankType.LARGE,
    "股份制商业银行": BankType.JOINT_STOCK,
    "城市商业银行": BankType.CITY,
    "民营银行": BankType.PRIVATE,
    "农村商业银行": BankType.RURAL,
    "农村合作银行": BankType.OTHER,
    "直销银行": BankType.OTHER,
    "住房储蓄银行": BankType.OTHER,
}
_CREDIT_UNIONS = frozenset({"农村信用社", "农村信用社联合社"})
"""Provincial unions among them are surveyed, those of cities and counties are not."""

_NOT_SURVEYED = frozenset(
    {
        "开发性金融机构",
        "政策性银行",
        "外资法人银行",
        "村镇银行",
        "贷款公司",
        "农村资金互助社",
        "信托公司",
        "金融资产管理公司",
        "金融租赁公司",
        "企业集团财务公司",
        "消费金融公司",
        "汽车金融公司",
        "货币经纪公司",
        "其他金融机构",
    }
)
KNOWN_TYPES = frozenset(_SURVEYED) | _CREDIT_UNIONS | _NOT_SURVEYED

_PROVINCIAL_UNION = re.compile(r"(省|自治区)农村信用社联合社$")
_UNITED_BANK = "农村商业联合银行"


def bank_type_of(type_zh: str, name_zh: str) -> BankType | None:
    """Our type of an institution, None where it is not surveyed.

    The lists give the united banks of a province (农村商业联合银行) as 农村商业银行; here they are unions.
    Raises KeyError for a word that is not in :data:`KNOWN_TYPES`.
    """
    if type_zh not in KNOWN_TYPES:
        raise KeyError(type_zh)
    if type_zh in _CREDIT_UNIONS:
        return BankType.UNION if _PROVINCIAL_UNION.search(name_zh) else None
    kind = _SURVEYED.get(type_zh)
    if kind is BankType.RURAL and without_company(name_zh).endswith(_UNITED_BANK):
        return BankType.UNION
    return kind
