"""Walking the JSON inside Apple's pages, whose top level moves while the names inside stay.

Reviews and the reader's own token are dropped while parsing: they are personal data.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PERSONAL = frozenset({"allProductReviews", "reviews", "userTokenHash"})


def parse_tree(text: str) -> Any:
    """JSON without reviews; None where it is no JSON."""
    try:
        return json.loads(
            text, object_pairs_hook=lambda pairs: {key: value for key, value in pairs if key not in _PERSONAL}
        )
    except (ValueError, RecursionError):
        return None


def objects_with(value: Any, key: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree that has ``key``, in its order."""
    return (found for found in _objects(value) if key in found)


def values_of(value: Any, key: str) -> Iterator[Any]:
    """Every value that stands under ``key`` in a JSON tree, in its order."""
    return (found[key] for found in objects_with(value, key))


def count_of(value: Any) -> int | None:
    """A count as Apple's pages write it, None for anything else."""
    if isinstance(value, str):
        value = value.replace(",", "")
        return int(value) if value.isdecimal() else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return value if isinstance(value, int) else round(value) if isfinite(value) else None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    stack = [value]
    while stack:
        place = stack.pop()
        if isinstance(place, dict):
            yield place
            stack.extend(reversed(list(place.values())))
        elif isinstance(place, list):
            stack.extend(reversed(place))
