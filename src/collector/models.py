"""The records that cross a module boundary: what config/ declares and what a fetch leaves behind.

Rows that extraction lands are described by their Parquet schemas in :mod:`collector.landing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from collector.declared.records import ProductSource
    from collector.evidence import EvidenceRules
    from collector.expectations import Expectation
    from collector.store_models import Store
    from collector.store_words import StoreForm
    from collector.words import Answer, BankType, ItemKind, Outcome


@dataclass(frozen=True, slots=True)
class Bank:
    """One row of config/banks.csv; a union is a row of type ``union``.

    ``valid_from`` and ``valid_until`` are ISO days, months or years, both inclusive, None where open or not
    known. A bank that went into another one names it in ``successor_id``; ``valid_until`` is when.
    """

    bank_id: str
    name_zh: str
    short_name_zh: str
    institution_code: str | None
    aliases: tuple[str, ...]
    name_en: str | None
    type: BankType
    province: str | None
    city: str | None
    website_url: str | None
    domains: tuple[str, ...]
    union_id: str | None
    sources: tuple[str, ...]
    note: str | None
    valid_from: str | None = None
    valid_until: str | None = None
    successor_id: str | None = None
    succession_kind: str | None = None


@dataclass(frozen=True, slots=True)
class App:
    """One row of config/apps.csv; ``owner_id`` is a bank or a union whose members share the app.

    ``valid_from`` and ``valid_until`` are ISO days, months or years, both inclusive, None where not known.
    """

    app_id: str
    owner_id: str
    store: str
    store_app_code: str
    name_zh: str
    kind: str
    sources: tuple[str, ...]
    note: str | None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class AppCode:
    """One row of config/app_codes.csv: a further code by which lists of ``store`` name an app of apps.csv."""

    store: str
    code: str
    app_id: str
    sources: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with words of its own in config/taxonomy/: a scenario leaf, a category, a line, a channel …

    ``terms`` are what people write when they offer it; ``lookalikes`` contain a term and are no offer;
    ``labels`` name it only where they are all of a menu entry, button or cell (缴费). ``line``: the line of
    business that a page about this scenario describes (bills collected for others are agency).
    ``absent_depth`` is the link depth to which a site must have been read before "absent" may be said.
    ``absent_sources`` are the kinds of source ("site", "app_store") that "absent" needs read.
    """

    item_id: str
    kind: ItemKind
    parent_id: str | None
    position: int
    title_zh: str
    title_en: str
    definition: str
    terms: tuple[str, ...]
    lookalikes: tuple[str, ...]
    absent_depth: int
    absent_sources: tuple[str, ...]
    since: str
    version: int
    positives: tuple[str, ...]
    negatives: tuple[str, ...]
    labels: tuple[str, ...] = ()
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All items in order, and the digest of the files they came from (64 hex digits)."""

    items: tuple[Item, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Site:
    """config/sites/<bank_id>.yml: what the generic crawl of this bank's site needs to know.

    ``tls``: modern, or legacy for hosts that speak only what is no longer safe. ``delay_seconds`` between
    requests to the bank's hosts, None for the wave's. ``more_domains``: hosts of sources, not the bank's.
    ``script_hosts``: hosts beside the bank's own that its pages in the browser may load from.
    """

    bank_id: str
    seeds: tuple[str, ...] = ()
    render: str = "auto"
    render_paths: tuple[str, ...] = ()
    exclude_paths: tuple[str, ...] = ()
    delay_seconds: float = 0.0
    tls: str = "modern"
    more_domains: tuple[str, ...] = ()
    script_hosts: tuple[str, ...] = ()
    sources: tuple[ProductSource, ...] = ()


@dataclass(frozen=True, slots=True)
class ServedWeb:
    """A web on loopback that stands in for the internet: generated sample, a folder of pages, WARC files.

    ``hosts`` maps a host name to a folder below the root given with ``--web-root`` (kind ``folder`` only).
    ``clock`` freezes the time that fetches are recorded with, so that builds are reproducible.
    ``store_forms`` (kind ``sample`` only): stores that answer in another form than the normal one.
    """

    kind: str
    hosts: tuple[tuple[str, str], ...]
    clock: datetime | None
    store_forms: tuple[tuple[str, StoreForm], ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one bank's crawl: pages, link depth, rendered pages, seconds between requests to a host.

    ``bytes`` of answers and ``minutes`` of waiting for them; None: no limit.
    """

    pages: int
    depth: int
    rendered_pages: int
    delay_seconds: float
    timeout_seconds: float
    bytes: int | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the day in Asia/Shanghai in which nothing is asked, from ``begin`` up to ``end``."""

    begin: time
    end: time


@dataclass(frozen=True, slots=True)
class HostOff:
    """A host that is not asked, with everything below it; ``since`` when, and why."""

    host: str
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Politeness:
    """config/politeness.yml: whom a webmaster can write to, and what is switched off."""

    contact: str | None = None
    is_crawling_on: bool = True
    hosts_off: tuple[HostOff, ...] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """One edition of the survey, frozen in config/waves/<wave>.yml.

    ``universe`` holds bank ids in order. ``seeds`` gives start pages where banks.csv knows none.
    ``screenshots``: keep a picture of each rendered page that is a visit and shows no personal data.
    ``evidence``: the set of config/evidence.yml that it is decided by. ``is_backfill``: imported
    lists only, never crawled. ``is_series``: stores only, asked anew every day.
    """

    wave: str
    title_zh: str
    title_en: str
    as_of_date: date
    is_sample: bool
    universe: tuple[str, ...]
    stores: tuple[str, ...]
    budget: Budget
    web: ServedWeb | None
    seeds: tuple[tuple[str, tuple[str, ...]], ...]
    quiet_hours: QuietHours | None = None
    screenshots: bool = False
    evidence: str = "default"
    is_backfill: bool = False
    is_series: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One row of config/reviews/<wave>.csv: an answer that a person decided, ``reviewer`` by initials.

    ``expected_answer``: what the answer is without the row; where it is another one, the row does not apply.
    """

    wave: str
    bank_id: str
    item_kind: ItemKind
    item_id: str
    channel_id: str
    answer: Answer
    expected_answer: Answer
    evidence_url: str
    reason: str
    reviewer: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Config:
    """Everything under config/, validated. Lookups by id raise UsageError naming the near misses."""

    banks: tuple[Bank, ...]
    apps: tuple[App, ...]
    taxonomy: Taxonomy
    sites: tuple[Site, ...]
    stores: tuple[Store, ...]
    waves: tuple[Wave, ...]
    politeness: Politeness = Politeness()
    evidence: tuple[EvidenceRules, ...] = ()
    app_codes: tuple[AppCode, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt on one URL and its outcome, as the archive's index keeps it.

    ``owner_id`` is the bank (or union) the fetch was made for, None for a store's chart or robots.txt.
    ``source`` is the spider's name, or ``robots``. ``depth`` is the link distance from a seed (seed = 0).
    ``segment`` and ``offset`` (bytes) place the WARC record of the capture, None when no bytes were kept.
    """

    fetch_id: str
    wave: str
    source: str
    owner_id: str | None
    url: str
    final_url: str
    outcome: Outcome
    fetched_at: datetime
    http_status: int | None
    content_type: str | None
    n_bytes: int
    depth: int
    parent_url: str | None
    anchor_text: str | None
    attempt: int
    is_rendered: bool
    elapsed_ms: int
    detail: str | None
    segment: str | None
    offset: int | None


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes kept of a fetch, as they came (or as the browser rendered them)."""

    fetch: Fetch
    headers: tuple[tuple[str, str], ...]
    body: bytes
