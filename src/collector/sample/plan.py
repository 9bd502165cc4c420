"""Which pages a bank's sample site has and what each says, before any technique is applied.

Enters: a row of sites.csv, and the facts and products of its bank.
Leaves: a SitePlan. Everything that states a fact is at most two links from the home page. Refuses: to say
anything that the facts lack, but for the near misses, which offer nothing.
"""

from __future__ import annotations

from collector.sample import near_misses, phrases
from collector.sample.news import news_pages
from collector.sample.page import Block, Link, Page, SitePlan
from collector.sample.product_pages import product_page
from collector.sample.statements import state_offers
from collector.sample.tables import SampleSite, facts_of, read_words
from collector.words import UNSTATED, ItemKind

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
_UNION_MEMBERS = frozenset({"dyrcb", "zjrcb"})


def plan_site(site: SampleSite) -> SitePlan:
    """All pages of a readable site and its menu."""
    pages = [*_channel_pages(site), *_life_pages(site), *_business_pages(site)]
    product = product_page(site)
    news = news_pages(site)
    menu = _menu(site, pages, product)
    home = _home(site, news)
    return SitePlan(
        menu, (home, *pages, *((product,) if product else ()), *news, *_about_pages(site))
    )  # fmt: skip


def _noun(channel_id: str) -> str:
    return read_words()[ItemKind.CHANNEL, channel_id].noun


def _link(page: Page) -> Link:
    return Link(page.trail[-1], page.path)


def _channel_pages(site: SampleSite) -> list[Page]:
    lines = facts_of(site.bank_id, ItemKind.BUSINESS_LINE)
    pages: list[Page] = []
    for voice, channel in enumerate(facts_of(site.bank_id, ItemKind.CHANNEL), start=site.voice):
        noun, folder = _noun(channel), _FOLDERS[channel]
        intro = [Block("text", phrases.CHANNEL_INTRO.format(channel=noun))]
        if channel == "mobile_bank" and site.bank_id in _UNION_MEMBERS:
            intro.append(Block("text", phrases.MOBILE_OF_UNION.format(channel=noun)))
        offers = state_offers(ItemKind.BUSINESS_LINE, lines.get(channel, ()), (channel,), voice)
        denials = near_misses.deny(site.bank_id, channel, ItemKind.BUSINESS_LINE, voice)
        body = (*offers, *denials, *near_misses.loan_purpose(site.bank_id, channel))
        index = f"/{folder}/index{site.suffix}"
        if offers and voice % 2:
            more = Page(
                f"/{folder}/business{site.suffix}", f"{noun}业务介绍", (noun, f"{noun}业务介绍"), body
            )
            links = Block("links", links=(_link(more),))
            pages += [Page(index, noun, (noun,), (*intro, links)), more]
        else:
            pages.append(Page(index, noun, (noun,), (*intro, *body)))
    return pages


def _life_pages(site: SampleSite) -> list[Page]:
    by_items: dict[tuple[str, ...], list[str]] = {}
    for channel, items in facts_of(site.bank_id, ItemKind.SCENARIO).items():
        by_items.setdefault(items, []).append(channel)
    pages = [
        _life_page(site, items, [c for c in channels if c != UNSTATED], voice)
        for voice, (items, channels) in enumerate(by_items.items(), start=site.voice)
    ]
    if not pages:
        return []
    index = Page(
        f"/life/index{site.suffix}",
        "生活服务",
        ("生活服务",),
        (Block("links", links=tuple(map(_link, pages))),),
    )
    return [index, *pages]


def _life_page(site: SampleSite, items: tuple[str, ...], channels: list[str], voice: int) -> Page:
    title = f"{_noun(channels[0])}生活服务" if len(channels) == 1 else "便民服务介绍"
    name = _FOLDERS[channels[0]] if len(channels) == 1 else "daily"
    denials = (
        near_misses.deny(site.bank_id, channels[0], ItemKind.SCENARIO, voice) if len(channels) == 1 else ()
    )
    blocks = (*state_offers(ItemKind.SCENARIO, items, channels, voice), *denials)
    return Page(f"/life/{name}{site.suffix}", title, ("生活服务", title), blocks)


def _business_pages(site: SampleSite) -> list[Page]:
    lines = facts_of(site.bank_id, ItemKind.BUSINESS_LINE).get(UNSTATED, ())
    if not lines:
        return []
    title = "电子银行" if site.voice % 2 else "线上服务"
    blocks = state_offers(ItemKind.BUSINESS_LINE, lines, (), site.voice + 1)
    return [Page(f"/business/index{site.suffix}", title, (title,), blocks)]


def _menu(site: SampleSite, pages: list[Page], product: Page | None) -> tuple[Link, ...]:
    top = [page for page in pages if len(page.trail) == 1]
    below = {page.trail[0]: [*map(_link, (p for p in pages if p.trail[:-1] == page.trail))] for page in top}
    is_deep = site.layout == "deep"
    entries = [
        Link(page.trail[0], page.path, tuple(below[page.trail[0]]) if is_deep else ()) for page in top
    ]  # fmt: skip
    if product:
        entries.append(_link(product))
    ends = (("新闻公告", "news/index"), ("使用帮助", "help/index"), ("关于我们", "about/index"))
    return (Link("首页", "/"), *entries, *(Link(text, f"/{path}{site.suffix}") for text, path in ends))


def _home(site: SampleSite, news: tuple[Page, ...]) -> Page:
    welcome = Block("text", phrases.WELCOME.format(bank=site.short_name_zh))
    latest = Block("links", links=tuple(_link(page) for page in news[1:3]))
    return Page("/", f"{site.short_name_zh}官方网站", (), (welcome, Block("heading", "最新公告"), latest))


def _about_pages(site: SampleSite) -> tuple[Page, ...]:
    contact = Page(
        f"/about/contact{site.suffix}", "联系我们", ("关于我们", "联系我们"),
        (*(Block("text", text) for text in phrases.CONTACT), Block("links", links=(phrases.ELSEWHERE,))),
    )  # fmt: skip
    jobs = Page(
        f"/about/jobs{site.suffix}", phrases.JOB_TITLE, ("关于我们", phrases.JOB_TITLE),
        (Block("text", phrases.JOB_INTRO), Block("text", phrases.JOBS[bool(site.voice % 3)])),
    )  # fmt: skip
    has_direct = "direct_bank" in facts_of(site.bank_id, ItemKind.CHANNEL)
    soon = () if has_direct else (Block("text", phrases.NO_DIRECT_BANK.text),)
    about = Page(
        f"/about/index{site.suffix}", "关于我们", ("关于我们",),
        (*(Block("text", text.format(bank=site.short_name_zh)) for text in phrases.ABOUT), *soon,
         Block("links", links=(_link(contact), _link(jobs)))),
    )  # fmt: skip
    hints = tuple(Block("text", text) for text in phrases.HELP)
    papers = near_misses.choose(site.bank_id, phrases.DOCUMENTS, site.voice)
    return (
        about,
        contact,
        jobs,
        Page(f"/help/index{site.suffix}", "使用帮助", ("使用帮助",), (*hints, *papers)),
    )
