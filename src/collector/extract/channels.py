"""Through which channel a thing is offered: from its clause, its sentence, the headings above, the
page, or unstated.

Enters: a hit with its sentence, block and page. Leaves: channel ids, at least one. Refuses to let the
page speak for its site-wide menu: a menu entry gets a channel only from its own words, the menu above
it, or a host that is itself the channel (a net bank's own host).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.extract.sentence import Sentence, split_clauses
from collector.extract.terms import Hit, Lexicon, find_hits
from collector.words import UNSTATED, ItemKind

if TYPE_CHECKING:
    from collector.extract.blocks import Block, Page

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
_SERVICE_CHANNELS = re.compile(r"渠道")
_THROUGH = re.compile(r"渠道[^，。]{0,6}(?:办理(?!业务)|缴|查询)|办理(?:该|本|此|上述|以上)(?:项)?业务|缴费")
_STEPS = re.compile(r"操作|流程|步骤|办理方式|缴费方式")
_LOGIN = re.compile(r"\W*(?:\d{1,2}\W)?\s*(?:请)?(?:登录|登陆)")
_OWN_TITLE = re.compile(
    r"银行[^\s、，,/和与]{0,6}?((?:个人|企业|公司)?(?:网上银行|网银|手机银行|直销银行))(?:系统|首页)?$"
)
_AT_COUNTER = re.compile(r"网点|柜面|柜台|营业厅|营业机构")
_STANDING_ALONE = frozenset({"menu", "link", "heading", "title", "button", "form_label"})


@dataclass(frozen=True, slots=True)
class PageChannels:
    """``host``: the channel that the site itself is; ``page``: the one channel the page is about.

    ``is_app``: the page is an app's own, where everything offered is offered in the app.
    ``declared``: the channels that the page says its service is to be had through, wherever it says so.
    ``tied``: the scenarios that sentences of the page tie to channels of their own: of two or more the page
    says itself which goes where. ``sold``: what the page sells beside its service, not the service itself.
    """

    host: str | None
    page: str | None
    is_app: bool = False
    declared: tuple[str, ...] = ()
    tied: frozenset[str] = frozenset()
    sold: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    """The usable channels of a clause, and whether it names nothing but channels."""

    channels: tuple[Hit, ...]
    is_bare: bool


def find_page_channels(lexicon: Lexicon, page: Page, url: str) -> PageChannels:
    """Channels of host and page; the page's by title, breadcrumb end or address, two at once are none."""
    parts = urlsplit(url.lower())
    host = next((name for name, pattern in _HOSTS if pattern.search(parts.hostname or "")), None)
    if host is None and page.title and (own := _OWN_TITLE.search(page.title)):
        host = next(iter(_named(find_hits(lexicon, own[1]))), None)
    for text in (page.title, page.crumb[-1] if page.crumb else None):
        found = _named(find_hits(lexicon, text or ""))
        if len(found) == 1:
            return PageChannels(host, found[0])
    by_path = next((name for name, pattern in _PATHS if pattern.search(parts.path)), None)
    return PageChannels(host, by_path or host)


def find_channels(
    lexicon: Lexicon,
    hit: Hit,
    *,
    hits: tuple[Hit, ...],
    ignored: frozenset[Hit],
    block: Block,
    sentence: Sentence,
    place: PageChannels,
    beside: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Channels of one hit in the order named; ``ignored`` are channel hits that the sentence rules out.

    ``beside``: channels that other sentences of the same point of a list name.
    """
    if place.is_app:
        return (place.page or UNSTATED,)
    usable = [other for other in hits if other.kind is ItemKind.CHANNEL and other not in ignored]
    stated = _in_sentence(sentence, hit, hits, usable)
    if stated or beside:
        return stated or beside
    above = [block.beside, block.row, block.column, sentence.lead, sentence.intro, block.lead]
    above += reversed(block.path)
    if block.region != "content" or block.kind == "title":
        above = [*reversed(block.path)]
    for label in above:
        if label and (named := _named(find_hits(lexicon, label))):
            return named
    if block.region != "content" or block.kind == "menu":
        return (place.host or UNSTATED,)
    if place.page is None and place.declared and hit.kind is ItemKind.SCENARIO:
        is_restricted = len(place.tied) > 1 or hit.item_id in place.sold or _AT_COUNTER.search(sentence.text)
        return (UNSTATED,) if is_restricted else place.declared
    return (place.page or UNSTATED,)


def declares_channels(block: Block, sentence: Sentence) -> bool:
    """True for a sentence of the page's own text that says through which channels its service comes."""
    above = " ".join(filter(None, (sentence.lead, block.lead, *block.path[-1:])))
    is_own = block.region == "content" and block.kind not in _STANDING_ALONE
    is_step = _STEPS.search(above) and _LOGIN.match(sentence.text)
    return is_own and bool(is_step or _SERVICE_CHANNELS.search(above) or _THROUGH.search(sentence.text))


def _in_sentence(sentence: Sentence, hit: Hit, hits: tuple[Hit, ...], usable: list[Hit]) -> tuple[str, ...]:
    """Channels of the hit's clause, else of the nearest clause before it, else of the nearest after it."""
    clauses = split_clauses(sentence.text)
    parts = [
        _Part(
            tuple(one for one in usable if clause.start <= one.start < clause.end),
            all(one.kind is ItemKind.CHANNEL for one in hits if clause.start <= one.start < clause.end),
        )
        for clause in clauses
    ]
    own = next(number for number, clause in enumerate(clauses) if hit.start < clause.end + 1)
    for number in (*range(own, -1, -1), *range(own + 1, len(clauses))):
        if parts[number].channels:
            return _named(_with_list(parts, number))
    return ()


def _with_list(parts: list[_Part], number: int) -> tuple[Hit, ...]:
    """The channels of a clause and of bare clauses right beside it: a list may be broken by commas."""
    first, last = number, number
    while first > 0 and parts[first - 1].is_bare and parts[first - 1].channels:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].is_bare and parts[last + 1].channels:
        last += 1
    return tuple(hit for part in parts[first : last + 1] for hit in part.channels)


def _named(hits: tuple[Hit, ...]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(hit.item_id for hit in hits if hit.kind is ItemKind.CHANNEL and not hit.is_lookalike)
    )
