"""How far the crawl of a wave has come: banks by step and type, and how their URLs ended.

Enters: config, wave, and its archive, which may be missing, growing or whole. Leaves: a :class:`CrawlStatus`.
Refuses to judge answers: what is determined is the warehouse's to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.archive.store import Archive
from collector.archive.summary import (
    Attempt,
    UndeclaredDomain,
    UrlCount,
    count_urls,
    last_attempts,
    undeclared_domains,
)
from collector.config.lookup import find_bank, find_site
from collector.errors import UsageError
from collector.words import UNREACHED, VISITED, BankType, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.models import Config, Wave
    from collector.paths import Paths

SITES = "bank_site"
NOT_ASKED = frozenset({Outcome.OVER_BUDGET, Outcome.ROBOTS_DISALLOWED})
_NO_ANSWER = UNREACHED | NOT_ASKED


@dataclass(frozen=True, slots=True)
class BankCrawl:
    """One bank's site; ``state`` is complete, partial, unreachable, not_attempted or no_known_site.

    ``main_outcome`` is the commonest reason at the shallowest depth where something blocks.
    """

    bank_id: str
    short_name_zh: str
    bank_type: BankType
    has_known_site: bool
    is_answered: bool
    is_finished: bool
    state: str
    main_outcome: Outcome | None
    n_urls: int
    n_visited: int
    n_blocking: int
    counts: tuple[UrlCount, ...]


@dataclass(frozen=True, slots=True)
class CrawlStatus:
    """A wave's crawl.

    ``others`` counts what is no page of a bank's site: stores, robots.txt, sitemaps, what was passed over.
    ``undeclared`` are domains to look at: they may belong into banks.csv.
    """

    wave: str
    banks: tuple[BankCrawl, ...]
    others: tuple[UrlCount, ...]
    attempts: tuple[Attempt, ...]
    undeclared: tuple[UndeclaredDomain, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    counts: Sequence[UrlCount] = ()
    finished: frozenset[str | None] = frozenset()
    attempts: Sequence[Attempt] = ()
    undeclared: Sequence[UndeclaredDomain] = ()


def read_crawl_status(
    paths: Paths, config: Config, wave: Wave, *, bank: str | None = None, n_attempts: int | None = 0
) -> CrawlStatus:
    """The state of the wave, or of one bank of its universe with its last attempts (None: all of them).

    UsageError where the universe has no such bank; ArchiveError where a segment is damaged.
    """
    if bank is not None and bank not in wave.universe:
        raise UsageError(
            f"bank {bank!r}", f"is not in the universe of wave {wave.wave}", fix="name one that is"
        )
    kept = _read(paths, wave, bank, n_attempts)
    by_owner: dict[str | None, list[UrlCount]] = defaultdict(list)
    for count in kept.counts:
        if count.source == SITES:
            by_owner[count.owner_id].append(count)
    seeded = {bank_id for bank_id, _ in wave.seeds}
    banks = [
        _bank(
            config,
            bank_id,
            by_owner[bank_id],
            is_seeded=bank_id in seeded,
            is_finished=bank_id in kept.finished,
        )
        for bank_id in wave.universe
        if bank in {None, bank_id}
    ]
    return CrawlStatus(
        wave=wave.wave,
        banks=tuple(banks),
        others=tuple(one for one in kept.counts if one.source != SITES and bank in {None, one.owner_id}),
        attempts=tuple(kept.attempts),
        undeclared=tuple(one for one in kept.undeclared if bank in {None, one.owner_id}),
    )


def _read(paths: Paths, wave: Wave, bank: str | None, n_attempts: int | None) -> _Kept:
    if not paths.archive(wave.wave).is_dir():
        return _Kept()
    archive = Archive(paths.archive(wave.wave), wave.wave)
    try:
        return _Kept(
            counts=count_urls(archive),
            finished=frozenset(mark.owner_id for mark in archive.finishes() if mark.source == SITES),
            attempts=last_attempts(archive, bank, n_attempts) if bank else [],
            undeclared=undeclared_domains(archive),
        )
    finally:
        archive.close()


def _bank(
    config: Config, bank_id: str, counts: Sequence[UrlCount], *, is_seeded: bool, is_finished: bool
) -> BankCrawl:
    bank, site = find_bank(config, bank_id), find_site(config, bank_id)
    has_known_site = bool(bank.website_url or site.seeds or is_seeded)
    n_visited = sum(count.n_urls for count in counts if count.outcome in VISITED)
    blocking = [count for count in counts if is_blocking(count)]
    has_home = any(count.outcome in VISITED and count.depth == 0 for count in counts)
    if not counts:
        state = "not_attempted" if has_known_site else "no_known_site"
    elif not n_visited:
        state = "unreachable"
    else:
        state = "partial" if blocking or not has_home else "complete"
    return BankCrawl(
        bank_id=bank_id,
        short_name_zh=bank.short_name_zh,
        bank_type=bank.type,
        has_known_site=has_known_site,
        is_answered=any(count.outcome not in _NO_ANSWER for count in counts),
        is_finished=is_finished,
        state=state,
        main_outcome=_main_outcome(blocking, counts if state == "unreachable" else ()),
        n_urls=sum(count.n_urls for count in counts),
        n_visited=n_visited,
        n_blocking=sum(count.n_urls for count in blocking),
        counts=tuple(counts),
    )


def is_blocking(count: UrlCount) -> bool:
    """True where such URLs leave answers unknown; neither dead links do nor links that lead off the site."""
    if count.outcome in VISITED or count.outcome is Outcome.GONE:
        return False
    return not (count.outcome is Outcome.WRONG_SITE and count.depth > 0)


def _main_outcome(blocking: Sequence[UrlCount], otherwise: Sequence[UrlCount]) -> Outcome | None:
    """Of what blocks; where nothing does (a home page that is gone), of all there is."""
    chosen = blocking or otherwise
    if not chosen:
        return None
    depth = min(count.depth for count in chosen)
    return min(
        (count for count in chosen if count.depth == depth), key=lambda count: (-count.n_urls, count.outcome)
    ).outcome
