"""What a correct survey of the sample must answer: the oracle of the closed loop, from facts, not pages.

Enters: the config (taxonomy, unions, apps, the sample wave's stores) and this folder's CSV files. Leaves: the
expected answer of every bank × item × channel, the expected products, and the expected places on the chart.
Which scenarios a site denies is asked of the plan of its pages, where that is chosen.
Descriptions of Android apps state no fact, yet an app whose page is not there leaves its bank unread.
Refuses: to look at any page, archive or warehouse. It supposes a crawler with a browser that follows links to
depth 3 at least, and whose budget leaves over nothing above depth 4. The one document, a price list in PDF,
states no fact, so reading it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.sample.life_pages import denied_scenarios
from collector.sample.sites import READABLE_KINDS, read_sites
from collector.sample.store_truth import expected_details
from collector.sample.tables import read_chart, read_facts, read_products
from collector.store_words import DESCRIBING, ReplyKind
from collector.words import ANY_CHANNEL, OBSERVED_KINDS, UNSTATED, Answer, AnswerReason, ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collector.models import Bank, Config, Item, Wave

MOBILE = "mobile_bank"
OBSERVED_CHANNELS = (ANY_CHANNEL, "web_bank", MOBILE, "wechat_bank", "direct_bank")
"""Channels of an observation; items of kind channel are observed over any channel only."""

DISALLOWED_DEPTH = 3
"""Link depth of the disallowed page that some sites link to: such a site is never read that deep."""

Key = tuple[str, ItemKind, str, str]
"""bank_id, item_kind, item_id, channel_id."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer that the facts call for; ``reason`` (of leaves unknown or denied) leaves outcomes out."""

    answer: Answer
    reason: str | None = None
    is_inherited: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedRank:
    """The best place of a bank's (or its union's) app on the chart."""

    rank: int
    store_app_code: str
    is_inherited: bool


@dataclass(frozen=True, slots=True)
class _View:
    """What can be seen of one bank: (kind, item, channel) of its own and of its union, and what was read.

    ``denied``: scenarios, with their channel, that its own pages say are not there.
    """

    own: frozenset[tuple[ItemKind, str, str]]
    inherited: frozenset[tuple[ItemKind, str, str]]
    denied: frozenset[tuple[str, str]]
    is_site_read: bool
    is_shallow: bool
    is_app_unread: bool


def expected_answers(config: Config) -> Mapping[Key, Expected]:
    """Bank × item × channel → answer for every bank of the sample wave and every observed item."""
    wave = sample_wave(config)
    banks = {bank.bank_id: bank for bank in config.banks}
    answers: dict[Key, Expected] = {}
    for bank_id in wave.universe:
        view = _look(config, wave, banks[bank_id])
        leaves = [item for item in config.taxonomy.items if item.kind in OBSERVED_KINDS]
        for item in leaves:
            for channel in (ANY_CHANNEL,) if item.kind is ItemKind.CHANNEL else OBSERVED_CHANNELS:
                answers[bank_id, item.kind, item.item_id, channel] = _answer(view, item, channel)
        for item in config.taxonomy.items:
            if item.kind is ItemKind.CATEGORY:
                children = [leaf.item_id for leaf in leaves if leaf.parent_id == item.item_id]
                for channel in OBSERVED_CHANNELS:
                    parts = [answers[bank_id, ItemKind.SCENARIO, child, channel] for child in children]
                    answers[bank_id, item.kind, item.item_id, channel] = _category(parts)
    return MappingProxyType(answers)


def sample_wave(config: Config) -> Wave:
    """The wave that is served by the generated sample; UsageError when config/waves has none."""
    for wave in config.waves:
        if wave.web is not None and wave.web.kind == "sample":
            return wave
    raise UsageError("config/waves", "no wave has web kind sample", fix="restore config/waves/sample.yml")


def _look(config: Config, wave: Wave, bank: Bank) -> _View:
    sites = {site.bank_id: site for site in read_sites() if site.kind in READABLE_KINDS}
    stating = {app.store_app_code for app in read_chart()}
    pages = stating | set(expected_details(ReplyKind.TENCENT_DETAIL))
    owners = {bank.bank_id, bank.union_id} - {None}
    described = {
        store.apps_store
        for store in config.stores
        if store.store in wave.stores and any(form.kind in DESCRIBING for form in store.replies)
    }
    apps = [app for app in config.apps if app.owner_id in owners and app.store in described]
    read_owners = {app.owner_id for app in apps if app.store_app_code in stating}
    own = set(_triples(bank.bank_id)) if bank.bank_id in sites else set()
    if bank.bank_id in read_owners:
        own |= set(_mobile(_triples(bank.bank_id)))
    inherited = _mobile(_triples(bank.union_id)) if bank.union_id in read_owners and bank.union_id else ()
    return _View(
        own=frozenset(own),
        inherited=frozenset(inherited),
        denied=denied_scenarios(sites[bank.bank_id]) if bank.bank_id in sites else frozenset(),
        is_site_read=bank.bank_id in sites,
        is_shallow=bank.bank_id in sites and sites[bank.bank_id].has_disallowed_link,
        is_app_unread=any(app.store_app_code not in pages for app in apps),
    )


def _triples(bank_id: str) -> Iterable[tuple[ItemKind, str, str]]:
    return [
        (fact.item_kind, fact.item_id, fact.channel_id) for fact in read_facts() if fact.bank_id == bank_id
    ]


def _mobile(triples: Iterable[tuple[ItemKind, str, str]]) -> list[tuple[ItemKind, str, str]]:
    return [triple for triple in triples if triple[2] == MOBILE]


def _answer(view: _View, item: Item, channel: str) -> Expected:
    def is_in(triples: frozenset[tuple[ItemKind, str, str]]) -> bool:
        return any(
            (kind, item_id) == (item.kind, item.item_id) and channel in (ANY_CHANNEL, stated)
            for kind, item_id, stated in triples
        )

    if is_in(view.own):
        return Expected(Answer.PRESENT)
    if is_in(view.inherited):
        return Expected(Answer.PRESENT, is_inherited=True)
    if item.kind is ItemKind.SCENARIO and (item.item_id, channel) in view.denied:
        return Expected(Answer.ABSENT, AnswerReason.STATED_NOT_OFFERED)
    if (item.kind, item.item_id, UNSTATED) in view.own:
        return Expected(Answer.UNKNOWN, "channel_unstated")
    return _unseen(view, item, channel)


def _unseen(view: _View, item: Item, channel: str) -> Expected:
    if not view.is_site_read:
        return Expected(Answer.UNKNOWN, "site_unread")
    if view.is_shallow and item.absent_depth >= DISALLOWED_DEPTH:
        return Expected(Answer.UNKNOWN, "partial")
    needs_app = "app_store" in item.absent_sources and channel in (ANY_CHANNEL, MOBILE)
    if needs_app and view.is_app_unread:
        return Expected(Answer.UNKNOWN, "app_page_unread")
    return Expected(Answer.ABSENT)


def _category(leaves: list[Expected]) -> Expected:
    present = [leaf for leaf in leaves if leaf.answer is Answer.PRESENT]
    if present:
        return Expected(Answer.PRESENT, is_inherited=all(leaf.is_inherited for leaf in present))
    if all(leaf.answer is Answer.ABSENT for leaf in leaves):
        return Expected(Answer.ABSENT)
    return Expected(Answer.UNKNOWN)


def expected_products() -> frozenset[tuple[str, str, str]]:
    """(bank_id, series, channel_id) of every product on a readable site; issues folded into their series."""
    readable = {site.bank_id for site in read_sites() if site.kind in READABLE_KINDS}
    return frozenset(
        (product.bank_id, product.name, channel)
        for product in read_products()
        if product.bank_id in readable
        for channel in product.channels
    )


def expected_ranks(config: Config) -> Mapping[str, ExpectedRank]:
    """bank_id → best place, for the banks of the sample wave that have an app on the chart."""
    unions = {bank.bank_id: bank.union_id for bank in config.banks}
    best: dict[str, ExpectedRank] = {}
    for bank_id in sample_wave(config).universe:
        places = [app for app in read_chart() if app.owner_id in (bank_id, unions[bank_id])]
        ranked = sorted(
            (app.rank, app.store_app_code, app.owner_id) for app in places if app.rank is not None
        )
        if ranked:
            rank, code, owner_id = ranked[0]
            best[bank_id] = ExpectedRank(rank, code, is_inherited=owner_id != bank_id)
    return MappingProxyType(best)
