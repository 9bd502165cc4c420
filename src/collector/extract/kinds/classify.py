"""What sort of page it is: in a visitor's words, and whether anything on it can be an offer.

Enters: a page, its URL, the lexicon, the bytes it was read from. Leaves: a :class:`PageKind` by the first
sign that fits, ``other`` without one; for judging, ``news``, ``recruitment``, ``regulation`` or None by words
in the address, the title or the breadcrumb. Refuses to know a page, a bank or a whole sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.extract.kinds import words as page_words
from collector.extract.kinds.signs import Signs, read_signs
from collector.extract.kinds.topics import defines_payment, is_product, topic_of, topic_of_texts
from collector.extract.mentions.page_channels import OWN_TITLE
from collector.stand_ins import CHALLENGE_CODE, SOFT_404, WALL
from collector.words import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.extract.mentions.terms import Lexicon
    from collector.extract.pages.blocks import Page

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
            r"/(?:news|xinwen|media|xwzx|hydt|press|notices?(?!-?deposit)|gonggao|ggxx|tzgg|bhgg|activity|huodong)(?:[-_/.]|$)"
        ),
        re.compile(r"新闻|公告|资讯|动态|要闻|媒体报道|通知(?!存款)|喜报|优惠活动|活动公告|公示"),
    ),
)
_LIST_TITLE = re.compile(r"首页|公告查询")
_SHORT_PAGE = 600
_NO_PROSE, _SOME_PROSE = 80, 150
_FEW, _SOME_ENTRIES, _MANY = 4, 12, 30
_HALF, _SHARE_OF_ENTRIES = 0.5, 0.2
_DESCRIBED = 2  # headings such as 适用对象, 办理条件
_LISTED = 3
_FIELDS, _MANY_FIELDS = 5, 12
_PROSE_OF_ENTRY = 60


def classify_page(lexicon: Lexicon, page: Page, url: str, body: bytes = b"") -> PageKind:
    """The kind of a page as a visitor would name it.

    ``body``: the bytes, looked at only where nothing is to be seen: a bot wall is all script.
    """
    signs = read_signs(page, url)
    if _is_error(signs, page, body):
        return PageKind.CHALLENGE_OR_ERROR
    if _is_shell(signs):
        return PageKind.OTHER
    return _by_words(signs, find_page_kind(page, url)) or _by_form(lexicon, signs)


def find_page_kind(page: Page, url: str) -> str | None:
    """The kind by address first, then by title and breadcrumb."""
    path = urlsplit(url.lower()).path
    words = " ".join(filter(None, (page.title, *page.crumb)))
    for kind, by_path, by_words in _RULES:
        if by_path.search(path) or (by_words.search(words) and not _LIST_TITLE.search(words)):
            return kind
    return None


def _is_error(signs: Signs, page: Page, body: bytes) -> bool:
    """A wall of scripts without a word, or a short page that says that it is none."""
    is_blank = all(block.is_hidden or block.kind == "title" for block in page.blocks)
    if is_blank and CHALLENGE_CODE.search(body.decode("latin-1")):
        return True
    if SOFT_404.search(page.title or ""):
        return True
    if signs.n_chars > _SHORT_PAGE:
        return False
    is_bare = signs.n_menu + signs.n_entries < _FEW
    return any(SOFT_404.search(text) or (is_bare and WALL.search(text)) for text in signs.first)


def _is_shell(signs: Signs) -> bool:
    """Nothing to be seen, or no more than that something is to come."""
    is_bare = signs.n_chars < _NO_PROSE and signs.n_menu + signs.n_entries == 0
    is_coming = any(map(page_words.LOADING.search, signs.first)) and signs.n_blocks < _FEW
    return is_bare and (signs.n_chars == 0 or is_coming)


def _by_words(signs: Signs, offer: str | None) -> PageKind | None:
    """What address and subject say outright, whatever the content looks like."""
    n_ways = signs.n_menu + signs.n_entries
    if page_words.HOME_PATH.search(signs.path) and not signs.has_crumb and n_ways >= _SOME_ENTRIES:
        return PageKind.HOME
    if not signs.has_crumb and any(map(OWN_TITLE.search, signs.subjects[-1:])):
        return PageKind.CHANNEL
    if offer == "news":
        return PageKind.NOTICE
    if page_words.LIST.search(signs.subjects[0] if signs.subjects else ""):
        return PageKind.PRODUCT_LIST
    for kind, by_subject, by_place in page_words.BY_WORDS:
        if by_place.search(signs.path) or any(by_subject.search(text) for text in signs.subjects):
            return kind
    return PageKind.ABOUT if offer == "recruitment" else None


def _by_form(lexicon: Lexicon, signs: Signs) -> PageKind:
    """What the content's form shows; then what the subject names; then what the section or the text names."""
    form = _form_of(signs)
    if form is not None:
        return form
    topic = _first_topic(lexicon, signs.subjects)
    if topic is None and defines_payment(lexicon, signs.defined):
        return PageKind.SCENARIO
    if topic in {None, PageKind.PRODUCT}:
        topic = _offer_of(lexicon, signs) or topic
    if topic is None and signs.n_prose >= _NO_PROSE and page_words.HELP_HOST.search(signs.host):
        return PageKind.HELP
    topic = topic or _first_topic(lexicon, signs.section)
    if topic is None and signs.n_prose >= _SOME_PROSE and not signs.has_crumb:
        topic = topic_of_texts(lexicon, signs.first)
    if (
        topic is None
        and signs.n_prose
        and signs.has_crumb
        and any(map(page_words.TRADE.search, signs.section))
    ):
        topic = PageKind.PRODUCT
    return topic or PageKind.OTHER


def _offer_of(lexicon: Lexicon, signs: Signs) -> PageKind | None:
    """One thing described, or a list of things."""
    if sum(map(is_product, signs.headings)) >= max(_LISTED, signs.n_form + 1):
        return PageKind.PRODUCT_LIST
    if signs.n_form >= _DESCRIBED or (signs.n_offer >= _DESCRIBED and not signs.n_own):
        return PageKind.PRODUCT
    if (
        signs.n_entries >= max(_FEW, _SHARE_OF_ENTRIES * signs.n_blocks)
        and signs.n_prose < _PROSE_OF_ENTRY * signs.n_entries
    ):
        named = topic_of_texts(lexicon, signs.first)
        return PageKind.PRODUCT_LIST if named in {None, PageKind.PRODUCT} else named
    return None


def _form_of(signs: Signs) -> PageKind | None:
    """Kinds known by what the content consists of."""
    said = "\n".join(signs.first)
    if signs.n_rows >= _LISTED:
        return PageKind.PRODUCT_LIST
    if signs.n_entries >= max(_MANY, _HALF * signs.n_blocks) and not (signs.has_crumb or signs.n_menu):
        return PageKind.APP_MENU
    if any(map(page_words.CAMPAIGN.search, signs.first)) and not signs.has_crumb:
        return PageKind.NOTICE
    if signs.n_questions >= _FEW and signs.n_form < _DESCRIBED:
        return PageKind.HELP
    is_form = max(signs.n_labels, signs.n_own) >= _FIELDS or signs.n_labels >= _HALF * signs.n_blocks
    is_form = (is_form and not signs.has_crumb) or signs.n_labels >= _MANY_FIELDS
    is_told = signs.n_blocks <= _FEW and bool(page_words.RESULT.search(said))
    if signs.n_prose < _NO_PROSE and (is_form or (is_told and not signs.has_crumb)):
        return PageKind.SCENARIO if page_words.PAYING.search(said) else PageKind.OTHER
    return None


def _first_topic(lexicon: Lexicon, texts: Iterable[str]) -> PageKind | None:
    return next((found for text in texts if (found := topic_of(lexicon, text))), None)
