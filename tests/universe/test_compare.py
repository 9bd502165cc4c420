"""A list that agrees with us leaves nothing; what differs is found once; a merger is only asked about."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from collector.errors import RefusedError, UsageError
from collector.universe.compare import compare
from collector.universe.difference_file import write_difference
from collector.universe.difference_view import show_difference, show_list
from collector.universe.regulator_list import RegulatorList, read_regulator_list
from collector.universe.validity import is_valid_on
from collector.words import BankType
from tests.universe.list_files import (
    CHINESE_HEADER,
    as_row,
    listed_from,
    make_bank,
    make_listed,
    write_xlsx,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collector.models import Bank, Config
    from collector.universe.difference import Difference
    from collector.universe.regulator_list import ListedInstitution

DAY = date(2025, 12, 31)
ALPHA = make_bank("alpha", "浙江甲地农村商业银行股份有限公司", "B0001H333070001")
BETA = make_bank("beta", "浙江乙地农村商业银行股份有限公司", "B0002H333070001")


def _listed(*banks: Bank) -> list[ListedInstitution]:
    return [listed_from(bank, row) for row, bank in enumerate(banks, start=2)]


def _standing(banks: Iterable[Bank], day: date = DAY) -> list[Bank]:
    return [bank for bank in banks if bank.institution_code and is_valid_on(bank, day)]


def test_the_whole_universe_written_as_a_list_leaves_nothing(config: Config, tmp_path: Path) -> None:
    ours = _standing(config.banks)
    path = write_xlsx(tmp_path / "list.xlsx", [CHINESE_HEADER, *map(as_row, _listed(*ours))])
    difference = compare(config.banks, read_regulator_list(path).institutions, DAY)
    assert difference.is_empty
    assert difference.maybe_merged == ()
    assert difference.n_unchanged == len(ours) > 1500
    assert difference.n_without_code + difference.n_other_time == len(config.banks) - len(ours)


@given(st.data())
def test_the_list_made_from_our_own_banks_leaves_nothing_on_any_day(
    config: Config, data: st.DataObject
) -> None:
    day = data.draw(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
    banks = data.draw(st.lists(st.sampled_from(config.banks), max_size=30, unique=True))
    listed = data.draw(st.permutations(_listed(*_standing(banks, day))))
    difference = compare(banks, listed, day)
    assert difference.is_empty
    assert difference.n_unchanged == len(listed)


@given(st.data())
def test_every_bank_and_every_institution_is_accounted_for_once(config: Config, data: st.DataObject) -> None:
    """Banks are paired, gone or left out; institutions are paired, new or not surveyed."""
    banks = data.draw(st.lists(st.sampled_from(config.banks), min_size=1, max_size=20, unique=True))
    strangers = data.draw(st.lists(st.sampled_from(config.banks), max_size=5, unique=True))
    kept = [bank for bank in dict.fromkeys([*banks[::2], *strangers]) if bank.institution_code]
    edited = [data.draw(_edits(one)) for one in _listed(*kept)]
    listed = {one.institution_code: one for one in edited}
    difference = compare(banks, listed.values(), data.draw(st.dates(date(2019, 1, 1), date(2027, 12, 31))))
    changed = {change.bank.bank_id for _, found in difference.changes[:3] for change in found}
    n_standing = difference.n_unchanged + len(changed)
    n_unexpected = len(difference.unexpected)
    n_left_out = difference.n_without_code + difference.n_other_time
    assert n_standing + n_unexpected + len(difference.gone) + n_left_out == len(banks)
    assert difference.n_other_time <= sum(bool(bank.valid_from or bank.valid_until) for bank in banks)
    n_retyped_away = sum(change.theirs == "out_of_scope" for change in difference.retyped)
    n_not_surveyed = sum(count for _, count in difference.n_out_of_scope)
    n_ours = n_standing - n_retyped_away + n_unexpected
    assert n_ours + len(difference.new) + n_not_surveyed == len(listed)


@st.composite
def _edits(draw: st.DrawFn, one: ListedInstitution) -> ListedInstitution:
    code = draw(st.sampled_from([one.institution_code, "B9" + one.institution_code[2:]]))
    name = draw(st.sampled_from([one.name_zh, "新" + one.name_zh]))
    if draw(st.booleans()):
        return replace(one, institution_code=code, name_zh=name)
    return replace(one, institution_code=code, name_zh=name, type_zh="村镇银行", bank_type=None)


@given(st.data())
def test_the_order_of_the_list_and_of_our_rows_changes_nothing(config: Config, data: st.DataObject) -> None:
    banks = data.draw(st.lists(st.sampled_from(config.banks), max_size=12, unique=True))
    others = data.draw(st.lists(st.sampled_from(config.banks), max_size=12, unique=True))
    listed = [one for one in _listed(*others) if one.institution_code]
    expected = compare(banks, listed, DAY)
    shuffled = data.draw(st.permutations(listed))
    renumbered = [replace(one, row=row) for row, one in enumerate(shuffled)]
    assert compare(data.draw(st.permutations(banks)), renumbered, DAY) == expected


def test_a_listed_institution_that_is_not_ours_is_new_with_its_proposed_cells() -> None:
    one = make_listed("B2135H241010001", "河南农村商业银行股份有限公司")
    (new,) = compare([ALPHA], [*_listed(ALPHA), one], DAY).new
    assert new.listed is one
    assert (new.short_name_zh, new.type, new.province) == ("河南农村商业银行", BankType.RURAL, "河南省")


def test_a_division_of_no_known_province_proposes_none() -> None:
    (new,) = compare([], [make_listed("B2135H299010001", "某农村商业银行股份有限公司")], DAY).new
    assert new.province is None


def test_a_gone_bank_is_reported() -> None:
    difference = compare([ALPHA, BETA], _listed(ALPHA), DAY)
    assert difference.gone == (BETA,)
    assert (difference.n_unchanged, difference.is_empty) == (1, False)


def test_one_code_with_another_name_is_renamed() -> None:
    other = make_listed("B0001H333070001", "浙江甲城农村商业银行股份有限公司")
    difference = compare([ALPHA], [other], DAY)
    (change,) = difference.renamed
    assert (change.bank, change.listed, change.ours, change.theirs) == (
        ALPHA,
        other,
        "浙江甲地农村商业银行股份有限公司",
        "浙江甲城农村商业银行股份有限公司",
    )
    assert (difference.new, difference.gone, difference.n_unchanged) == ((), (), 0)


def test_brackets_blanks_and_case_rename_nobody() -> None:
    bank = make_bank("hsbc", "汇丰银行（中国）有限公司", "B0047H131000001", name_en="HSBC Bank Co., Ltd.")
    one = make_listed("B0047H131000001", "汇丰银行(中国) 有限公司", name_en="HSBC BANK CO.，LTD")
    assert compare([bank], [one], DAY).is_empty


def test_one_legal_name_with_another_code_is_recoded() -> None:
    one = make_listed("B7777H333070001", ALPHA.name_zh)
    difference = compare([ALPHA], [one], DAY)
    (change,) = difference.recoded
    assert (change.ours, change.theirs) == ("B0001H333070001", "B7777H333070001")
    assert (difference.new, difference.gone, difference.renamed) == ((), (), ())


def test_a_bank_whose_code_we_do_not_know_is_given_it() -> None:
    difference = compare([replace(ALPHA, institution_code=None)], _listed(ALPHA), DAY)
    (change,) = difference.recoded
    assert (change.ours, change.theirs) == (None, "B0001H333070001")
    assert difference.n_without_code == 0


def test_a_legal_name_that_two_institutions_bear_pairs_nobody() -> None:
    twins = [make_listed(f"B777{n}H333070001", ALPHA.name_zh) for n in range(2)]
    difference = compare([ALPHA], twins, DAY)
    assert [one.listed for one in difference.new] == twins
    assert difference.gone == (ALPHA,)


def test_the_code_wins_over_the_name() -> None:
    """Alpha took beta's name, and beta is gone: not alpha gone and beta recoded."""
    difference = compare([ALPHA, BETA], [make_listed("B0001H333070001", BETA.name_zh)], DAY)
    assert [change.bank for change in difference.renamed] == [ALPHA]
    assert (difference.gone, difference.recoded) == ((BETA,), ())


@pytest.mark.parametrize(
    ("type_zh", "theirs"), [("城市商业银行", "city"), ("村镇银行", "out_of_scope"), ("民营银行", "private")]
)
def test_one_code_with_another_type_is_retyped(type_zh: str, theirs: str) -> None:
    one = make_listed("B0001H333070001", ALPHA.name_zh, type_zh)
    (change,) = compare([ALPHA], [one], DAY).retyped
    assert (change.ours, change.theirs) == ("rural", theirs)


def test_a_united_bank_is_a_union_with_us_and_not_retyped() -> None:
    union = make_bank("zjnx", "浙江农村商业联合银行股份有限公司", "B2093H233010001", type=BankType.UNION)
    assert compare([union], [make_listed("B2093H233010001", union.name_zh)], DAY).is_empty


def test_an_english_name_is_compared_only_where_the_list_has_one() -> None:
    named = replace(ALPHA, name_en="Alpha Bank")
    assert compare([named], [make_listed("B0001H333070001", ALPHA.name_zh)], DAY).is_empty
    for ours in (None, "Alfa Bank"):
        bank = replace(ALPHA, name_en=ours)
        difference = compare([bank], _listed(named), DAY)
        (change,) = difference.english_changed
        assert (change.ours, change.theirs) == (ours, "Alpha Bank")
        assert (difference.n_unchanged, difference.is_empty) == (1, False)


def test_banks_without_code_or_of_another_time_are_counted_not_gone() -> None:
    codeless = make_bank("codeless", "丙银行股份有限公司", None)
    ended = replace(BETA, valid_until="2024")
    later = make_bank("later", "丁银行股份有限公司", "B0004H333070001", valid_from="2026-03")
    difference = compare([codeless, ended, later], [], DAY)
    assert (difference.gone, difference.is_empty) == ((), True)
    assert (difference.n_without_code, difference.n_other_time) == (1, 2)


@pytest.mark.parametrize(
    ("ends", "day", "is_gone"),
    [
        ("2025-12", date(2025, 12, 31), False),
        ("2025", date(2025, 6, 30), False),
        ("2025-12", date(2025, 11, 30), True),
        ("2026", date(2025, 12, 31), True),
    ],
)
def test_a_bank_that_ended_in_the_month_or_year_of_the_list_may_be_missing(
    ends: str, day: date, is_gone: bool
) -> None:
    bank = replace(ALPHA, valid_until=ends)
    assert bool(compare([bank], [], day).gone) is is_gone
    assert compare([bank], _listed(bank), day).is_empty


@pytest.mark.parametrize("period", [{"valid_until": "2024"}, {"valid_from": "2026-01-01"}])
@pytest.mark.parametrize("code", ["B0001H333070001", "B7777H333070001"])
def test_a_bank_listed_outside_its_time_is_unexpected_and_not_new(period: dict[str, str], code: str) -> None:
    bank = replace(ALPHA, **period)
    difference = compare([bank], [make_listed(code, ALPHA.name_zh)], DAY)
    (change,) = difference.unexpected
    assert change.bank == bank
    assert (change.ours or "").strip("/") in period.values()
    assert (difference.new, difference.recoded, difference.is_empty) == ((), (), False)


def test_a_bank_that_ended_and_is_listed_as_a_kind_not_surveyed_is_no_finding() -> None:
    bank = replace(ALPHA, valid_until="2024")
    difference = compare([bank], [make_listed("B0001H333070001", "甲地村镇银行", "村镇银行")], DAY)
    assert difference.is_empty
    assert (difference.n_other_time, difference.n_out_of_scope) == (1, (("村镇银行", 1),))


def test_kinds_that_are_not_surveyed_are_counted_by_their_word() -> None:
    listed = [
        make_listed("S0001H333070001", "甲村镇银行", "村镇银行"),
        make_listed("S0002H333070001", "乙村镇银行", "村镇银行"),
        make_listed("K0001H333070001", "丙信托", "信托公司"),
        make_listed("E0002S333070001", "丁县农村信用合作联社", "农村信用社"),
    ]
    difference = compare([], listed, DAY)
    assert difference.n_out_of_scope == (("信托公司", 1), ("农村信用社", 1), ("村镇银行", 2))
    assert difference.is_empty


def _hints(gone: Iterable[Bank], *new: ListedInstitution) -> list[tuple[list[str], list[str]]]:
    return [
        ([bank.bank_id for bank in hint.gone], [one.institution_code for one in hint.new])
        for hint in compare(gone, new, DAY).maybe_merged
    ]


def test_gone_and_new_in_one_prefecture_are_asked_about_together() -> None:
    merged = make_listed("B3001H333070001", "金华农村商业银行股份有限公司")
    elsewhere = make_listed("B3002H333080001", "衢州农村商业银行股份有限公司")
    assert _hints([ALPHA, BETA], elsewhere, merged) == [(["alpha", "beta"], ["B3001H333070001"])]


def test_a_bank_with_a_new_name_or_code_may_have_taken_in_its_neighbours() -> None:
    """延安's name may stay while its code is new, or the other way round."""
    kept = make_bank("jinhua", "金华农村商业银行股份有限公司", "B0009H333070001")
    recoded = make_listed("B3001H333070001", kept.name_zh)
    renamed = make_listed("B0009H333070001", "金华金东农村商业银行股份有限公司")
    for one in (recoded, renamed):
        assert _hints([ALPHA, BETA, kept], one) == [(["alpha", "beta"], [one.institution_code])]


def test_a_code_that_we_did_not_know_is_no_hint() -> None:
    codeless = make_bank("jinhua", "金华农村商业银行股份有限公司", None)
    assert _hints([ALPHA, codeless], make_listed("B3001H333070001", codeless.name_zh)) == []


def test_a_bank_renamed_elsewhere_in_the_province_is_no_hint() -> None:
    renamed = make_listed("B0009H333080001", "衢州城区农村商业银行股份有限公司")
    kept = make_bank("quzhou", "衢州农村商业银行股份有限公司", "B0009H333080001")
    assert _hints([ALPHA, kept], renamed) == []


def test_a_merger_is_only_ever_a_question() -> None:
    (hint,) = compare(
        [ALPHA, BETA], [make_listed("B3001H333070001", "金华农村商业银行股份有限公司")], DAY
    ).maybe_merged
    assert hint.question == (
        "gone: 浙江甲地农村商业银行, 浙江乙地农村商业银行; new in the same place: 金华农村商业银行 — merged?"
    )


def test_the_new_bank_of_the_province_concerns_all_that_are_gone_there() -> None:
    henan = make_listed("B2135H241010001", "河南农村商业银行股份有限公司")
    elsewhere = make_listed("B3001H341020001", "开封农村商业银行股份有限公司")
    gone = [
        make_bank("shangcai", "河南上蔡农村商业银行股份有限公司", "B1000H341170001"),
        make_bank("nx", "河南省农村信用社联合社", "E0001H241010001", type=BankType.UNION),
        make_bank("shaanxi", "陕西上蔡农村商业银行股份有限公司", "B1001H361010001"),
    ]
    assert _hints(gone, elsewhere, henan) == [(["shangcai", "nx"], ["B2135H241010001"])]


def test_one_place_in_two_names_is_asked_about_across_prefectures_but_not_provinces() -> None:
    gone = [make_bank("yongji", "吉林永吉县农村商业银行股份有限公司", "B1000H322020001")]
    namesake = make_listed("B3001H322070001", "永吉江城农村商业银行股份有限公司")
    neighbour = make_listed("B3002H322070001", "松原农村商业银行股份有限公司")
    abroad = make_listed("B3003H333070001", "永吉农村商业银行股份有限公司")
    assert _hints(gone, neighbour, namesake, abroad) == [(["yongji"], ["B3001H322070001"])]


def test_where_nothing_is_nearer_all_new_ones_of_the_province_are_asked_about() -> None:
    """辽阳银行 went into 辽沈银行 (2021), which shares neither prefecture nor name with it."""
    gone = [make_bank("liaoyang", "辽阳银行股份有限公司", "B1000H321100001", type=BankType.CITY)]
    liaoshen = make_listed("B2036H221010001", "辽沈银行股份有限公司", "城市商业银行")
    abroad = make_listed("B2027H214010001", "山西银行股份有限公司", "城市商业银行")
    assert _hints(gone, liaoshen, abroad) == [(["liaoyang"], ["B2036H221010001"])]
    assert _hints(gone, abroad) == []


def _various() -> Difference:
    ours = [
        ALPHA,
        replace(BETA, name_en="Beta Bank"),
        make_bank("gamma", "浙江丙地农村商业银行股份有限公司", "B0003H333070001"),
        make_bank("delta", "浙江丁地农村商业银行股份有限公司", "B0004H333070001", valid_until="2020"),
    ]
    listed = [
        make_listed("B0002H333070001", "乙城村镇银行股份有限公司", "村镇银行", 'Beta, "Limited"', 7),
        make_listed("B7777H333070001", ours[2].name_zh),
        make_listed("B0004H333070001", ours[3].name_zh),
        make_listed("B3001H333070001", "金华农村商业银行股份有限公司", name_en="Jinhua Bank", row=9),
    ]
    return compare(ours, listed, DAY)


def test_the_file_for_review_holds_one_row_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "review.csv"
    write_difference(_various(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["finding"], row["bank_id"], row["ours"], row["theirs"]) for row in rows] == [
        ("new", "", "", "金华农村商业银行股份有限公司"),
        ("gone", "alpha", "浙江甲地农村商业银行股份有限公司", ""),
        ("renamed", "beta", "浙江乙地农村商业银行股份有限公司", "乙城村镇银行股份有限公司"),
        ("recoded", "gamma", "B0003H333070001", "B7777H333070001"),
        ("retyped", "beta", "rural", "out_of_scope"),
        ("unexpected", "delta", "/2020", "2025-12-31"),
        ("english_changed", "beta", "Beta Bank", 'Beta, "Limited"'),
        ("merged?", "alpha", "浙江甲地农村商业银行", "金华农村商业银行|浙江丙地农村商业银行"),
    ]
    new, *others = rows
    assert {name: cell for name, cell in new.items() if name.startswith("proposed_")} == {
        "proposed_name_zh": "金华农村商业银行股份有限公司",
        "proposed_short_name_zh": "金华农村商业银行",
        "proposed_name_en": "Jinhua Bank",
        "proposed_type": "rural",
        "proposed_province": "浙江省",
    }
    assert (new["list_row"], rows[2]["list_row"]) == ("9", "7")
    assert all(not row["proposed_name_zh"] for row in others)
    assert rows[-1]["hint"].endswith("merged?")
    assert [file.name for file in path.parent.iterdir()] == ["review.csv"]


def test_a_file_that_stands_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("mine")
    with pytest.raises(UsageError, match="not written over"):
        write_difference(_various(), path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ["banks.csv", "review.csv", "reviews/2026.csv"])
def test_nothing_is_written_into_config(tmp_path: Path, name: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "banks.csv").touch()
    (tmp_path / "link").symlink_to(tmp_path / "config")
    for folder in ("config", "link"):
        with pytest.raises(RefusedError, match="after review"):
            write_difference(_various(), tmp_path / folder / name)
    assert [file.name for file in (tmp_path / "config").rglob("*")] == ["banks.csv"]


def test_a_path_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        write_difference(_various(), tmp_path / "file" / "review.csv")


def _shown(difference: Difference, *, is_full: bool = False) -> str:
    output = StringIO()
    show_difference(Console(file=output, width=250), difference, is_full=is_full)
    return output.getvalue()


def test_the_terminal_shows_every_kind_of_finding_and_what_was_left_out() -> None:
    text = _shown(_various())
    for told in (
        "new: 1 (listed, not ours)",
        "B3001H333070001 金华农村商业银行股份有限公司 (rural, 浙江省), row 9",
        "gone: 1 (ours, not listed)",
        "alpha 浙江甲地农村商业银行股份有限公司 (B0001H333070001)",
        "beta: 浙江乙地农村商业银行股份有限公司 -> 乙城村镇银行股份有限公司",
        "gamma: B0003H333070001 -> B7777H333070001",
        "unexpected: 1",
        "merged?: 1 (gone and new in one place; a question, not an answer)",
        "left out: ours without a code 0, ours of another time 0",
        "listed, not surveyed: 村镇银行 1",
    ):
        assert told in text
    assert "nothing differs" not in text
    assert "nothing differs on 2025-12-31" in _shown(compare([ALPHA], _listed(ALPHA), DAY))


def test_a_long_list_of_findings_is_cut_unless_asked_for_in_full() -> None:
    gone = [make_bank(f"b{n:02}", f"{n}银行", f"B{n:04}H333070001") for n in range(25)]
    difference = compare(gone, [], DAY)
    assert "… and 5 more" in _shown(difference)
    assert "b24 24银行" not in _shown(difference)
    assert "b24 24银行" in _shown(difference, is_full=True)


def test_what_a_list_held_beside_institutions_is_told() -> None:
    output = StringIO()
    published = RegulatorList(
        (make_listed("B0001H333070001", "甲"),), ("批准日期",), ("row 1: 注", "row 9: 完")
    )
    show_list(Console(file=output, width=250), published)
    assert "read 1 institutions" in output.getvalue()
    assert "not known, not read: 批准日期" in output.getvalue()
    assert "row 1: 注 and 1 more" in output.getvalue()
