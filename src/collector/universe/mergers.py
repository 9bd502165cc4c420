"""Hints at mergers: banks that are gone beside institutions that are new in the same place.

Enters: banks of ours that a list no longer holds, institutions that it holds under a new name or code.
Leaves: questions. Places follow from the institution codes; nothing here knows what went into what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.universe.institution_codes import prefecture_digits, province_of
from collector.universe.names import normalise, province_word, without_company

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from collector.models import Bank
    from collector.universe.regulator_list import ListedInstitution

_KIND = re.compile(r"(农村商业联合银行|农村信用社联合社|农村信用合作联社|农村合作银行|(农村)?商业银行|银行)$")
_DIVISION = re.compile(r"(自治区|省|市|县|区)$")
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class MaybeMerged:
    """Banks that are gone, and institutions of their place, new by name or code, that they may be part of."""

    province: str
    gone: tuple[Bank, ...]
    new: tuple[ListedInstitution, ...]

    @property
    def question(self) -> str:
        """The hint in words."""
        gone = ", ".join(bank.short_name_zh for bank in self.gone)
        new = ", ".join(without_company(one.name_zh) for one in self.new)
        return f"gone: {gone}; new in the same place: {new} — merged?"


def maybe_merged(
    gone: Iterable[Bank], new: Sequence[ListedInstitution], changed: Sequence[ListedInstitution]
) -> tuple[MaybeMerged, ...]:
    """One hint for each set of institutions, with all gone banks that it may concern, ordered by code.

    ``changed`` are banks of ours with a new name or code: a merged bank often keeps one of the two. One of
    either is in a gone bank's place if their codes share the prefecture, if their names begin with the same
    place, or if it bears the province's name alone; where none is, all ``new`` ones of the province are.
    """
    hints: dict[tuple[str, tuple[ListedInstitution, ...]], list[Bank]] = {}
    for bank in sorted(gone, key=lambda bank: bank.institution_code or ""):
        code = bank.institution_code or ""
        province = province_of(code)
        if province is None:
            continue
        near = {
            one.institution_code: one
            for one in (*new, *changed)
            if province_of(one.institution_code) == province and _is_near(code, bank.name_zh, one, province)
        } or {one.institution_code: one for one in new if province_of(one.institution_code) == province}
        if near:
            chosen = tuple(near[one] for one in sorted(near))
            hints.setdefault((province, chosen), []).append(bank)
    return tuple(MaybeMerged(province, tuple(banks), chosen) for (province, chosen), banks in hints.items())


def _is_near(code: str, name_zh: str, one: ListedInstitution, province: str) -> bool:
    ours, theirs = _place_stem(name_zh, province), _place_stem(one.name_zh, province)
    shorter, longer = sorted((ours, theirs), key=len)
    return (
        theirs == ""
        or prefecture_digits(code) == prefecture_digits(one.institution_code)
        or (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter))
    )


def _place_stem(name_zh: str, province: str) -> str:
    """东阳 for 浙江东阳农村商业银行股份有限公司; empty for a bank that bears the province's name alone."""
    bare = _KIND.sub("", without_company(normalise(name_zh))).removeprefix(province_word(province))
    return _DIVISION.sub("", bare)
