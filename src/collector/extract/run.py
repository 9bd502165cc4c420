"""The extraction of one wave: archive and config in, one run of landed tables out.

Enters: the wave's archive and imported lists, taxonomy, stores and apps. Leaves:
``data/landing/<wave>/<digest>`` and ``current``. The digest is over everything that may change a row, so an
unchanged archive lands nothing new. Refuses to land a run in which a capture could not be read: a page that
was lost would later be counted as one that says nothing.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector import decode, imports, landing, personal, stand_ins, store_urls, store_words, tame, words
from collector.archive.store import Archive
from collector.declared import records
from collector.errors import ChecksFailedError, CollectorError
from collector.extract.capture import Context, read_capture
from collector.extract.choose import Chosen, choose_captures
from collector.extract.declared import find_source, index_sources
from collector.extract.mentions.terms import build_lexicon
from collector.extract.parquet import count_rows, put_in_force, write_run
from collector.extract.rows import Findings
from collector.extract.stores.list_pages import list_rows
from collector.extract.stores.unread import add_unread, asked_of_stores, changed_replies
from collector.files import code_files
from collector.imports.land import digest_imports, imported_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.console import Progress
    from collector.models import Config, Fetch, Taxonomy, Wave
    from collector.paths import Paths

_CHUNK = 40
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ExtractResult:
    """Where a run landed, its digest, rows by table, and whether it is new."""

    folder: Path
    digest: str
    counts: dict[str, int]
    is_new: bool

    @property
    def summary(self) -> str:
        """One line: what was landed, and whether anything had changed."""
        rows = ", ".join(f"{n} {table}" for table, n in self.counts.items())
        return f"{rows}; run {self.digest[:12]}{'' if self.is_new else ' (unchanged)'}"


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker needs to read captures of one wave; everything in it can be pickled."""

    folder: Path
    wave: str
    config: Config


def extract_wave(paths: Paths, config: Config, wave: Wave, *, jobs: int, progress: Progress) -> ExtractResult:
    """Read every capture of ``wave`` and land what it says; ``jobs`` worker processes.

    Raises ChecksFailedError (exit 3) naming the captures that could not be read; nothing is landed then.
    Raises ArchiveError where kept bytes fail their digest.
    """
    job = _Job(paths.archive(wave.wave), wave.wave, _used_by(config, wave))
    archive = Archive(job.folder, wave.wave)
    try:
        digest = run_digest(archive.digest() + digest_imports(paths, wave.wave), job.config)
        fetches = archive.fetches()
    finally:
        archive.close()
    folder = paths.landing(wave.wave)
    known = count_rows(folder, digest)
    if known is not None:
        put_in_force(folder, digest)
        return ExtractResult(folder / digest, digest, known, is_new=False)
    sources = index_sources(job.config.sites)
    asked = asked_of_stores(job.config.stores, fetches)
    declared = frozenset(fetch.fetch_id for fetch in fetches if find_source(sources, fetch))
    chosen = choose_captures(fetches, declared | frozenset(asked))
    findings = _read_all(job, chosen, jobs, progress)
    add_unread(findings, asked, {one.fetch.fetch_id for one in chosen})
    for row in list_rows(findings.lists):
        findings.add("app_ranks", row)
    findings.rows["fetches"] = [_fetch_row(fetch) for fetch in fetches]
    for table, rows in imported_rows(paths, wave.wave).items():
        findings.rows.setdefault(table, []).extend(rows)
    if findings.misread:
        progress.line(f"{len(findings.misread)} pages look misread, the first is {findings.misread[0]}")
    if findings.notes:
        progress.line(
            f"{len(findings.notes)} replies do not fit their declaration, first: {findings.notes[0]}"
        )
    for problem in changed_replies(findings):
        progress.line(problem)
    if findings.cut:
        progress.line(f"{len(findings.cut)} pages were read in part or not at all, first: {findings.cut[0]}")
    counts = write_run(folder, digest, findings.rows)
    return ExtractResult(folder / digest, digest, counts, is_new=True)


def run_digest(archive_digest: str, config: Config) -> str:
    """64 hex digits over archive, taxonomy, stores, apps and the extractor's own code."""
    total = hashlib.sha256(archive_digest.encode())
    total.update(config.taxonomy.digest.encode())
    used = {
        "stores": [asdict(store) for store in config.stores],
        "apps": [asdict(app) for app in config.apps],
        "sources": {site.bank_id: [asdict(one) for one in site.sources] for site in config.sites},
    }
    total.update(json.dumps(used, sort_keys=True, ensure_ascii=False).encode())
    modules = (decode, imports, landing, personal, stand_ins, store_urls, store_words, tame, words)
    shared = [path for module in modules for path in code_files(module)]
    declared = Path(str(records.__file__)).parent
    own = Path(__file__).parent
    for path in (*sorted(own.rglob("*.py")), *sorted(declared.glob("*.py")), *shared):
        name = path.relative_to(own).as_posix() if path.is_relative_to(own) else path.name
        total.update(name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _used_by(config: Config, wave: Wave) -> Config:
    """What of the config extraction reads: taxonomy, declared sources, the wave's stores, their apps."""
    stores = tuple(store for store in config.stores if store.store in wave.stores)
    apps = tuple(app for app in config.apps if app.store in wave.stores)
    sites = tuple(site for site in config.sites if site.sources)
    return replace(config, banks=(), sites=sites, waves=(), stores=stores, apps=apps)


def _read_all(job: _Job, chosen: tuple[Chosen, ...], jobs: int, progress: Progress) -> Findings:
    chunks = [chosen[start : start + _CHUNK] for start in range(0, len(chosen), _CHUNK)]
    findings = Findings()
    failures: list[str] = []
    n_read = 0
    for chunk, (part, failed) in zip(chunks, _results(job, chunks, jobs), strict=True):
        findings.merge(part)
        failures += failed
        n_read += len(chunk)
        progress.step(n_read, len(chosen), "captures")
    if failures:
        shown = "; ".join(failures[:_SHOWN]) + ("; …" if len(failures) > _SHOWN else "")
        raise ChecksFailedError(
            f"extract {job.wave}",
            f"{len(failures)} of {len(chosen)} captures could not be read: {shown}",
            fix="mend the reader for these captures and run extract again; nothing was landed",
        )
    return findings


def _results(job: _Job, chunks: list[tuple[Chosen, ...]], jobs: int) -> Iterator[tuple[Findings, list[str]]]:
    if jobs <= 1 or len(chunks) <= 1:
        worker = _open_worker(job)
        try:
            for chunk in chunks:
                yield _read_chunk(worker, chunk)
        finally:
            worker.archive.close()
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin, initargs=(job,)) as pool:
        yield from pool.map(_read_in_worker, chunks)


@dataclass(frozen=True, slots=True)
class _Worker:
    archive: Archive
    context: Context


_WORKERS: list[_Worker] = []


def _begin(job: _Job) -> None:
    _WORKERS.append(_open_worker(job))


def _read_in_worker(chunk: tuple[Chosen, ...]) -> tuple[Findings, list[str]]:
    return _read_chunk(_WORKERS[0], chunk)


def _open_worker(job: _Job) -> _Worker:
    taxonomy: Taxonomy = job.config.taxonomy
    sources = index_sources(job.config.sites)
    context = Context(build_lexicon(taxonomy), job.config.stores, job.config.apps, sources)
    return _Worker(Archive(job.folder, job.wave), context)


def _read_chunk(worker: _Worker, chunk: tuple[Chosen, ...]) -> tuple[Findings, list[str]]:
    """Findings of a chunk, and one line per capture that no reader could read."""
    findings = Findings()
    failures: list[str] = []
    for chosen in chunk:
        capture = worker.archive.read(chosen.fetch)
        try:
            findings.merge(read_capture(worker.context, chosen, capture))
        except CollectorError as error:
            failures.append(f"{chosen.fetch.url} ({error.subject}: {error.problem})")
        except Exception as error:
            failures.append(
                f"{chosen.fetch.url} (capture {chosen.fetch.fetch_id}: {type(error).__name__} {error})"
            )
    return findings, failures


def _fetch_row(fetch: Fetch) -> dict[str, Any]:
    row = asdict(fetch)
    del row["elapsed_ms"]
    return row | {"outcome": fetch.outcome.value}
