"""Where Chromium is and how it is started.

Enters: environment and file system. Leaves: a path and launch options for Playwright, or None. Refuses to
download a browser and to start one without its sandbox unless the user is root, where Chromium has none.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "COLLECTOR_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CACHED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-dev-shm-usage",
)


def find_chromium(environment: Mapping[str, str]) -> Path | None:
    """COLLECTOR_CHROMIUM, else a Chromium on PATH, else one in Playwright's cache, else None."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named) if os.access(named, os.X_OK) else None
    for name in _NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            return Path(found)
    cache = Path(environment.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next((path for pattern in _CACHED for path in sorted(cache.glob(pattern), reverse=True)), None)


def launch_options(chromium: Path, environment: Mapping[str, str], *, is_root: bool) -> dict[str, Any]:
    """Playwright's launch options: this browser, headless, through the environment's proxy if any."""
    proxy = environment.get("http_proxy") or environment.get("https_proxy")
    options: dict[str, Any] = {
        "executable_path": str(chromium),
        "headless": True,
        "args": [*_ARGUMENTS, *(["--no-sandbox"] if is_root else [])],
    }
    return options | ({"proxy": {"server": proxy}} if proxy else {})
