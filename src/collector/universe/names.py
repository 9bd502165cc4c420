"""The ways in which a bank's name is written.

Enters: a bank, or any written name. Leaves: its names in comparable form. A rural bank's names follow from
its legal name by rule (with and without its province, 农村商业银行 = 农商银行 = 农商行), so config/banks.csv
lists only the names that no rule makes. It decides nothing: several banks may write one name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.models import Bank

_COMPANY = re.compile(r"(股份有限公司|有限责任公司|有限公司)$")
_RURAL = re.compile(r"(农村商业银行|农商银行|农商行)")
_RURAL_FORMS = ("农村商业银行", "农商银行", "农商行")
_DIVISION = re.compile(r"(壮族|回族|维吾尔)?(自治区|省|市)$")
_SEPARATORS = re.compile(r"[\s·・,，.。、()（）【】\[\]\-_—]+")
_SHORTEST_STEM = 2


def normalise(name: str) -> str:
    """The name with full-width signs made half width, letters small, and blanks and brackets removed."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def without_company(name: str) -> str:
    """The name without its company form (股份有限公司 …)."""
    return _COMPANY.sub("", name)


def province_word(province: str) -> str:
    """浙江 for 浙江省, 内蒙古 for 内蒙古自治区: how a bank's name begins with its province."""
    return _DIVISION.sub("", province)


def written_names(bank: Bank) -> frozenset[str]:
    """All names but the legal one, normalised: short, English, aliases, and those that rules make."""
    names = {bank.short_name_zh, *bank.aliases, without_company(bank.name_zh)}
    if bank.name_en:
        names.add(bank.name_en)
    for name in tuple(names):
        names |= _rural_forms(name, bank.province)
    return frozenset(normalise(name) for name in names)


def fuzzy_key(name: str) -> str:
    """A name for comparing by likeness: one word for 农商银行, which stands last wherever it was written."""
    key = normalise(without_company(name))
    if _RURAL.search(key):
        return _RURAL.sub("", key, count=1) + "农商银行"
    return key


def _rural_forms(name: str, province: str | None) -> set[str]:
    match = _RURAL.search(name)
    if match is None or match.end() != len(name):
        return set()
    stem = name[: match.start()]
    stems = {stem}
    if province is not None:
        word = province_word(province)
        bare = stem.removeprefix(word)
        if len(bare) >= _SHORTEST_STEM:
            stems |= {bare, word + bare}
    return {stem + form for stem in stems for form in _RURAL_FORMS}
