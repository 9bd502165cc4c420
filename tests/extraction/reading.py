"""What the extraction tests share: a small taxonomy, pages from literals, and an archive held in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from collector.extract.mentions.page_channels import PageChannels, find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.mentions.terms import build_lexicon, find_hits
from collector.extract.pages.blocks import Block, Page
from collector.extract.pages.read import read_page
from collector.models import Capture, Fetch, Item, Taxonomy
from collector.store_models import Store, StoreReplyForm
from collector.store_words import ReplyKind
from collector.words import ItemKind, Outcome

if TYPE_CHECKING:
    from collector.extract.finding import Mention
    from collector.extract.mentions.terms import Lexicon

_FORMS = (
    StoreReplyForm(
        ReplyKind.APPLE_CHART,
        "https://apps.apple.com/cn/iphone/charts/6015?chart=top-free",
        chart="top-free",
        min_depth=2,
        canaries=("101",),
    ),
    StoreReplyForm(ReplyKind.APPLE_PAGE, "https://apps.apple.com/cn/app/id{code}"),
)
APPLE = Store("apple", "苹果", "Apple", True, "", 1.0, "", replies=_FORMS)
"""A chart of two rows at least, one of them the canary, and a page for every app."""

TERMS = {
    ItemKind.SCENARIO: {
        "utility_generic": ("生活缴费", "缴费服务"),
        "water": ("水费", "供水费", "水电煤"),
        "electricity": ("电费", "供电费", "水电煤"),
        "gas": ("燃气费", "煤气费", "水电煤"),
        "mobile_topup": ("话费", "手机充值", "手机费", "通讯费"),
        "landline": ("固定电话费", "电话费"),
        "tuition": ("学费",),
        "fuel_card": ("加油卡",),
        "movie_show": ("电影票",),
        "flight_hotel": ("机票",),
        "etc": ("ETC",),
        "provident_fund": ("公积金",),
        "tax": ("缴税",),
        "party_dues": ("党费",),
        "union_dues": ("团费", "工会费", "会费缴纳"),
        "social_insurance": ("社保",),
        "traffic_fine": ("违章缴罚",),
        "hospital_registration": ("预约挂号",),
        "commercial_insurance": ("保险", "保险费"),
    },
    ItemKind.BUSINESS_LINE: {
        "loan": ("贷款",),
        "deposit": ("存款",),
        "bank_card": ("借记卡", "信用卡"),
        "wealth": ("理财",),
        "cash_management": ("现金管理",),
        "settlement": ("转账汇款", "转账", "信用证"),
        "trust": ("信托",),
        "agency": ("代理业务", "国债"),
    },
    ItemKind.CHANNEL: {
        "web_bank": ("网上银行", "网银"),
        "mobile_bank": ("手机银行",),
        "wechat_bank": ("微信银行",),
        "phone_bank": ("电话银行",),
        "self_service": ("ATM", "自助终端", "自动取款机"),
        "direct_bank": ("直销银行",),
    },
    ItemKind.SERVICE_CHANNEL: {
        "web_chat": ("在线客服",),
        "app_service": ("手机银行客服",),
        "hotline": ("客服热线",),
    },
    ItemKind.TECHNOLOGY: {
        "artificial_intelligence": ("人工智能",),
        "big_data": ("大数据",),
        "biometrics": ("人脸识别",),
        "chatbot": ("智能客服",),
    },
}
LOOKALIKES = {"provident_fund": ("公积金贷款",), "web_bank": ("互联网银行",)}
LABELS = {"utility_generic": ("缴费",)}
LINES = dict.fromkeys(("water", "electricity", "tuition", "hospital_registration"), "agency")
_DAILY = frozenset({"utility_generic", "water", "electricity", "gas"})


def taxonomy() -> Taxonomy:
    """A taxonomy of few items with obvious terms."""
    items: list[Item] = []
    for kind, terms in TERMS.items():
        for item_id, words in terms.items():
            parent = "daily_life" if item_id in _DAILY else None
            items.append(
                Item(item_id, kind, parent, len(items), item_id, item_id, "", words,
                     LOOKALIKES.get(item_id, ()), 2, ("site",), "2018", 1, (), (),
                     LABELS.get(item_id, ()), LINES.get(item_id))
            )  # fmt: skip
    return Taxonomy(tuple(items), sha256(repr(items).encode()).hexdigest())


LEXICON = build_lexicon(taxonomy())
NOWHERE = PageChannels(None, None)


def find(text: str) -> set[tuple[str, str, bool]]:
    """Item, term and whether it is a lookalike, of every hit."""
    return {(hit.item_id, hit.term, hit.is_lookalike) for hit in find_hits(LEXICON, text)}


def of_sentence(
    sentence: str, *, kind: str = "paragraph", path: tuple[str, ...] = (), lexicon: Lexicon = LEXICON
) -> tuple[Mention, ...]:
    """Mentions of one block that stands on a page about nothing."""
    page = Page(None, (Block(0, kind, sentence, path, "content"),), (), "utf-8", is_mojibake=False)
    return read_mentions(lexicon, page, "http://www.bank.test/a.html", NOWHERE)


def of_html(html: str, url: str = "http://www.bank.test/a.html") -> tuple[Mention, ...]:
    """Mentions of a page given as HTML."""
    return read_mentions_of(read_page(html.encode(), "text/html; charset=utf-8"), url)


def read_mentions_of(page: Page, url: str) -> tuple[Mention, ...]:
    """Mentions of a page that was read."""
    return read_mentions(LEXICON, page, url, find_page_channels(LEXICON, page, url))


def polarities(mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Item → polarity, ``offered`` winning where an item is judged twice."""
    judged: dict[str, str] = {}
    for mention in mentions:
        if judged.get(mention.item_id) != "offered":
            judged[mention.item_id] = mention.polarity.value
    return judged


def offered(mentions: tuple[Mention, ...]) -> set[str]:
    """Scenarios and lines that are offered."""
    return {m.item_id for m in mentions if m.polarity == "offered" and m.item_kind is not ItemKind.CHANNEL}


def pairs(mentions: tuple[Mention, ...]) -> set[tuple[str, str]]:
    """Item and channel of every offered scenario and line."""
    return {
        (m.item_id, m.channel_id)
        for m in mentions
        if m.polarity == "offered" and m.item_kind is not ItemKind.CHANNEL
    }


@dataclass
class HeldArchive:
    """An archive held in memory: fetches and bodies by fetch id."""

    held: tuple[tuple[Fetch, bytes], ...]

    def fetches(self) -> list[Fetch]:
        return [fetch for fetch, _ in self.held]

    def read(self, fetch: Fetch) -> Capture:
        body = next(body for one, body in self.held if one.fetch_id == fetch.fetch_id)
        return Capture(fetch, (("Content-Type", fetch.content_type or ""),), body)

    def digest(self) -> str:
        rows = sorted(repr((replace(fetch, segment=None, offset=None), body)) for fetch, body in self.held)
        return sha256("".join(rows).encode()).hexdigest()

    def close(self) -> None:
        return None


def fetch(url: str, **changed: object) -> Fetch:
    """A successful fetch of a page of bank ``njcb``; any field can be given."""
    fields: dict[str, object] = {
        "fetch_id": sha256(repr((url, sorted(changed.items(), key=str))).encode()).hexdigest()[:16],
        "wave": "w", "source": "bank_site", "owner_id": "njcb", "url": url, "final_url": url,
        "outcome": Outcome.OK, "fetched_at": datetime(2018, 11, 1, 4, tzinfo=UTC), "http_status": 200,
        "content_type": "text/html; charset=utf-8", "n_bytes": 1, "depth": 0, "parent_url": None,
        "anchor_text": None, "attempt": 1, "is_rendered": False, "elapsed_ms": 1, "detail": None,
        "segment": "s.warc.gz", "offset": 0,
    }  # fmt: skip
    return Fetch(**(fields | changed))  # type: ignore[arg-type]  # fields by name, checked by the tests that use them
