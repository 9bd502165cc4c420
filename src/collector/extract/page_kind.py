"""What sort of page it is, as far as that decides whether anything on it can be an offer.

Enters: URL, title, breadcrumb and first headings. Leaves: ``news``, ``recruitment``, ``regulation`` or
None. Kept simple on purpose: only words in the address, the title or the breadcrumb decide, never the
body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.words import PageKind

if TYPE_CHECKING:
    from datetime import date

    from collector.extract.blocks import Page

_RULES: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "recruitment",
        re.compile(r"/(?:hire|hr|job|jobs|zhaopin|career|careers|recruit)[\w-]*(?:[/.]|$)"),
        re.compile(r"招聘|诚聘|校招|社招|招贤纳士|人才招募|加入我们"),
    ),
    (
        "regulation",
        re.compile(r"/(?:law|laws|regulation|zcfg|flfg)s?(?:[/.]|$)"),
        re.compile(r"政策法规|法律法规|管理办法|实施细则|暂行规定|管理条例"),
    ),
    (
        "news",
        re.compile(
            r"/(?:news|xinwen|media|xwzx|hydt|press|notice|notices|gonggao|ggxx|tzgg|bhgg|activity|huodong)(?:[-_/.]|$)"
        ),
        re.compile(r"新闻|公告|资讯|动态|要闻|媒体报道|通知|喜报|优惠活动|活动公告|公示"),
    ),
)
_LIST_TITLE = re.compile(r"首页|公告查询")


def classify_page(page: Page, url: str) -> PageKind:
    """The kind of a page as a visitor would name it."""
    found = find_page_kind(page, url)
    return {"news": PageKind.NOTICE, "recruitment": PageKind.ABOUT}.get(found or "", PageKind.OTHER)


def find_page_date(page: Page) -> date | None:
    """The day that a page gives for itself; None where it gives none."""
    return None


def find_page_kind(page: Page, url: str) -> str | None:
    """The kind by address first, then by title and breadcrumb."""
    path = urlsplit(url.lower()).path
    words = " ".join(filter(None, (page.title, *page.crumb)))
    for kind, by_path, by_words in _RULES:
        if by_path.search(path) or (by_words.search(words) and not _LIST_TITLE.search(words)):
            return kind
    return None
