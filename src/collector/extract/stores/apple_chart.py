"""Apple's chart page → its rows, in the layout since 2025-11 or the one before.

Enters: text of a chart page. Leaves: rows as they stand on the page. Refuses a chart that is shorter than
expected, has gaps in its ranks or lacks an app known to be always there, and a page from another storefront.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from collector.extract.pages.text import clean
from collector.extract.stores.lists import check_list
from collector.extract.stores.records import Expected, RankEntry, StoreReply
from collector.extract.stores.refusals import changed, check_final_url
from collector.extract.stores.trees import count_of, parse_tree, values_of
from collector.store_words import ReplyKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_APP_CODE = re.compile(r"/app/(?:[^/?#]*/)?id([\w.:-]+)")


def read(text: str, expected: Expected) -> StoreReply:
    """The chart as a reply."""
    check_final_url("apple", expected)
    return StoreReply(ReplyKind.APPLE_CHART, entries=_entries(text, "apple", expected))


def _entries(text: str, store: str, expected: Expected) -> tuple[RankEntry, ...]:
    tree = LexborHTMLParser(text)
    entries = tuple(sorted(_listed(tree), key=lambda entry: entry.rank)) or _shoebox(tree, store, expected)
    check_list(store, entries, expected)
    return entries


def _listed(tree: LexborHTMLParser) -> Iterator[RankEntry]:
    """Rows of the layout since 2025-11: .shelf .grid li with .ordinal, h3 and a link to the app."""
    for row in tree.css(".shelf .grid li"):
        ordinal, name = row.css_first(".ordinal"), row.css_first("h3")
        link = row.css_first('a[href*="/app/"]')
        code = _APP_CODE.search((link.attributes.get("href") or "") if link is not None else "")
        rank = count_of(clean(ordinal.text()).rstrip(".") if ordinal is not None else None)
        if code and rank is not None and name is not None:
            yield RankEntry(rank, code[1], clean(name.text()))


def _shoebox(tree: LexborHTMLParser, store: str, expected: Expected) -> tuple[RankEntry, ...]:
    """Rows of the layout before 2025-11: JSON in JSON, the place in the list is the rank."""
    for node in tree.css('script[type="fastboot/shoebox"]'):
        outer = parse_tree(node.text()) if "charts" in node.text() else None
        for key, value in outer.items() if isinstance(outer, dict) else ():
            if ".charts." in key and isinstance(value, str):
                rows = next(_rows(parse_tree(value)), [])
                return tuple(_row(rank, row, store, expected) for rank, row in enumerate(rows, start=1))
    return ()


def _rows(value: Any) -> Iterator[list[Any]]:
    """The rows of the first chart of each list named apps."""
    for charts in values_of(value, "apps"):
        chart = charts[0] if isinstance(charts, list) and charts else None
        if isinstance(chart, dict) and isinstance(chart.get("data"), list):
            yield chart["data"]


def _row(rank: int, row: Any, store: str, expected: Expected) -> RankEntry:
    about = row.get("attributes") if isinstance(row, dict) else None
    if not isinstance(about, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        changed(store, expected, f"row {rank} has no id or no attributes, expected both")
    seller = about.get("artistName")
    return RankEntry(
        rank, row["id"], clean(str(about.get("name") or "")), clean(str(seller)) if seller else None
    )
