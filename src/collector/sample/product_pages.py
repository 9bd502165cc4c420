"""The page that lists a bank's named products: names in a table with a 产品名称 column, or in 「」.

Enters: a site. Leaves: one page, or None for a bank without products. A product
says its line and its channels only where the facts hold that line on those channels.
"""

from __future__ import annotations

from collector.sample.page import Block, Page
from collector.sample.statements import channel_names, join_nouns
from collector.sample.tables import Product, SampleSite, read_products, read_words
from collector.words import UNSTATED, ItemKind


def product_page(site: SampleSite) -> Page | None:
    """The product page of a bank, None when no product of it is known."""
    products = [product for product in read_products() if product.bank_id == site.bank_id]
    if not products:
        return None
    open_channel = [product for product in products if product.channels == (UNSTATED,)]
    stated = [product for product in products if product.channels != (UNSTATED,)]
    as_table = site.voice % 2 == 0 or any(product.issues for product in products)
    blocks = (*_stated(stated, is_table=as_table), *_open(open_channel))
    return Page(f"/product/index{site.suffix}", "特色产品", ("特色产品",), blocks)


def printed_names(product: Product) -> tuple[str, ...]:
    """The names a page prints: one per issue, or the bare name."""
    return tuple(f"{product.name}{issue}" for issue in product.issues) or (product.name,)


def _line(product: Product) -> str:
    line = product.business_line_id
    return read_words()[ItemKind.BUSINESS_LINE, line].noun if line else "特色服务"


def _stated(products: list[Product], *, is_table: bool) -> tuple[Block, ...]:
    if not products:
        return ()
    if is_table:
        rows = [
            (name, _line(product), channel_names(product.channels).replace("和", "、"))
            for product in products
            for name in printed_names(product)
        ]
        return (Block("table", rows=(("产品名称", "产品类型", "办理渠道"), *rows)),)
    return tuple(
        Block(
            "text",
            f"特色产品「{product.name}」（{_line(product)}）可通过{channel_names(product.channels)}办理。",
        )
        for product in products
    )


def _open(products: list[Product]) -> tuple[Block, ...]:
    if not products:
        return ()
    names = join_nouns([f"「{product.name}」" for product in products])
    lines = {product.business_line_id for product in products} - {None}
    kind = f"{_line(products[0])}产品" if lines else "特色产品"
    return (Block("text", f"我行推出{kind}{names}，欢迎广大客户选用。"),)
