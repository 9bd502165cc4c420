"""One crawl, killed again and again at random moments, ends with the findings of one that nobody disturbed.

Killed are, in turn, the spider, the browser and the whole group of processes, always with SIGKILL. Equal must
be, byte for byte, every table of findings, and of ``fetches`` all rows of pages that were kept. What may
differ: ``segment`` and ``offset`` (where a record stands depends on how many processes wrote), and how often
a failure was tried: each run asks again for what had failed, here only robots.txt over https, which the web
does not speak.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pyarrow.parquet as pq
import pytest
from crawl_project import Project, make_project
from loopback_web import Reply, Web, page, serving
from test_archive import forget_index, is_valid

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.errors import ExitCode
from collector.extract.run import extract_wave
from collector.fetch.browser import find_browser
from collector.fetch.outcomes import TRANSIENT
from collector.landing import TABLES
from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.models import Fetch

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(find_browser(os.environ) is None, reason="no Chromium installed"),
]

BANKS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")
N_PAGES = 40
EVERY_RENDERED = 6
N_KILLS = 30
TARGETS = ("spider", "browser", "group")
LIMIT_SECONDS = 300
SCRIPT = (
    "<html><head><title>第{n}页</title></head><body><div id=app></div><script>"
    "fetch('/data/{n}.txt').then(r => r.text()).then(t => {{"
    "document.getElementById('app').innerHTML = `<a href='{link}'>手机银行业务</a><p>${{t}}</p>` }})"
    "</script></body></html>"
)
WORDS = ("水费", "电费", "燃气费", "话费", "学费", "贷款", "理财", "存款", "信用卡", "手机银行")


def text_of(bank_id: str, number: int) -> str:
    word = WORDS[number % len(WORDS)]
    return (
        f"{bank_id}银行第{number}页：客户可以通过手机银行办理{word}业务，也可以在网上银行查询{word}记录。" * 3
    )


def chain(bank_id: str) -> dict[str, Reply]:
    """Pages that each link to the next; every sixth is made by a script."""
    host, pages = f"www.{bank_id}.test", {}
    paths = [f"/{'app' if n % EVERY_RENDERED == 3 else 'offer'}/{n}.html" for n in range(1, N_PAGES)]
    for number, path in enumerate(["/", *paths]):
        link = paths[number] if number < len(paths) else "/"
        if path.startswith("/app/"):
            pages[host + path] = Reply(SCRIPT.format(n=number, link=link).encode())
            text = text_of(bank_id, number).encode()
            pages[f"{host}/data/{number}.txt"] = Reply(
                text, headers=(("Content-Type", "text/plain; charset=utf-8"),)
            )
        else:
            pages[host + path] = page(f"第{number}页", (link, "手机银行业务"), body=text_of(bank_id, number))
    return pages


def fill(project: Project) -> None:
    for bank_id in BANKS:
        project.add_bank(bank_id)
        project.add_site(bank_id, render_paths=["/app/"])
    budget = {"pages": N_PAGES + 5, "depth": N_PAGES, "rendered_pages": N_PAGES, "timeout_seconds": 20.0}
    project.add_wave(budget=budget)


@dataclass
class Run:
    """One ``collector crawl`` in a session of its own, and the processes below it."""

    project: Project
    proxy: str
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        script = Path(__file__).with_name("crawl_through.py")
        self.log = (self.project.paths.data / "crawl.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, str(script), "test", self.proxy],
            env=self.project.environment(self.proxy),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        self.known: dict[int, psutil.Process] = {}

    def below(self) -> list[psutil.Process]:
        """Living descendants; remembered, so that none can be left behind unseen."""
        try:
            found = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        self.known.update({one.pid: one for one in found})
        return found

    def find(self, target: str) -> psutil.Process | None:
        """The spider, or the browser's own process (its helpers go with it); None while there is none."""
        for one in self.below():
            try:
                line = " ".join(one.cmdline())
            except psutil.Error:
                continue
            if target == "spider" and "scrapy crawl" in line:
                return one
            if target == "browser" and "--headless" in line and "--type=" not in line and "chrom" in line:
                return one
        return None

    def end(self) -> None:
        """Wait until this run and all that it started is gone."""
        self.process.wait(LIMIT_SECONDS)
        self.log.close()
        _, alive = psutil.wait_procs(list(self.known.values()), timeout=LIMIT_SECONDS)
        assert not alive, f"left behind: {alive}"


def wait(condition: Callable[[], bool], run: Run, what: str) -> bool:
    """True when it came about, False when the run ended first."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not condition():
        if run.process.poll() is not None:
            return False
        assert time.monotonic() < deadline, what
        time.sleep(0.005)
    return True


def kill_once(run: Run, web: Web, target: str, chance: random.Random) -> bool:
    """Let the run ask for some pages, then kill; False where it had come to its end before."""
    n_more, pause = chance.randint(1, 9), chance.uniform(0, 0.06)
    start = web.n_hits()
    if not wait(lambda: web.n_hits() >= start + n_more, run, f"no {n_more} requests"):
        return False
    if target == "group":
        time.sleep(pause)
        run.below()
        os.killpg(run.process.pid, signal.SIGKILL)
        return True
    found: list[psutil.Process] = []
    if not wait(lambda: bool((one := run.find(target)) and found.append(one) is None), run, target):
        return False
    time.sleep(pause)
    try:
        found[0].kill()
    except psutil.NoSuchProcess:
        return False
    return True


def kept_ok(project: Project) -> dict[str, Fetch]:
    return {f"{f.fetch_id}": f for f in project.fetches() if f.outcome is Outcome.OK}


def landed(project: Project) -> dict[str, object]:
    """All findings and kept rows. A page whose browser was killed is a failed attempt more: ids, which count
    attempts, are replaced by the address they stand for."""
    config = load_config(project.paths.home)
    run = extract_wave(project.paths, config, find_wave(config, "test"), jobs=1, progress=Silent())
    tables = {name: pq.read_table(run.folder / f"{name}.parquet").to_pylist() for name in TABLES}
    fetches = tables.pop("fetches")
    address = {row["fetch_id"]: (row["url"], row["is_rendered"]) for row in fetches}
    found: dict[str, object] = {
        name: sorted(repr(_without_ids(row, address)) for row in rows) for name, rows in tables.items()
    }
    kept = [row for row in fetches if Outcome(row["outcome"]) not in TRANSIENT]
    failed = {
        (row["source"], row["url"], row["outcome"], row["detail"])
        for row in fetches
        if row not in kept and not row["is_rendered"]
    }
    return found | {"kept": sorted(repr(_without_ids(row, address)) for row in kept), "failed": failed}


def _without_ids(row: dict[str, object], address: dict[str, tuple[str, bool]]) -> dict[str, object]:
    left_out = {"fetch_id", "mention_id", "product_id", "attempt", "segment", "offset"}
    kept = {name: value for name, value in row.items() if name not in left_out}
    return kept | ({"capture_id": address[str(row["capture_id"])]} if "capture_id" in row else {})


@dataclass
class Survived:
    project: Project
    calm: Project
    kills: Counter[str]
    asked_again: list[str]
    n_runs: int


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Survived:
    chance = random.Random(20261124)  # noqa: S311  moments to kill at
    pages = {name: reply for bank_id in BANKS for name, reply in chain(bank_id).items()}
    calm = make_project(tmp_path_factory.mktemp("calm"))
    fill(calm)
    with serving(Web(dict(pages))) as web:
        run = Run(calm, web.proxy)
        run.end()
        assert run.process.returncode == ExitCode.OK
    project = make_project(tmp_path_factory.mktemp("killed"))
    fill(project)
    kills: Counter[str] = Counter()
    settled: dict[str, int] = {}
    n_runs = 0
    with serving(Web(dict(pages), delay=0.02)) as web:
        while kills.total() < N_KILLS:
            run, n_runs = Run(project, web.proxy), n_runs + 1
            while kills.total() < N_KILLS:
                target = TARGETS[kills.total() % len(TARGETS)]
                assert kill_once(run, web, target, chance), f"the crawl was over after {kills.total()} kills"
                kills[target] += 1
                if target != "browser":
                    break
            if target != "browser":
                run.end()
                assert run.process.returncode in (-signal.SIGKILL, ExitCode.INCOMPLETE)
                for fetch in kept_ok(project).values():
                    name = fetch.url.partition("://")[2]
                    settled.setdefault(name, web.hits[name])
            elif kills.total() == N_KILLS:
                run.end()
        run, n_runs = Run(project, web.proxy), n_runs + 1
        run.end()
        assert run.process.returncode == ExitCode.OK
        asked_again = [name for name, n_hits in settled.items() if web.hits[name] != n_hits]
    return Survived(project, calm, kills, asked_again, n_runs)


def test_thirty_kills_fell_on_spider_browser_and_group(survived: Survived) -> None:
    assert survived.kills == {"spider": 10, "browser": 10, "group": 10}
    assert survived.n_runs >= 20


def test_findings_are_those_of_an_undisturbed_crawl(survived: Survived) -> None:
    killed, calm = landed(survived.project), landed(survived.calm)
    assert len(pq.read_table(next(survived.calm.paths.landing("test").glob("*/mentions.parquet")))) > 1000
    assert killed["kept"] == calm["kept"]
    assert len(killed["kept"]) == len(BANKS) * (N_PAGES + 2)  # with robots.txt and no sitemap
    assert killed == calm


def test_what_was_kept_is_not_asked_for_again(survived: Survived) -> None:
    assert survived.asked_again == []


def test_no_row_is_double_or_half(survived: Survived) -> None:
    project = survived.project
    archive = project.archive()
    fetches = archive.fetches()
    keys = Counter((f.source, f.owner_id, f.url, f.is_rendered, f.attempt) for f in fetches)
    assert set(keys.values()) == {1}
    assert all(len(archive.read(f).body) == f.n_bytes for f in fetches if f.segment)
    before = fetches, archive.digest()
    archive.close()
    folder = project.paths.archive("test")
    assert not list(folder.glob("*.open"))
    forget_index(folder)
    archive = project.archive()
    assert (archive.fetches(), archive.digest()) == before
    archive.close()
    assert is_valid(folder)
