"""Numbers that belong to a person are masked, numbers that belong to a bank stay, and no position moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.personal import has_personal, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("手机13857123456。", "手机138********。"),
        ("手机138-5712-3456或139 5712 3456", "手机138-****-****或139 **** ****"),
        ("+8613857123456", "+86138********"),
        ("0086-13857123456", "0086-138********"),
        ("１３８５７１２３４５６", "１３８********"),
        ("身份证330102199003071234", "身份证330***************"),
        ("身份证33010219900307123X", "身份证330***************"),
        ("尾号为6222021234567890123的卡", "尾号为622****************的卡"),
        ("卡号6222 0212 3456 7890 123", "卡号622* **** **** **** ***"),
        ("账号1202021234567890，户名", "账号120*************，户名"),
    ],
)
def test_personal_numbers_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert has_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "客服热线95528、400-888-8888、4008888888",
        "电话0571-87659999、057187659999、(0571)8765 9999",
        "客服电话12378、96067、021-61614962转1",
        "2026年11月24日至2027年11月23日，金额1000000元",
        "登记编码C1030519000123，产品代码GS20260101",
        "浙公网安备33010302000418号，浙ICP备05013453号",
        "订单号202611241234567",
        "年化3.1385712345678%",
    ],
)
def test_numbers_of_banks_stay(text: str) -> None:
    assert mask(text) == text
    assert not has_personal(text)


@given(st.text(alphabet="0123456789Xx -.a银１３８９"))
def test_masking_moves_nothing_and_is_done_once(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))
    assert not has_personal(masked)
