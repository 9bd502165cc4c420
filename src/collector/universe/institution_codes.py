"""The regulator's institution code (金融许可证机构编码) and the place in it.

As seen in the lists of 2025, a code is a letter, four figures, a letter (H but for some credit cooperatives),
one figure, the four of the division (GB/T 2260: province, prefecture) and four more.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"[A-Z]\d{4}[A-Z]\d{9}", re.ASCII)
_PROVINCE = slice(7, 9)
_PREFECTURE = slice(7, 11)

PROVINCE_BY_DIGITS = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
}
"""Provinces of the mainland by the first two figures of a division (GB/T 2260)."""


def is_institution_code(text: str) -> bool:
    """Whether the text has the form of a code, such as B0622H333070001."""
    return _CODE.fullmatch(text) is not None


def province_of(code: str) -> str | None:
    """The province in a code, None where its figures name none."""
    return PROVINCE_BY_DIGITS.get(code[_PROVINCE])


def prefecture_digits(code: str) -> str:
    """The four figures of the prefecture in a code, such as 3307."""
    return code[_PREFECTURE]
