"""Whose an app is that config/apps.csv does not know: by its seller's name, or as a proposal for a person.

Enters: config and the unknown apps of landed lists. Leaves: tables ``seller_banks`` (the seller is the legal
or short name of exactly one bank) and ``app_proposals``. Refuses to match by an app's name: that only
proposes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from collector.store_words import BUNDLE
from collector.universe.resolve import Method, build_index, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from collector.models import Config
    from collector.universe.resolve import NameIndex, Resolution

"""How codes begin that are bundle ids; packages of other stores are often written alike."""
_CERTAIN = 100.0


@dataclass(frozen=True, slots=True)
class Listed:
    """An app of a landed list that no code of config/ names."""

    store: str
    store_app_code: str
    app_name: str | None
    seller: str | None


@dataclass(frozen=True, slots=True)
class _Proposal:
    owner_id: str
    basis: str
    written: str
    score: float


_SELLER_BANKS = pa.schema([("seller", pa.string()), ("bank_id", pa.string())])
_PROPOSALS = pa.schema(
    [(name, pa.string()) for name in ("store", "store_app_code", "app_name", "seller", "owner_id", "basis")]
    + [("written", pa.string()), ("score", pa.float64())]
)


def make_owner_tables(config: Config, listed: Sequence[Listed]) -> dict[str, pa.Table]:
    """Tables of ``raw`` by name; rows in the order of ``listed``, proposals best first."""
    index = build_index(config.banks)
    sellers: dict[str, str] = {}
    rows = []
    for app in listed:
        found = resolve(index, app.seller) if app.seller else None
        if app.seller and found and found.method is Method.EXACT and found.bank_id:
            sellers[app.seller] = found.bank_id
            continue
        rows += [
            {"store": app.store, "store_app_code": app.store_app_code, "app_name": app.app_name}
            | {"seller": app.seller, "owner_id": one.owner_id, "basis": one.basis}
            | {"written": one.written, "score": one.score}
            for one in _proposals(config, index, app, found)
        ]
    matched = [{"seller": seller, "bank_id": bank_id} for seller, bank_id in sorted(sellers.items())]
    return {
        "seller_banks": pa.Table.from_pylist(matched, schema=_SELLER_BANKS),
        "app_proposals": pa.Table.from_pylist(rows, schema=_PROPOSALS),
    }


def _proposals(
    config: Config, index: NameIndex, app: Listed, seller: Resolution | None
) -> Iterator[_Proposal]:
    code = app.store_app_code.removeprefix(BUNDLE).casefold()
    owners = {one.owner_id for one in config.apps if one.store_app_code.casefold() == code}
    for owner_id in sorted(owners):
        yield _Proposal(owner_id, "same_code", code, _CERTAIN)
    if seller is not None:
        yield from _like(seller, "seller")
    if app.app_name:
        yield from _like(resolve(index, app.app_name), "app_name")


def _like(found: Resolution, basis: str) -> Iterator[_Proposal]:
    if found.bank_ids:
        yield from (_Proposal(bank_id, basis, found.name, _CERTAIN) for bank_id in found.bank_ids)
    else:
        yield from (_Proposal(one.bank_id, basis, found.name, round(one.score, 2)) for one in found.near)
