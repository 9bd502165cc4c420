"""A published list is read whole and strictly, whatever its format and wherever its header stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.errors import ExitCode, UsageError
from collector.universe.institution_codes import PROVINCE_BY_DIGITS, prefecture_digits, province_of
from collector.universe.institution_types import bank_type_of
from collector.universe.regulator_list import ListedInstitution, read_regulator_list
from collector.words import PROVINCES, BankType
from tests.universe.list_files import (
    CHINESE_HEADER,
    DONGYANG,
    ENGLISH_HEADER,
    HSBC,
    SHANXI_UNION,
    THREE,
    as_row,
    listed_from,
    write_csv,
    write_sheets,
    write_xls,
    write_xlsx,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from collector.models import Config

READ = (
    ListedInstitution(
        "B0622H333070001",
        "浙江东阳农村商业银行股份有限公司",
        "Zhejiang Dongyang Bank",
        "农村商业银行",
        BankType.RURAL,
        2,
    ),
    ListedInstitution("B0047H131000001", "汇丰银行（中国）有限公司", None, "外资法人银行", None, 3),
    ListedInstitution("E0001H261010001", "陕西省农村信用社联合社", None, "农村信用社", BankType.UNION, 4),
)


def _changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    columns = dict(zip(ENGLISH_HEADER, row, strict=True))
    return tuple({**columns, **cells}.values())


@pytest.mark.parametrize("header", [CHINESE_HEADER, ENGLISH_HEADER])
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("list.xlsx", write_xlsx),
        ("list.xls", write_xls),
        ("list.csv", write_csv),
        ("bom.csv", lambda path, rows: write_csv(path, rows, "utf-8-sig")),
        ("gb.csv", lambda path, rows: write_csv(path, rows, "gb18030")),
    ],
)
def test_every_format_reads_the_same_institutions(
    tmp_path: Path, header: Sequence[str], name: str, write: Callable[..., Path]
) -> None:
    published = read_regulator_list(write(tmp_path / name, [header, *THREE]))
    assert published.institutions == READ
    assert [one.row for one in published.institutions] == [2, 3, 4]
    assert (published.ignored_columns, published.notes) == ((), ())


def test_the_header_is_found_by_its_words(tmp_path: Path) -> None:
    rows = [
        ("银行业金融机构法人名单",),
        (),
        ("机构类别", "法人 机构名称", "　金融许可证机构编码 ", "批准日期"),
        ("农村商业银行", "浙江东阳农村商业银行股份有限公司", "B0622H333070001", "2012-01-01"),
    ]
    published = read_regulator_list(write_xlsx(tmp_path / "list.xlsx", rows))
    (one,) = published.institutions
    assert (one.name_zh, one.row) == ("浙江东阳农村商业银行股份有限公司", 4)
    assert published.ignored_columns == ("批准日期",)


def test_a_header_of_two_rows_is_the_lower_one(tmp_path: Path) -> None:
    upper = ("序号", "", "", "机构编码", "机构类型", "监管机构")
    lower = ("", "中文名称", "英文名称", "", "", "")
    merged = [(0, 1, 0, 2, "机构名称"), (0, 3, 1, 3, "机构编码"), (0, 4, 1, 4, "机构类型")]
    path = write_xlsx(tmp_path / "list.xlsx", [upper, lower, DONGYANG], merged=merged)
    assert read_regulator_list(path).institutions == READ[:1]


def test_titles_sections_sums_and_remarks_are_notes(tmp_path: Path) -> None:
    rows = [
        ("",),
        CHINESE_HEADER,
        ("一、农村商业银行",),
        DONGYANG,
        ("",),
        CHINESE_HEADER,
        ("",),
        HSBC,
        ("合计", "2家"),
        ("注：不含分行", "", "", "", "", "制表"),
    ]
    merged = [(0, 0, 0, 5, "银行业金融机构法人名单"), (4, 0, 4, 3, "二、外资法人银行")]
    published = read_regulator_list(write_xlsx(tmp_path / "list.xlsx", rows, merged=merged))
    assert published.institutions == READ[:2]
    assert [note.rpartition(": ")[2] for note in published.notes] == [
        "一、农村商业银行",
        "二、外资法人银行",
        "合计",
        "注：不含分行",
    ]
    assert published.notes[0].startswith("list.xlsx sheet '名单' row 3")


def test_a_record_that_begins_like_a_remark_is_a_record(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", [ENGLISH_HEADER, _changed(DONGYANG, seq="注1")])
    assert read_regulator_list(path).institutions == READ[:1]


def test_a_quoted_first_header_behind_a_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes('\ufeff"name","code","type"\n"甲银行","B0622H333070001","民营银行"\n'.encode())
    assert [one.name_zh for one in read_regulator_list(path).institutions] == ["甲银行"]


def test_a_type_merged_over_rows_holds_for_each(tmp_path: Path) -> None:
    rows = [CHINESE_HEADER, DONGYANG, _changed(DONGYANG, seq="2", code="B0623H333070001", type="")]
    path = write_xlsx(tmp_path / "list.xlsx", rows, merged=[(1, 4, 2, 4, "农村商业银行")])
    assert [one.type_zh for one in read_regulator_list(path).institutions] == ["农村商业银行"] * 2


def test_blanks_and_full_width_signs_are_no_part_of_a_cell(tmp_path: Path) -> None:
    row = _changed(
        DONGYANG,
        name="　浙江东阳 农村商业银行\n股份有限公司\u200b",
        name_en=" Zhejiang  Dongyang\nBank ",
        code="Ｂ0622Ｈ3３3070001 ",
        type="农村　商业银行",
    )
    assert (
        read_regulator_list(write_csv(tmp_path / "list.csv", [ENGLISH_HEADER, row])).institutions == READ[:1]
    )


def test_a_credit_cooperatives_code_has_another_letter(tmp_path: Path) -> None:
    """As in the list of 2025-06-30, row 2059."""
    row = ("2059", "宝鸡市陈仓区农村信用合作联社", "无", "E0591S361030001", "农村信用社", "宝鸡金融监管分局")
    (one,) = read_regulator_list(write_csv(tmp_path / "list.csv", [ENGLISH_HEADER, row])).institutions
    assert (one.institution_code, one.bank_type) == ("E0591S361030001", None)


def test_numbers_and_truths_beside_a_record_do_no_harm(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", [CHINESE_HEADER, (1.0, *DONGYANG[1:5], True)])
    assert read_regulator_list(path).institutions == READ[:1]


def test_all_visible_sheets_are_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "list.xlsx", 说明=[("本名单",)], 一=[CHINESE_HEADER, DONGYANG], 二=[CHINESE_HEADER, HSBC]
    )
    assert read_regulator_list(path).institutions == READ[:2]
    hidden = write_xlsx(
        tmp_path / "hidden.xlsx", [CHINESE_HEADER, DONGYANG], hidden=[CHINESE_HEADER, SHANXI_UNION]
    )
    assert read_regulator_list(hidden).institutions == READ[:1]


@pytest.mark.parametrize(
    ("type_zh", "name_zh", "expected"),
    [
        ("国有大型商业银行", "交通银行股份有限公司", BankType.LARGE),
        ("股份制商业银行", "招商银行股份有限公司", BankType.JOINT_STOCK),
        ("城市商业银行", "杭州银行股份有限公司", BankType.CITY),
        ("民营银行", "浙江网商银行股份有限公司", BankType.PRIVATE),
        ("农村商业银行", "河南农村商业银行股份有限公司", BankType.RURAL),
        ("农村商业银行", "浙江农村商业联合银行股份有限公司", BankType.UNION),
        ("农村合作银行", "昆明官渡农村合作银行", BankType.OTHER),
        ("直销银行", "中信百信银行股份有限公司", BankType.OTHER),
        ("住房储蓄银行", "中德住房储蓄银行", BankType.OTHER),
        ("农村信用社", "新疆维吾尔自治区农村信用社联合社", BankType.UNION),
        ("农村信用社联合社", "甘肃省农村信用社联合社", BankType.UNION),
        ("农村信用社", "忻州市农村信用合作社联合社", None),
        ("农村信用社", "环县农村信用合作联社", None),
        ("村镇银行", "天津津南村镇银行股份有限公司", None),
        ("信托公司", "中信信托有限责任公司", None),
    ],
)
def test_the_type_follows_from_the_regulators_word_and_for_unions_from_the_name(
    type_zh: str, name_zh: str, expected: BankType | None
) -> None:
    assert bank_type_of(type_zh, name_zh) is expected


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], ("list.csv", "empty", "download it again")),
        ([("", " "), ("　",)], ("list.csv", "empty")),
        ([ENGLISH_HEADER], ("list.csv", "no institution below its header")),
        ([ENGLISH_HEADER, ("一、农村商业银行",)], ("list.csv", "no institution below its header")),
        (
            [("机构名称", "中文名称", "机构编码", "机构类型"), DONGYANG[1:5]],
            ("list.csv row 2", "no header row above it"),
        ),
        ([("序号", "机构"), ("1", "银行")], ("list.csv", "no header row", "机构编码", "机构类型")),
        ([DONGYANG], ("list.csv row 1", "no header row above it", "机构名称 or")),
        (
            [DONGYANG, ENGLISH_HEADER, HSBC],
            ("list.csv row 1", "an institution code, but no header row above it"),
        ),
        (
            [ENGLISH_HEADER, _changed(DONGYANG, code="B062H333070001")],
            ("list.csv row 2 code", "'B062H333070001'", "B0622H333070001"),
        ),
        ([ENGLISH_HEADER, _changed(DONGYANG, code="")], ("list.csv row 2 code", "''", "remark")),
        ([ENGLISH_HEADER, ("", "浙江东阳农村商业银行股份有限公司")], ("list.csv row 2 code", "''")),
        ([ENGLISH_HEADER, ("", "", "", "B0622H333070001")], ("list.csv row 2 name", "has no name")),
        (
            [ENGLISH_HEADER, _changed(DONGYANG, name="　")],
            ("list.csv row 2 name", "B0622H333070001 has no name", "legal name"),
        ),
        (
            [ENGLISH_HEADER, DONGYANG, HSBC, DONGYANG],
            ("list.csv row 4 code", "B0622H333070001 stands twice (first in list.csv row 2)"),
        ),
        (
            [ENGLISH_HEADER, _changed(DONGYANG, type="")],
            ("list.csv: institution types that are in no table of ours: '' (1 rows",),
        ),
    ],
)
def test_a_list_that_would_lie_is_refused_with_its_place(
    tmp_path: Path, rows: Sequence[Sequence[str]], told: Sequence[str]
) -> None:
    with pytest.raises(UsageError) as refused:
        read_regulator_list(write_csv(tmp_path / "list.csv", rows))
    assert refused.value.exit_code == ExitCode.USAGE
    for part in (*told, "Fix: "):
        assert part in str(refused.value)


def test_unknown_types_are_named_all_at_once(tmp_path: Path) -> None:
    rows = [
        ENGLISH_HEADER,
        DONGYANG,
        _changed(DONGYANG, code="B0001H111000001", type="数字银行"),
        _changed(DONGYANG, code="B0002H111000001", type="社区银行"),
        _changed(DONGYANG, code="B0003H111000001", type="数字银行"),
    ]
    with pytest.raises(UsageError) as refused:
        read_regulator_list(write_csv(tmp_path / "list.csv", rows))
    assert "'数字银行' (2 rows, first list.csv row 3); '社区银行' (1 rows, first list.csv row 4)" in str(
        refused.value
    )


def test_a_code_twice_on_two_sheets_names_both(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "list.xlsx", 一=[CHINESE_HEADER, DONGYANG], 二=[CHINESE_HEADER, HSBC, DONGYANG]
    )
    with pytest.raises(UsageError) as refused:
        read_regulator_list(path)
    assert "sheet '二' row 3 机构编码" in str(refused.value)
    assert "first in list.xlsx sheet '一' row 2" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n...", "a PDF is not read"),
        (b"\n<html><table><tr><td>\xe5\xba\x8f", "not a spreadsheet but a web page"),
        (b"PK\x03\x04 no workbook", "not a spreadsheet that can be opened"),
        (b"\xff\xfe\x00\xd8\x00\x00\xff", "not a spreadsheet"),
        (b"name,code,type\0", "not a spreadsheet"),
        (b'name,code,type\n"\xe5', "not a spreadsheet"),
        (b'name,code,type\n"open', "broken CSV"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=told):
        read_regulator_list(path)


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_regulator_list(tmp_path / "none.xlsx")


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, write: Callable[..., Path]) -> None:
    whole = write(tmp_path / "whole", [CHINESE_HEADER, *THREE]).read_bytes()
    for length in range(16, len(whole) - 64, len(whole) // 24):
        path = tmp_path / "cut"
        path.write_bytes(whole[:length])
        with pytest.raises(UsageError, match="not a spreadsheet that can be opened"):
            read_regulator_list(path)


@given(st.data())
def test_reading_what_was_written_gives_it_back(
    config: Config, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    coded = [bank for bank in config.banks if bank.institution_code]
    banks = data.draw(st.lists(st.sampled_from(coded), min_size=1, max_size=6, unique=True))
    listed = tuple(listed_from(bank, row) for row, bank in enumerate(banks, start=2))
    path = tmp_path_factory.mktemp("list") / "list.csv"
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
    write_csv(path, [CHINESE_HEADER, *map(as_row, listed)], encoding)
    read = read_regulator_list(path).institutions
    assert read == listed
    assert [one.row for one in read] == [one.row for one in listed]


def test_the_figures_of_every_province_are_known() -> None:
    assert set(PROVINCE_BY_DIGITS.values()) == PROVINCES
    assert len(PROVINCE_BY_DIGITS) == len(PROVINCES)


def test_the_place_in_a_code_is_the_banks(config: Config) -> None:
    """深圳 is 4403 in 招商银行's code; and every province in banks.csv is that of its code."""
    assert prefecture_digits("B0011H144030001") == "4403"
    for bank in config.banks:
        if bank.institution_code:
            assert province_of(bank.institution_code) == bank.province, bank.bank_id
