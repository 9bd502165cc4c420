"""Pages about a bank's channels and its lines of business, some of them on further hosts of the bank.

Enters: a site. Leaves: pages; a channel's first page is one link from the home page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import near_misses, newsroom, phrases
from collector.sample.page import Block, Link, Page
from collector.sample.statements import state_offers
from collector.sample.tables import facts_of, read_words
from collector.words import UNSTATED, ItemKind

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite, Trait

_FOLDERS = {
    "web_bank": "ebank",
    "mobile_bank": "mobile",
    "wechat_bank": "wechat",
    "direct_bank": "direct",
    "phone_bank": "phone",
    "sms_bank": "sms",
    "self_service": "self",
    "smart_branch": "branch",
    "remote_bank": "remote",
}
_HOST_OF: dict[str, Trait] = {"web_bank": "ebank_host", "mobile_bank": "mobile_host"}
_UNION_MEMBERS = frozenset({"dyrcb", "zjrcb"})
_CARD = "bank_card"


def channel_pages(site: SampleSite) -> tuple[Page, ...]:
    """Per channel a page, or a page and one below it; further hosts have help of their own too."""
    pages: list[Page] = []
    for voice, channel in enumerate(facts_of(site.bank_id, ItemKind.CHANNEL), start=site.voice):
        trait = _HOST_OF.get(channel)
        is_apart = trait in site.traits
        base = f"http://{site.subhost(trait)}/" if trait and is_apart else f"/{_FOLDERS[channel]}/"
        index = base if is_apart else f"{base}index{site.suffix}"
        pages += _pages(site, channel, index, f"{base}business{site.suffix}", voice, has_more=is_apart)
        if is_apart:
            pages = _on_own_host(site, pages, base)
    return tuple(pages)


def _pages(
    site: SampleSite, channel: str, index: str, below: str, voice: int, *, has_more: bool
) -> list[Page]:
    noun = read_words()[ItemKind.CHANNEL, channel].noun
    intro = [Block("text", phrases.CHANNEL_INTRO.format(channel=noun))]
    if channel == "mobile_bank" and site.bank_id in _UNION_MEMBERS:
        intro.append(Block("text", phrases.MOBILE_OF_UNION.format(channel=noun)))
    lines = facts_of(site.bank_id, ItemKind.BUSINESS_LINE).get(channel, ())
    offers = state_offers(ItemKind.BUSINESS_LINE, lines, (channel,), voice)
    denials = near_misses.deny(site.bank_id, channel, ItemKind.BUSINESS_LINE, voice)
    body = (*offers, *denials, *near_misses.loan_purpose(site.bank_id, channel))
    if not offers or not (voice % 2 or has_more):
        return [Page(index, noun, (noun,), (*intro, *body))]
    title = f"{noun}业务介绍"
    more = Page(below, title, (noun, title), body)
    return [Page(index, noun, (noun,), (*intro, Block("links", links=(Link(title, below),)))), more]


def _on_own_host(site: SampleSite, pages: list[Page], base: str) -> list[Page]:
    """The pages with a menu of their own where they stand on the host ``base``, and help for them."""
    title, answer = newsroom.QUESTIONS[0]
    help_page = Page(
        f"{base}help{site.suffix}", title, (title,), (Block("text", answer), Block("text", phrases.HELP[1])),
        is_furniture=True,
    )  # fmt: skip
    own = [page for page in pages if page.path.startswith(base)]
    links = [Link(page.trail[-1], page.path) for page in own]
    menu = (Link("返回门户", f"http://{site.host}/"), *links, Link(title, help_page.path))
    placed = [_with_menu(page, menu) if page in own else page for page in pages]
    return [*placed, _with_menu(help_page, menu)]


def _with_menu(page: Page, menu: tuple[Link, ...]) -> Page:
    return Page(page.path, page.title, page.trail, page.blocks, page.is_furniture, page.look, menu)


def business_pages(site: SampleSite) -> tuple[Page, ...]:
    """Where the channel of the bank's lines is left open: a page of them, cards on a host of their own."""
    lines = facts_of(site.bank_id, ItemKind.BUSINESS_LINE).get(UNSTATED, ())
    if not lines:
        return ()
    title = "电子银行" if site.voice % 2 else "线上服务"
    if "card_host" not in site.traits:
        blocks = state_offers(ItemKind.BUSINESS_LINE, lines, (), site.voice + 1)
        return (Page(f"/business/index{site.suffix}", title, (title,), blocks),)
    card_title, base = "信用卡中心", f"http://{site.subhost('card_host')}/"
    cards = Page(
        base, card_title, (card_title,), state_offers(ItemKind.BUSINESS_LINE, (_CARD,), (), site.voice),
        menu=(Link("返回门户", f"http://{site.host}/"),),
    )  # fmt: skip
    others = tuple(line for line in lines if line != _CARD)
    blocks = (
        *state_offers(ItemKind.BUSINESS_LINE, others, (), site.voice + 1),
        Block("links", links=(Link(card_title, base),)),
    )
    return (Page(f"/business/index{site.suffix}", title, (title,), blocks), cards)
