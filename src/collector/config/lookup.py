"""Records of a Config by id. An unknown id raises UsageError (exit 2) that names the near misses."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from collector.config.schema import near
from collector.errors import UsageError
from collector.models import Bank, Config, Item, Site, Wave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collector.evidence import EvidenceRules
    from collector.store_models import Store

Record = TypeVar("Record")


def find_bank(config: Config, bank_id: str) -> Bank:
    """The bank or union of that id; a name in place of the id is answered with the id."""
    banks = {bank.bank_id: bank for bank in config.banks}
    for bank in config.banks:
        if bank_id not in banks and bank_id in {bank.name_zh, bank.short_name_zh, *bank.aliases}:
            raise UsageError(f"bank {bank_id}", "that is a name, no id", fix=f"write {bank.bank_id}")
    return _found("bank", bank_id, banks, "config/banks.csv")


def find_wave(config: Config, wave: str) -> Wave:
    """The wave of that id."""
    return _found("wave", wave, {one.wave: one for one in config.waves}, "config/waves/")


def find_evidence(config: Config, wave: Wave) -> EvidenceRules:
    """The set of thresholds that the wave is decided by."""
    sets = {rules.evidence_id: rules for rules in config.evidence}
    if not sets:
        raise UsageError("config/evidence.yml", "no thresholds are declared", fix="restore the file")
    return _found("evidence", wave.evidence, sets, "config/evidence.yml")


def find_item(config: Config, item_id: str) -> Item:
    """The taxonomy item of that id, of any kind."""
    return _found("item", item_id, {item.item_id: item for item in config.taxonomy.items}, "config/taxonomy/")


def find_store(config: Config, store: str) -> Store:
    """The app store of that id."""
    return _found("store", store, {one.store: one for one in config.stores}, "config/stores/")


def find_site(config: Config, bank_id: str) -> Site:
    """The bank's site declaration, or the default one where config/sites has no file for it."""
    bank = find_bank(config, bank_id)
    return next((site for site in config.sites if site.bank_id == bank.bank_id), Site(bank_id=bank.bank_id))


def _found(kind: str, record_id: str, records: Mapping[str, Record], source: str) -> Record:
    if record_id in records:
        return records[record_id]
    raise UsageError(
        f"{kind} {record_id}", f"not in {source}{near(record_id, records)}", fix=_choice(records, source)
    )


def _choice(records: Mapping[str, object], source: str) -> str:
    few = 12
    return f"use one of {', '.join(records)}" if len(records) <= few else f"use an id of {source}"
