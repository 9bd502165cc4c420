"""Columns of articles: lists over several pages, in one archive or in one per year, and the articles.

Enters: a site, a column and its number of articles. Leaves: pages, the column's first list page first.
The first list page is one link from the home page, its articles are two, those of the next list pages three;
with one archive per year each lies one link deeper. A site that disallows a path of its own links to a page
behind it from an article, at depth 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from collector.sample.addresses import article_path, list_path
from collector.sample.articles import Article, column_articles
from collector.sample.lists import chunks, pager
from collector.sample.page import Block, Link, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.sample.sites import SampleSite

INTERNAL_PAGE = "notice"
_PER_PAGE = 10
_INTERNAL_PLACE = 3  # listed on the first page and not among the latest on the home page


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a site: its folder and its name in menu and breadcrumb."""

    folder: str
    title: str


NEWS = Column("news", "新闻公告")
OTHERS = (Column("promo", "往期活动"), Column("protect", "消费者权益保护"), Column("bidding", "采购信息"))


def column_pages(site: SampleSite, column: Column, n_articles: int) -> tuple[Page, ...]:
    """List pages and articles of a column; () for no articles."""
    articles = column_articles(site, column.folder, n_articles)
    if not articles:
        return ()
    pages = [_article_page(site, column, article) for article in articles]
    if site.has_disallowed_link and column == NEWS and len(pages) > _INTERNAL_PLACE:
        link = Link("内部通知", f"/internal/{INTERNAL_PAGE}{site.suffix}")
        pages[_INTERNAL_PLACE] = _with_links(pages[_INTERNAL_PLACE], (link,))
    if "chained" in site.traits:
        pages = [_chained(pages, place) for place in range(len(pages))]
    if "years" not in site.traits or column != NEWS:
        return (*_lists(site, column, pages, None), *pages)
    years = groupby(zip(articles, pages, strict=True), key=lambda pair: pair[0].day.year)
    lists = [_lists(site, column, [page for _, page in pairs], year) for year, pairs in years]
    index = _page(list_path(site, column.folder, 1), column.title, (column.title,), ())
    by_year = tuple(Link(pages[0].trail[-1], pages[0].path) for pages in lists)
    return (_with_links(index, by_year), *(page for pages in lists for page in pages), *pages)


def _lists(site: SampleSite, column: Column, articles: Sequence[Page], year: int | None) -> tuple[Page, ...]:
    """The pages of a list; the address of the first is the column's, or the year's."""
    parts = chunks(articles, _PER_PAGE)
    paths = [list_path(site, column.folder, number, year) for number in range(1, len(parts) + 1)]
    trail = (column.title, f"{year}年") if year else (column.title,)
    is_broken = column == NEWS and (site.layout == "modern" or "soft_404" in site.traits)
    gone = (Link("网站改版说明", f"/news/201701{site.suffix}"),) if is_broken else ()
    pages = []
    for place, (path, part) in enumerate(zip(paths, parts, strict=True)):
        links = (*(Link(page.trail[-1], page.path) for page in part), *(() if place else gone))
        blocks = (Block("links", links=links), *pager(paths, place, is_next_only="next_only" in site.traits))
        pages.append(_page(path, column.title, trail, blocks))
    return tuple(pages)


def _article_page(site: SampleSite, column: Column, article: Article) -> Page:
    path = article_path(site, column.folder, article.number, article.day)
    blocks = (Block("text", f"发布日期：{article.day}"), *article.blocks)
    return _page(path, article.title, (column.title, article.title), blocks)


def _chained(pages: Sequence[Page], place: int) -> Page:
    """The page with links to the articles before and after it."""
    links = [Link(f"上一篇：{page.title}", page.path) for page in pages[max(place - 1, 0) : place]]
    links += [Link(f"下一篇：{page.title}", page.path) for page in pages[place + 1 : place + 2]]
    return _with_links(pages[place], tuple(links))


def _with_links(page: Page, links: tuple[Link, ...]) -> Page:
    return replace(page, blocks=(*page.blocks, Block("links", links=links)))


def _page(path: str, title: str, trail: tuple[str, ...], blocks: tuple[Block, ...]) -> Page:
    return Page(path, title, trail, blocks, is_furniture=True)
