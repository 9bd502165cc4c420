"""Whether a list can be right: long enough, ranks without a gap, each app once, the canary in it.

Enters: rows of a reply, or the replies of a paged list. Leaves: the rows. Refuses a list that is short, has
gaps, or lacks every app that is always in it: the form has then changed and the ranks would be wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from collector.extract.stores.refusals import changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.extract.stores.records import ActivityEntry, Expected, RankEntry, StoreReply


def check_list(store: str, entries: Sequence[RankEntry | ActivityEntry], expected: Expected) -> None:
    """Refuse a list that cannot be right."""
    n_rows = len(entries)
    if n_rows < expected.min_depth:
        changed(store, expected, f"{n_rows} rows, expected at least {expected.min_depth}")
    if [one.rank for one in entries] != list(range(expected.first_rank, expected.first_rank + n_rows)):
        first = expected.first_rank
        changed(store, expected, f"the ranks are not {first}, {first + 1}, {first + 2} … without a gap")
    codes = [one.store_app_code for one in entries]
    if len(set(codes)) != n_rows:
        twice = next(code for code in codes if codes.count(code) > 1)
        changed(store, expected, f"{twice} stands twice, expected each app once")
    if expected.canaries and set(expected.canaries).isdisjoint(codes):
        names = ", ".join(sorted(expected.canaries))
        changed(store, expected, f"none of the apps that are always listed is there ({names})")


def join_pages(store: str, pages: Sequence[StoreReply], expected: Expected) -> StoreReply:
    """One reply of a list asked for page by page; an app that slid onto the next page counts once."""
    rows: list[RankEntry] = []
    seen: set[str] = set()
    warnings = [text for page in pages for text in page.warnings]
    for entry in (entry for page in pages for entry in page.entries):
        if entry.store_app_code in seen:
            warnings.append(f"{entry.store_app_code} stands on two pages, its first place is kept")
            continue
        seen.add(entry.store_app_code)
        rows.append(replace(entry, rank=expected.first_rank + len(rows)))
    check_list(store, rows, expected)
    details = {one.store_app_code: one for page in reversed(pages) for one in page.details}
    return replace(
        pages[0],
        entries=tuple(rows),
        details=tuple(details[row.store_app_code] for row in rows if row.store_app_code in details),
        n_listed=max((page.n_listed for page in pages if page.n_listed is not None), default=None),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def missing_codes(expected: Expected, found: Sequence[str]) -> tuple[str, ...]:
    """Apps asked for that did not come, in the order asked."""
    return tuple(code for code in expected.codes if code not in set(found))
