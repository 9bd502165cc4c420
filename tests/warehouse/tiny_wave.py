"""A survey small enough to count on fingers: nine banks, one union, one store list of twenty positions.

daily_life is water + electricity, healthcare is hospital_registration, culture_entertainment is movie_show.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from collector.evidence import EvidenceRules, Route
from collector.landing import TABLES
from collector.models import App, Bank, Budget, Config, Item, Taxonomy, Wave
from collector.store_models import Store, StoreReplyForm
from collector.store_words import ReplyKind
from collector.words import BankType, EvidenceWeight, ItemKind, PageKind

HOME = Path(__file__).resolve().parents[2]
WAVE = "tiny"
NOON = datetime(2018, 11, 1, 4, tzinfo=UTC)
DAY = date(2018, 11, 1)

BANKS = {
    "aaa": (BankType.JOINT_STOCK, "甲行", None, True),
    "bbb": (BankType.CITY, "乙行", None, True),
    "ccc": (BankType.CITY, "丙行", None, True),
    "ddd": (BankType.RURAL, "丁行", "uuu", True),
    "eee": (BankType.CITY, "戊行", None, True),
    "fff": (BankType.RURAL, "己行", None, False),
    "ggg": (BankType.PRIVATE, "庚行", None, True),
    "hhh": (BankType.CITY, "辛行", None, True),
    "iii": (BankType.JOINT_STOCK, "壬行", None, True),
    "uuu": (BankType.UNION, "联社", None, False),
}
"""Type, short name, union, and whether banks.csv knows a website."""

APPS = {"aaa": "901", "bbb": "902", "uuu": "903", "hhh": "904"}
"""Store code of the one app of each owner."""


def make_bank(bank_id: str) -> Bank:
    kind, short_name, union_id, has_site = BANKS[bank_id]
    return Bank(
        bank_id=bank_id,
        name_zh=f"{short_name}股份有限公司",
        short_name_zh=short_name,
        institution_code=None,
        aliases=(),
        name_en=None,
        type=kind,
        province="浙江",
        city=None,
        website_url=f"https://www.{bank_id}.test/" if has_site else None,
        domains=(),
        union_id=union_id,
        sources=(),
        note=None,
    )


def make_item(
    kind: ItemKind,
    item_id: str,
    position: int,
    parent_id: str | None = None,
    sources: tuple[str, ...] = ("site",),
) -> Item:
    return Item(
        item_id=item_id,
        kind=kind,
        parent_id=parent_id,
        position=position,
        title_zh={"mobile_bank": "手机银行", "web_bank": "网上银行"}.get(item_id, item_id),
        title_en=item_id,
        definition=f"{item_id} is offered online",
        terms=(),
        lookalikes=(),
        absent_depth=1,
        absent_sources=sources,
        since="2018",
        version=1,
        positives=(),
        negatives=(),
    )


def make_wave(wave: str = WAVE, *, is_sample: bool = True, universe: tuple[str, ...] | None = None) -> Wave:
    return Wave(
        wave=wave,
        title_zh="小样",
        title_en="Tiny",
        as_of_date=DAY,
        is_sample=is_sample,
        universe=universe or tuple(bank for bank in BANKS if bank != "uuu"),
        stores=("apple",),
        budget=Budget(pages=10, depth=3, rendered_pages=2, delay_seconds=0.0, timeout_seconds=1.0),
        web=None,
        seeds=(),
    )


def make_evidence() -> EvidenceRules:
    """Thresholds of its own: those that ship may move, what is counted here must not."""
    weights = {PageKind.NOTICE: EvidenceWeight.SUPPORTING, PageKind.CHALLENGE_OR_ERROR: EvidenceWeight.NONE}
    return EvidenceRules(
        evidence_id="default",
        page_kinds=tuple((kind, weights.get(kind, EvidenceWeight.FULL)) for kind in PageKind),
        hidden=EvidenceWeight.SUPPORTING,
        routes=(
            Route(Decimal("0.75"), n_sentences=1, n_pages=1, n_full=1),
            Route(Decimal("0.50"), n_sentences=2, n_pages=2, n_full=1),
        ),
        denied_confidence=Decimal("0.75"),
        denied_item_kinds=(ItemKind.SCENARIO,),
        undated_days=365,
        outnumbered=5,
        absent_visit_statuses=("complete", "partial"),
    )


def make_config(*waves: Wave) -> Config:
    scenario_sources = ("site", "app_store")
    items = (
        make_item(ItemKind.CATEGORY, "daily_life", 1),
        make_item(ItemKind.CATEGORY, "healthcare", 2),
        make_item(ItemKind.CATEGORY, "culture_entertainment", 3),
        make_item(ItemKind.SCENARIO, "water", 1, "daily_life", scenario_sources),
        make_item(ItemKind.SCENARIO, "electricity", 2, "daily_life", scenario_sources),
        make_item(ItemKind.SCENARIO, "hospital_registration", 3, "healthcare", scenario_sources),
        make_item(ItemKind.SCENARIO, "movie_show", 4, "culture_entertainment", scenario_sources),
        make_item(ItemKind.BUSINESS_LINE, "loan", 1),
        make_item(ItemKind.BUSINESS_LINE, "deposit", 2),
        make_item(ItemKind.CHANNEL, "web_bank", 1),
        make_item(ItemKind.CHANNEL, "mobile_bank", 2),
        make_item(ItemKind.SERVICE_CHANNEL, "hotline", 1),
        make_item(ItemKind.TECHNOLOGY, "big_data", 1),
    )
    store = Store(
        store="apple",
        title_zh="苹果",
        title_en="Apple",
        is_on=True,
        reason="test",
        delay_seconds=0.0,
        robots_note="",
        replies=(
            StoreReplyForm(
                ReplyKind.APPLE_CHART, "https://apps.test/top", chart="top_free", row_mark="x", min_depth=5
            ),
            StoreReplyForm(ReplyKind.APPLE_PAGE, "https://apps.test/{code}"),
        ),
    )
    apps = tuple(
        App(
            app_id=f"{owner}-app",
            owner_id=owner,
            store="apple",
            store_app_code=code,
            name_zh=f"{owner} app",
            kind="mobile_bank",
            sources=(),
            note=None,
        )
        for owner, code in APPS.items()
    )
    return Config(
        banks=tuple(make_bank(bank_id) for bank_id in BANKS),
        apps=apps,
        taxonomy=Taxonomy(items=items, digest="0" * 64),
        sites=(),
        stores=(store,),
        waves=waves or (make_wave(),),
        evidence=(make_evidence(),),
    )


def make_fetch(fetch_id: str, owner_id: str | None, path: str = "/", **changes: Any) -> dict[str, Any]:
    url = f"https://www.{owner_id}.test{path}"
    return {
        "fetch_id": fetch_id,
        "wave": WAVE,
        "source": "bank_site",
        "owner_id": owner_id,
        "url": url,
        "final_url": url,
        "outcome": "ok",
        "fetched_at": NOON,
        "n_bytes": 100,
        "depth": 0 if path == "/" else 1,
        "attempt": 1,
        "is_rendered": False,
        "http_status": 200,
        "segment": "00001.warc.gz",
        "offset": 512,
    } | changes


def make_page(fetch: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The page read from a fetch: of no special kind, without a date."""
    return (
        {key: fetch[key] for key in ("wave", "source", "owner_id", "url")}
        | {
            "capture_id": fetch["fetch_id"],
            "encoding": "utf-8",
            "n_blocks": 1,
            "n_chars": 10,
            "is_superseded": False,
            "page_kind": "other",
            "has_text_in_images": False,
        }
        | changes
    )


def make_mention(
    mention_id: str, capture_id: str, owner_id: str, item: tuple[str, str, str], **changes: Any
) -> dict[str, Any]:
    kind, item_id, channel_id = item
    return {
        "mention_id": mention_id,
        "wave": WAVE,
        "capture_id": capture_id,
        "source": "bank_site",
        "owner_id": owner_id,
        "url": f"https://www.{owner_id}.test/",
        "item_kind": kind,
        "item_id": item_id,
        "channel_id": channel_id,
        "polarity": "offered",
        "reason": "plain",
        "term": item_id,
        "sentence": f"可办理 {item_id}",
        "snippet": item_id,
        "block_kind": "p",
        "block_path": "body/p",
        "position": 1,
        "rule": "default",
        "channel_basis": "sentence",
        "rule_version": "00000000",
        "confidence": Decimal("0.95"),
        "is_hidden": False,
    } | changes


def make_landing() -> dict[str, list[dict[str, Any]]]:
    """Landed rows of the tiny wave by table."""
    fetches = [
        make_fetch("f-aaa-0", "aaa"),
        make_fetch("f-aaa-1", "aaa", "/loan"),
        make_fetch("f-bbb-0", "bbb"),
        make_fetch("f-bbb-1", "bbb", "/gone", outcome="gone", http_status=404),
        make_fetch(
            "f-bbb-2",
            "bbb",
            source="undeclared",
            url="https://card.bbb-card.test/",
            outcome="wrong_site",
            anchor_text="信用卡中心",
            depth=1,
        ),
        make_fetch("f-ccc-0", "ccc", outcome="dns_failed", http_status=None, segment=None, offset=None),
        make_fetch("f-ddd-0", "ddd"),
        make_fetch("f-eee-0", "eee"),
        make_fetch("f-eee-1", "eee", "/life", outcome="challenge"),
        make_fetch("f-eee-2", "eee", "/a/b", outcome="over_budget", depth=2),
        make_fetch("f-eee-3", "eee", "/a/c", outcome="over_budget", depth=2),
        make_fetch("f-hhh-0", "hhh"),
        make_fetch("f-iii-0", "iii", outcome="timeout", http_status=None),
        make_fetch(
            "f-iii-1", "iii", url="http://www.iii.test/", attempt=2, fetched_at=NOON + timedelta(seconds=9)
        ),
        make_fetch("f-robots", "aaa", "/robots.txt", source="robots", outcome="timeout"),
        make_fetch("f-chart", None, source="store_apple", url="https://apps.test/top"),
        *(
            make_fetch(f"f-app-{owner}", owner, source="store_apple", url=f"https://apps.test/{APPS[owner]}")
            for owner in ("aaa", "bbb", "uuu")
        ),
    ]
    mentions = [
        make_mention("m1", "f-aaa-0", "aaa", ("scenario", "water", "mobile_bank")),
        make_mention("m2", "f-aaa-1", "aaa", ("scenario", "water", "mobile_bank")),
        make_mention("m3", "f-aaa-1", "aaa", ("business_line", "loan", "web_bank")),
        make_mention("m4", "f-aaa-0", "aaa", ("channel", "mobile_bank", "mobile_bank")),
        make_mention("m5", "f-app-uuu", "uuu", ("scenario", "water", "mobile_bank"), source="store_apple"),
        make_mention(
            "m6",
            "f-eee-0",
            "eee",
            ("scenario", "hospital_registration", "mobile_bank"),
            polarity="not_offered",
        ),
        make_mention("m7", "f-hhh-0", "hhh", ("scenario", "movie_show", "unstated")),
        make_mention("m9", "f-bbb-0", "bbb", ("technology", "big_data", "mobile_bank")),
        make_mention("m8", "f-eee-1", "eee", ("scenario", "electricity", "web_bank")),
    ]
    products = [
        make_product("p1", "f-aaa-0", "aaa", "稳盈第1期", "稳盈", "web_bank", **STATED),
        make_product("p2", "f-aaa-1", "aaa", "稳盈第2期", "稳盈", "web_bank", **STATED_LATER),
        make_product("p3", "f-aaa-1", "aaa", "快贷", "快贷", "mobile_bank", business_line_id="loan"),
    ]
    listed = {3: "555", 10: APPS["aaa"], 15: APPS["uuu"]}
    app_ranks = [
        {
            "wave": WAVE,
            "store": "apple",
            "chart": "top_free",
            "as_of_date": DAY,
            "rank": rank,
            "observed_depth": 20,
            "store_app_code": listed.get(rank, f"other-{rank}"),
            "app_name": f"app {rank}",
            "list_id": "f-chart",
            "capture_id": "f-chart",
        }
        for rank in range(1, 21)
    ]
    app_details = [make_detail(owner, APPS[owner]) for owner in ("aaa", "bbb", "uuu")]
    store_replies = [
        make_reply(
            "f-chart", "apple_chart", chart="top_free", page=0, n_entries=20, url="https://apps.test/top"
        ),
        *(make_reply(f"f-app-{owner}", "apple_page", n_details=1) for owner in ("aaa", "bbb", "uuu")),
    ]
    return {
        "fetches": fetches,
        "pages": [make_page(fetch) for fetch in fetches],
        "mentions": mentions,
        "products": products,
        "app_ranks": app_ranks,
        "app_details": app_details,
        "store_replies": store_replies,
    }


def make_detail(owner_id: str, code: str, **changes: Any) -> dict[str, Any]:
    """What Apple's page says about an app: its name alone."""
    return {
        "wave": WAVE,
        "store": "apple",
        "store_app_code": code,
        "as_of_date": DAY,
        "app_name": f"{owner_id} app",
        "reply_kind": "apple_page",
        "platform": "ios",
        "is_downloads_saturated": False,
        "capture_id": f"f-app-{owner_id}",
        "url": f"https://apps.test/{code}",
    } | changes


def make_reply(capture_id: str, reply_kind: str, **changes: Any) -> dict[str, Any]:
    """A reply that was read."""
    return {
        "wave": WAVE,
        "store": "apple",
        "reply_kind": reply_kind,
        "as_of_date": DAY,
        "state": "read",
        "outcome": "ok",
        "n_entries": 0,
        "n_details": 0,
        "capture_id": capture_id,
        "url": f"https://apps.test/{capture_id}",
    } | changes


STATED: dict[str, Any] = {
    "source_id": "list",
    "product_code": "W1",
    "term": "91天",
    "term_days": 91,
    "risk_level": "R3",
    "min_amount_cny": Decimal(10000),
    "yield_text": "3.6%-3.8%",
    "yield_low_percent": Decimal("3.6"),
    "yield_high_percent": Decimal("3.8"),
    "currency": "CNY",
    "sale_from_date": date(2026, 1, 5),
    "sale_until_date": date(2026, 1, 9),
    "sale_status": "on_sale",
}
STATED_LATER = STATED | {
    "product_code": "W2",
    "term_days": 35,
    "risk_level": "R2",
    "min_amount_cny": None,
    "yield_low_percent": Decimal("3.9"),
    "yield_high_percent": Decimal("3.9"),
    "currency": "USD",
    "sale_until_date": date(2026, 2, 9),
    "sale_status": "ended",
}


def make_product(
    product_id: str, capture_id: str, owner_id: str, name: str, series: str, channel_id: str, **changes: Any
) -> dict[str, Any]:
    return {
        "product_id": product_id,
        "wave": WAVE,
        "capture_id": capture_id,
        "owner_id": owner_id,
        "url": f"https://www.{owner_id}.test/{capture_id}",
        "name": name,
        "series": series,
        "channel_id": channel_id,
        "snippet": name,
        "block_path": "body/p",
        "rule": "title",
        "is_hidden": False,
    } | changes


def land(landing: Path, rows: dict[str, list[dict[str, Any]]], digest: str = "d1") -> None:
    """Write the rows as the run in force of the wave whose landing folder this is."""
    folder = landing / digest
    folder.mkdir(parents=True)
    for name, schema in TABLES.items():
        pq.write_table(pa.Table.from_pylist(rows.get(name, []), schema=schema), folder / f"{name}.parquet")
    (landing / "current").write_text(digest, encoding="utf-8")
