"""Of overlapping terms the longest speaks, and a term of Latin letters is a whole word."""

from __future__ import annotations

from collector.extract.mentions.terms import fold
from tests.extraction.reading import find


def test_longer_term_of_another_item_silences_the_shorter():
    assert find("固定电话费") == {("landline", "固定电话费", False)}


def test_lookalike_silences_its_own_item_only():
    assert find("公积金贷款") == {("provident_fund", "公积金贷款", True), ("loan", "贷款", False)}


def test_kinds_do_not_silence_each_other():
    assert {item for item, _, _ in find("手机银行缴水费")} == {"mobile_bank", "water"}


def test_full_width_and_upper_case_letters_are_the_same_word():
    assert find("ＥＴＣ充值") == find("etc充值") == {("etc", "ETC", False)}
    assert len(fold("ＥＴＣ（水费）")) == len("ＥＴＣ（水费）")


def test_latin_term_is_no_part_of_a_longer_word():
    assert find("FETCH") == set()
    assert find("ATMB") == set()


def test_fused_fees_are_split_only_at_the_start_of_a_word():
    assert {item for item, _, _ in find("代收党团工会费")} == {"party_dues", "union_dues"}
    assert {item for item, _, _ in find("集团水费")} == {"water"}
    assert {item for item, _, _ in find("水、电、燃气费")} == {"water", "electricity", "gas"}
