"""Which pages a bank's sample site has and what each says, before any technique is applied.

Enters: a row of sites.csv, and the facts and products of its bank. Leaves: a SitePlan of as many pages as the
row says. Everything that states a fact is at most three links from the home page; what fills a site up
offers nothing and lies in its news archive, the deepest part of it. Refuses: to say anything that the facts
lack, but for the near misses, which offer nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from collector.sample import phrases
from collector.sample.channel_pages import business_pages, channel_pages
from collector.sample.columns import NEWS, OTHERS, column_pages
from collector.sample.furniture import furniture_pages, is_large, menu_entries
from collector.sample.life_pages import life_pages
from collector.sample.page import Block, Link, Page, SitePlan
from collector.sample.product_pages import product_pages
from collector.sample.variants import framed_site, in_frames, with_copies, with_sessions

if TYPE_CHECKING:
    from collector.sample.sites import SampleSite

_HOME_PATHS = {"redirect": "/portal/index", "refresh": "/main/index"}
_N_FRAMES = 3
_PAGES_PER_ARTICLE_OF_OTHERS = 20


@cache
def plan_site(site: SampleSite) -> SitePlan:
    """All pages of a readable site, its menu and the copies of pages under second addresses."""
    pages = in_frames(site, (*channel_pages(site), *life_pages(site), *business_pages(site)))
    products = product_pages(site)
    others = tuple(
        column_pages(site, column, site.n_pages // _PAGES_PER_ARTICLE_OF_OTHERS)
        for column in (OTHERS if is_large(site) else ())
    )
    furniture = furniture_pages(site)
    n_fixed = 1 + len(pages) + len(products) + sum(map(len, others)) + len(furniture)
    n_fixed += _N_FRAMES if "frameset" in site.traits else 0
    news = _news(site, site.n_pages - n_fixed)
    menu = _menu(site, pages, products, (news, *others))
    home = _home(site, news)
    columns = (page for column in (news, *others) for page in column)
    plan = SitePlan(menu, (home, *pages, *products, *columns, *furniture))
    return with_copies(site, with_sessions(site, framed_site(site, plan)))


def home_path(site: SampleSite) -> str:
    """Where the home page stands: ``/``, or where ``/`` sends its reader."""
    return next((f"{path}{site.suffix}" for trait, path in _HOME_PATHS.items() if trait in site.traits), "/")


def _news(site: SampleSite, n_pages: int) -> tuple[Page, ...]:
    """The news column with as many articles as make no more than ``n_pages`` pages, lists included."""
    n_articles = n_pages
    while n_articles > 1 and len(column_pages(site, NEWS, n_articles)) > n_pages:
        n_articles -= 1
    return column_pages(site, NEWS, max(n_articles, 1))


def _link(page: Page) -> Link:
    return Link(page.trail[-1], page.path)


def _menu(
    site: SampleSite,
    pages: tuple[Page, ...],
    products: tuple[Page, ...],
    columns: tuple[tuple[Page, ...], ...],
) -> tuple[Link, ...]:
    """An entry per top page; a deep menu holds the pages below them too, but no later pages of lists."""
    top = [page for page in pages if len(page.trail) == 1 and _is_in_menu(page)]
    entries = [Link(page.trail[0], page.path, _below(site, page, pages)) for page in top]
    entries += [_link(products[0])] if products else []
    entries += [_link(column[0]) for column in columns if column]
    return (Link("首页", "/"), *entries, *menu_entries(site))


def _is_in_menu(page: Page) -> bool:
    """Of a further host only the page of a channel."""
    return page.menu is None or (page.path.endswith("/") and not page.path.startswith("http://creditcard."))


def _below(site: SampleSite, top: Page, pages: tuple[Page, ...]) -> tuple[Link, ...]:
    if site.layout != "deep":
        return ()
    below = {page.trail: _link(page) for page in reversed(pages) if page.trail[:-1] == top.trail}
    return tuple(reversed(below.values()))


def _home(site: SampleSite, news: tuple[Page, ...]) -> Page:
    welcome = Block("text", phrases.WELCOME.format(bank=site.short_name_zh))
    articles = [page for page in news if len(page.trail) > 1 and page.title == page.trail[-1]]
    latest = Block("links", links=tuple(map(_link, articles[:2])))
    blocks = (welcome, Block("heading", "最新公告"), latest)
    return Page(home_path(site), f"{site.short_name_zh}官方网站", (), blocks, is_furniture=True)
