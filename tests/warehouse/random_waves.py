"""Random surveys: waves of one config with random banks, pages, mentions, products, apps and lists.

Enters: a source of random numbers and a number of waves. Leaves: config and landed rows by wave. What is
drawn keeps the rules of landing (known words, one code one app), nothing else: walls, hidden blocks, denials
beside offers, apps of unions, lists of different depth and empty waves are all in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tiny_wave import (
    NOON,
    make_bank,
    make_config,
    make_fetch,
    make_item,
    make_mention,
    make_page,
    make_product,
    make_wave,
)

from collector.models import App
from collector.store_words import Identity
from collector.words import BankType, ItemKind, Outcome, PageKind

if TYPE_CHECKING:
    from random import Random

    from collector.models import Bank, Config, Item, Wave

CHANNELS = ("web_bank", "mobile_bank", "wechat_bank", "direct_bank")
STORES = ("apple", "other_store")
CHARTS = ("top_free", "finance")
APP_KINDS = ("mobile_bank", "credit_card", "life", "corporate", "direct_bank")
OUTCOMES = (*["ok"] * 14, "truncated", "gone", "timeout", "challenge", "over_budget", "wrong_site")
CONFIDENCES = tuple(Decimal(number) for number in ("0.95", "0.80", "0.75", "0.60", "0.50", "0.30"))
FIRST_DAY = date(2024, 1, 10)
LOUD_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class RandomSurvey:
    """Config of all waves, and the landed rows of each by table."""

    config: Config
    landings: dict[str, dict[str, list[dict[str, Any]]]]


def make_survey(random: Random, n_waves: int) -> RandomSurvey:
    """A config with ``n_waves`` waves, some a few days and some a year apart, and what landed of each."""
    banks = _banks(random)
    items = _items(random)
    apps = _apps(random, banks)
    waves = tuple(_wave(random, number, banks) for number in range(n_waves))
    base = make_config(*waves)
    chart, page = base.stores[0].replies
    charts = tuple(replace(chart, chart=name, url=f"{chart.url}/{name}") for name in CHARTS)
    stores = tuple(
        replace(
            base.stores[0],
            store=store,
            identity=Identity.TRACK_ID if store == "apple" else Identity.INDEX_NUMBER,
            # an index has lists and no page of an app
            replies=(*charts, page) if store == "apple" else charts,
        )
        for store in STORES
    )
    config = replace(
        base, banks=banks, apps=apps, stores=stores, taxonomy=replace(base.taxonomy, items=items)
    )
    return RandomSurvey(config, {wave.wave: _landing(random, config, wave) for wave in waves})


def _banks(random: Random) -> tuple[Bank, ...]:
    model = make_bank("aaa")
    unions = [
        replace(model, bank_id=f"u{n}", type=BankType.UNION, name_zh=f"联社{n}", short_name_zh=f"联社{n}")
        for n in range(2)
    ]
    types = [kind for kind in BankType if kind is not BankType.UNION]
    banks = [
        replace(
            model,
            bank_id=f"b{n:02}",
            name_zh=f"第{n}银行股份有限公司",
            short_name_zh=f"第{n}银行",
            type=(kind := random.choice([*types, BankType.CITY, BankType.RURAL, BankType.RURAL])),
            website_url=f"https://www.b{n:02}.test/" if random.random() < 0.6 else None,
            union_id=random.choice(unions).bank_id if kind is BankType.RURAL else None,
        )
        for n in range(random.randint(12, 24))
    ]
    return (*banks, *unions)


def _items(random: Random) -> tuple[Item, ...]:
    items = []
    for number in range(random.randint(2, 4)):
        category = f"category_{number}"
        items.append(make_item(ItemKind.CATEGORY, category, number + 1))
        items += [
            make_item(ItemKind.SCENARIO, f"scenario_{number}_{leaf}", leaf + 1, category)
            for leaf in range(random.randint(1, 3))
        ]
    for kind, names in {
        ItemKind.BUSINESS_LINE: ("loan", "deposit", "wealth"),
        ItemKind.CHANNEL: (*CHANNELS, "phone_bank"),
        ItemKind.SERVICE_CHANNEL: ("hotline", "web_chat"),
        ItemKind.TECHNOLOGY: ("big_data", "blockchain"),
    }.items():
        items += [make_item(kind, name, position) for position, name in enumerate(names, 1)]
    return tuple(
        replace(
            item,
            title_zh=f"〔{item.item_id}〕",
            absent_depth=random.randint(0, 3),
            absent_sources=random.choice([("site",), ("site", "app_store")]),
        )
        for item in items
    )


def _apps(random: Random, banks: tuple[Bank, ...]) -> tuple[App, ...]:
    owners = [bank.bank_id for bank in banks if random.random() < 0.5] * 2
    return tuple(
        App(
            app_id=f"app-{number}",
            owner_id=owner,
            store=random.choice(STORES),
            store_app_code=f"bundle:x.{number}" if random.random() < 0.15 else str(900 + number),
            name_zh=f"应用{number}",
            kind=random.choice(APP_KINDS),
            sources=(),
            note=None,
        )
        for number, owner in enumerate(owners)
    )


def _wave(random: Random, number: int, banks: tuple[Bank, ...]) -> Wave:
    universe = [bank.bank_id for bank in banks if bank.type is not BankType.UNION]
    chosen = random.sample(universe, random.randint(1, len(universe)))
    stores = random.sample(STORES, random.randint(0, 2))
    day = FIRST_DAY + timedelta(days=random.choice([0, 20, 365, 380]) + 40 * number)
    wave = make_wave(f"w{number}", universe=tuple(sorted(chosen)))
    return replace(
        wave, as_of_date=day, stores=tuple(stores), budget=replace(wave.budget, depth=random.randint(1, 3))
    )


def _landing(random: Random, config: Config, wave: Wave) -> dict[str, list[dict[str, Any]]]:
    fetches: list[dict[str, Any]] = []
    owners = [*wave.universe, *(bank.bank_id for bank in config.banks if bank.type is BankType.UNION)]
    for owner in owners:
        if random.random() < 0.85:
            fetches += [_site_fetch(random, wave, owner, page) for page in range(random.randint(1, 9))]
    apps = [app for app in config.apps if app.owner_id in owners and random.random() < 0.7]
    fetches += [
        make_fetch(
            f"{wave.wave}-app-{app.app_id}",
            app.owner_id,
            source=f"store_{app.store}",
            url=f"https://apps.test/{app.store_app_code}",
            outcome=random.choice(("ok", "ok", "timeout")),
            depth=1,
        )
        for app in apps
    ]
    for fetch in fetches:
        fetch["wave"] = wave.wave
    pages = [
        make_page(
            fetch,
            page_kind=random.choice([*PageKind, "other", "other"]),
            page_date=wave.as_of_date - timedelta(days=random.choice([10, 400]))
            if random.random() < 0.5
            else None,
        )
        for fetch in fetches
    ]
    lists, charts = _lists(random, config, wave)
    read = [fetch for fetch in fetches if fetch["outcome"] in ("ok", "truncated")]
    return {
        "fetches": [*fetches, *charts],
        "pages": pages,
        "mentions": _mentions(random, config, wave, fetches),
        "products": _products(random, config, wave, read),
        "app_ranks": lists,
        "app_details": _details(wave, apps, read),
    }


def _site_fetch(random: Random, wave: Wave, owner: str, page: int) -> dict[str, Any]:
    outcome = random.choice([*OUTCOMES, "robots_disallowed"])
    url = f"{random.choice(['http', 'https'])}://www.{owner}.test/{random.randint(0, 4) if page else ''}"
    changes: dict[str, Any] = {}
    if outcome == Outcome.ROBOTS_DISALLOWED:
        changes["detail"] = random.choice(["robots_rule: /", "host_off: closed", "crawl_delay: 90"])
    elif random.random() < 0.1:
        changes["detail"] = "asked_to_wait: 60"
    return make_fetch(
        f"{wave.wave}-{owner}-{page}",
        owner,
        url=url,
        final_url=url,
        outcome=outcome,
        depth=random.randint(1, 3) if page else 0,
        attempt=random.randint(1, 2),
        is_rendered=random.random() < 0.2,
        fetched_at=NOON + timedelta(days=(wave.as_of_date - FIRST_DAY).days, seconds=random.randint(0, 9)),
        **changes,
    )


def _mentions(
    random: Random, config: Config, wave: Wave, fetches: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    leaves = [item for item in config.taxonomy.items if item.kind is not ItemKind.CATEGORY]
    leaves += [item for item in leaves if item.kind is ItemKind.SCENARIO] * 2
    n_denials = random.choice([0, 1, 4])
    # one bank speaks much of one thing, so that sides of a conflict have many pages
    loud = random.choice(fetches)["owner_id"] if fetches else None
    of_loud, loud_item = [fetch for fetch in fetches if fetch["owner_id"] == loud], random.choice(leaves)
    mentions = []
    for number in range(random.randint(0, 30 * len(wave.universe)) if fetches else 0):
        is_loud = random.random() < LOUD_SHARE
        fetch = random.choice(of_loud if is_loud else fetches)
        item = loud_item if is_loud else random.choice(leaves)
        channel = random.choice([*CHANNELS, "phone_bank", "unstated", "unstated"])
        polarity = random.choice(["offered"] * 5 + ["not_offered"] * n_denials + ["not_about_offer"])
        mentions.append(
            make_mention(
                f"{wave.wave}-m{number:04}",
                fetch["fetch_id"],
                fetch["owner_id"],
                (str(item.kind), item.item_id, item.item_id if item.kind is ItemKind.CHANNEL else channel),
                wave=wave.wave,
                source=fetch["source"],
                url=fetch["url"],
                polarity=polarity,
                sentence=f"句{random.randint(1, 9)} {item.item_id} {channel}",
                rule=random.choice(["default", "future_word"]) if polarity == "not_offered" else "default",
                confidence=random.choice(CONFIDENCES),
                is_hidden=random.random() < 0.15,
                position=random.randint(1, 9),
            )
        )
    return mentions


def _products(random: Random, config: Config, wave: Wave, read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sites = [fetch for fetch in read if fetch["source"] == "bank_site"]
    lines = [item.item_id for item in config.taxonomy.items if item.kind is ItemKind.BUSINESS_LINE]
    products = []
    for number in range(random.randint(0, 2 * len(wave.universe)) if sites else 0):
        fetch, series = random.choice(sites), f"系列{random.randint(1, 6)}"
        products.append(
            make_product(
                f"{wave.wave}-p{number:03}",
                fetch["fetch_id"],
                fetch["owner_id"],
                f"{series}第{number}期",
                series,
                random.choice([*CHANNELS, "phone_bank", "unstated"]),
                wave=wave.wave,
                business_line_id=random.choice([*lines, None]),
                is_hidden=random.random() < 0.2,
            )
        )
    return products


def _lists(random: Random, config: Config, wave: Wave) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows, fetches = [], []
    for store in wave.stores:
        for chart in CHARTS:
            for day in range(random.randint(0, 3)):
                capture = f"{wave.wave}-{store}-{chart}-{day}"
                is_bundle = random.random() < 0.3
                codes = [
                    app.store_app_code
                    for app in config.apps
                    if app.store == store and app.store_app_code.startswith("bundle:") == is_bundle
                ]
                depth = random.choice([5, 9, 20, 120, 200])
                listed = random.sample(codes, min(len(codes), random.randint(0, depth)))
                listed += [f"{'bundle:' if is_bundle else ''}o{n}" for n in range(depth - len(listed))]
                random.shuffle(listed)
                rows += [
                    {
                        "wave": wave.wave,
                        "store": store,
                        "chart": chart,
                        "as_of_date": wave.as_of_date - timedelta(days=day),
                        "rank": rank,
                        "observed_depth": depth,
                        "store_app_code": code,
                        "app_name": f"app {code}",
                        "seller": f"第{random.randint(0, 11)}银行" if random.random() < 0.03 else None,
                        "list_id": capture,
                        "capture_id": capture,
                    }
                    for rank, code in enumerate(listed, 1)
                ]
                fetch = make_fetch(capture, None, source=f"store_{store}", url=f"https://apps.test/{capture}")
                fetches.append(fetch | {"wave": wave.wave})
    return rows, fetches


def _details(wave: Wave, apps: list[App], read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    captures = {fetch["fetch_id"] for fetch in read}
    return [
        {
            "wave": wave.wave,
            "store": app.store,
            "store_app_code": app.store_app_code,
            "as_of_date": wave.as_of_date,
            "app_name": app.name_zh,
            "reply_kind": "apple_page",
            "platform": "ios",
            "is_downloads_saturated": False,
            "capture_id": f"{wave.wave}-app-{app.app_id}",
            "url": f"https://apps.test/{app.store_app_code}",
        }
        for app in apps
        if f"{wave.wave}-app-{app.app_id}" in captures
    ]
