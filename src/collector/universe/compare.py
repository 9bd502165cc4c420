"""The difference between our universe and a regulator's list, for a person to review.

Enters: banks of config/banks.csv, institutions of a list, the day the list speaks of. Leaves: a Difference,
in an order that depends on the order of neither. Decides nothing: a merger is only ever a question.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from collector.universe.difference import Changed, Difference, NewInstitution
from collector.universe.institution_codes import province_of
from collector.universe.mergers import maybe_merged
from collector.universe.names import normalise, without_company
from collector.universe.validity import is_valid_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from collector.models import Bank
    from collector.universe.regulator_list import ListedInstitution

    Pairs = Sequence[tuple[Bank, ListedInstitution]]

OUT_OF_SCOPE = "out_of_scope"
"""Stands for our type where the list gives a bank a kind that is not surveyed."""


def compare(banks: Iterable[Bank], listed: Iterable[ListedInstitution], as_of: date) -> Difference:
    """What a list of ``as_of`` says otherwise than our banks.

    Ids, codes and legal names of banks are unique (the loader sees to it), and so are the codes of the list.
    """
    ours = sorted(banks, key=lambda bank: bank.bank_id)
    theirs = sorted(listed, key=lambda one: one.institution_code)
    pairs = _pairs(ours, theirs)
    standing = [(bank, one) for bank, one in pairs if is_valid_on(bank, as_of)]
    renamed = _changed(standing, lambda bank: bank.name_zh, lambda one: one.name_zh)
    recoded = _changed(standing, lambda bank: bank.institution_code, lambda one: one.institution_code)
    retyped = _changed(standing, lambda bank: bank.type, lambda one: one.bank_type or OUT_OF_SCOPE)
    paired_ids = {bank.bank_id for bank, _ in pairs}
    missing = [
        bank
        for bank in ours
        if bank.bank_id not in paired_ids and is_valid_on(bank, as_of) and not _ends_around(bank, as_of)
    ]
    unexpected = _unexpected(pairs, as_of)
    gone = tuple(bank for bank in missing if bank.institution_code is not None)
    new = _new(theirs, {one.institution_code for _, one in pairs})
    return Difference(
        as_of=as_of,
        new=new,
        gone=gone,
        renamed=renamed,
        recoded=recoded,
        retyped=retyped,
        unexpected=unexpected,
        english_changed=_changed(standing, lambda bank: bank.name_en, lambda one: one.name_en),
        maybe_merged=maybe_merged(gone, [one.listed for one in new], _surveyed(*renamed, *recoded)),
        n_unchanged=len(standing) - len({one.bank.bank_id for one in (*renamed, *recoded, *retyped)}),
        n_without_code=len(missing) - len(gone),
        n_other_time=len(ours) - len(standing) - len(unexpected) - len(missing),
        n_out_of_scope=tuple(sorted(Counter(one.type_zh for one in theirs if one.bank_type is None).items())),
    )


def _pairs(ours: Sequence[Bank], theirs: Sequence[ListedInstitution]) -> Pairs:
    """Banks and what they are in the list: by code, else by a legal name that only one institution bears."""
    by_code = {bank.institution_code: bank for bank in ours if bank.institution_code is not None}
    pairs = [(by_code[one.institution_code], one) for one in theirs if one.institution_code in by_code]
    paired_ids = {bank.bank_id for bank, _ in pairs}
    by_name = {normalise(bank.name_zh): bank for bank in ours if bank.bank_id not in paired_ids}
    others = [one for one in theirs if one.institution_code not in by_code]
    n_bearers = Counter(normalise(one.name_zh) for one in others)
    for one in others:
        name = normalise(one.name_zh)
        if name in by_name and n_bearers[name] == 1:
            pairs.append((by_name[name], one))
    return sorted(pairs, key=lambda pair: pair[1].institution_code)


def _changed(
    pairs: Pairs,
    ours: Callable[[Bank], str | None],
    theirs: Callable[[ListedInstitution], str | None],
) -> tuple[Changed, ...]:
    """Pairs that differ in more than blanks, brackets and case; what the list does not say is no change."""
    return tuple(
        Changed(bank, one, ours(bank), said)
        for bank, one in pairs
        if (said := theirs(one)) is not None and normalise(said) != normalise(ours(bank) or "")
    )


def _unexpected(pairs: Pairs, as_of: date) -> tuple[Changed, ...]:
    return tuple(
        Changed(bank, one, f"{bank.valid_from or ''}/{bank.valid_until or ''}", as_of.isoformat())
        for bank, one in pairs
        if one.bank_type is not None and not is_valid_on(bank, as_of)
    )


def _new(theirs: Iterable[ListedInstitution], paired_codes: set[str]) -> tuple[NewInstitution, ...]:
    return tuple(
        NewInstitution(one, without_company(one.name_zh), one.bank_type, province_of(one.institution_code))
        for one in theirs
        if one.bank_type is not None and one.institution_code not in paired_codes
    )


def _surveyed(*changes: Changed) -> list[ListedInstitution]:
    """What is listed under a name or code other than the one we know."""
    return [one.listed for one in changes if one.ours is not None and one.listed.bank_type is not None]


def _ends_around(bank: Bank, day: date) -> bool:
    """True where the month or year in which the bank ended, no nearer known, holds the day."""
    return bank.valid_until is not None and day.isoformat().startswith(bank.valid_until)
