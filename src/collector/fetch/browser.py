"""Where Chromium is and how it is started.

Enters: environment and file system. Leaves: a path and launch options for Playwright, or None. Refuses to
download a browser and to start one without its sandbox unless the user is root, where Chromium has none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector.fetch.limits import MAX_HEAP_MEGABYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "COLLECTOR_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CACHED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
_DRIVER_SECONDS = 30
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    f"--js-flags=--max-old-space-size={MAX_HEAP_MEGABYTES}",
    "--renderer-process-limit=1",
    "--disk-cache-size=1",
)
_NOWHERE = "http://127.0.0.1:9"


def find_chromium(environment: Mapping[str, str]) -> Path | None:
    """COLLECTOR_CHROMIUM, else one in Playwright's cache, else a Chromium on PATH, else None.

    The cache comes first because Ubuntu puts a script on PATH that only asks for a snap (2026-11).
    """
    named = environment.get(VARIABLE)
    if named:
        return Path(named) if os.access(named, os.X_OK) else None
    cache = Path(environment.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    for pattern in _CACHED:
        for path in sorted(cache.glob(pattern), reverse=True):
            return path
    on_path = (shutil.which(name, path=environment.get("PATH")) for name in _NAMES)
    return next((Path(found) for found in on_path if found), None)


@cache
def _driver_fault() -> str | None:
    """Why the program that steers the browser does not start (it is a Node.js that comes with Playwright)."""
    command = [sys.executable, "-m", "playwright", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_DRIVER_SECONDS, check=False)
    return None if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no output"])[-1]


def browser_fault(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """Why no page can be rendered here, and how to mend it; None when one can."""
    if find_chromium(environment) is None:
        return "no Chromium found", "as root: apt-get install chromium"
    fault = _driver_fault()
    if fault is not None:
        return f"Playwright's driver does not start ({fault})", "as root: apt-get install libatomic1"
    return None


def find_browser(environment: Mapping[str, str]) -> Path | None:
    """The Chromium to render with, None where it or what steers it does not work."""
    return None if browser_fault(environment) else find_chromium(environment)


def launch_options(chromium: Path, *, is_root: bool) -> dict[str, Any]:
    """Playwright's launch options: this browser, headless, without any way to the network of its own.

    Each page brings its own way (spiders/gate.py); what stands here leads nowhere and resolves no name.
    """
    return {
        "executable_path": str(chromium),
        "headless": True,
        "args": [*_ARGUMENTS, *(["--no-sandbox"] if is_root else [])],
        "ignore_default_args": ["--disable-popup-blocking", "--disable-ipc-flooding-protection"],
        "proxy": {"server": _NOWHERE},
    }
