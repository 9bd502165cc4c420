"""Builders of what a regulator publishes, and of the banks it is compared with."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import xlsxwriter
import xlwt

from collector.models import Bank
from collector.universe.institution_types import bank_type_of
from collector.universe.regulator_list import ListedInstitution
from collector.words import BankType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Cells = tuple[str, ...]

CHINESE_HEADER = ("序号", "机构名称", "英文名称", "机构编码", "机构类型", "监管机构")
ENGLISH_HEADER = ("seq", "name", "name_en", "code", "type", "regulator")
DONGYANG = (
    "1",
    "浙江东阳农村商业银行股份有限公司",
    "Zhejiang Dongyang Bank",
    "B0622H333070001",
    "农村商业银行",
    "金华",
)
HSBC = ("2", "汇丰银行（中国）有限公司", "无", "B0047H131000001", "外资法人银行", "上海")
SHANXI_UNION = ("3", "陕西省农村信用社联合社", "", "E0001H261010001", "农村信用社", "陕西")
THREE = (DONGYANG, HSBC, SHANXI_UNION)


def write_csv(path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(
    path: Path,
    rows: Sequence[Sequence[str | float]],
    *,
    sheet: str = "名单",
    hidden: Sequence[Sequence[str]] = (),
    merged: Iterable[tuple[int, int, int, int, str]] = (),
) -> Path:
    """``merged`` are ranges (first row, first column, last row, last column, text), counted from 0."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for *where, text in merged:
            page.merge_range(*where, text)
        if hidden:
            kept = book.add_worksheet("旧")
            kept.hide()
            for number, row in enumerate(hidden):
                kept.write_row(number, 0, row)
    return path


def write_sheets(path: Path, **sheets: Sequence[Sequence[str]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def write_xls(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名单")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(number, column, cell)
    book.save(str(path))
    return path


def make_bank(bank_id: str, name_zh: str, code: str | None, **fields: object) -> Bank:
    values: dict[str, object] = {
        "short_name_zh": name_zh.removesuffix("股份有限公司"),
        "aliases": (),
        "name_en": None,
        "type": BankType.RURAL,
        "province": None,
        "city": None,
        "website_url": None,
        "domains": (),
        "union_id": None,
        "sources": ("made",),
        "note": None,
    }
    return Bank(bank_id=bank_id, name_zh=name_zh, institution_code=code, **{**values, **fields})  # type: ignore[arg-type]  # fields by name


def make_listed(
    code: str, name_zh: str, type_zh: str = "农村商业银行", name_en: str | None = None, row: int = 2
) -> ListedInstitution:
    return ListedInstitution(code, name_zh, name_en, type_zh, bank_type_of(type_zh, name_zh), row)


_TYPE_ZH = {
    BankType.LARGE: "国有大型商业银行",
    BankType.JOINT_STOCK: "股份制商业银行",
    BankType.CITY: "城市商业银行",
    BankType.PRIVATE: "民营银行",
    BankType.RURAL: "农村商业银行",
}


def listed_from(bank: Bank, row: int) -> ListedInstitution:
    """The institution as a list that agrees with us would give it."""
    if bank.type is BankType.UNION:
        type_zh = "农村信用社" if bank.name_zh.endswith("联合社") else "农村商业银行"
    else:
        type_zh = _TYPE_ZH.get(bank.type, "直销银行")
    return make_listed(bank.institution_code or "", bank.name_zh, type_zh, bank.name_en, row)


def as_row(listed: ListedInstitution) -> Cells:
    """A row below CHINESE_HEADER."""
    return (
        str(listed.row),
        listed.name_zh,
        listed.name_en or "无",
        listed.institution_code,
        listed.type_zh,
        "局",
    )
