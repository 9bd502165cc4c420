"""What stands above a block: the headings in force, and the line that introduces a list.

Enters: headings as they open and elements as they end. Leaves: the path and the lead-in line of the next
block. A heading that is hidden heads only what is hidden too.
"""

from __future__ import annotations

from typing import NamedTuple

LABEL_LEVEL = 9
CAPTION_LEVEL, SECTION_LEVEL = 1000, 1001  # inside a table, below whatever heads the table
_MAX_DEPTH = 40  # menus nested without end would repeat their whole path in every entry


class Heading(NamedTuple):
    """A heading in force until the element at place ``scope`` ends."""

    level: int
    label: str
    scope: int
    is_hidden: bool


class Outline:
    """The headings in force."""

    def __init__(self) -> None:
        self._trail: list[Heading] = []
        self.scopes: set[int] = set()
        self._paths: dict[bool, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._trail)

    def path(self, *, is_hidden: bool) -> tuple[str, ...]:
        """Labels from the outermost in, as they hold for a block that is shown or hidden."""
        known = self._paths.get(is_hidden)
        if known is None:
            known = self._paths[is_hidden] = tuple(self._hidden() if is_hidden else self._shown())
        return known

    def open(self, level: int, label: str, scope: int, *, is_hidden: bool) -> None:
        """Put a heading in force; it ends those of its level and below (a hidden one only hidden ones)."""
        self.end_level(level, is_hidden=is_hidden)
        if len(self._trail) < _MAX_DEPTH:
            self.scopes.add(scope)
            self._keep([*self._trail, Heading(level, label, scope, is_hidden)])

    def end_level(self, level: int, *, is_hidden: bool) -> None:
        """End the headings of a level and below, where another of that level begins."""
        if level <= LABEL_LEVEL and self._trail:
            self._keep([one for one in self._trail if one.level < level or is_hidden > one.is_hidden])

    def close(self, scope: int) -> None:
        """The element at ``scope`` ends, and with it the headings that hold in it."""
        if scope in self.scopes:
            self.scopes.remove(scope)
            self._keep([one for one in self._trail if one.scope != scope])

    def end(self, level: int, scope: int) -> None:
        """End the headings of one level in one element, where another of its kind follows."""
        if scope in self.scopes:
            self._keep([one for one in self._trail if (one.level, one.scope) != (level, scope)])

    def _keep(self, trail: list[Heading]) -> None:
        self._trail = trail
        self._paths.clear()

    def _shown(self) -> list[str]:
        return [one.label for one in self._trail if not one.is_hidden]

    def _hidden(self) -> list[str]:
        """A hidden heading stands in the place of shown ones of its level and below."""
        kept: list[Heading] = []
        for one in self._trail:
            if one.is_hidden and one.level <= LABEL_LEVEL:
                kept = [other for other in kept if other.level < one.level]
            kept.append(one)
        return [one.label for one in kept]
