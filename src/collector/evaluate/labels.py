"""Labels made by hand: a folder with ``labels.jsonl`` and the pages it speaks of.

Enters: the folder. Leaves: one :class:`Label` per page, in the file's order. Raises UsageError naming file,
line and fix for whatever is no label; a line without ``page`` is a remark and passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.evaluate.names import normalise_name
from collector.words import ItemKind, PageKind

if TYPE_CHECKING:
    from pathlib import Path

LABELS = "labels.jsonl"
PAGES = "pages"
FIELDS = ("scenarios", "channels", "business_lines", "scenario_channels", "products")
"""What is labelled as a set of values per page; scenario_channels holds pairs."""
FIELD_OF = {
    ItemKind.SCENARIO: "scenarios",
    ItemKind.CHANNEL: "channels",
    ItemKind.BUSINESS_LINE: "business_lines",
}
"""The field that an item's kind is labelled in."""
Value = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """What a person read on one page: its kind, and the values of each field (product names normalised)."""

    page: str
    path: Path
    page_kind: PageKind | None
    values: dict[str, frozenset[Value]]
    printed: dict[str, str]


def read_labels(folder: Path, pages: Path | None = None) -> tuple[Label, ...]:
    """Labels of a folder; ``page`` is relative to ``pages``, else to ``folder/pages``, else to the folder.

    Raises UsageError where there are no labels, a line is no label, or a page is missing or named twice.
    """
    path = folder / LABELS
    if not path.is_file():
        raise UsageError(str(folder), f"has no {LABELS}", fix="name a folder with labels.jsonl and pages/")
    root = pages or (folder / PAGES if (folder / PAGES).is_dir() else folder)
    labels: dict[str, Label] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        subject = f"{path.name}:{number}"
        row = _parse(line, subject)
        if "page" not in row:
            continue
        label = _label(row, root, subject)
        if label.page in labels:
            raise UsageError(subject, f"{label.page} is labelled twice", fix="keep one of the two lines")
        labels[label.page] = label
    if not labels:
        raise UsageError(str(path), "holds no label", fix='write a JSON object with "page" on each line')
    return tuple(labels.values())


def _parse(line: str, subject: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(
            subject, f"is not JSON ({error})", fix="write one JSON object on the line"
        ) from error
    if not isinstance(row, dict):
        raise UsageError(subject, "is not a JSON object", fix='write {"page": …, "scenarios": […], …}')
    return row


def _label(row: dict[str, Any], root: Path, subject: str) -> Label:
    page = row["page"]
    if not isinstance(page, str) or not (root / page).resolve().is_relative_to(root.resolve()):
        raise UsageError(
            subject, f"page {page!r} is no path below {root}", fix="write the page's relative path"
        )
    if not (root / page).is_file():
        raise UsageError(
            subject, f"there is no page {page} in {root}", fix="add the page or take the label out"
        )
    values: dict[str, frozenset[Value]] = {}
    for field in FIELDS:
        found = row.get(field) or []
        if not isinstance(found, list) or not all(_is_value(one, field) for one in found):
            kind = "[scenario, channel] pairs" if field == "scenario_channels" else "texts"
            raise UsageError(subject, f"{field} is no list of {kind}", fix=f"write {field} as such a list")
        values[field] = frozenset(tuple(one) if isinstance(one, list) else one for one in found)
    printed = {normalise_name(str(name)): str(name) for name in values["products"]}
    values["products"] = frozenset(printed)
    return Label(page, root / page, _kind(row.get("page_kind"), subject), values, printed)


def _is_value(value: object, field: str) -> bool:
    if field == "scenario_channels":
        return isinstance(value, list) and [type(part) for part in value] == [str, str]
    return isinstance(value, str)


def _kind(value: object, subject: str) -> PageKind | None:
    if value is None:
        return None
    if value not in set(PageKind):
        known = ", ".join(PageKind)
        raise UsageError(subject, f"page_kind {value!r} is unknown", fix=f"write one of {known}")
    return PageKind(str(value))
