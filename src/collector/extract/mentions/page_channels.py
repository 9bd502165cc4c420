"""The channel that a whole page or its site stands for, by title, breadcrumb and address.

Enters: a page, its URL, the lexicon. Leaves: :class:`PageChannels`. Refuses a page that names two at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.extract.mentions.terms import Hit, Lexicon, find_hits
from collector.words import ItemKind

if TYPE_CHECKING:
    from collector.extract.pages.blocks import Page

_HOSTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("direct_bank", re.compile(r"^(?:direct|directbank|zxbank|zxyh|dbank)\d*\.")),
    (
        "web_bank",
        re.compile(r"^(?:e?perbank|mybank|ebanks?|netbank|ibank|pbank|pbnj|nebank|onlinebank|wsyh)\d*\."),
    ),
    ("mobile_bank", re.compile(r"^(?:mbank|mobile|mobilebank|sjyh)\d*\.")),
)
_PATHS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("direct_bank", re.compile(r"direct-?_?bank|/zxyh|/zhixiao")),
    ("wechat_bank", re.compile(r"wechat|weixin|/wxyh|/wxbank")),
    ("mobile_bank", re.compile(r"mobile-?_?bank|/mbank|/sjyh|shouji-?yinhang|phone-?app|/mobile/")),
    ("phone_bank", re.compile(r"tel-?_?bank|telephone-?bank|/dhyh|phone-?bank")),
    ("sms_bank", re.compile(r"sms-?_?bank|/dxyh")),
    ("web_bank", re.compile(r"online-?_?bank|net-?_?bank|/wsyh|/wangyin|personal-?ebank")),
)
OWN_TITLE = re.compile(
    r"银行[^\s、，,/和与]{0,6}?((?:个人|企业|公司)?(?:网上银行|网银|手机银行|直销银行))(?:系统|首页)?$"
)


@dataclass(frozen=True, slots=True)
class PageChannels:
    """``host``: the channel that the site itself is; ``page``: the one channel the page is about.

    ``is_app``: the page is an app's own, where everything offered is offered in the app.
    """

    host: str | None
    page: str | None
    is_app: bool = False


@dataclass(frozen=True, slots=True)
class PageSays:
    """What a page says about channels as a whole; see declared_channels.py.

    ``declared``: the channels that its service is to be had through. ``tied``: the scenarios that sentences
    tie to channels of their own: of two or more the page says itself which goes where. ``sold``: scenarios
    that it sells beside its service. ``beside``: channels by block and point of its list.
    """

    declared: tuple[str, ...] = ()
    tied: frozenset[str] = frozenset()
    sold: frozenset[str] = frozenset()
    beside: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


NOTHING_SAID = PageSays()


def find_page_channels(lexicon: Lexicon, page: Page, url: str) -> PageChannels:
    """Channels of host and page; the page's by title, breadcrumb end or address, two at once are none."""
    parts = urlsplit(url.lower())
    host = next((name for name, pattern in _HOSTS if pattern.search(parts.hostname or "")), None)
    if host is None and page.title and (own := OWN_TITLE.search(page.title)):
        host = next(iter(named_channels(find_hits(lexicon, own[1]))), None)
    for text in (page.title, page.crumb[-1] if page.crumb else None):
        found = named_channels(find_hits(lexicon, text or ""))
        if len(found) == 1:
            return PageChannels(host, found[0])
    by_path = next((name for name, pattern in _PATHS if pattern.search(parts.path)), None)
    return PageChannels(host, by_path or host)


def named_channels(hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """Channels among the hits in the order named, lookalikes left out."""
    return tuple(
        dict.fromkeys(hit.item_id for hit in hits if hit.kind is ItemKind.CHANNEL and not hit.is_lookalike)
    )
