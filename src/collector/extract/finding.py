"""What is read from a page, before it becomes rows of the landed tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from collector.declared.read import Offer
    from collector.words import ChannelBasis, ItemKind, Polarity


@dataclass(frozen=True, slots=True)
class Mention:
    """One item named in one block through one channel, and how the sentence was judged."""

    item_kind: ItemKind
    item_id: str
    channel_id: str
    channel_basis: ChannelBasis
    polarity: Polarity
    reason: str
    rule: str
    term: str
    sentence: str
    snippet: str
    block_kind: str
    block_path: str
    position: int
    offset: int
    rule_version: str
    confidence: Decimal
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Product:
    """One named product and one of its channels; ``issue`` holds the marks folded off the name.

    ``source_id`` is of products that a declared source lists; ``offer`` is what it or the page states
    about them.
    """

    name: str
    series: str
    issue: str | None
    channel_id: str
    business_line_id: str | None
    snippet: str
    block_path: str
    rule: str
    is_hidden: bool = False
    source_id: str | None = None
    offer: Offer | None = None
