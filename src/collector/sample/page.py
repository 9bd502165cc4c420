"""What a page of the sample consists of, and what the server sends. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a menu, a list or a paragraph; ``children`` make a nested menu."""

    text: str
    path: str
    children: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of content. ``rows[0]`` of a table is its header row."""

    kind: Literal["heading", "text", "items", "buttons", "table", "links"]
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page before any technique is applied. ``trail`` is its breadcrumb, the page's own name last."""

    path: str
    title: str
    trail: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All pages of one site (the home page first) and the menu that every page shows."""

    menu: tuple[Link, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer. ``is_dropped``: close the connection without a byte."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    delay_seconds: float = 0.0
    is_dropped: bool = False
