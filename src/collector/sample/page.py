"""What a page of the sample consists of, what the server is asked and what it sends. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a menu, a list or a paragraph; ``children`` make a nested menu.

    ``path`` starts with ``/`` on the site's own host and is a whole URL elsewhere.
    """

    text: str
    path: str
    children: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of content. ``rows[0]`` of a table is its header row; pairs (label and value) have none.

    ``links`` of a table, one per row below the header, lead to what the row is about; those of frames are the
    pages in them.
    """

    kind: Literal["heading", "text", "items", "buttons", "table", "pairs", "links", "frames"]
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page before any technique is applied. ``trail`` is its breadcrumb, the page's own name last.

    ``path`` may hold a query; it is a whole URL on a further host of the site. ``look``: ``bare`` shows no
    menu (the inside of a frame, a print version), ``frameset`` is nothing but its frames. ``menu`` replaces
    the site's.
    ``is_furniture``: states no fact.
    """

    path: str
    title: str
    trail: tuple[str, ...]
    blocks: tuple[Block, ...]
    is_furniture: bool = False
    look: Literal["whole", "bare", "frameset"] = "whole"
    menu: tuple[Link, ...] | None = None


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All pages of one site (the home page first), the menu that every page shows, and further replies.

    ``copies`` show again what a page shows, under another address.
    """

    menu: tuple[Link, ...]
    pages: tuple[Page, ...]
    copies: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a host gets it. ``body``: bytes of a POST, None for GET and HEAD."""

    path: str
    query: str = ""
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer. ``is_dropped``: close the connection without a byte."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    delay_seconds: float = 0.0
    is_dropped: bool = False
