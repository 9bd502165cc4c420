"""The news archive of a sample site: articles that offer nothing, one of them three links from the home page.

Enters: a site. Leaves: the archive page first, then the articles. A site that disallows a
path of its own links to a page behind it from an article, at depth 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import near_misses, phrases
from collector.sample.page import Block, Link, Page

if TYPE_CHECKING:
    from collector.sample.tables import SampleSite

INTERNAL_PAGE = "notice"


def news_pages(site: SampleSite) -> tuple[Page, ...]:
    """Archive and articles; the last article is linked from the one before it only."""
    articles = [
        _article(site, place, title, day, (Block("text", text),))
        for place, (title, day, text) in enumerate(phrases.NEWS)
    ]
    extras = (
        (phrases.WARNING_TITLE, "2018-08-06", phrases.WARNINGS),
        (phrases.CAMPAIGN_TITLE, "2018-03-05", phrases.CAMPAIGNS),
        (phrases.OTHERS_TITLE, "2018-10-15", phrases.OTHERS_NEWS),
    )
    for title, day, misses in extras:
        blocks = near_misses.choose(site.bank_id, misses, site.voice)
        if blocks:
            articles.append(_article(site, len(articles), title, day, blocks))
    articles[-2] = _with_links(site, articles[-2], articles[-1])
    listed = tuple(Link(page.trail[-1], page.path) for page in articles[:-1])
    gone = (Link("网站改版说明", f"/news/201701{site.suffix}"),) if site.layout == "modern" else ()
    archive = Page(
        f"/news/index{site.suffix}", "新闻公告", ("新闻公告",), (Block("links", links=(*listed, *gone)),)
    )
    return (archive, *articles)


def _article(site: SampleSite, place: int, title: str, day: str, blocks: tuple[Block, ...]) -> Page:
    path = f"/news/{day.replace('-', '')}_{place}{site.suffix}"
    return Page(path, title, ("新闻公告", title), (Block("text", f"发布日期：{day}"), *blocks))


def _with_links(site: SampleSite, page: Page, following: Page) -> Page:
    links = [Link(following.trail[-1], following.path)]
    if site.has_disallowed_link:
        links.append(Link("内部通知", f"/internal/{INTERNAL_PAGE}{site.suffix}"))
    return Page(page.path, page.title, page.trail, (*page.blocks, Block("links", links=tuple(links))))
