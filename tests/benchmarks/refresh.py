"""Measures one `collector refresh` of the sample wave: seconds, and the peak memory of all its processes.

Run: .venv/bin/python tests/benchmarks/refresh.py [--runs 3]
Memory is the sum of the proportional set sizes (PSS: shared pages counted once) of the command and everything
it started, sampled five times a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

HOME = Path(__file__).resolve().parents[2]
INTERVAL_SECONDS = 0.2


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def measure(data: Path) -> tuple[float, int]:
    """Run the sample refresh into an empty data folder; returns seconds and peak bytes."""
    environment = {**os.environ, "COLLECTOR_DATA": str(data)}
    command = [sys.executable, "-m", "collector.cli", "refresh", "--wave", "sample"]
    started = time.monotonic()
    child = subprocess.Popen(command, cwd=HOME, env=environment, stdout=sys.stdout)
    root, peak = psutil.Process(child.pid), 0
    while child.poll() is None:
        try:
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            break
        peak = max(peak, sum(_pss(process) for process in family))
        time.sleep(INTERVAL_SECONDS)
    if child.wait() != 0:
        raise SystemExit(f"refresh ended with {child.returncode}")
    return time.monotonic() - started, peak


def main() -> None:
    """Print one line a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    for run in range(parser.parse_args().runs):
        with tempfile.TemporaryDirectory() as folder:
            seconds, peak = measure(Path(folder))
        print(f"run {run + 1}: {seconds:.1f} s, {peak / 1024**2:.0f} MiB peak", flush=True)


if __name__ == "__main__":
    main()
