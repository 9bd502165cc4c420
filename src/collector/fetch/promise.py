"""What a link promises, judged by its words before anything is asked.

Enters: a link, and the promise of the page it stands on. Leaves: points, the topic that gave them and a
reason for people. Refuses to look at pages: the words are those that bank sites write in menus, headings and
addresses, and no taxonomy is needed, so that changing what is counted never changes what is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from collector.fetch.links import FRAME_REGION

if TYPE_CHECKING:
    from collector.fetch.links import Link

SEED_POINTS = 1000
FRAME_POINTS = 60
_INHERITED = 4  # a link that says nothing has a quarter of what its page promised
_DATED_PENALTY = 35
_SECOND_TOPIC = 5  # 手机银行缴费: an item and its channel, which is what the survey asks
_DATED = re.compile(r"/(?:19|20)\d{2}[-/]?(?:0[1-9]|1[0-2])|/t?(?:19|20)\d{6}")

# words of anchor texts, headings and URLs of bank sites; weights by what the survey asks for
_TOPICS: tuple[tuple[str, int, str], ...] = (
    (
        "life payments",
        52,
        r"缴费|便民|充值|生活(?!用品)|场景|shjf|jiaofei|bianmin|pay-?fee|(?<![a-z])life",
    ),
    ("mobile bank", 50, r"手机银行|掌上银行|移动银行|mobile-?bank|mbank|sjyh"),
    ("online bank", 48, r"网上银行|(?:个人|企业)网银|网银|net-?bank|(?<![a-z])e-?bank|wsyh|grwy|qywy"),
    ("wechat bank", 48, r"微信银行|微银行|公众号|wechat|weixin|wxyh"),
    ("direct bank", 42, r"直销银行|direct-?bank|zxyh"),
    ("electronic channels", 47, r"电子银行|线上(?:银行|服务|业务)|服务渠道|dzyh|e-?channel"),
    ("phone and self-service", 40, r"电话银行|短信(?:银行|通知)|自助|远程银行|智[能慧]网点|dhyh|dxyh|zzyh"),
    (
        "product lists",
        38,
        r"(?:特色|推荐|热销|在售|全部|明星)产品|产品(?:中心|介绍|大全|列表|查询|展示|超市)|功能(?:演示|介绍|一览)",
    ),
    ("wealth", 36, r"理财|财富|licai|lccp|lcpd|grlc|wealth|financ"),
    ("loans", 36, r"贷款|借款|[^信]贷(?:$|[（(])|易贷|loan|daikuan|grdk|\bdk\b"),
    ("deposits", 36, r"存款|储蓄|存单|deposit|cunkuan|grck"),
    ("cards", 36, r"银行卡|借记卡|信用卡|借贷|bank-?card|debit|credit-?card|(?<![a-z])card|yhk|xyk"),
    ("agency", 34, r"代理|代发|代收|代缴|基金|保险|贵金属|国债|agency|fund|insurance"),
    (
        "settlement",
        34,
        r"支付|结算|转账|汇款|信托|现金管理|pay(?:ment)?(?![a-z])|settle|remit|trust|cash-?manage",
    ),
    ("personal business", 30, r"个人(?:业务|金融|银行|客户|$)|零售|personal|retail|private|grjr|grye|gryw"),
    ("site map", 30, r"网站地图|站点(?:导航|地图)|site-?map"),
    ("products and services", 26, r"产品|服务|功能|业务|product|service|cpfw"),
    ("corporate business", 22, r"公司(?:业务|金融)|企业(?:金融|银行)|小微|corporate|gsyw|gsjr"),
)
_DULL: tuple[tuple[str, int, str], ...] = (
    ("jobs", 60, r"招聘|诚聘|人才|职位|recruit|career|zhaopin|\bjobs?\b|\bhr\b|\bhire"),
    ("investors", 60, r"投资者|年报|财务报告|信息披露|股东|公司治理|investor|annual|report|\bir\b|tzzgx"),
    ("news", 55, r"新闻|动态|要闻|媒体|资讯|喜报|news|media|xwzx|press"),
    ("notices", 45, r"公告|通知(?!存款)|公示|notice(?!-?deposit)|bulletin|announce|gonggao|gsgg"),
    ("campaigns", 35, r"往期|活动(?:回顾|公告)|优惠活动|promo(?:tion)?s?(?![a-z])|special-?offer|huodong"),
    ("about the bank", 45, r"招标|采购|拍卖|党建|文化|荣誉|关于|about|bidding|caigou|history|culture"),
    (
        "consumer protection and law",
        40,
        r"消费者(?:权益|保护)|反洗钱|防诈骗|金融知识|隐私|法律声明|privacy|legal|copyright",
    ),
    ("another language", 40, r"english|/en/|繁[體体]|/big/"),
    (
        "branches and downloads",
        30,
        r"网点(?:查询|分布|地址|信息)|银行网点|分支机构|outlets|branch(?:es)?(?:[-_/]|list)|wangdian|下载(?:中心|专区)|download",
    ),
)
_Words = tuple[tuple[str, int, re.Pattern[str]], ...]
_DIGITS = re.compile(r"\d+")  # no word has one; without them the names of a long list are few
_GOOD_WORDS: _Words = tuple((name, n, re.compile(words, re.IGNORECASE)) for name, n, words in _TOPICS)
_DULL_WORDS: _Words = tuple((name, n, re.compile(words, re.IGNORECASE)) for name, n, words in _DULL)


@dataclass(frozen=True, slots=True)
class Promise:
    """Points before learning; ``topic`` is what gave them, ``reason`` says so; ``dull`` is what took some."""

    points: int
    topic: str | None
    dull: str | None
    reason: str


SEED = Promise(SEED_POINTS, None, None, "start page")


def promise_of(link: Link, parent: Promise | None = None) -> Promise:
    """What ``link`` promises: its best word, full in the anchor, half in address and surroundings, less its
    dull ones; a link that says nothing has a part of what ``parent``, the page it stands on, promised.

    >>> from collector.fetch.links import Link
    >>> promise_of(Link("http://b.cn/1", "手机银行", "")).reason
    'mobile bank in the anchor'
    """
    path = "/" + unquote(link.url.partition("://")[2].partition("/")[2])
    texts = tuple(_DIGITS.sub("", text) for text in (link.text, path, link.region))
    good, topic, place = _first(_GOOD_WORDS, *texts)
    reason = f"{topic} in the {place}" if topic else "says nothing"
    if topic and _n_topics(texts[0]) > 1:
        good, reason = good + _SECOND_TOPIC, f"{reason}, with another"
    dull_points, dull, dull_place = _first(_DULL_WORDS, *texts, is_path_full=True)
    if not topic and not dull and parent is not None and 0 < parent.points < SEED_POINTS:
        good, topic = parent.points // _INHERITED, parent.topic
        reason = f"stands on a page about {topic}"
    if dull:
        reason += f", less {dull} in the {dull_place}"
    if _DATED.search(path):
        dull_points, dull = dull_points + _DATED_PENALTY, dull or "dated"
        reason += ", dated"
    if link.region == FRAME_REGION:
        good, reason = good + FRAME_POINTS, f"frame, {reason}"
    return Promise(good - dull_points, topic, dull, reason)


def _first(
    words: _Words, text: str, path: str, region: str, *, is_path_full: bool = False
) -> tuple[int, str | None, str]:
    """Points, name and place of the heaviest word; the anchor wins over the address among equals."""
    of_text, of_path, of_region = _best(words, text), _best(words, path), _best(words, region)
    choices = (
        (of_text[0], of_text[1], "anchor"),
        (of_path[0] if is_path_full else of_path[0] // 2, of_path[1], "address"),
        (of_region[0] // 2, of_region[1], "surroundings"),
    )
    return max(choices, key=lambda choice: choice[0])


@lru_cache(maxsize=16384)
def _n_topics(text: str) -> int:
    return sum(bool(pattern.search(text)) for _, _, pattern in _GOOD_WORDS)


@lru_cache(maxsize=16384)
def _best(words: _Words, text: str) -> tuple[int, str | None]:
    return max(
        ((points, name) for name, points, pattern in words if pattern.search(text)),
        key=lambda found: found[0],
        default=(0, None),
    )
