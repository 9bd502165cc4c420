"""Measures what the links of one page cost: processor seconds to find 10,000 of them and to queue them.

Run: .venv/bin/python tests/benchmarks/crawl_links.py [--links 10000] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import sys
import time

from collector.fetch.frontier import Frontier
from collector.fetch.links import find_links
from collector.fetch.seen import look

HOME = "https://www.alpha.test/"
WORDS = ("手机银行", "理财产品", "新闻", "第{n}期稳健理财产品公告", "更多", "个人贷款{n}", "关于我们")


def page_of(n_links: int) -> str:
    """A page with one long list, as archives have them, each link in its own item."""
    items = "".join(
        f"<li class='item'><a href='/c{n % 40}/{n}.html?id={n}'>{WORDS[n % len(WORDS)].format(n=n)}</a></li>"
        for n in range(n_links)
    )
    return f"<html><body><div id='main'><div class='list'><ul>{items}</ul></div></div></body></html>"


def measure(n_links: int) -> tuple[float, float, float]:
    """Processor seconds to find them, to look at the page, to queue all, pop 300 and drain the rest."""
    page = page_of(n_links)
    start = time.process_time()
    links = find_links(page, HOME)
    found = time.process_time()
    look(page, links)
    looked = time.process_time()
    frontier = Frontier(max_depth=4, n_pages=300)
    frontier.add_seed(HOME)
    frontier.pop()
    for link in links:
        frontier.add(link, depth=1, parent_url=HOME)
    for _ in range(300):
        frontier.pop()
    frontier.drain()
    return found - start, looked - found, time.process_time() - looked


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        cProfile.runctx("measure(n)", globals(), {"n": options.links}, sort="cumtime")
        return
    found, looked, queued = measure(options.links)
    sys.stdout.write(
        f"{options.links} links: {found:.2f} s to find, {looked:.2f} s to look, {queued:.2f} s to queue\n"
    )


if __name__ == "__main__":
    main()
