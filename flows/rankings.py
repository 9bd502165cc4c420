"""The daily job: one pass over the stores of a series, extracted and built; no report.

Enters: the id of a wave that is a series. Leaves: the same manifest as the main job. A reply whose form has
changed fails the run at its very end (exit code 3): what the other stores said is published by then.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path  # noqa: TC003  Prefect reads the annotations of a flow

from prefect import flow

from flows.run import build, check, crawl, extract, run_once, run_stages


@flow(name="rankings")
def rankings(wave: str = "rankings", web_root: Path | None = None, *, is_offline: bool = False) -> None:
    """Ask, extract, build, and check that every reply was in the form that is read."""
    run_stages(
        wave,
        {
            "crawl": partial(crawl, wave, web_root=web_root, is_offline=is_offline),
            "extract": partial(extract, wave),
            "build": partial(build, wave),
            "check": partial(check, wave),
        },
    )


if __name__ == "__main__":
    sys.exit(run_once(rankings, "run the rankings flow once"))
