"""Fetch a wave: start the spiders as processes, wait, and say how it went.

Enters: config and wave. Leaves: the wave's archive with what was still missing from it. Refuses to run twice
at the same time on one wave, and to call a live wave fetched when no bank could be reached. The spiders do
all the asking; here is only which of them have to run, and with which proxy.
"""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.archive.store import Archive
from collector.errors import IncompleteError, UsageError
from collector.fetch.browser import browser_fault
from collector.fetch.permission import check_permission
from collector.fetch.plan import SHANGHAI, plan_sites, plan_stores
from collector.fetch.spider_runs import SpiderRun, run_spiders
from collector.words import UNREACHED, VISITED, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.console import Progress
    from collector.fetch.visit import SiteVisit
    from collector.models import Config, Fetch, Wave
    from collector.paths import Paths

MAX_BATCHES = 2
_SOURCES = {"store": "store_", "bank": "bank_site"}
_FEW_BANKS = 50  # a process with its browser takes some 400 MB; fewer banks than these share one
_LOCK = "crawl.lock"
_PROXY_NAMES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy")


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What the archive holds after a crawl: rows, distinct visited pages, and rows by outcome."""

    wave: str
    n_banks: int
    n_banks_asked: int
    n_fetches: int
    n_visited: int
    outcomes: tuple[tuple[Outcome, int], ...]
    digest: str

    @property
    def summary(self) -> str:
        """One line for people."""
        told = ", ".join(f"{outcome.value} {n}" for outcome, n in self.outcomes)
        return (
            f"wave {self.wave}: {self.n_banks_asked} of {self.n_banks} banks asked, "
            f"{self.n_fetches} fetches, {self.n_visited} pages visited ({told})"
        )


def crawl_wave(
    paths: Paths,
    config: Config,
    wave: Wave,
    *,
    banks: tuple[str, ...] | None,
    offline: bool,
    web_root: Path | None,
    progress: Progress,
) -> CrawlResult:
    """Fetch what is missing of ``wave``; banks that are named are gone through again, failures asked anew.

    Offline nothing is asked and nothing written: what is kept is replayed, to see that it can be.
    RefusedError (exit 5) where a live wave may not be crawled; IncompleteError (exit 4) where a spider ended
    early or no bank of a live wave could be reached; ArchiveError (exit 3) where a segment is damaged.
    """
    if not offline:
        check_permission(config.politeness, wave)
    if wave.is_series and banks:
        raise UsageError(
            f"wave {wave.wave}",
            "a series asks stores, no banks",
            fix="leave --bank out, or name another wave",
        )
    folder = paths.archive(wave.wave)
    folder.mkdir(parents=True, exist_ok=True)
    with _only_crawl(folder, wave):
        if offline:
            _check_kept(paths, wave)
        runs, n_asked = _missing(paths, config, wave, banks, is_offline=offline)
        if runs and not offline and (fault := browser_fault(os.environ)):
            progress.line(f"{fault[0]}: pages that need JavaScript will end as 'empty'. Fix: {fault[1]}")
        elif runs and not offline and wave.web is None and os.geteuid() == 0:
            progress.line("Chromium runs without its sandbox: it has none for root. Fix: run as another user")
        if runs:
            with _served(wave, web_root, is_offline=offline) as proxy:
                run_spiders(runs, paths, wave, proxy=proxy, is_offline=offline, progress=progress)
        archive = Archive(folder, wave.wave)
        try:
            fetches = archive.fetches()
            if wave.web is None and not offline:
                _check_reached(wave, fetches)
            return _result(wave, fetches, archive.digest(), n_asked)
        finally:
            archive.close()


def _check_kept(paths: Paths, wave: Wave) -> None:
    archive = Archive(paths.archive(wave.wave), wave.wave)
    n_kept = len(archive.fetches())
    archive.close()
    if n_kept == 0:
        fix = "run collector crawl without --offline first"
        raise IncompleteError(f"wave {wave.wave}", "nothing was fetched yet", fix=fix)


def _missing(
    paths: Paths, config: Config, wave: Wave, banks: tuple[str, ...] | None, *, is_offline: bool
) -> tuple[list[SpiderRun], int]:
    """The spiders to run: banks in at most two batches, and stores; without visits that came to their end.

    A live bank of which nothing could be reached is asked again, and so is one whose declaration changed.
    """
    archive = Archive(paths.archive(wave.wave), wave.wave)
    marks = {(mark.source, mark.owner_id): mark for mark in archive.finishes()}
    archive.close()

    def is_done(source: str, owner_id: str | None, plan: str) -> bool:
        mark = marks.get((source, owner_id))
        return mark is not None and mark.plan == plan and (mark.is_reached or wave.web is not None)

    can_render = is_offline or browser_fault(os.environ) is None
    bank_ids = () if wave.is_series else banks or wave.universe
    sites = plan_sites(config, wave, bank_ids, can_render=can_render)
    asked = [visit for visit in sites if banks or not is_done(visit.source, visit.owner_id, visit.plan)]
    runs = [SpiderRun("bank_site", batch) for batch in _batches(asked)]
    for store in plan_stores(config, wave) if not banks else []:
        if not is_done(store.source, None, store.plan):
            runs.append(SpiderRun(store.source, ()))
    return runs, len(asked)


def _batches(visits: list[SiteVisit]) -> list[tuple[str, ...]]:
    """Banks by process, even in number; banks that share a domain share a process, which paces its host."""
    n_batches = min(MAX_BATCHES, -(-len(visits) // _FEW_BANKS))
    batches: list[list[str]] = [[] for _ in range(n_batches)]
    batch_of: dict[str, list[str]] = {}
    for visit in visits:
        shared = [batch_of[domain] for domain in sorted(visit.domains) if domain in batch_of]
        batch = shared[0] if shared else min(batches, key=len)
        batch.append(visit.owner_id)
        batch_of |= dict.fromkeys(visit.domains, batch)
    return [tuple(batch) for batch in batches if batch]


@contextmanager
def _only_crawl(folder: Path, wave: Wave) -> Iterator[None]:
    with (folder / _LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IncompleteError(
                f"wave {wave.wave}", "another crawl of it is running", fix="wait until it has ended"
            ) from None
        yield


@contextmanager
def _served(wave: Wave, web_root: Path | None, *, is_offline: bool) -> Iterator[dict[str, str] | None]:
    """Proxy variables for the spiders: those of the served web, none offline; None leaves the user's own."""
    if is_offline:
        yield dict.fromkeys(_PROXY_NAMES, "")
        return
    with nullcontext() if wave.web is None else _web(wave, web_root) as url:
        yield None if url is None else dict.fromkeys(_PROXY_NAMES, "") | dict.fromkeys(_PROXY_NAMES[:2], url)


@contextmanager
def _web(wave: Wave, web_root: Path | None) -> Iterator[str]:
    from collector.sample.server import serve_web  # noqa: PLC0415  live waves need no sample web

    with serve_web(wave, web_root) as url:
        yield url


def _check_reached(wave: Wave, fetches: list[Fetch]) -> None:
    """A machine without network must not pass for a country without banks, or for a day without lists."""
    what = "store" if wave.is_series else "bank"
    asked = [fetch for fetch in fetches if fetch.source.startswith(_SOURCES[what])]
    if wave.is_series and asked:
        last = max(fetch.fetched_at for fetch in asked).astimezone(SHANGHAI).date()
        asked = [fetch for fetch in asked if fetch.fetched_at.astimezone(SHANGHAI).date() == last]
    tried = Counter(fetch.outcome for fetch in asked)
    if tried and set(tried) <= UNREACHED | {Outcome.OVER_BUDGET, Outcome.UNSAFE_URL}:
        outcome, n = tried.most_common(1)[0]
        raise IncompleteError(
            f"wave {wave.wave}",
            f"no {what} could be reached ({n} of {tried.total()} attempts ended in {outcome.value})",
            fix=f"check the network or the proxy variables and run collector crawl --wave {wave.wave} again",
        )


def _result(wave: Wave, fetches: list[Fetch], digest: str, n_asked: int) -> CrawlResult:
    outcomes = Counter(fetch.outcome for fetch in fetches)
    return CrawlResult(
        wave=wave.wave,
        n_banks=len(wave.universe),
        n_banks_asked=n_asked,
        n_fetches=len(fetches),
        n_visited=len({(fetch.owner_id, fetch.url) for fetch in fetches if fetch.outcome in VISITED}),
        outcomes=tuple((outcome, outcomes[outcome]) for outcome in Outcome if outcomes[outcome]),
        digest=digest,
    )
