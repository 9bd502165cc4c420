"""The main job: crawl, extract, build and report one wave as four coarse Prefect tasks.

Enters: a wave's id. Leaves: ``data/logs/<wave>/refresh.json``, the manifest with every stage's time and
summary, written after each stage.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path  # noqa: TC003  Prefect reads the annotations of a flow

from prefect import flow

from flows.run import build, crawl, extract, report, run_once, run_stages


@flow(name="refresh")
def refresh(wave: str, web_root: Path | None = None, *, is_offline: bool = False) -> None:
    """Run the four stages of ``wave`` in order, leaving the manifest after each."""
    run_stages(
        wave,
        {
            "crawl": partial(crawl, wave, web_root=web_root, is_offline=is_offline),
            "extract": partial(extract, wave),
            "build": partial(build, wave),
            "report": partial(report, wave),
        },
    )


if __name__ == "__main__":
    sys.exit(run_once(refresh, "run the refresh flow once"))
