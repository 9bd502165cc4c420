"""From a written name to a bank: exact, alias, or, only when asked, fuzzy.

Enters: the banks of config/banks.csv and a name as a page, a store or a list writes it. Leaves: a Resolution.
Refuses to pick: a name that several banks write is ambiguous and names them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from collector.universe.names import fuzzy_key, normalise, written_names
from collector.universe.validity import is_valid_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from collector.models import Bank

NEAR_SCORE = 80.0
"""Likeness (0 to 100, share of letters kept in order) below which a name is not near another."""
_N_NEAR = 5


class Method(StrEnum):
    """How a name was resolved: by a legal or short name, by another name, or by likeness."""

    EXACT = "exact"
    ALIAS = "alias"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Near:
    """A bank whose name is like the one asked for; ``score`` is 0 to 100."""

    bank_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written name stands for: one bank, several (ambiguous), or none.

    ``near`` holds banks of like names, best first; they are suggestions and resolve nothing.
    """

    name: str
    method: Method | None
    bank_ids: tuple[str, ...]
    near: tuple[Near, ...] = ()

    @property
    def bank_id(self) -> str | None:
        """The bank, where there is exactly one."""
        return self.bank_ids[0] if len(self.bank_ids) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """True where several banks write the name."""
        return len(self.bank_ids) > 1


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names of banks in comparable form; built once, asked often."""

    banks: Mapping[str, Bank]
    legal: Mapping[str, tuple[str, ...]]
    written: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, tuple[str, ...]]


def build_index(banks: Iterable[Bank]) -> NameIndex:
    """The index of all names of these banks."""
    known = {bank.bank_id: bank for bank in banks}
    legal: dict[str, list[str]] = {}
    written: dict[str, list[str]] = {}
    keys: dict[str, list[str]] = {}
    for bank in known.values():
        legal.setdefault(normalise(bank.name_zh), []).append(bank.bank_id)
        names = written_names(bank)
        for name in names:
            written.setdefault(name, []).append(bank.bank_id)
        for key in {fuzzy_key(name) for name in (*names, bank.name_zh)}:
            keys.setdefault(key, []).append(bank.bank_id)
    return NameIndex(known, _frozen(legal), _frozen(written), _frozen(keys))


def _frozen(names: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(bank_ids) for name, bank_ids in names.items()}


def resolve(
    index: NameIndex,
    name: str,
    *,
    province: str | None = None,
    on: date | None = None,
    is_fuzzy: bool = False,
) -> Resolution:
    """The bank that writes itself ``name``; ``province`` and ``on`` leave out other places and times.

    Likeness decides only with ``is_fuzzy``, and only for one best bank; without it like names are suggested.
    """
    asked = normalise(name)
    for names in (index.legal, index.written):
        found = _fitting(index, names.get(asked, ()), province, on)
        if found:
            return Resolution(name, _method(index, found, asked), found)
    near = _near(index, name, province, on)
    if not is_fuzzy or not near:
        return Resolution(name, None, (), near)
    best = tuple(one.bank_id for one in near if one.score == near[0].score)
    return Resolution(name, Method.FUZZY, best, near)


def _fitting(
    index: NameIndex, bank_ids: Iterable[str], province: str | None, on: date | None
) -> tuple[str, ...]:
    banks = (index.banks[bank_id] for bank_id in bank_ids)
    return tuple(
        bank.bank_id
        for bank in banks
        if province in {None, bank.province} and (on is None or is_valid_on(bank, on))
    )


def _method(index: NameIndex, bank_ids: tuple[str, ...], asked: str) -> Method:
    banks = [index.banks[bank_id] for bank_id in bank_ids]
    own = all(asked in {normalise(bank.name_zh), normalise(bank.short_name_zh)} for bank in banks)
    return Method.EXACT if own else Method.ALIAS


def _near(index: NameIndex, name: str, province: str | None, on: date | None) -> tuple[Near, ...]:
    scores: dict[str, float] = {}
    matches = process.extract(
        fuzzy_key(name), list(index.keys), scorer=fuzz.ratio, score_cutoff=NEAR_SCORE, limit=_N_NEAR
    )
    for key, score, _ in matches:
        for bank_id in _fitting(index, index.keys[key], province, on):
            scores[bank_id] = max(score, scores.get(bank_id, 0.0))
    return tuple(Near(*one) for one in sorted(scores.items(), key=lambda one: (-one[1], one[0])))
