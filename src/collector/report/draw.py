"""Draws figures as Vega-Lite JSON, SVG (text as text) and PNG at twice the size: same input, same bytes.

What enters: figures, and font files to choose from. Refuses (RefusedError, by :mod:`collector.report.fonts`)
to draw when no font has every glyph. Nothing is fetched: the specs carry their data.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import vl_convert

from collector.report.figure import GRID, INK, MUTED
from collector.report.fonts import find_font

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from collector.report.figure import Figure
    from collector.report.fonts import Font

PNG_SCALE = 2
AXIS_CHARACTERS = "0123456789%,.\N{MINUS SIGN}\N{HORIZONTAL ELLIPSIS}"
"""Characters that axes and cut labels may add to the texts of a spec."""


def draw_figures(figures: Sequence[Figure], folder: Path, font_files: Sequence[Path]) -> int:
    """Write ``<name>.json``, ``.svg`` and ``.png`` of each figure into ``folder``; how many were drawn.

    All or none: the font is found for all figures before the first is drawn (RefusedError if there is none).
    """
    if not figures:
        return 0
    texts = [AXIS_CHARACTERS, *(text for figure in figures for text in _texts(figure.spec))]
    font = find_font(texts, font_files)
    vl_convert.register_font_directory(str(font.path.parent))
    folder.mkdir()
    for figure in figures:
        spec = json.dumps(
            {**figure.spec, "config": _config(font)}, ensure_ascii=False, sort_keys=True, indent=1
        )
        svg = vl_convert.vegalite_to_svg(spec)
        (folder / f"{figure.name}.json").write_bytes(f"{spec}\n".encode())
        (folder / f"{figure.name}.svg").write_bytes(f"{svg}\n".encode())
        (folder / f"{figure.name}.png").write_bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE))
    return len(figures)


def _texts(part: object) -> Iterator[str]:
    """Every string in a spec: a superset of what is drawn."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _config(font: Font) -> Mapping[str, object]:
    return {
        "font": font.family,
        "background": "white",
        "padding": 16,
        "view": {"stroke": None},
        "title": {
            "fontSize": 18,
            "anchor": "start",
            "frame": "group",
            "color": INK,
            "fontWeight": "normal",
            "subtitleColor": MUTED,
            "subtitleFontSize": 12,
            "subtitlePadding": 4,
            "offset": 12,
        },
        "axis": {
            "labelColor": INK,
            "titleColor": MUTED,
            "titleFontWeight": "normal",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "gridColor": GRID,
            "domainColor": GRID,
            "tickColor": GRID,
            "labelFlush": False,
        },
        "axisY": {"grid": False, "ticks": False, "labelPadding": 8},
        "legend": {"labelColor": INK, "labelFontSize": 12, "symbolSize": 120},
    }
