"""Measures how fast pages are read: ours beside what others do with the same bytes, in one run on real pages.

Run: .venv/bin/python tests/benchmarks/reading.py [FOLDER] [--runs 3]
FOLDER holds kept pages (*.html at any depth; default: the kept pages beside this project). One core each, the
best of the runs in computing time; the last line compares one process with two by the clock. Ours comes in
two lengths: bytes to blocks, and on to mentions and products. Beside it: (a) decode, selectolax, all text;
(b) decode, parsel, all text by XPath; (c) trafilatura's main text. What is not there is named and left out
(pip install -e '.[bench]').
"""

from __future__ import annotations

import argparse
import importlib
import logging
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from collector.config.taxonomy import load_taxonomy
from collector.decode import decode
from collector.extract.mentions.page_channels import find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.mentions.terms import build_lexicon
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.extract.mentions.terms import Lexicon

HOME = Path(__file__).resolve().parents[2]
PAGES = HOME.parent / "shared" / "captures" / "dev" / "pages"
URL = "http://www.bank.test/a.html"
BATCH = 50


@cache
def lexicon() -> Lexicon:
    return build_lexicon(load_taxonomy(HOME))


def blocks(body: bytes) -> None:
    read_page(body, None)


def findings(body: bytes) -> None:
    page = read_page(body, None)
    place = find_page_channels(lexicon(), page, URL)
    read_mentions(lexicon(), page, URL, place)
    read_products(lexicon(), page, URL, place)


def selectolax_text(body: bytes) -> None:
    LexborHTMLParser(decode(body, None).text).text()


def parsel_text(body: bytes) -> None:
    selector = importlib.import_module("parsel").Selector(text=decode(body, None).text or " ")
    " ".join(selector.xpath("//body//text()").getall())


def trafilatura_text(body: bytes) -> None:
    importlib.import_module("trafilatura").extract(body)


READERS: tuple[tuple[str, str, Callable[[bytes], None]], ...] = (
    ("ours, bytes to blocks", "selectolax", blocks),
    ("ours, to mentions and products", "selectolax", findings),
    ("(a) decode, selectolax, text", "selectolax", selectolax_text),
    ("(b) decode, parsel, XPath text", "parsel", parsel_text),
    ("(c) trafilatura", "trafilatura", trafilatura_text),
)


def measure(read: Callable[[bytes], None], bodies: list[bytes], n_runs: int) -> float:
    """Seconds of computing for all pages, the best of the runs; the first page is read once before."""
    read(bodies[0])
    seconds = []
    for _ in range(n_runs):
        decode.cache_clear()
        started = time.process_time()
        for body in bodies:
            read(body)
        seconds.append(time.process_time() - started)
    return min(seconds)


def read_batch(paths: list[Path]) -> int:
    for path in paths:
        findings(path.read_bytes())
    return len(paths)


def measure_processes(paths: list[Path], n_processes: int) -> float:
    """Seconds by the clock for the full reading by some processes, once they are up."""
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(n_processes, mp_context=spawn) as pool:
        list(pool.map(read_batch, [paths[:1]] * (4 * n_processes)))
        started = time.monotonic()
        list(pool.map(read_batch, batches))
        return time.monotonic() - started


def main() -> None:
    """Print one line a reader, then one and two processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    paths = sorted(asked.folder.rglob("*.html"))
    if not paths:
        raise SystemExit(f"skipped: no kept pages in {asked.folder}; name a folder of real pages")
    logging.disable(logging.CRITICAL)
    bodies = [path.read_bytes() for path in paths]
    print(f"{len(bodies)} pages, {sum(map(len, bodies)) / 1e6:.1f} MB")
    for name, module, read in READERS:
        try:
            importlib.import_module(module)
        except ImportError as error:
            print(f"{name:<32} left out: {error}; pip install -e '.[bench]'")
            continue
        seconds = measure(read, bodies, asked.runs)
        print(f"{name:<32}{seconds:7.2f} s {len(bodies) / seconds:9.0f} pages/s per core", flush=True)
    one, two = (measure_processes(paths, n) for n in (1, 2))
    print(f"one process {one:.2f} s, two {two:.2f} s: {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
