"""What a figure is before it is drawn: a Vega-Lite spec with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's file name (no suffix), titles, caption, English alt text and Vega-Lite spec."""

    name: str
    title_zh: str
    title_en: str
    caption_zh: str
    alt_en: str
    spec: Mapping[str, object]


INK = "#1f2933"
MUTED = "#6b7785"
GRID = "#e3e7eb"
BAR = "#4c86b5"
RANGE = "#1f2933"
PUBLISHED = "#d1495b"
"""Colours shared by figures and pages."""
