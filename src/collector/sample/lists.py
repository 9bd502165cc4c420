"""Lists over several pages: cutting them up and the links between their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from collector.sample.page import Block, Link

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW = 5
_Entry = TypeVar("_Entry")


def chunks(entries: Sequence[_Entry], size: int) -> list[Sequence[_Entry]]:
    """``entries`` in order, ``size`` to a page."""
    return [entries[start : start + size] for start in range(0, len(entries), size)]


def pager(paths: Sequence[str], place: int, *, is_next_only: bool = False) -> tuple[Block, ...]:
    """Links from page ``place`` to others of its list: neighbours, last, five numbers; () for one page.

    ``is_next_only``: to the neighbours only, so that each page lies one link deeper than the one before it.
    """
    links = [Link("上一页", paths[place - 1])] if place else []
    if not is_next_only:
        first = min(max(place - _WINDOW // 2, 0), max(len(paths) - _WINDOW, 0))
        numbers = range(first, min(first + _WINDOW, len(paths)))
        links += [Link(str(number + 1), paths[number]) for number in numbers if number != place]
    if place + 1 < len(paths):
        links.append(Link("下一页", paths[place + 1]))
        links += [] if is_next_only else [Link("尾页", paths[-1])]
    return (Block("links", links=tuple(links)),) if links else ()
