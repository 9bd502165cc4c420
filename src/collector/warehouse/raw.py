"""The config side of schema ``raw``: a table per thing that config/ and the closed vocabularies declare.

Enters: validated config and the waves to load. Leaves: tables with fixed column types, rows or none.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import pyarrow as pa

from collector.freeze.restated import restated_id
from collector.warehouse.raw_evidence import list_evidence_tables
from collector.warehouse.raw_stores import list_store_tables
from collector.words import REFRAINED_OUTCOMES, SEGMENTS, UNREACHED, VISITED, Outcome, Refrained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from collector.models import Config, Wave

SEGMENT_TITLES = {
    "all": ("全部银行", "All banks"),
    "small_and_medium": ("中小银行", "Small and medium-sized banks"),
    "large": ("大型商业银行", "Large commercial banks"),
    "joint_stock": ("股份制商业银行", "Joint-stock commercial banks"),
    "city": ("城市商业银行", "City commercial banks"),
    "rural": ("农村商业银行", "Rural commercial banks"),
    "private": ("民营银行", "Private banks"),
    "other": ("其他银行", "Other banks"),
}
"""Chinese and English title of each segment in :data:`collector.words.SEGMENTS`."""

_BANK_COLUMNS = (
    "institution_code province city website_url union_id valid_from valid_until successor_id succession_kind"
)
_WAVE_COLUMNS = "wave title_zh title_en as_of_date is_sample budget.depth is_backfill is_series"

_TEXT = pa.string()
_COUNT = pa.int64()
_FLAG = pa.bool_()


def make_config_tables(config: Config, waves: Sequence[Wave]) -> dict[str, pa.Table]:
    """Tables of ``raw`` by name for these waves; order of rows is the order declared."""
    return {
        "banks": _table(
            _texts(f"bank_id name_zh short_name_zh name_en bank_type {_BANK_COLUMNS}"),
            _fields(config.banks, f"bank_id name_zh short_name_zh name_en type {_BANK_COLUMNS}"),
        ),
        "apps": _table(
            _texts("app_id owner_id store store_app_code name_zh kind"),
            _fields(config.apps, "app_id owner_id store store_app_code name_zh kind"),
        ),
        "app_codes": _table(_texts("store code app_id"), _fields(config.app_codes, "store code app_id")),
        "items": _table(
            _texts("item_kind item_id parent_id title_zh title_en definition")
            | {"position": _COUNT, "absent_depth": _COUNT, "absent_sources": pa.list_(_TEXT)},
            _fields(
                config.taxonomy.items,
                "kind item_id parent_id title_zh title_en definition position absent_depth absent_sources",
            ),
        ),
        "waves": _table(
            _texts("wave title_zh title_en")
            | {
                "as_of_date": pa.date32(),
                "is_sample": _FLAG,
                "budget_depth": _COUNT,
                "is_backfill": _FLAG,
                "is_series": _FLAG,
                "restates_wave": _TEXT,
            },
            (
                (*row, restated_id(wave.wave))
                for wave, row in zip(waves, _fields(waves, _WAVE_COLUMNS), strict=True)
            ),
        ),
        "wave_banks": _table(
            _texts("wave bank_id") | {"position": _COUNT, "has_seed": _FLAG}, _wave_banks(config, waves)
        ),
        "wave_stores": _table(
            _texts("wave store") | {"position": _COUNT},
            ((wave.wave, store, at) for wave in waves for at, store in enumerate(wave.stores, 1)),
        ),
        "segments": _table(
            _texts("segment bank_type title_zh title_en") | {"position": _COUNT},
            (
                (segment, bank_type, *SEGMENT_TITLES[segment], at)
                for at, (segment, types) in enumerate(SEGMENTS.items(), 1)
                for bank_type in sorted(types)
            ),
        ),
        "outcomes": _table(
            {"outcome": _TEXT, "is_visit": _FLAG, "is_answer": _FLAG},
            ((outcome, outcome in VISITED, outcome not in UNREACHED) for outcome in Outcome),
        ),
        "refrained": _table(
            {"reason": _TEXT, "position": _COUNT},
            ((reason, at) for at, reason in enumerate((*Refrained, *REFRAINED_OUTCOMES), 1)),
        ),
        "reviews": _table(
            _texts("wave bank_id item_kind item_id channel_id answer expected_answer")
            | _texts("evidence_url reason reviewer")
            | {"reviewed_date": pa.date32()},
            ((wave.wave, *row) for wave in waves for row in _reviews(config, wave)),
        ),
        **{
            name: _table(columns, rows)
            for name, (columns, rows) in (
                list_evidence_tables(config, waves) | list_store_tables(config.stores)
            ).items()
        },
    }


def _texts(names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names.split(), _TEXT)


def _fields(records: Iterable[object], names: str) -> Iterator[tuple[object, ...]]:
    """The named fields of each record, in that order; ``budget.depth`` reaches into a record of a record."""
    read = attrgetter(*names.split())
    return (read(record) for record in records)


def _wave_banks(config: Config, waves: Iterable[Wave]) -> Iterator[tuple[str, str, int, bool]]:
    """Wave × bank of its universe; a seed of the wave or of the bank's site file makes its site known."""
    seeded_sites = {site.bank_id for site in config.sites if site.seeds}
    for wave in waves:
        seeded = seeded_sites | {bank_id for bank_id, _ in wave.seeds}
        for at, bank_id in enumerate(wave.universe, 1):
            yield wave.wave, bank_id, at, bank_id in seeded


def _reviews(config: Config, wave: Wave) -> Iterator[tuple[object, ...]]:
    """The decisions about the wave or the wave that it restates, from the bank's id on."""
    fields = (
        "bank_id item_kind item_id channel_id answer expected_answer evidence_url reason reviewer reviewed_on"
    )
    decided = restated_id(wave.wave) or wave.wave
    return _fields((one for one in config.reviews if one.wave == decided), fields)


def _table(columns: dict[str, pa.DataType], rows: Iterable[tuple[object, ...]]) -> pa.Table:
    """An Arrow table of these columns; the values of a row stand in the columns' order."""
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(values, type=kind) for values, kind in zip(by_column, columns.values(), strict=True)]
    return pa.table(arrays, names=list(columns))
