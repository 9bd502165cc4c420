"""How far a wave has come: the funnel from universe to determined answers, and how fetches and visits ended.

Enters: a wave. Leaves: a :class:`Status`, read from the published warehouse; before the first build only
the size of the universe is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.warehouse.query import NotBuiltError, open_warehouse

if TYPE_CHECKING:
    import duckdb

    from collector.models import Wave
    from collector.paths import Paths


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """Banks of one type (or of segment ``all``); every stage is part of the one before it.

    ``n_determined``: no scenario category is unknown (any channel) and the site was visited.
    """

    segment: str
    title_zh: str
    n_banks: int
    n_known_site: int
    n_attempted: int
    n_visited: int
    n_determined: int


@dataclass(frozen=True, slots=True)
class BankStatus:
    """How one bank's site was read, and how many of its scenarios are present or unknown (any channel)."""

    bank_id: str
    short_name_zh: str
    bank_type: str
    visit_status: str
    main_outcome: str | None
    n_urls: int
    n_visited: int
    n_blocking: int
    complete_depth: int
    n_scenarios: int
    n_scenarios_unknown: int


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """Fetches of one source that ended so; ``n_final`` of them decide their URL."""

    source: str
    outcome: str
    n_fetches: int
    n_final: int


@dataclass(frozen=True, slots=True)
class UndeclaredDomain:
    """A page that a bank's own pages call its online bank or card centre, under a domain not in banks.csv."""

    bank_id: str
    url: str
    anchor_text: str | None
    parent_url: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a wave; the sequences are empty until a warehouse that holds it is published."""

    wave: str
    is_built: bool
    n_universe: int
    funnel: tuple[FunnelRow, ...]
    banks: tuple[BankStatus, ...]
    outcomes: tuple[OutcomeCount, ...]
    undeclared: tuple[UndeclaredDomain, ...] = ()


_FUNNEL = """
with undetermined as (
    select distinct bank_id from fct_observation
    where wave = $wave and item_kind = 'scenario_category' and channel_id = 'any' and answer = 'unknown'
),

banks as (
    select
        dim_bank.bank_id,
        dim_bank.has_known_site,
        fct_visit.n_urls > 0 as is_attempted,
        fct_visit.n_visited > 0 as is_visited,
        undetermined.bank_id is null as is_determined
    from dim_bank
    inner join fct_visit using (wave, bank_id)
    left join undetermined using (bank_id)
    where dim_bank.wave = $wave and ($bank is null or dim_bank.bank_id = $bank)
)

select
    dim_segment.segment,
    dim_segment.title_zh,
    count(*),
    count(*) filter (where has_known_site),
    count(*) filter (where has_known_site and is_attempted),
    count(*) filter (where has_known_site and is_visited),
    count(*) filter (where has_known_site and is_visited and is_determined)
from banks
inner join int_segment_banks
    on int_segment_banks.wave = $wave and int_segment_banks.bank_id = banks.bank_id
inner join dim_segment using (segment)
group by dim_segment.segment, dim_segment.title_zh, dim_segment.position
order by dim_segment.position
"""

_BANKS = """
select bank_id, short_name_zh, bank_type, fct_visit.visit_status, fct_visit.main_outcome, n_urls, n_visited,
    n_blocking, complete_depth, n_scenarios, n_scenarios_unknown
from bank_profile
inner join fct_visit using (wave, bank_id)
where wave = $wave and ($bank is null or bank_id = $bank)
order by bank_id
"""

_OUTCOMES = """
select source, outcome, count(*), count(*) filter (where is_final)
from fct_fetch
where wave = $wave and ($bank is null or owner_id = $bank)
group by source, outcome
order by source, count(*) desc, outcome
"""


_UNDECLARED = """
select owner_id, url, anchor_text, parent_url, detail
from fct_fetch
where wave = $wave and source = 'undeclared' and ($bank is null or owner_id = $bank)
order by owner_id, url
"""


def read_status(paths: Paths, wave: Wave, *, bank: str | None = None) -> Status:
    """State of the wave, or of one bank of its universe (UsageError when it has no such bank)."""
    if bank is not None and bank not in wave.universe:
        raise UsageError(
            f"bank {bank!r}", f"is not in the universe of wave {wave.wave}", fix="name one that is"
        )
    n_universe = len(wave.universe)
    try:
        with open_warehouse(paths, wave) as connection:
            return Status(
                wave=wave.wave,
                is_built=True,
                n_universe=n_universe,
                funnel=tuple(FunnelRow(*row) for row in _rows(connection, _FUNNEL, wave, bank)),
                banks=tuple(BankStatus(*row) for row in _rows(connection, _BANKS, wave, bank)),
                outcomes=tuple(OutcomeCount(*row) for row in _rows(connection, _OUTCOMES, wave, bank)),
                undeclared=tuple(
                    UndeclaredDomain(*row) for row in _rows(connection, _UNDECLARED, wave, bank)
                ),
            )
    except NotBuiltError:
        return Status(wave.wave, is_built=False, n_universe=n_universe, funnel=(), banks=(), outcomes=())


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, wave: Wave, bank: str | None
) -> list[tuple[Any, ...]]:
    return connection.execute(query, {"wave": wave.wave, "bank": bank}).fetchall()
