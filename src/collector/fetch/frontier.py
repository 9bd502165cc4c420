"""Which page of a site comes next: the most promising one first, in an order that never depends on chance.

Enters: links with their depth. Leaves: candidates, best score first; equal scores by depth, then by
discovery. Refuses a page it has seen under either scheme.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from collector.fetch.links import FRAME_REGION
from collector.fetch.urls import page_key

if TYPE_CHECKING:
    from collector.fetch.links import Link

SEED_SCORE = 1000
FRAME_SCORE = 60

# words of anchor texts and headings, and of URLs of bank sites; weights by what the survey asks for
_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (50, r"手机银行|掌上银行|移动银行|mobile-?bank|mbank|sjyh"),
        (48, r"网上银行|个人网银|网银(?:服务|介绍|功能)|net-?bank|e-?bank|wsyh|grwy"),
        (48, r"微信银行|微银行|公众号|wechat|weixin|wxyh"),
        (48, r"直销银行|direct-?bank|zxyh"),
        (46, r"电子银行|渠道|dzyh|e-?channel"),
        (44, r"生活缴费|便民|缴费|充值|生活服务|智慧生活|场景|惠生活|shjf|jiaofei|payment|life"),
        (40, r"电话银行|短信(?:银行|通知)|自助(?:银行|设备)|远程银行|智能网点|智慧网点|dhyh|dxyh|zzyh"),
        (34, r"理财|licai|wealth|financ"),
        (34, r"贷款|借款|loan|daikuan|\bdk\b"),
        (34, r"存款|储蓄|大额存单|deposit|cunkuan"),
        (34, r"银行卡|借记卡|信用卡|借贷|bank-?card|debit|credit-?card|yhk|xyk"),
        (32, r"代理|代发|代收|代缴|基金|保险|贵金属|agency|fund|insurance"),
        (32, r"支付|结算|转账|汇款|信托|现金管理|settle|remit|trust|cash-?manage"),
        (28, r"个人(?:业务|金融|银行|客户)?|零售|personal|retail|grjr|grye|gryw"),
        (26, r"产品|服务|功能|业务|product|service|cpfw"),
        (22, r"公司(?:业务|金融)|企业(?:网银|金融|银行)|小微|corporate|gsyw|gsjr"),
        (14, r"网站地图|站点导航|site-?map"),
    )
)
_DULL: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (60, r"招聘|人才|职位|recruit|career|zhaopin|\bjobs?\b|\bhr\b"),
        (60, r"投资者|年报|财务报告|信息披露|股东|公司治理|investor|annual|report|\bir\b|tzzgx"),
        (55, r"新闻|动态|要闻|媒体|资讯|news|media|xwzx|press"),
        (45, r"公告|通知|公示|notice|bulletin|announce|gonggao|gsgg"),
        (45, r"招标|采购|拍卖|党建|文化|荣誉|关于|about|bidding|caigou|history|culture"),
        (40, r"消费者(?:权益|保护)|反洗钱|防诈骗|金融知识|隐私|法律声明|privacy|legal|copyright"),
        (40, r"english|/en/|繁體|/big5/"),
        (30, r"网点查询|分支机构|branch|wangdian|下载(?:中心|专区)|download"),
        (25, r"(?:list|index)_?\d+\.s?html?|[?&](?:page|pageno|pagenum)=\d+"),
    )
)
_DATED = re.compile(r"/(?:19|20)\d{2}[-/]?(?:0[1-9]|1[0-2])|/t?(?:19|20)\d{6}")
_DATED_PENALTY = 35


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be asked for, and how it was found (``parent_url`` None for a seed)."""

    url: str
    depth: int
    parent_url: str | None
    anchor_text: str | None


class Frontier:
    """The heap of one bank's crawl and the set of pages it has seen."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int, Candidate]] = []
        self._seen: set[str] = set()
        self._n_found = 0

    def __len__(self) -> int:
        return len(self._heap)

    def add_seed(self, url: str) -> None:
        """A start page, depth 0."""
        self._push(SEED_SCORE, Candidate(url, depth=0, parent_url=None, anchor_text=None))

    def add(self, link: Link, *, depth: int, parent_url: str) -> None:
        """A link found on ``parent_url``."""
        self._push(score(link), Candidate(link.url, depth, parent_url, link.text or None))

    def mark_seen(self, url: str) -> None:
        """A page that a redirect has led to need not be asked for again."""
        self._seen.add(page_key(url))

    def pop(self) -> Candidate | None:
        """The next page, or None when there is none left."""
        return heapq.heappop(self._heap)[3] if self._heap else None

    def _push(self, points: int, candidate: Candidate) -> None:
        key = page_key(candidate.url)
        if key in self._seen:
            return
        self._seen.add(key)
        self._n_found += 1
        heapq.heappush(self._heap, (-points, candidate.depth, self._n_found, candidate))


def score(link: Link) -> int:
    """How promising a link is: its best word, full in the anchor, half in URL and region, less its dull ones.

    >>> from collector.fetch.links import Link
    >>> score(Link("http://b.cn/1", "手机银行", "")) > score(Link("http://b.cn/2", "新闻动态", ""))
    True
    """
    path = unquote(link.url.partition("://")[2].partition("/")[2])
    frame = FRAME_SCORE if link.region == FRAME_REGION else 0
    good = max(_best(_WORDS, link.text), _best(_WORDS, path) // 2, _best(_WORDS, link.region) // 2)
    dull = max(_best(_DULL, link.text), _best(_DULL, f"/{path}"), _best(_DULL, link.region) // 2)
    dated = _DATED_PENALTY if _DATED.search(f"/{path}") else 0
    return good + frame - dull - dated


def _best(words: tuple[tuple[int, re.Pattern[str]], ...], text: str) -> int:
    return max((weight for weight, pattern in words if pattern.search(text)), default=0)
