"""The pages of a bank's named products: a list, on some sites over several pages, and pages of single ones.

Enters: a site. Leaves: pages, the list's first page first; () for a bank without products. Names stand in a
table with a column of names, or in 「」. A product says its line and its channels only where the facts hold
that line on those channels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample.lists import chunks, pager
from collector.sample.page import Block, Link, Page
from collector.sample.statements import channel_names, join_nouns
from collector.sample.tables import Product, read_products, read_words
from collector.words import UNSTATED, ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.sample.sites import SampleSite

FOLDER = "/product/"
_TITLE = "特色产品"
_DETAIL_TITLE = "产品详情"
_N_LIST_PAGES = 3
_HEADS = ("产品名称", "产品类型", "办理渠道")


def product_pages(site: SampleSite) -> tuple[Page, ...]:
    """The list pages and the pages of single products."""
    products = [product for product in read_products() if product.bank_id == site.bank_id]
    if not products:
        return ()
    stated = [product for product in products if product.channels != (UNSTATED,)]
    stated.sort(key=lambda product: not product.issues)
    open_channel = [product for product in products if product.channels == (UNSTATED,)]
    has_table = site.voice % 2 == 0 or bool({"details", "paged_products"} & set(site.traits))
    if not has_table and not any(product.issues for product in products):
        return _list(site, [(*_sentences(stated), *_open(open_channel))])
    printed = [(product, name) for product in stated for name in printed_names(product)]
    details = (
        [_detail(site, n, *entry) for n, entry in enumerate(printed)] if "details" in site.traits else []
    )
    rows = [
        (
            (name, _line(product), channel_names(product.channels).replace("和", "、")),
            Link("查看详情", details[place].path) if details else None,
        )
        for place, (product, name) in enumerate(printed)
    ]
    is_paged = "paged_products" in site.traits
    size = -(-(len(rows) + len(open_channel)) // _N_LIST_PAGES) if is_paged else max(len(rows), 1)
    parts: list[tuple[Block, ...]] = [(_table(part),) for part in chunks(rows, size)]
    last = _open(open_channel)
    if is_paged and last:
        parts.append(last)
    elif last:
        parts = [*parts[:-1], (*(parts[-1] if parts else ()), *last)]
    return (*_list(site, parts), *details)


def printed_names(product: Product) -> tuple[str, ...]:
    """The names a page prints: one per issue, or the bare name."""
    return tuple(f"{product.name}{issue}" for issue in product.issues) or (product.name,)


def _list(site: SampleSite, parts: Sequence[tuple[Block, ...]]) -> tuple[Page, ...]:
    numbers = ("", *(f"_{number}" for number in range(2, len(parts) + 1)))
    paths = [f"{FOLDER}index{number}{site.suffix}" for number in numbers]
    return tuple(
        Page(path, _TITLE, (_TITLE,), (*blocks, *pager(paths, place)))
        for place, (path, blocks) in enumerate(zip(paths, parts, strict=True))
    )


def _table(rows: Sequence[tuple[tuple[str, ...], Link | None]]) -> Block:
    links = tuple(link for _, link in rows if link)
    heads = (*_HEADS, "操作") if links else _HEADS
    return Block("table", rows=(heads, *(cells for cells, _ in rows)), links=links)


def _detail(site: SampleSite, number: int, product: Product, name: str) -> Page:
    """A product's own page: its channels as heading, its attributes as a table of labels and values."""
    kind, days = _line(product), 30 * (number % 6 + 1)
    rows = (
        ("产品名称", name), ("产品类型", kind), ("产品代码", f"{site.bank_id.upper()}2018{number:03d}"),
        ("起点金额", f"{number % 5 + 1}万元"), ("产品期限", f"{days}天"), ("风险等级", "二级"),
    )  # fmt: skip
    heading = Block("heading", f"办理渠道：{channel_names(product.channels)}")
    path = f"{FOLDER}detail_{number + 1}{site.suffix}"
    return Page(path, _DETAIL_TITLE, (_TITLE, _DETAIL_TITLE), (heading, Block("pairs", rows=rows)))


def _line(product: Product) -> str:
    line = product.business_line_id
    return read_words()[ItemKind.BUSINESS_LINE, line].noun if line else "特色服务"


def _sentences(products: Sequence[Product]) -> tuple[Block, ...]:
    return tuple(
        Block(
            "text",
            f"特色产品「{product.name}」（{_line(product)}）可通过{channel_names(product.channels)}办理。",
        )
        for product in products
    )


def _open(products: Sequence[Product]) -> tuple[Block, ...]:
    if not products:
        return ()
    names = join_nouns([f"「{product.name}」" for product in products])
    lines = {product.business_line_id for product in products} - {None}
    kind = f"{_line(products[0])}产品" if lines else "特色产品"
    return (Block("text", f"我行推出{kind}{names}，欢迎广大客户选用。"),)
