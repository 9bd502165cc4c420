"""The form of a saved list, found by what is in it, and its reader.

Enters: bytes, the file's name, store, list and, where the file gives none, a date. Leaves: a Saved. Refuses
(UsageError, exit 2) forms it does not know, forms of another store, and a date that the file contradicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.imports import iresearch, legacy_rss
from collector.imports.places import decode, parse
from collector.imports.tables import read_table

if TYPE_CHECKING:
    from collector.imports.rows import ListDate, Saved

STORE_OF_FORM = {iresearch.FORM: "iresearch", legacy_rss.FORM: "apple", "apple_snapshot_csv": "apple"}
"""Forms that only one store gives; the typed ones are of any."""


def read_saved(content: bytes, label: str, *, store: str, chart: str, given: ListDate | None) -> Saved:
    """What the file says of ``chart``; ``label`` is how messages call it."""
    text = decode(content, label)
    if text.lstrip()[:1] in {"{", "["}:
        saved = _read_json(text, label, given)
    else:
        saved = read_table(text, label, chart, given)
    owner = STORE_OF_FORM.get(saved.form, store)
    if owner != store:
        raise UsageError(label, f"it is a list of {owner}, not of {store}", fix=f"write --store {owner}")
    days = {one.on.day for one in saved.placed} or set(saved.dates)
    if given is not None and days != {given.day}:
        told = ", ".join(day.isoformat() for day in sorted(days)[:3])
        raise UsageError(label, f"--date is {given.written}, the file says {told}", fix="leave --date out")
    return saved


def _read_json(text: str, label: str, given: ListDate | None) -> Saved:
    document: Any = parse(text, label)
    if isinstance(document, dict) and "List" in document:
        return iresearch.read_iresearch(text, document, label)
    if isinstance(document, dict):
        return legacy_rss.read_legacy_rss(text, document, label, given)
    first = document[0] if document else {}
    if isinstance(first, dict) and "im:name" in first:
        return legacy_rss.read_legacy_rss(text, document, label, given)
    if not document or (isinstance(first, dict) and "UseNum" in first):
        return iresearch.read_iresearch(text, document, label)
    fix = (
        "import a GetDataList1 reply, a list of Apple's old RSS, or a table (docs/how-to/import-rankings.md)"
    )
    raise UsageError(label, "a list of unknown form", fix=fix)
