"""Writes the blocks of a page one after the other, each with what stands above it and what introduces it.

Enters: kind, text and region of a block, and headings as they open. Leaves: the list of blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.pages.blocks import Block
from collector.extract.pages.outline import Outline
from collector.extract.pages.regions import CONTENT, FOOTER, FRIENDLY, is_footer_line

if TYPE_CHECKING:
    from collector.extract.pages.tables import Cell

FRIENDLY_TITLE = "友情链接"
LIST_LIKE = re.compile(r"\s*[（(\[【]?[一二三四五六七八九十\d①-⑳●·■◆★*•－\-—Ø]+")
"""How an item of a list begins that is not marked as one."""
_INTRODUCED = frozenset({"list_item", "table_cell", "link"})


class Writer:
    """Blocks so far, the headings in force, the breadcrumb, and the line that leads in, shown or hidden."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.outline = Outline()
        self.crumb: tuple[str, ...] = ()
        self._leads: dict[bool, str | None] = {False: None, True: None}

    def add(
        self, kind: str, text: str, region: str, *, cell: Cell | None = None, is_hidden: bool = False
    ) -> None:
        """Append one block, give it the lead-in line that introduces it, and keep that line for the next."""
        path = self.outline.path(is_hidden=is_hidden)
        if FRIENDLY_TITLE in path:
            region = FRIENDLY
        if region == CONTENT:
            path = self.crumb + path
            region = FOOTER if is_footer_line(text) and kind != "title" else CONTENT
        introduced = kind in _INTRODUCED or bool(LIST_LIKE.match(text))
        lead = self._leads[is_hidden] if introduced else None
        column, row, beside = (cell.column, cell.row, cell.beside) if cell else (None, None, None)
        number = len(self.blocks)
        self.blocks.append(Block(number, kind, text, path, region, lead, column, row, beside, is_hidden))
        if kind == "paragraph" and text.endswith(("：", ":")):
            self._leads[is_hidden] = text
        elif not introduced and kind != "button":
            self._leads[is_hidden] = None

    def add_heading(self, level: int, text: str, region: str, scope: int, *, is_hidden: bool = False) -> None:
        """Append a heading and put it in force until ``scope`` ends or one of its level or above follows."""
        self.outline.end_level(level, is_hidden=is_hidden)
        self.add("heading", text, region, is_hidden=is_hidden)
        self.open_heading(level, text, scope, is_hidden=is_hidden)

    def open_heading(self, level: int, text: str, scope: int, *, is_hidden: bool = False) -> None:
        """Let a block that is written head what follows: see :meth:`add_heading`."""
        self.outline.open(level, text.strip("：: "), scope, is_hidden=is_hidden)
        self._leads[is_hidden] = None
