"""What came for one ask, as far as the order of a crawl depends on it.

Enters: the text of a page. Leaves: its size, three fingerprints, and whether its list turns pages by script.
Refuses to interpret: fingerprints are compared, nothing is read out of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from collector.fetch.text import parse, title_of, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.fetch.links import Link

_DIGITS_AND_SPACES = re.compile(r"[\d\s]+")
_DIGEST_BYTES = 8
_MIN_CHARS = 60
_SCRIPT_PAGER = re.compile(
    r"""<a\b(?![^>]*href\s*=\s*["']?(?!javascript:|\#|["'\s>])[^>])[^>]*>\s*(?:<[^>]+>\s*)*"""
    r"(?:下一?页|后一?页|next(?:\s*page)?)\s*<",
    re.IGNORECASE,
)
_PAGER_WORDS = ("下一页", "下页", "后一页", "后页", "next", "Next", "NEXT")


@dataclass(frozen=True, slots=True)
class Seen:
    """Size and cost of an answer, and fingerprints of its visible text.

    ``content`` is equal for pages that show the same title and text and link to pages of the same names,
    wherever these stand; ``text`` for pages of the same title and text, whatever they link to; ``gist`` for
    texts that differ in digits and spaces only. All are None where there is too little text to tell.
    ``seconds`` is the time from request to answer. ``sitemaps`` are those that the robots.txt of the page's
    host names.
    """

    n_bytes: int = 0
    seconds: float = 0.0
    content: str | None = None
    text: str | None = None
    gist: str | None = None
    has_script_pager: bool = False
    sitemaps: tuple[str, ...] = ()


def look(page: str, links: Iterable[Link]) -> Seen:
    """A first look at the text of an HTML page and its links; size and cost are the caller's to add."""
    text = visible_text(page)
    if len(text) < _MIN_CHARS:
        return Seen(has_script_pager=turns_by_script(page))
    text = f"{title_of(parse(page))}\n{text}"
    names = sorted({link.url.rstrip("/").rpartition("/")[2] for link in links})
    return Seen(
        content=_digest("\n".join([text, *names])),
        text=_digest(text),
        gist=_digest(_DIGITS_AND_SPACES.sub("", text)),
        has_script_pager=turns_by_script(page),
    )


def turns_by_script(page: str) -> bool:
    """True where the page has a link to its next page that is no address but a script."""
    return any(word in page for word in _PAGER_WORDS) and bool(_SCRIPT_PAGER.search(page))


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=_DIGEST_BYTES).hexdigest()
