"""The articles of a site's columns: news, past campaigns, safety advice and tenders. None offers anything.

Enters: a site and how many articles. Leaves: articles with their days, newest first. Refuses to state a fact:
what names a thing that the survey counts is a near miss. Same input, same articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from collector.sample import near_misses, newsroom, phrases
from collector.sample.page import Block

if TYPE_CHECKING:
    from collector.sample.phrases import NearMiss
    from collector.sample.sites import SampleSite

_NEWEST = date(2018, 10, 26)
_SPAN_DAYS = 2480  # back to the first days of 2012
_NEAR_MISS_EVERY = 6
_NEWS_MISSES: tuple[tuple[str, tuple[NearMiss, ...]], ...] = (
    (phrases.WARNING_TITLE, phrases.WARNINGS),
    (phrases.CAMPAIGN_TITLE, phrases.CAMPAIGNS),
    (phrases.OTHERS_TITLE, phrases.OTHERS_NEWS),
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``number`` is its own within the column and part of its address."""

    number: int
    title: str
    day: date
    blocks: tuple[Block, ...]


def column_articles(site: SampleSite, folder: str, n_articles: int) -> tuple[Article, ...]:
    """``n_articles`` articles of a column, newest first."""
    days = [_NEWEST - timedelta(days=place * _SPAN_DAYS // max(n_articles, 1)) for place in range(n_articles)]
    makers = {"news": _news, "promo": _promotion, "protect": _caution, "bidding": _tender}
    articles = [makers[folder](site, number, day) for number, day in enumerate(days)]
    return tuple(sorted(articles, key=lambda article: (article.day, -article.number), reverse=True))


def _news(site: SampleSite, number: int, day: date) -> Article:
    if number < len(phrases.NEWS):
        title, stamp, text = phrases.NEWS[number]
        return Article(number, title, date.fromisoformat(stamp), (Block("text", text),))
    if number % _NEAR_MISS_EVERY < len(_NEWS_MISSES):
        title, misses = _NEWS_MISSES[number % _NEAR_MISS_EVERY]
        turn = site.voice + number // _NEAR_MISS_EVERY
        if blocks := near_misses.choose(site.bank_id, misses, turn, day.year - 1):
            where_when = f"{_place(site, number)}，{day.year}年{day.month}月"
            return Article(number, f"{title}（{where_when}）", day, blocks)
    title, text = newsroom.EVENTS[number % len(newsroom.EVENTS)]
    return _plain(site, number, day, title, text)


def _promotion(site: SampleSite, number: int, day: date) -> Article:
    misses = near_misses.choose(site.bank_id, phrases.CAMPAIGNS, site.voice + number, day.year - 1)
    blocks = (*misses, Block("text", newsroom.PROMO_PLAIN))
    title = newsroom.PROMO_TITLE.format(year=day.year - 1, place=_place(site, number))
    return Article(number, title, day, blocks)


def _caution(site: SampleSite, number: int, day: date) -> Article:
    warnings = near_misses.choose(site.bank_id, phrases.WARNINGS, site.voice + number, day.year)
    advice = [newsroom.CAUTIONS[(number + step) % len(newsroom.CAUTIONS)] for step in range(2)]
    title = newsroom.CAUTION_TITLES[number % len(newsroom.CAUTION_TITLES)]
    title = title.format(year=day.year, place=_place(site, number))
    return Article(number, title, day, (*warnings, *(Block("text", text) for text in advice)))


def _tender(site: SampleSite, number: int, day: date) -> Article:
    title, text = newsroom.TENDERS[number % len(newsroom.TENDERS)]
    return _plain(site, number, day, title, text)


def _plain(site: SampleSite, number: int, day: date, title: str, text: str) -> Article:
    second = newsroom.SECOND[(site.voice + number) % len(newsroom.SECOND)]
    values = {"place": _place(site, number), "year": day.year}
    return Article(number, title.format(**values), day, (Block("text", text.format(**values) + second),))


def _place(site: SampleSite, number: int) -> str:
    """A part of town; neighbouring articles and the same event of another round get different ones."""
    return newsroom.PLACES[(site.voice + number + number // len(newsroom.EVENTS)) % len(newsroom.PLACES)]
