"""A saved list of Apple's old RSS as JSON: ``{feed: {entry: […]}}``, ``{entry: […]}`` or the entries alone.

The place in the list is the rank. Refuses a list without entries (throttled or empty, never "no apps") and a
``$position`` that is not the entry's place. The day is the feed's ``updated`` (Asia/Shanghai), or must be
given.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from collector.errors import UsageError
from collector.imports.places import Element, elements
from collector.imports.rows import ListDate, Placed, Saved

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM = "apple_rss_json"
_KNOWN_FEED = frozenset({"author", "entry", "updated", "rights", "title", "icon", "link", "id"})
_ENTRY = (
    "$position im:name im:image summary im:price im:contentType rights title link id im:artist category"
    " im:releaseDate"
)
_KNOWN = frozenset(_ENTRY.split())
_AGAIN = "save the list again, whole"


def read_legacy_rss(text: str, document: Any, label: str, given: ListDate | None) -> Saved:
    """The list of one day; ``given`` where the file has no ``updated``. Raises UsageError."""
    feed = document.get("feed", document) if isinstance(document, dict) else {}
    warnings = [f"{label}: unknown key {key}" for key in feed if key not in _KNOWN_FEED]
    found = list(_entries(text, document, feed, label))
    if not found:
        raise UsageError(
            f"{label} entry", "no entries: throttled or empty, never a list of no apps", fix=_AGAIN
        )
    on = _day(feed, label, given)
    unknown = sorted({key for one in found for key in one.values if key not in _KNOWN})
    warnings += [f"{label}: unknown key {key}" for key in unknown]
    placed = tuple(_placed(one, rank, len(found), on) for rank, one in enumerate(found, start=1))
    total = _at(found[0].values, "$position", "total")
    if isinstance(total, int) and total != len(found):
        warnings.append(f"{label}: {len(found)} of {total} entries; the list counts as {len(found)} deep")
    return Saved(FORM, placed, (), on.precision, tuple(warnings))


def _entries(text: str, document: Any, feed: dict[str, Any], label: str) -> Iterator[Element]:
    """A list of one app comes as an object in place of an array."""
    if isinstance(feed.get("entry"), dict):
        line = text.count("\n", 0, text.index('"entry"')) + 1
        return iter([Element(label, line, text[text.index('"entry"') :], feed["entry"])])
    return elements(text, label, None if isinstance(document, list) else "entry")


def _day(feed: dict[str, Any], label: str, given: ListDate | None) -> ListDate:
    updated = _at(feed, "updated", "label")
    if updated is None:
        if given is None:
            raise UsageError(label, "the file does not say of which day it is", fix="add --date YYYY-MM-DD")
        return given
    try:
        day = datetime.fromisoformat(updated).astimezone(ZoneInfo("Asia/Shanghai")).date()
    except (TypeError, ValueError):
        raise UsageError(f"{label} updated", f"{updated!r} is no time", fix=_AGAIN) from None
    return ListDate(day, "day")


def _placed(element: Element, rank: int, depth: int, on: ListDate) -> Placed:
    position = _at(element.values, "$position", "index")
    if position is not None and position != rank:
        raise element.error("$position", f"index {position} on place {rank}", "keep the order of the list")
    code = _inside(element, "id", "attributes", "im:id")
    if not code.isdigit():
        raise element.error("id", f"im:id {code!r} is no number", _AGAIN)
    seller = _at(element.values, "im:artist", "label")
    name = _inside(element, "im:name", "label")
    return Placed(on, rank, depth, code, name, seller if isinstance(seller, str) and seller else None)


def _at(value: Any, *path: str) -> Any:
    """What stands at a path of objects, None where it leads nowhere."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _inside(element: Element, *keys: str) -> str:
    value = _at(element.values, *keys)
    if not isinstance(value, str) or not value:
        raise element.error(keys[0], f"{'.'.join(keys)} is {value!r}, no text", _AGAIN)
    return value
