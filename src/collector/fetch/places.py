"""The pages that a crawl knows of: the records of the frontier. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.fetch.promise import Promise


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be asked for, how it was found (``parent_url`` None: a seed), why it ranks so."""

    url: str
    depth: int
    parent_url: str | None
    anchor_text: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Pages passed over for one reason: the first of them and their number."""

    first: Candidate
    n_pages: int
    reason: str


@dataclass(slots=True)
class Place:
    """What is known of one page: where it stands, what it promises, and which pages it leads to.

    ``state`` is waiting, asked, blocked (asked, and could not be read) or passed. ``is_listed``: a sitemap
    names it. ``children``: key of each page it links to, and by how much deeper that stands (a frame: 0).
    """

    candidate: Candidate
    promise: Promise
    state: str = "waiting"
    is_listed: bool = False
    children: dict[str, int] = field(default_factory=dict)
