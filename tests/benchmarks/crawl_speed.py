"""Measures how fast bank_site crawls and archives, beside a bare spider on the same server in the same run.

Run: .venv/bin/python tests/benchmarks/crawl_speed.py [--banks 50] [--pages 200] [--slow 0]
Pacing is off. Prints pages per minute of both and their ratio, the resident memory of bank_site after 1,000
pages and at the end; with --slow, when the other banks were done while one answered that many seconds late.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from collector.words import Outcome  # noqa: E402 - the checkout is put on the path above
from tests.crawl.crawl_project import make_project  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.crawl.crawl_project import Project

INTERVAL_SECONDS = 0.2
FIRST_PAGES = 1000
MIB = 1024**2


@dataclass
class Run:
    """One process: its seconds, resident bytes by second, and the lines it printed by second."""

    seconds: float = 0.0
    memory: list[tuple[float, int]] = field(default_factory=list)
    lines: list[tuple[float, str]] = field(default_factory=list)

    @property
    def peak(self) -> int:
        """Most resident bytes."""
        return max((size for _, size in self.memory), default=0)


@contextmanager
def serving(n_hosts: int, n_pages: int, slow: float) -> Iterator[str]:
    """The proxy's address."""
    script = HOME / "tests/benchmarks/many_pages.py"
    command = [sys.executable, str(script), str(n_hosts), str(n_pages), str(slow)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def watch(command: list[str], folder: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end; its log is the file ``log`` of the folder."""
    run, started = Run(), time.monotonic()
    with (folder / "log").open("w") as log:
        child = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )

        def read() -> None:
            for line in child.stdout or ():
                run.lines.append((time.monotonic() - started, line))

        reader = threading.Thread(target=read)
        reader.start()
        process = psutil.Process(child.pid)
        while child.poll() is None:
            with suppress(psutil.Error):
                run.memory.append((time.monotonic() - started, process.memory_info().rss))
            time.sleep(INTERVAL_SECONDS)
        run.seconds = time.monotonic() - started
        reader.join()
    if child.returncode != 0:
        raise SystemExit((folder / "log").read_text()[-2000:])
    return run


def run_bare(proxy: str, hosts: list[str], folder: Path) -> tuple[Run, int]:
    """The bare spider, and how many pages it got."""
    spider = str(HOME / "tests/benchmarks/bare_spider.py")
    command = [sys.executable, "-m", "scrapy", "runspider", spider, "-a", f"hosts={','.join(hosts)}"]
    run = watch(command, folder, {**os.environ, "http_proxy": proxy, "no_proxy": ""})
    found = re.search(r"response_status_count/200': (\d+)", (folder / "log").read_text())
    return run, int(found[1]) if found else 0


def run_bank_site(proxy: str, project: Project) -> tuple[Run, int]:
    """bank_site, and how many pages it got."""
    command = [sys.executable, "-m", "scrapy", "crawl", "bank_site", "-a", "wave=test"]
    run = watch(command, project.paths.home, project.environment(proxy))
    return run, sum(
        fetch.outcome == Outcome.OK and fetch.source == "bank_site" for fetch in project.fetches()
    )


def measure(n_banks: int, n_pages: int, slow: float) -> None:
    """One run of each; prints what was measured."""
    hosts = [f"www.bank{n}.test" for n in range(n_banks)]
    with tempfile.TemporaryDirectory() as name, serving(n_banks, n_pages, slow) as proxy:
        folder = Path(name)
        project = make_project(folder)
        for n in range(n_banks):
            project.add_bank(f"bank{n}")
        project.add_wave(budget={"pages": n_pages + 10, "depth": 60, "timeout_seconds": 30.0})
        ours, pages = run_bank_site(proxy, project)
        if slow:
            _show_slow(ours, slow)
            return
        bare, n_bare = run_bare(proxy, hosts, folder)
    early = [size for seconds, size in ours.memory if seconds <= ours.seconds * FIRST_PAGES / pages]
    print(f"bare spider: {n_bare} pages in {bare.seconds:.1f} s, {_pace(n_bare, bare)} pages a minute")
    print(f"bank_site: {pages} pages in {ours.seconds:.1f} s, {_pace(pages, ours)} pages a minute")
    print(f"ratio: {pages / ours.seconds / (n_bare / bare.seconds):.0%}")
    at_first = f"{max(early, default=0) / MIB:.0f} MiB in the first {FIRST_PAGES} pages"
    print(f"memory of bank_site: {at_first}, {ours.peak / MIB:.0f} MiB at most")


def _show_slow(run: Run, slow: float) -> None:
    ends = [(seconds, json.loads(line)["finished"]) for seconds, line in run.lines if "finished" in line]
    others = max(seconds for seconds, bank in ends if bank != "bank0")
    own = max(seconds for seconds, bank in ends if bank == "bank0")
    print(
        f"bank0 answers {slow} s late: the other {len(ends) - 1} done in {others:.1f} s, bank0 in {own:.1f} s"
    )


def _pace(pages: int, run: Run) -> str:
    return f"{60 * pages / run.seconds:,.0f}"


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--banks", type=int, default=50)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--slow", type=float, default=0.0)
    given = parser.parse_args()
    measure(given.banks, given.pages, given.slow)


if __name__ == "__main__":
    main()
