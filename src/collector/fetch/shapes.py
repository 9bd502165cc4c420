"""The shape of a URL: what is left when numbers, dates and tokens are taken for what they are.

Enters: canonical URLs. Leaves: shapes, equal for pages that a site makes by counting; the number of a list's
page; dates in a query. Refuses nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_DATE = r"(?:19|20)\d{2}[-_/.]?(?:0?[1-9]|1[0-2])(?:[-_/.]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)"
_PLACES = re.compile(
    rf"(?P<date>(?<!\d){_DATE})"
    r"|(?P<token>(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,}(?![a-z0-9]))|(?P<n>\d+)",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(r"^(?:date|day|month|year|ymd|ym|yyyymm(?:dd)?|rq|riqi|\w*_date|\w*Date)$")
_DATE_VALUE = re.compile(rf"^(?:{_DATE}|\d{{1,2}}|\d{{4}})$")
_PAGE_NAME = (
    r"page|pageno|page_no|pagenum|pageindex|page_index|pagenumber|currentpage|curpage|currpage|cur_page"
    r"|nowpage|nowpagenum_turn|npage|pn|pg|p|page_id_no|paged"
)
_PAGE_PARAMETER = re.compile(rf"(?<![^?&])({_PAGE_NAME})=(\d{{1,6}})(?=&|$)", re.IGNORECASE)
_PAGE_PATH = re.compile(
    r"((?<=/)(?:index|list|node|default|more)[-_]?|(?<=/)page[-_/]?|[-_](?=\d+\.jhtml$))(\d{1,4})"
    r"(?=(?:\.(?:s?html?|jhtml|jsp|aspx?|php))?/?$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=32768)
def shape_of(url: str) -> str:
    """Host, path and parameter names of ``url`` with placeholders for what varies.

    >>> shape_of("https://www.b.cn/news/2018-03-12/1234.html?id=7")
    'www.b.cn/news/{date}/{n}.html?id={n}'
    """
    parts = urlsplit(url)
    query = "&".join(sorted(_PLACES.sub(_placeholder, piece) for piece in parts.query.split("&") if piece))
    return f"{parts.netloc}{_PLACES.sub(_placeholder, parts.path)}{'?' if query else ''}{query}"


def is_counted(shape: str) -> bool:
    """True where a site may have any number of pages of this shape."""
    return "{" in shape


def page_of_list(url: str) -> tuple[str, int] | None:
    """The list that ``url`` is a page of (its URL without the number), and the page's number; else None.

    >>> page_of_list("https://b.cn/licai/index_3.html")
    ('https://b.cn/licai/index_{page}.html', 3)
    """
    path, _, query = url.partition("?")
    for text, pattern, is_query in ((query, _PAGE_PARAMETER, True), (path, _PAGE_PATH, False)):
        found = pattern.search(text)
        if found:
            joint = f"{found[1]}=" if is_query else found[1]
            name = f"{text[: found.start()]}{joint}{{page}}{text[found.end() :]}"
            return (f"{path}?{name}" if is_query else f"{name}{'?' if query else ''}{query}"), int(found[2])
    return None


def calendar_of(url: str) -> str | None:
    """The path whose query counts days or months, None where no parameter is a date.

    >>> calendar_of("https://b.cn/rates?year=2019&month=3")
    'b.cn/rates'
    """
    parts = urlsplit(url)
    for piece in parts.query.split("&"):
        name, _, value = piece.partition("=")
        if _DATE_NAME.match(name) and _DATE_VALUE.match(value):
            return parts.netloc + parts.path
    return None


def _placeholder(found: re.Match[str]) -> str:
    return f"{{{'x' if found.lastgroup == 'token' else found.lastgroup}}}"
