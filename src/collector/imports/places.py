"""Where in a saved file a value stands, so that every message names file, line, value and fix.

Enters: the text of a JSON or CSV file. Leaves: its elements with their lines. Refuses broken JSON and text
that is not UTF-8 (UsageError, exit 2).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BLANK = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Element:
    """One object of a saved list: its values, its text, and the line on which it begins."""

    label: str
    line: int
    text: str
    values: Mapping[str, Any]

    def error(self, key: str, problem: str, fix: str) -> UsageError:
        """The error of one value, on the line of its key where the text has it."""
        found = re.search(rf'"{re.escape(key)}"\s*:', self.text)
        line = self.line + (self.text.count("\n", 0, found.start()) if found else 0)
        return UsageError(f"{self.label}:{line} {key}", problem, fix=fix)


def decode(content: bytes, label: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"byte {content[error.start]:#04x} is not UTF-8"
        raise UsageError(f"{label}:{line}", problem, fix="save the file as UTF-8") from None


def parse(text: str, label: str) -> Any:
    """The JSON of a file; a key that stands twice in an object is an error."""
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        problem = f"broken JSON at column {error.colno}: {error.msg}"
        raise UsageError(f"{label}:{error.lineno}", problem, fix="save the reply again, whole") from None
    except _TwiceError as error:
        line = next(iter(_lines_of(text, str(error))), 1)
        problem = "the key stands twice in one object"
        raise UsageError(f"{label}:{line} {error}", problem, fix="save the reply again, whole") from None


def elements(text: str, label: str, key: str | None) -> Iterator[Element]:
    """The objects of the array under ``key`` (None: of the array that the file is), each with its line."""
    found = re.search(rf'"{re.escape(key)}"\s*:\s*\[' if key else r"\[", text)
    if found is None:
        return
    at, decoder = found.end(), json.JSONDecoder()
    while True:
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
        if text[at] == "]":
            return
        value, end = decoder.raw_decode(text, at)
        line = text.count("\n", 0, at) + 1
        if not isinstance(value, dict):
            raise UsageError(
                f"{label}:{line}", f"{text[at:end]!r} is no object", fix="save the reply again, whole"
            )
        yield Element(label, line, text[at:end], value)
        at = end


class _TwiceError(ValueError):
    """A key that stands twice in an object."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return values


def _lines_of(text: str, key: str) -> Iterator[int]:
    """Lines on which the key stands, from its second place on."""
    places = [found.start() for found in re.finditer(rf'"{re.escape(key)}"\s*:', text)]
    return (text.count("\n", 0, place) + 1 for place in places[1:])
