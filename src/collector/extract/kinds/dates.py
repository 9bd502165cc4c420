"""The day that a page gives for itself: when it was published, else when it was last changed.

Enters: a page, and the day it was fetched. Leaves: a day or None. Never the clock. Refuses days that are not
said of the page: dates in sentences and tables, beside the links to other pages, in footers, days that do not
exist and days after the fetch. Several days of one sort belong to other pages: none of them is this one's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from collector.extract.pages.regions import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.pages.blocks import Block, Page

_FIRST_YEAR, _LAST_YEAR = 1995, 2100  # no bank of China had pages before
_NEAR_TITLE, _AT_END = 8, 5
_LONGEST_LINE = 150
_LONGEST_LABEL = 8  # 打印, 关闭, 下一篇: not the title of another page
_MOST_ALONE = 2  # under the title and as the signature
_HAS_DATE = re.compile(r"\d{4}\s?[-/.年]|[〇○零一二三四五六七八九]{4}年")
_DAY = (
    r"(?<!\d)(?P<y>\d{4}|[〇○零一二三四五六七八九]{4})\s?(?:年|(?P<mark>[-/.]))\s?"
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?(mark)(?P=mark)|月)\s?"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})(?(mark)|日)(?!\d)"
)
_OF_PAGE = r"(?<![\u4e00-\u9fff])(?:最近|最后|最新|上次|本页|页面|信息|文章|内容|新闻|公告)?"
_WHEN = r"(?:(?:时间|日期|日)\s?[:：]?|于|\s?[:：])\s?[\[【(（]?\s?"
_CLOCK = r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_ABOUT = r"(?:\s*(?:来源|作者|浏览|阅读|点击|字号|字体|分享|打印)[^。]{0,60})?"
_PUBLISHED = re.compile(
    rf"(?:{_OF_PAGE}(?:发布|发表|公布|发文|成文|公告|刊登|发稿){_WHEN}|^日期\s?[:：]\s?){_DAY}"
)
_CHANGED = re.compile(rf"{_OF_PAGE}(?:更新|修改|修订){_WHEN}{_DAY}")
_ALONE = re.compile(rf"^[\[【(（]?\s?{_DAY}{_CLOCK}\s?[\]】)）]?{_ABOUT}$")
_SIGNED = re.compile(rf"(?:行|公司|社|部|会|中心)\s*{_DAY}$")
_SIGNATURE = re.compile(rf"^(?=.*年){_DAY}$")
_LINKS = frozenset({"menu", "link", "button"})
_UNITS = {word: number for number, word in enumerate("〇一二三四五六七八九十")} | {"○": 0, "零": 0}
_TEN = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the page's own text.

    ``is_under``: a paragraph below a heading near the top; ``is_last``: among the last lines; ``is_beside``:
    the title of another page stands before or after it.
    """

    text: str
    is_under: bool
    is_last: bool
    is_beside: bool


def find_page_date(page: Page, fetched: date | None = None) -> date | None:
    """The day of publication: by its label, alone under the title, or as the signature; else of the change.

    ``fetched``: the day of the fetch in Shanghai; a later day is nonsense.
    """
    own = [block for block in page.blocks if block.region == CONTENT and not block.is_hidden]
    if not any(_HAS_DATE.search(block.text) for block in own):
        return None
    lines = tuple(_lines(own))
    alone = [line for line in lines if _ALONE.search(line.text)]
    is_list = len(alone) > _MOST_ALONE or any(line.is_beside for line in alone)
    last = [line.text for line in lines if line.is_last]
    places = (
        (_PUBLISHED, [line.text for line in lines]),
        (_ALONE, [] if is_list else [line.text for line in alone if line.is_under]),
        (_SIGNED, last),
        (_SIGNATURE, [] if is_list else last),
        (_CHANGED, [line.text for line in lines]),
    )
    for pattern, texts in places:
        found = {_day(match) for text in texts for match in pattern.finditer(text)}
        if found:
            day = found.pop()
            is_sure = not found and day is not None and (fetched is None or day <= fetched)
            return day if is_sure else None
    return None


def _lines(own: list[Block]) -> Iterator[_Line]:
    """Lines that can hold the page's date: neither sentences nor links nor cells of tables."""
    is_headed = False
    for place, block in enumerate(own):
        is_headed = is_headed or block.kind == "heading"
        if block.kind in _LINKS or block.kind in {"title", "table_cell"}:
            continue
        around = own[max(0, place - 1) : place] + own[place + 1 : place + 2]
        is_beside = any(one.kind in _LINKS and len(one.text) > _LONGEST_LABEL for one in around)
        is_under = is_headed and block.kind == "paragraph" and place < _NEAR_TITLE
        *_, end = texts = block.text.split("\n")
        for text in texts:
            if len(text) <= _LONGEST_LINE and "。" not in text:
                is_last = text is end and place >= len(own) - _AT_END and block.kind != "list_item"
                yield _Line(text, is_under, is_last, is_beside)


def _day(match: re.Match[str]) -> date | None:
    """The day, or None where the calendar has no such day or no page can be of it."""
    year, month, day = (_number(match[part]) for part in ("y", "m", "d"))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """Digits, or a Chinese number: 二〇一九 by its places, 二十一 by its tens."""
    if text.isascii():
        return int(text)
    if "十" not in text:
        return int("".join(str(_UNITS[word]) for word in text))
    tens, _, ones = text.partition("十")
    return (_UNITS[tens] if tens else 1) * _TEN + (_UNITS[ones] if ones else 0)
