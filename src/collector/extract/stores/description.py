"""What a store says about an app as a page of its own, so that it is read like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.pages.blocks import Block, Page
from collector.extract.pages.regions import CONTENT
from collector.extract.pages.text import clean

if TYPE_CHECKING:
    from collector.extract.stores.records import AppDetail

NOTES = "版本更新"
"""Heading under which release notes stand in an app's page; it names no item of the taxonomy."""


def description_page(app: AppDetail, encoding: str, *, is_mojibake: bool) -> Page:
    """The app's name, description and release notes as a page: a block per line, notes under a heading."""
    blocks = [Block(0, "title", app.app_name, (), CONTENT)]
    for text, path in ((app.description, ()), (app.release_notes, (NOTES,))):
        lines = [line for raw in text.splitlines() if (line := clean(raw))]
        if path and lines:
            blocks.append(Block(len(blocks), "heading", NOTES, (), CONTENT))
        blocks += [
            Block(number, "paragraph", line, path, CONTENT) for number, line in enumerate(lines, len(blocks))
        ]
    return Page(app.app_name, tuple(blocks), (), encoding, is_mojibake)
