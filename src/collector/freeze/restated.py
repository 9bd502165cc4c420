"""The id under which the archive of a frozen wave is read and counted again: ``<wave>_restated``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from collector.config.lookup import find_wave

if TYPE_CHECKING:
    from collector.models import Config, Wave

RESTATED = "_restated"


def restate(wave: Wave) -> Wave:
    """The same wave under the id of its restatement, its titles marked."""
    return replace(
        wave,
        wave=f"{wave.wave}{RESTATED}",
        title_zh=f"{wave.title_zh}（重述）",
        title_en=f"{wave.title_en}, restated",
    )


def restated_id(wave: str) -> str | None:
    """The wave that an id restates; None for a wave of its own."""
    return wave.removesuffix(RESTATED) if wave.endswith(RESTATED) else None


def making(wave: str) -> str:
    """The commands after which the warehouse holds that wave or restatement."""
    original = restated_id(wave)
    if original is None:
        return f"collector refresh --wave {wave}"
    steps = ("freeze", "extract", "build")
    return ", then ".join(f"collector {step} --wave {original}" for step in steps)


def find_edition(config: Config, wave: str) -> Wave:
    """The wave of that id, or the restatement of one. Raises UsageError naming the near misses."""
    original = restated_id(wave)
    return find_wave(config, wave) if original is None else restate(find_wave(config, original))
