"""One reply as a tree that rows and values are taken from by path: JSON, XML, or HTML.

Enters: parsed replies. Leaves: the nodes of a row path and the text at a path of a node. Refuses to make text
of an object or a list: a path that ends there no longer fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import jmespath

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACES = re.compile(r"\s+")


class MisfitError(Exception):
    """A reply is not what its declaration says; the text says in what."""


class Tree(Protocol):
    """A reply that was parsed."""

    def rows(self, path: str) -> Sequence[Any]:
        """The products; MisfitError where the path does not exist in a form that could tell."""

    def value(self, row: Any, path: str) -> str | None:
        """The text at ``path`` of a row, None where it is not there or empty."""

    def at_root(self, path: str) -> str | None:
        """The text at ``path`` of the whole reply."""

    def has(self, path: str) -> bool:
        """True where ``path`` is there, and, in JSON, true."""


@dataclass(frozen=True, slots=True)
class JsonTree:
    """Paths are JMESPath."""

    root: Any

    def rows(self, path: str) -> Sequence[Any]:
        """The list at ``path``."""
        found = jmespath.search(path, self.root)
        if found is None:
            raise MisfitError(f"nothing stands at rows {path!r}")
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise MisfitError(f"rows {path!r} is no list of objects")
        return found

    def value(self, row: Any, path: str) -> str | None:
        """A text, number or flag."""
        found = jmespath.search(path, row)
        if isinstance(found, dict | list):
            raise MisfitError(f"{path!r} is no single value")
        if isinstance(found, bool):
            return str(found).lower()
        return clean(str(found)) if found is not None else None

    def at_root(self, path: str) -> str | None:
        """The same from the top."""
        return self.value(self.root, path)

    def has(self, path: str) -> bool:
        """True where the expression holds."""
        return bool(jmespath.search(path, self.root))


@dataclass(frozen=True, slots=True)
class XmlTree:
    """Paths are ElementPath (``.//Table``, ``{*}Name``), ``@name`` at the end for an attribute."""

    root: Any

    def rows(self, path: str) -> Sequence[Any]:
        """All elements of that path."""
        return list(self.root.iterfind(path))

    def value(self, row: Any, path: str) -> str | None:
        """All text below the first element of that path, or its attribute."""
        place, _, attribute = path.partition("@")
        node = row.find(place.rstrip("/")) if place.rstrip("/") not in {"", "."} else row
        if node is None:
            return None
        return clean(node.get(attribute) if attribute else "".join(node.itertext()))

    def at_root(self, path: str) -> str | None:
        """The same from the top."""
        return self.value(self.root, path)

    def has(self, path: str) -> bool:
        """True where such an element exists."""
        return self.root.find(path) is not None


@dataclass(frozen=True, slots=True)
class HtmlTree:
    """Paths are CSS, ``@name`` at the end for an attribute; nothing before it is the row itself."""

    root: Any

    def rows(self, path: str) -> Sequence[Any]:
        """All elements that match."""
        return list(self.root.css(path))

    def value(self, row: Any, path: str) -> str | None:
        """Text or attribute of the first element that matches."""
        place, attribute = split_css(path)
        node = row.css_first(place) if place else row
        if node is None:
            return None
        return clean(node.attributes.get(attribute) if attribute else node.text(separator=" "))

    def at_root(self, path: str) -> str | None:
        """The same from the top."""
        return self.value(self.root.root, path)

    def has(self, path: str) -> bool:
        """True where an element matches."""
        return self.root.css_first(path) is not None


def split_css(path: str) -> tuple[str, str]:
    """``"h3 a@title"`` as selector and attribute; an @ inside brackets or quotes belongs to the selector."""
    place, _, attribute = path.rpartition("@")
    return (place.strip(), attribute) if re.fullmatch(r"[\w-]+", attribute) and "@" in path else (path, "")


def clean(text: str | None) -> str | None:
    """Blanks folded; None for nothing but blanks."""
    folded = _SPACES.sub(" ", (text or "").replace("\xa0", " ")).strip()
    return folded or None
