"""Finds a font that can draw every character of the figures. Refuses to draw rather than draw boxes.

What enters: the texts to be drawn and font files (those installed, or given). What leaves: one font's file
and family name. A character without a glyph in any usable font raises RefusedError.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from collector.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "Droid Sans Fallback",
)
"""Sans-serif families with Simplified Chinese forms, best first. No others: their forms may be wrong."""

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
"""Where font files stand when fontconfig's fc-list is not there to say."""

SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
FAMILY_NAME_IDS = (16, 1)
"""OpenType name ids of the typographic family and of the plain family."""
REGULAR_WEIGHT = 400
SPECIMEN = "中小银行场景覆盖率"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file and the family to ask for in it."""

    path: Path
    family: str


def installed_fonts() -> tuple[Path, ...]:
    """Font files of this computer, sorted: as fc-list tells, else by looking through the usual folders."""
    if shutil.which("fc-list"):
        listing = subprocess.run(
            ["fc-list", "--format", "%{file}\n"], capture_output=True, text=True, check=False, timeout=60
        )
        found = {Path(line) for line in listing.stdout.splitlines() if line}
    else:
        found = {path for folder in FOLDERS if folder.is_dir() for path in folder.rglob("*")}
    return tuple(sorted(path for path in found if path.suffix.lower() in SUFFIXES))


def find_cjk_font() -> Font | None:
    """The installed font that would draw plain Chinese text, None when there is none."""
    try:
        return find_font([SPECIMEN], installed_fonts())
    except RefusedError:
        return None


def find_font(texts: Iterable[str], files: Iterable[Path]) -> Font:
    """The best family of :data:`FAMILIES` in ``files`` that has a glyph for every character of ``texts``.

    Raises RefusedError when there is no such family, or none that has all the glyphs.
    """
    needed = {character for text in texts for character in text if not character.isspace()}
    complete: list[_Face] = []
    missing: list[str] = []
    for face in (face for path in files for face in _faces(path)):
        lacking = sorted(character for character in needed if ord(character) not in face.characters)
        if lacking:
            missing.append("".join(lacking))
        else:
            complete.append(face)
    if complete:
        best = min(complete, key=lambda face: (FAMILIES.index(face.family), face.boldness, face.path))
        return Font(best.path, best.family)
    problem = (
        f"no installed Chinese font has the glyphs of {min(missing, key=len)!r}"
        if missing
        else "no Chinese font is installed, the text would be drawn as boxes"
    )
    raise RefusedError("figures", problem, fix="apt-get install fonts-noto-cjk, then write the report again")


@dataclass(frozen=True, slots=True)
class _Face:
    path: Path
    family: str
    boldness: int
    characters: frozenset[int]


def _faces(path: Path) -> list[_Face]:
    """The faces of a font file that belong to a usable family; none for a file that is no font."""
    try:
        if path.suffix.lower() == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                return _usable(path, collection.fonts)
        with TTFont(path, lazy=True) as font:
            return _usable(path, [font])
    except (OSError, TTLibError):
        return []


def _usable(path: Path, fonts: list[TTFont]) -> list[_Face]:
    faces = []
    for font in fonts:
        names = {str(record) for record in font["name"].names if record.nameID in FAMILY_NAME_IDS}
        family = next((family for family in FAMILIES if family in names), None)
        if family is not None:
            boldness = abs(font["OS/2"].usWeightClass - REGULAR_WEIGHT)
            faces.append(_Face(path, family, boldness, frozenset(font.getBestCmap())))
    return faces
