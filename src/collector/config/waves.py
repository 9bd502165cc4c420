"""config/waves/<wave>.yml: editions of the survey.

The universe is written as a filter (bank types and bank ids, less exclusions), holds only banks that existed
on the wave's day, and leaves as bank ids in the order of banks.csv. Refused: unknown banks and stores, unions
counted as banks, named banks that did not exist on the day, an empty universe, and of a served web what
:mod:`collector.config.served_web` refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from collector.config.evidence import DEFAULT
from collector.config.fields import Count, Day, Entry, Hours, Id, Seconds, Text, Url
from collector.config.schema import checked, near
from collector.config.served_web import WebEntry, served_web
from collector.config.yaml_source import list_yaml, read_yaml
from collector.models import Bank, Budget, QuietHours, ServedWeb, Wave
from collector.universe.validity import is_valid_on
from collector.words import BankType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from collector.config.places import Located, Place
    from collector.evidence import EvidenceRules
    from collector.store_models import Store


class _Universe(Entry):
    types: tuple[Annotated[BankType, Field(strict=False)], ...] = ()
    banks: tuple[Id, ...] = ()
    exclude: tuple[Id, ...] = ()


class _Budget(Entry):
    pages: Annotated[int, Field(ge=1)]
    depth: Count
    rendered_pages: Count
    delay_seconds: Seconds
    timeout_seconds: Annotated[float, Field(gt=0)]
    bytes: Annotated[int, Field(gt=0)] | None = None
    minutes: Annotated[float, Field(gt=0)] | None = None


class _WaveFile(Entry):
    wave: Id
    title_zh: Text
    title_en: Text
    as_of_date: Day
    is_sample: bool
    universe: _Universe
    stores: tuple[Id, ...]
    budget: _Budget
    web: WebEntry | None
    seeds: dict[Id, Annotated[tuple[Url, ...], Field(min_length=1)]] = Field(default_factory=dict)
    quiet_hours: Hours = None
    screenshots: bool = False
    evidence: Id = DEFAULT
    is_backfill: bool = False
    is_series: bool = False


def load_waves(
    home: Path,
    banks: Sequence[Located[Bank]],
    stores: Sequence[Store],
    evidence: Sequence[EvidenceRules] = (),
) -> tuple[Wave, ...]:
    """All waves by id; ``evidence``: the sets they may name. Raises ConfigError."""
    all_banks = {bank.record.bank_id: bank.record for bank in banks}
    waves = []
    for path in list_yaml(home / "config" / "waves", home):
        value, place = read_yaml(path, home)
        entry = checked(_WaveFile, value, place)
        if entry.wave != path.stem:
            problem = f"{entry.wave!r} is not the file's name"
            raise place.error("wave", problem=problem, fix=f"write {path.stem} or rename the file")
        _check_stores(entry.stores, stores, place)
        _check_evidence(entry.evidence, evidence, place)
        universe = _resolved(entry.universe, all_banks, entry.as_of_date, place.at("universe"))
        for bank_id in entry.seeds:
            _check_bank(bank_id, universe, place.at("seeds", bank_id), "in this wave's universe")
        web = served_web(entry.web, stores, place, is_sample=entry.is_sample)
        waves.append(_wave(entry, universe, web))
    return tuple(waves)


def _wave(entry: _WaveFile, universe: tuple[str, ...], web: ServedWeb | None) -> Wave:
    return Wave(
        wave=entry.wave,
        title_zh=entry.title_zh,
        title_en=entry.title_en,
        as_of_date=entry.as_of_date,
        is_sample=entry.is_sample,
        universe=universe,
        stores=entry.stores,
        budget=Budget(**dict(entry.budget)),
        web=web,
        seeds=tuple(entry.seeds.items()),
        quiet_hours=QuietHours(*entry.quiet_hours) if entry.quiet_hours else None,
        screenshots=entry.screenshots,
        evidence=entry.evidence,
        is_backfill=entry.is_backfill,
        is_series=entry.is_series,
    )


def _resolved(universe: _Universe, banks: dict[str, Bank], as_of_date: date, place: Place) -> tuple[str, ...]:
    for key, bank_ids in (("banks", universe.banks), ("exclude", universe.exclude)):
        for index, bank_id in enumerate(bank_ids):
            _check_bank(bank_id, tuple(banks), place.at(key, index), "in banks.csv")
    for index, bank_id in enumerate(universe.banks):
        if banks[bank_id].type is BankType.UNION:
            raise place.error("banks", index, problem=f"{bank_id!r} is a union", fix="name its member banks")
        if not is_valid_on(banks[bank_id], as_of_date):
            problem = f"{bank_id!r} did not exist on {as_of_date}"
            raise place.error(
                "banks", index, problem=problem, fix="remove it, or mend its dates in banks.csv"
            )
    if BankType.UNION in universe.types:
        raise place.error("types", problem="unions are never counted as banks", fix="remove union")
    chosen = tuple(
        bank_id
        for bank_id, bank in banks.items()
        if (bank.type in universe.types or bank_id in universe.banks)
        and bank_id not in universe.exclude
        and is_valid_on(bank, as_of_date)
    )
    if not chosen:
        raise place.error(problem="no bank is left", fix="name types or banks")
    return chosen


def _check_bank(bank_id: str, known: Sequence[str], place: Place, where: str) -> None:
    if bank_id not in known:
        problem = f"no bank {bank_id!r} {where}{near(bank_id, known)}"
        raise place.error(problem=problem, fix="use a bank_id of config/banks.csv that is")


def _check_evidence(chosen: str, sets: Sequence[EvidenceRules], place: Place) -> None:
    known = [one.evidence_id for one in sets]
    if chosen not in (*known, DEFAULT):
        problem = f"no set {chosen!r} in config/evidence.yml{near(chosen, known)}"
        raise place.error("evidence", problem=problem, fix=f"use one of {', '.join(known) or DEFAULT}")


def _check_stores(chosen: Sequence[str], stores: Sequence[Store], place: Place) -> None:
    known = [store.store for store in stores]
    for index, store in enumerate(chosen):
        if store not in known:
            problem = f"no store {store!r} in config/stores{near(store, known)}"
            raise place.error(
                "stores", index, problem=problem, fix=f"use one of {', '.join(known) or 'none yet'}"
            )
