"""The records of a page that was read: its blocks, and what they stand under."""

from __future__ import annotations

from dataclasses import dataclass

STANDING_ALONE = frozenset({"menu", "link", "heading", "title", "button", "form_label"})
"""Kinds of block whose text is a name or a label, not a sentence."""

JOINT = " › "
"""Joins the parts of a block's path."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of visible text and where it stands.

    ``kind``: title heading menu link paragraph list_item table_cell button form_label.
    ``region``: content navigation footer friendly_links. ``path``: breadcrumb and headings above it, from
    the outermost in. ``lead``: the line ending in a colon that introduces it. ``column`` and ``row``: header
    texts of a table cell; ``beside``: its row's cells under a header about channels or kinds. ``is_hidden``:
    not shown when the page loads (a tab not in front, a result not yet there).
    """

    position: int
    kind: str
    text: str
    path: tuple[str, ...]
    region: str
    lead: str | None = None
    column: str | None = None
    row: str | None = None
    beside: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What one capture says: its title, its blocks in order, the breadcrumb, and how the bytes were read.

    ``note``: what of it could not be read, for people; None where all of it was.
    """

    title: str | None
    blocks: tuple[Block, ...]
    crumb: tuple[str, ...]
    encoding: str
    is_mojibake: bool
    has_text_in_images: bool = False
    note: str | None = None
