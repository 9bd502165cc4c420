"""Where a value of config/ stands, so that every message can name file, line and key.

A key path is a tuple such as ``("items", 1, "terms")``, written ``items[1].terms`` in messages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from collector.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

KeyPath = tuple[str | int, ...]
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Place:
    """A file as messages name it, the line of each key path in it, and the part of it that is meant."""

    label: str
    lines: Mapping[KeyPath, int]
    base: KeyPath = ()

    def at(self, *keys: str | int) -> Place:
        """The same file, deeper."""
        return replace(self, base=(*self.base, *keys))

    def error(self, *keys: str | int, problem: str, fix: str) -> ConfigError:
        """A ConfigError whose subject is ``file:line key``; a key that is not there has its parent's line."""
        path = (*self.base, *keys)
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        subject = f"{self.label}:{self.lines.get(known, 1)} {written(path)}".rstrip()
        return ConfigError(subject, problem, fix=fix)


@dataclass(frozen=True, slots=True)
class Located(Generic[Record]):
    """A record and the place it was read from."""

    record: Record
    place: Place


def written(path: KeyPath) -> str:
    """``("items", 1, "terms")`` as ``items[1].terms``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")
