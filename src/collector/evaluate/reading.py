"""What our reading says of one page, in the form of the labels.

Enters: one page's bytes and the lexicon. Leaves: its kind, the values of each field, and for each value the
mention or product that made it. Hidden findings are left out, as they are in the labels. The page stands at
an address without a host, and without the folder of its collection: labels see only the page, so neither may
speak for a channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.evaluate.labels import FIELD_OF
from collector.evaluate.names import normalise_name
from collector.extract.kinds.classify import classify_page
from collector.extract.mentions.page_channels import find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products
from collector.words import UNSTATED, ItemKind, PageKind, Polarity

if TYPE_CHECKING:
    from collector.evaluate.labels import Value
    from collector.extract.finding import Mention, Product
    from collector.extract.mentions.terms import Lexicon

_ADDRESS = "http://pages.invalid/"


@dataclass(frozen=True, slots=True)
class Reading:
    """``found``: field → value → the finding behind it; ``refused``: the mentions that are no offer.

    ``mentions``: all that were read, in the order of the page.
    """

    page_kind: PageKind
    found: dict[str, dict[Value, Mention | Product]]
    refused: tuple[Mention, ...]
    mentions: tuple[Mention, ...] = ()


def read_labelled(lexicon: Lexicon, body: bytes, page: str) -> Reading:
    """Read one page of a labelled folder; ``page`` is its relative path and stands for the address."""
    url = _ADDRESS + page.partition("/")[2]
    read = read_page(body, None)
    place = find_page_channels(lexicon, read, url)
    mentions = [one for one in read_mentions(lexicon, read, url, place) if not one.is_hidden]
    found: dict[str, dict[Value, Mention | Product]] = {}
    for one in mentions:
        if one.polarity is not Polarity.OFFERED or one.item_kind not in FIELD_OF:
            continue
        found.setdefault(FIELD_OF[one.item_kind], {}).setdefault(one.item_id, one)
        if one.item_kind is ItemKind.SCENARIO and one.channel_id != UNSTATED:
            found.setdefault("scenario_channels", {}).setdefault((one.item_id, one.channel_id), one)
    for product in read_products(lexicon, read, url, place):
        if not product.is_hidden:
            found.setdefault("products", {}).setdefault(normalise_name(product.series), product)
    refused = tuple(one for one in mentions if one.polarity is not Polarity.OFFERED)
    return Reading(classify_page(lexicon, read, url, body), found, refused, tuple(mentions))
