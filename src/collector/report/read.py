"""Reads a wave from the published warehouse (DuckDB, read-only) into the records of the report.

Only the tables named in docs/reference/report.md are read. Refuses a warehouse that does not hold the wave,
and one whose wave is not of the kind (sample or real) it was asked for.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from collector.errors import RefusedError
from collector.report.records import (
    ActivityRow,
    AnswerRow,
    BankRow,
    CountRow,
    DevicesRow,
    DownloadsRow,
    ImportRow,
    ItemRow,
    KindRow,
    ListDayRow,
    MovementRow,
    ProductRow,
    ProfileRow,
    RankRow,
    RefrainedRow,
    SegmentRow,
    ShareRow,
    StepRow,
    Survey,
    UnknownRow,
    VisitRow,
    WaveRow,
)
from collector.report.relations import ANSWERS, COUNTS, DOWNLOADS, IMPORTS, UNKNOWNS, last_day
from collector.warehouse.query import open_warehouse
from collector.words import BankType

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from _typeshed import DataclassInstance

    from collector.models import Wave
    from collector.paths import Paths

    Row = TypeVar("Row", bound=DataclassInstance)

BANK_TYPES = tuple(BankType)


@contextmanager
def open_wave(paths: Paths, wave: Wave) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse of the wave's kind, read-only, with the answers of the wave; one snapshot.

    Raises UsageError when there is none or it lacks the wave, RefusedError when it is of the other kind.
    """
    with open_warehouse(paths, wave) as connection:
        query = "select is_sample from dim_wave where wave = ?"
        [(is_sample,)] = connection.execute(query, [wave.wave]).fetchall()
        if is_sample != wave.is_sample:
            raise RefusedError(
                f"wave {wave.wave}",
                f"the warehouse marks it is_sample={is_sample}, its config says {wave.is_sample}",
                fix=f"collector build --wave {wave.wave}",
            )
        connection.execute(ANSWERS, [wave.wave])
        yield connection


def read_survey(connection: duckdb.DuckDBPyConnection, wave: str) -> Survey:
    """Everything but the answers and products of single banks; banks stand by type, then id."""
    banks = _rows(connection, BankRow, "dim_bank", {"wave": wave}, "bank_id")
    visits = _rows(connection, VisitRow, "fct_visit", {"wave": wave}, "bank_id")
    profiles = _rows(connection, ProfileRow, "bank_profile", {"wave": wave}, "bank_id")
    counts = _rows(connection, CountRow, COUNTS, {"wave": wave}, "bank_id, item_kind, channel_id")
    unknowns = _rows(connection, UnknownRow, UNKNOWNS, {"wave": wave}, "item_kind, item_id, bank_id")
    share_key = "segment, item_kind, item_id, channel_id"
    list_key = "store, chart, as_of_date"
    return Survey(
        wave=_rows(connection, WaveRow, "dim_wave", {"wave": wave}, "wave")[0],
        banks=tuple(sorted(banks, key=lambda bank: (BANK_TYPES.index(bank.bank_type), bank.bank_id))),
        visits={row.bank_id: row for row in visits},
        funnel=_rows(connection, StepRow, "survey_funnel", {"wave": wave}, "segment, position"),
        refrained=_rows(
            connection, RefrainedRow, "crawl_refrained", {"wave": wave}, "segment, position, reason"
        ),
        segments=_rows(connection, SegmentRow, "dim_segment", {}, "position, segment"),
        items=_rows(connection, ItemRow, "dim_item", {}, "item_kind, position, item_id"),
        coverage=_rows(connection, ShareRow, "scenario_coverage", {"wave": wave}, share_key),
        channels=_rows(connection, ShareRow, "channel_coverage", {"wave": wave}, share_key),
        lines=_rows(connection, ShareRow, "business_line_channels", {"wave": wave}, share_key),
        activity=_rows(
            connection, ActivityRow, last_day("app_activity"), {"wave": wave}, f"{list_key}, segment"
        ),
        ranks=_rows(
            connection, RankRow, last_day("fct_bank_app_rank"), {"wave": wave}, f"{list_key}, bank_id"
        ),
        movements=_rows(
            connection, MovementRow, last_day("app_rank_movement"), {"wave": wave}, f"{list_key}, bank_id"
        ),
        kinds=_rows(
            *(connection, KindRow, last_day("app_kind_activity"), {"wave": wave}),
            f"{list_key}, segment, app_kind",
        ),
        devices=_rows(connection, DevicesRow, "app_devices", {"wave": wave}, "store, chart, app_id, month"),
        downloads=_rows(
            connection, DownloadsRow, DOWNLOADS, {"wave": wave}, "store, owner_id, store_app_code, platform"
        ),
        list_days=_rows(connection, ListDayRow, "app_list_days", {"wave": wave}, list_key),
        imports=_rows(connection, ImportRow, IMPORTS, {"wave": wave}, "store, chart, first_date, sha256"),
        profiles={row.bank_id: row for row in profiles},
        counts={(row.bank_id, row.item_kind, row.channel_id): row for row in counts},
        unknowns={
            key: tuple(rows) for key, rows in groupby(unknowns, key=lambda row: (row.item_kind, row.item_id))
        },
    )


def read_answers(
    connection: duckdb.DuckDBPyConnection, wave: str, bank_id: str
) -> dict[tuple[str, str, str], AnswerRow]:
    """One bank's answers by (item_kind, item_id, channel_id), each with its best evidence if any."""
    key = {"wave": wave, "bank_id": bank_id}
    answers = _rows(connection, AnswerRow, "answers", key, "item_kind, item_id, channel_id")
    return {(row.item_kind, row.item_id, row.channel_id): row for row in answers}


def read_products(connection: duckdb.DuckDBPyConnection, wave: str, bank_id: str) -> tuple[ProductRow, ...]:
    """One bank's product series, by name and channel."""
    key = {"wave": wave, "bank_id": bank_id}
    return _rows(connection, ProductRow, "fct_product", key, "series, channel_id")


def _rows(
    connection: duckdb.DuckDBPyConnection, record: type[Row], relation: str, key: dict[str, str], order: str
) -> tuple[Row, ...]:
    """Rows of ``relation`` whose columns equal ``key``, as ``record``, in a total order."""
    columns = ", ".join(field.name for field in fields(record))
    condition = " and ".join(f"{name} = ?" for name in key) or "true"
    query = f"select {columns} from {relation} where {condition} order by {order}"  # noqa: S608 - our own names only
    return tuple(record(*values) for values in connection.execute(query, list(key.values())).fetchall())
