"""A written name stands for its own bank, or is reported as ambiguous; likeness decides only when asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.universe.resolve import Method, build_index, resolve

if TYPE_CHECKING:
    from collector.models import Config
    from collector.universe.resolve import NameIndex


def test_every_name_in_the_file_resolves_to_its_bank_or_is_ambiguous(
    config: Config, index: NameIndex
) -> None:
    for bank in config.banks:
        for name in (bank.name_zh, bank.short_name_zh, *bank.aliases):
            found = resolve(index, name)
            assert found.method in {Method.EXACT, Method.ALIAS}, name
            assert found.bank_id == bank.bank_id or (found.is_ambiguous and bank.bank_id in found.bank_ids), (
                name
            )


def test_every_legal_name_is_exact_and_alone(config: Config, index: NameIndex) -> None:
    for bank in config.banks:
        found = resolve(index, bank.name_zh)
        assert (found.method, found.bank_ids) == (Method.EXACT, (bank.bank_id,))


@pytest.mark.parametrize(
    ("name", "method", "bank_id"),
    [
        ("浙江东阳农村商业银行股份有限公司", Method.EXACT, "dyrcb"),
        ("东阳农商银行", Method.EXACT, "dyrcb"),
        ("浙江东阳农商行", Method.ALIAS, "dyrcb"),
        ("东阳农村商业银行", Method.ALIAS, "dyrcb"),
        (" 招 行 ", Method.ALIAS, "cmb"),
        ("ｃｍｂ", Method.ALIAS, "cmb"),
        ("威海银行", Method.ALIAS, "weihai"),
        ("华融湘江银行", Method.ALIAS, "hunan"),
        ("浙江农信", Method.ALIAS, "zjnx"),
    ],
)
def test_a_written_name_is_resolved(index: NameIndex, name: str, method: Method, bank_id: str) -> None:
    found = resolve(index, name)
    assert (found.method, found.bank_id) == (method, bank_id)


def test_a_turned_name_is_suggested_and_taken_only_when_asked(index: NameIndex) -> None:
    suggested = resolve(index, "农商银行东阳")
    assert (suggested.method, suggested.bank_id, suggested.near[0].bank_id) == (None, None, "dyrcb")
    taken = resolve(index, "农商银行东阳", is_fuzzy=True)
    assert (taken.method, taken.bank_id) == (Method.FUZZY, "dyrcb")


def test_a_short_name_of_two_provinces_is_not_picked(index: NameIndex) -> None:
    found = resolve(index, "紫金农商行")
    provinces = {index.banks[bank_id].province for bank_id in found.bank_ids}
    assert found.is_ambiguous
    assert found.bank_id is None
    assert provinces == {"江苏省", "广东省"}
    in_guangdong = resolve(index, "紫金农商行", province="广东省").bank_id or ""
    assert index.banks[in_guangdong].name_zh == "广东紫金农村商业银行股份有限公司"


def test_a_bank_that_ended_is_left_out_after_its_end(index: NameIndex) -> None:
    assert resolve(index, "大同银行", on=date(2018, 11, 1)).bank_id == "datong"
    assert resolve(index, "大同银行", on=date(2026, 11, 24)).bank_id is None


def test_two_banks_equally_like_are_ambiguous_even_when_asked(index: NameIndex) -> None:
    found = resolve(index, "农商行紫金", is_fuzzy=True)
    assert found.method is Method.FUZZY
    assert found.is_ambiguous


def test_a_stranger_has_no_bank(index: NameIndex) -> None:
    found = resolve(index, "汇丰人寿", is_fuzzy=True)
    assert (found.method, found.bank_ids) == (None, ())


@given(st.data())
def test_the_order_of_the_file_changes_nothing(config: Config, data: st.DataObject) -> None:
    banks = data.draw(st.lists(st.sampled_from(config.banks), min_size=2, max_size=8, unique=True))
    one, other = build_index(banks), build_index(reversed(banks))
    for bank in banks:
        assert set(resolve(one, bank.short_name_zh).bank_ids) == set(
            resolve(other, bank.short_name_zh).bank_ids
        )
