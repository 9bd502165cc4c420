"""The crawl of a served wave through a proxy that outlives it: ``crawl_through.py WAVE PROXY``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.errors import CollectorError
from collector.fetch import crawl
from collector.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.models import Wave


def main(wave_id: str, proxy: str) -> int:
    @contextmanager
    def web(wave: Wave, web_root: Path | None) -> Iterator[str]:
        yield proxy

    crawl._web = web
    paths = Paths.from_environment()
    config = load_config(paths.home)
    wave = find_wave(config, wave_id)
    try:
        crawl.crawl_wave(paths, config, wave, banks=None, offline=False, web_root=None, progress=Silent())
    except CollectorError as error:
        sys.stderr.write(f"{error}\n")
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
