"""The objects of a reply, read strictly: known keys are consumed by type, the others are warned about.

Enters: parsed JSON. Leaves: values of the asked type, None where a key is absent, null or "". Refuses a
needed key that is absent and a value of another type (ChecksFailedError naming store, path, value and what
was expected).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from collector.extract.pages.text import clean
from collector.extract.stores.refusals import changed, withheld

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.extract.stores.numbers import Quantity
    from collector.extract.stores.records import Expected

_Read = TypeVar("_Read")
_SHOWN = 60
_NOT_READ = (TypeError, ValueError, ArithmeticError)
_LEAD = 2000


class Reading:
    """One reply while it is read: store and capture for errors, and the warnings in the order seen."""

    def __init__(self, store: str, expected: Expected) -> None:
        self.store = store
        self.expected = expected
        self._warnings: dict[str, int] = {}

    def warn(self, text: str) -> None:
        """Note what does not fit; the same text again is counted."""
        self._warnings[text] = self._warnings.get(text, 0) + 1

    def warnings(self) -> tuple[str, ...]:
        """All notes, with how often where more than once."""
        return tuple(text if n == 1 else f"{text} ({n} times)" for text, n in self._warnings.items())

    def changed(self, problem: str) -> Any:
        """Raise: the form is another one."""
        changed(self.store, self.expected, problem)

    def withheld(self, problem: str) -> Any:
        """Raise: the store gave no data."""
        withheld(self.store, self.expected, problem)

    def parsed(self, text: str) -> Any:
        """JSON of a reply; nothing or HTML in its place is a store that withholds (a captcha is HTML)."""
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            start = " ".join(text[:_LEAD].split())
            if not start or start.startswith("<"):
                self.withheld(f"{start[:_SHOWN]!r} came, expected JSON")
            return self.changed(f"{start[:_SHOWN]!r} came, expected JSON")

    def object(self, value: Any, path: str) -> Fields:
        """An object of the reply."""
        if not isinstance(value, dict):
            self.changed(f"{path} is {_shown(value)}, expected an object")
        return Fields(self, value, path)


class Fields:
    """One object: take what is known, name what is known and not wanted, then ``end``."""

    def __init__(self, reading: Reading, value: dict[str, Any], path: str) -> None:
        self._reading = reading
        self._left = dict(value)
        self._path = path

    def maybe(self, key: str, read: Callable[[Any], _Read]) -> _Read | None:
        """The value as ``read`` gives it, None where absent; refuses what ``read`` does not take."""
        value = self._left.pop(key, None)
        if value is None or value == "":
            return None
        try:
            return read(value)
        except _NOT_READ as error:
            self._reading.changed(f"{self._path}.{key} is {_shown(value)}, {error}")
            raise

    def need(self, key: str, read: Callable[[Any], _Read]) -> _Read:
        """The same for a key without which the object says nothing."""
        found = self.maybe(key, read)
        if found is None:
            self._reading.changed(f"{self._path}.{key} is missing, expected a value")
            raise AssertionError(key)
        return found

    def loose(self, key: str, read: Callable[[Any], _Read]) -> tuple[_Read | None, str | None]:
        """Value and text of what stores word freely: text that is not understood is kept with a warning."""
        value = self._left.pop(key, None)
        if value is None or value == "":
            return None, None
        try:
            return read(value), str(value)
        except _NOT_READ as error:
            self._reading.warn(f"{self._path}.{key}: {error}")
            return None, str(value)

    def object(self, key: str) -> Fields | None:
        """An object below a key, None where absent."""
        value = self._left.pop(key, None)
        return None if value is None else self._reading.object(value, f"{self._path}.{key}")

    def needed_object(self, key: str) -> Fields:
        """An object that must be there."""
        return self._reading.object(self._left.pop(key, None), f"{self._path}.{key}")

    def rows(self, key: str) -> list[Fields] | None:
        """Objects of a list, a lone object counting as a list of one; None where the key is absent."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        found = [value] if isinstance(value, dict) else value
        if not isinstance(found, list):
            self._reading.changed(f"{self._path}.{key} is {_shown(value)}, expected a list")
        return [self._reading.object(one, f"{self._path}.{key}[]") for one in found]

    def refuse_without(self, key: str) -> NoReturn:
        """Raise for an object without its data: withheld, or changed where others stand in their place."""
        other = next(
            (name for name, value in self._left.items() if value and isinstance(value, list | dict)), None
        )
        if other is None:
            self._reading.withheld(f"{self._path}.{key} is missing, expected data")
        self._reading.changed(f"{self._path}.{key} is missing, {self._path}.{other} is not known")
        raise AssertionError(key)

    def names(self) -> list[str]:
        """Keys that were not taken yet."""
        return list(self._left)

    def drop(self, *keys: str) -> None:
        """Keys that are known and not wanted."""
        for key in keys:
            self._left.pop(key, None)

    def end(self) -> None:
        """Warn about every key that is left."""
        for key in self._left:
            self._reading.warn(f"{self._path}.{key} is not known")


def text_of(value: Any) -> str:
    """A text in one line; a number is no text."""
    if not isinstance(value, str):
        raise TypeError("expected text")
    return " ".join(clean(value).split())


def code_of(value: Any) -> str:
    """An id, as text or as a whole number."""
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise ValueError("expected an id")
    return str(value).strip()


def number_of(value: Any) -> float:
    """A number that is one in JSON too."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("expected a number")
    return float(value)


def signed_of(value: Any) -> int:
    """A whole number that may be negative, such as an error's code."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("expected a whole number")
    return int(value)


def downloads_of(quantity: Quantity | None, text: str | None) -> dict[str, Any]:
    """The four download columns of AppDetail."""
    return {
        "n_downloads": None if quantity is None else quantity.number,
        "downloads_text": text,
        "is_downloads_rounded": None if quantity is None or quantity.number is None else quantity.is_rounded,
        "is_downloads_saturated": quantity is not None and quantity.is_saturated,
    }


def _shown(value: Any) -> str:
    return "missing" if value is None else repr(value)[:_SHOWN]
