"""What changed between two waves: shares with their causes, banks that came and went, answers with evidence.

Enters: two waves of one published warehouse. Leaves: a :class:`WaveDifference`. Refuses pairs that no build
compares; reads only the published file, so what is shown is what was published.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from collector.config.schema import near
from collector.errors import UsageError
from collector.warehouse.difference_sql import ANSWERS, SHARES, UNIVERSE
from collector.warehouse.explain_question import SEGMENTS, check_known
from collector.warehouse.query import open_warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    import duckdb
    from _typeshed import DataclassInstance

    from collector.models import Wave
    from collector.paths import Paths

    Row = TypeVar("Row", bound=DataclassInstance)

STATISTICS = (
    *("scenario_coverage", "channel_coverage", "business_line_channels"),
    *("service_channel_coverage", "technology_coverage"),
)


@dataclass(frozen=True, slots=True)
class ChangedShare:
    """One row of wave_change in which something changed; parts and values are shares (0 to 1)."""

    statistic: str
    item_kind: str
    item_id: str
    title_zh: str
    channel_id: str
    segment: str
    from_value: Decimal | None
    to_value: Decimal | None
    value_change: Decimal | None
    reading_change: Decimal | None
    universe_change: Decimal | None
    review_change: Decimal | None
    coverage_change: Decimal | None
    source_change: Decimal | None
    n_both_known: int
    n_gained: int
    n_lost: int
    n_became_known: int
    n_became_unknown: int
    mcnemar_p: Decimal | None
    reading_basis: str


@dataclass(frozen=True, slots=True)
class MovedBank:
    """One row of universe_change, with the names that the banks have in their waves."""

    change: str
    from_bank_id: str | None
    from_name_zh: str | None
    from_bank_type: str | None
    bank_id: str | None
    name_zh: str | None
    bank_type: str | None


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One step of bank_change with the sentence and page of either side, and who decided it where one did."""

    bank_id: str
    short_name_zh: str
    item_kind: str
    item_id: str
    title_zh: str
    channel_id: str
    step: int
    cause: str
    from_answer: str | None
    from_reason: str | None
    from_sentence: str | None
    from_url: str | None
    to_answer: str | None
    to_reason: str | None
    to_sentence: str | None
    to_url: str | None
    reviewer: str | None
    reviewed_date: date | None
    review_reason: str | None
    review_url: str | None


@dataclass(frozen=True, slots=True)
class WaveDifference:
    """All that changed from one wave to another; ``by_cause`` counts the changed answers of all banks."""

    from_wave: str
    wave: str
    segment: str
    shares: tuple[ChangedShare, ...]
    universe: tuple[MovedBank, ...]
    by_cause: tuple[tuple[str, int], ...]
    answers: tuple[ChangedAnswer, ...]


def compare_waves(
    paths: Paths,
    from_wave: Wave,
    wave: Wave,
    *,
    statistic: str | None = None,
    segment: str = "all",
    banks: Sequence[str] = (),
) -> WaveDifference:
    """Everything that changed from ``from_wave`` to ``wave``; ``banks`` narrows the answers to these.

    Raises UsageError when the warehouse does not hold or compare the waves, or an argument is unknown.
    """
    if statistic is not None and statistic not in STATISTICS:
        problem = f"no comparison is made of it{near(statistic, STATISTICS)}"
        raise UsageError(f"--statistic {statistic}", problem, fix=f"one of {', '.join(STATISTICS)}")
    with open_warehouse(paths, wave) as connection:
        pair = {"from_wave": from_wave.wave, "wave": wave.wave}
        _check_pair(connection, **pair)
        check_known(connection, "segment", segment, SEGMENTS)
        _check_banks(connection, banks, **pair)
        chosen = pair | {"statistic": statistic}
        by_cause = connection.execute(
            "select cause, count(*) from bank_change where from_wave = $from_wave and wave = $wave "
            "group by cause order by count(*) desc, cause",
            pair,
        ).fetchall()
        return WaveDifference(
            **pair,
            segment=segment,
            shares=_rows(
                connection,
                ChangedShare,
                SHARES,
                chosen | {"segment": segment, "statistics": list(STATISTICS)},
            ),
            universe=_rows(connection, MovedBank, UNIVERSE, pair),
            by_cause=tuple(by_cause),
            answers=_rows(connection, ChangedAnswer, ANSWERS, chosen | {"banks": list(banks)}),
        )


def _rows(
    connection: duckdb.DuckDBPyConnection, record: type[Row], query: str, parameters: Mapping[str, object]
) -> tuple[Row, ...]:
    columns = ", ".join(field.name for field in fields(record))
    return tuple(
        record(*values) for values in connection.execute(query.format(columns=columns), parameters).fetchall()
    )


def _check_pair(connection: duckdb.DuckDBPyConnection, from_wave: str, wave: str) -> None:
    pairs = connection.execute("select distinct from_wave, wave from wave_change order by all").fetchall()
    if (from_wave, wave) in pairs:
        return
    compared = ", ".join(f"{one} {other}" for one, other in pairs)
    raise UsageError(
        f"waves {from_wave} and {wave}",
        "the warehouse compares no such pair, earlier wave first",
        fix=f"one of: {compared}"
        if compared
        else "build a second wave; one alone has nothing to compare with",
    )


def _check_banks(
    connection: duckdb.DuckDBPyConnection, banks: Sequence[str], from_wave: str, wave: str
) -> None:
    query = "select distinct bank_id from dim_bank where wave in (?, ?) order by 1"
    known = [bank for (bank,) in connection.execute(query, [from_wave, wave]).fetchall()]
    for bank in banks:
        if bank not in known:
            raise UsageError(
                f"--bank {bank}",
                f"it is in neither wave{near(bank, known)}",
                fix="use a bank_id of config/banks.csv",
            )
