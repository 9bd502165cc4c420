"""The rows the report reads: one dataclass per relation, fields named as the warehouse's columns.

A field that may be unknown is ``None``, never 0 or "". Shares are decimals from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class WaveRow:
    """dim_wave."""

    wave: str
    title_zh: str
    title_en: str
    as_of_date: date
    is_sample: bool
    is_backfill: bool
    is_series: bool

    @property
    def has_answers(self) -> bool:
        """Whether banks' own sites were asked: not by a wave of imports, nor by one of stores alone."""
        return not self.is_backfill and not self.is_series


@dataclass(frozen=True, slots=True)
class BankRow:
    """dim_bank: a bank of the wave's universe."""

    bank_id: str
    name_zh: str
    short_name_zh: str
    name_en: str | None
    bank_type: str
    province: str | None
    city: str | None
    website_url: str | None
    union_id: str | None
    has_known_site: bool
    has_known_app: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """fct_visit: how far a bank's site was read."""

    bank_id: str
    visit_status: str
    n_urls: int
    n_visited: int
    n_blocking: int
    complete_depth: int
    main_outcome: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """survey_funnel: how many banks of a segment came to one step, by any source and by their site."""

    segment: str
    step: str
    n_banks: int
    n_reached: int
    n_by_site: int | None


@dataclass(frozen=True, slots=True)
class RefrainedRow:
    """crawl_refrained: pages left alone for one reason."""

    segment: str
    reason: str
    n_banks_refrained: int
    n_pages: int


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """dim_segment."""

    segment: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """dim_item: a scenario, scenario category, business line or channel."""

    item_kind: str
    item_id: str
    parent_id: str | None
    title_zh: str
    title_en: str
    definition: str | None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A row of scenario_coverage, channel_coverage or business_line_channels."""

    segment: str
    item_kind: str
    item_id: str
    channel_id: str
    n_banks: int
    n_present: int
    n_absent: int
    n_unknown: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    ci_low: Decimal | None
    ci_high: Decimal | None
    published_2018: Decimal | None
    published_qualifier: str | None


@dataclass(frozen=True, slots=True)
class RankRow:
    """fct_bank_app_rank: a bank's best-placed app in one list on one day."""

    store: str
    chart: str
    as_of_date: date
    bank_id: str
    state: str
    best_rank: int | None
    observed_depth: int | None
    app_name: str | None
    is_inherited: bool | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """app_activity: how the banks of a segment stand in one list on one day."""

    store: str
    chart: str
    as_of_date: date
    segment: str
    n_banks: int
    n_listed: int
    n_not_listed: int
    n_unknown: int
    n_apps: int
    observed_depth: int | None
    q1_rank: Decimal | None
    median_rank: Decimal | None
    q3_rank: Decimal | None
    share_top_15: Decimal | None
    share_top_100: Decimal | None
    share_top_200: Decimal | None
    published_2018_listed: int | None


@dataclass(frozen=True, slots=True)
class MovementRow:
    """app_rank_movement: how a bank's best-placed app moved, and what the 2018 report printed."""

    store: str
    chart: str
    as_of_date: date
    bank_id: str
    previous_date: date | None
    previous_rank: int | None
    movement: str | None
    last_year_date: date | None
    last_year_rank: int | None
    movement_since_last_year: str | None
    published_2018_rank: int | None


@dataclass(frozen=True, slots=True)
class KindRow:
    """app_kind_activity: banks of a segment with an app of one kind in a list."""

    store: str
    chart: str
    as_of_date: date
    segment: str
    app_kind: str
    n_listed: int
    n_apps: int
    best_rank: int | None


@dataclass(frozen=True, slots=True)
class DownloadsRow:
    """app_downloads: what one store counts for one app, on the last day with downloads, or ratings."""

    store: str
    as_of_date: date
    store_app_code: str
    platform: str
    owner_id: str
    is_of_union: bool
    n_banks_served: int
    app_kind: str | None
    app_name: str
    downloads_date: date | None
    n_downloads: int | None
    downloads_text: str | None
    is_downloads_rounded: bool | None
    is_downloads_saturated: bool
    previous_date: date | None
    n_downloads_growth: int | None
    no_growth_reason: str | None
    ratings_date: date | None
    rating: float | None
    n_ratings: int | None
    updated_date: date | None


@dataclass(frozen=True, slots=True)
class ListDayRow:
    """app_list_days: whether a list was read on a day."""

    store: str
    chart: str
    as_of_date: date
    every: str
    state: str
    outcome: str | None
    n_rows: int
    observed_depth: int | None


@dataclass(frozen=True, slots=True)
class DevicesRow:
    """app_devices: one app's devices in one month, in 万, as a third party published them."""

    store: str
    chart: str
    app_id: str
    month: date
    owner_id: str
    app_kind: str
    app_name: str
    state: str
    n_devices_wan: int | None
    published_growth_percent: Decimal | None
    computed_growth_percent: Decimal | None
    is_break: bool | None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """fct_import: a list that others saved; ``is_ranked``: a list of ours stands on it."""

    store: str
    chart: str
    form: str
    source: str
    file_name: str
    sha256: str
    first_date: date
    last_date: date
    date_precision: str
    is_ranked: bool


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """bank_profile, as far as the counts below do not say it better."""

    bank_id: str
    channels_zh: str | None
    n_products: int | None
    best_app_rank: int | None
    app_rank_depth: int | None
    app_rank_state: str | None
    is_app_inherited: bool | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """Answers of one bank over all items of one kind and one channel, counted."""

    bank_id: str
    item_kind: str
    channel_id: str
    n_present: int
    n_unknown: int
    n_items: int


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A bank whose answer for an item (any channel) is unknown, and why."""

    item_kind: str
    item_id: str
    bank_id: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of one bank, with its best evidence; ``fetched_us`` is microseconds since 1970 UTC."""

    item_kind: str
    item_id: str
    channel_id: str
    answer: str
    reason: str | None
    n_mentions: int
    is_inherited: bool | None
    sentence: str | None
    term: str | None
    url: str | None
    capture_id: str | None
    fetched_us: int | None


@dataclass(frozen=True, slots=True)
class ProductRow:
    """fct_product: a product series of one bank in one channel; ``url`` is the first page that names it."""

    series: str
    channel_id: str
    n_captures: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What the pages need of one wave as a whole; the sequences keep the warehouse's order."""

    wave: WaveRow
    banks: tuple[BankRow, ...]
    visits: dict[str, VisitRow]
    funnel: tuple[StepRow, ...]
    refrained: tuple[RefrainedRow, ...]
    segments: tuple[SegmentRow, ...]
    items: tuple[ItemRow, ...]
    coverage: tuple[ShareRow, ...]
    channels: tuple[ShareRow, ...]
    lines: tuple[ShareRow, ...]
    activity: tuple[ActivityRow, ...]
    ranks: tuple[RankRow, ...]
    movements: tuple[MovementRow, ...]
    kinds: tuple[KindRow, ...]
    devices: tuple[DevicesRow, ...]
    downloads: tuple[DownloadsRow, ...]
    list_days: tuple[ListDayRow, ...]
    imports: tuple[ImportRow, ...]
    profiles: dict[str, ProfileRow]
    counts: dict[tuple[str, str, str], CountRow]
    unknowns: dict[tuple[str, str], tuple[UnknownRow, ...]]

    def of_kind(self, kind: str) -> tuple[ItemRow, ...]:
        """The items of one kind, in their order."""
        return tuple(item for item in self.items if item.item_kind == kind)
