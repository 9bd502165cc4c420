"""The pages state the facts: all of them, within three links, under their channel, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from collector.sample import phrases
from collector.sample.plan import plan_site
from collector.sample.sites import READABLE_KINDS, SampleSite, read_sites
from collector.sample.tables import facts_of, read_facts, read_words
from collector.sample.web import site_replies
from collector.words import OBSERVED_KINDS, UNSTATED, ItemKind
from tests.sample.plan_depths import depths

if TYPE_CHECKING:
    from collector.models import Config
    from collector.sample.page import Block, Page

READABLE = [site for site in read_sites() if site.kind in READABLE_KINDS]


def texts(block: Block) -> list[str]:
    rows = block.rows[1:] if block.kind == "table" else block.rows
    cells = [" ".join(row) for row in rows]
    return [text for text in (block.text, *block.items, *cells) if text]


MISSES = (phrases.DOCUMENTS, phrases.WARNINGS, phrases.CAMPAIGNS, phrases.OTHERS_NEWS)
NEAR_MISS = re.compile(
    "|".join(
        re.escape(text).replace(re.escape("{year}"), r"\d{4}")
        for text in (
            *(miss.text for group in MISSES for miss in group),
            phrases.LOAN_PURPOSE.text,
            phrases.NO_DIRECT_BANK.text,
            *phrases.JOBS,
        )
    )
)
DENIAL = re.compile("暂未开通|即将上线|暂不支持|已下线")


def statements(page: Page) -> list[str]:
    return [
        text
        for block in page.blocks
        for text in texts(block)
        if not NEAR_MISS.fullmatch(text) and not DENIAL.search(text)
    ]


@pytest.mark.parametrize("site", READABLE, ids=lambda site: site.bank_id)
def test_every_fact_is_stated_within_three_links_under_its_channel(site: SampleSite) -> None:
    plan = plan_site(site)
    near = {path for path, depth in depths(plan).items() if depth <= 3}
    pages = [page for page in plan.pages if page.path in near]
    words = read_words()
    nouns = {channel: words[ItemKind.CHANNEL, channel].noun for _, channel in words if _ is ItemKind.CHANNEL}
    for fact in read_facts():
        if fact.bank_id != site.bank_id:
            continue
        if fact.item_kind is ItemKind.CHANNEL:
            assert nouns[fact.item_id] in [entry.text for entry in plan.menu]
            continue
        word = words[fact.item_kind, fact.item_id]
        said = [
            (page, text) for page in pages for text in statements(page)
            if any(name in text for name in (word.noun, word.service, word.act))
        ]  # fmt: skip
        if fact.channel_id == UNSTATED:
            assert any(
                not any(noun in page.title + text for noun in nouns.values()) for page, text in said
            ), fact
        else:
            assert any(nouns[fact.channel_id] in page.title + text for page, text in said), fact


@pytest.mark.parametrize("site", READABLE, ids=lambda site: site.bank_id)
def test_what_is_planned_is_what_is_sent(site: SampleSite) -> None:
    replies = site_replies(site)
    sent = "".join(reply.body.decode(site.body_encoding) for reply in replies.values() if reply.status == 200)
    sent = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), sent)
    sent = re.sub(r"<[^>]+>", "", sent)
    plan = plan_site(site)
    for page in (*plan.pages, *plan.copies):
        assert replies[page.path].status == 200
        assert all(cell in sent for block in page.blocks for text in texts(block) for cell in text.split(" "))


@pytest.mark.parametrize("site", READABLE, ids=lambda site: site.bank_id)
def test_a_site_has_the_size_of_its_row_and_every_page_can_be_reached(site: SampleSite) -> None:
    plan = plan_site(site)
    found = depths(plan)
    assert site.n_pages - 1 <= len(plan.pages) <= site.n_pages  # a list page more may be one too many
    assert len({page.path for page in (*plan.pages, *plan.copies)}) == len(plan.pages) + len(plan.copies)
    assert {page.path for page in (*plan.pages, *plan.copies)} <= set(found)


def test_sites_have_from_ten_to_four_hundred_pages() -> None:
    sizes = sorted(len(plan_site(site).pages) for site in READABLE)
    assert (sizes[0], sizes[-1]) == (10, 400)
    assert [140 <= size <= 160 for size in sizes[-3:-1]] == [True, True]
    assert all(10 <= size <= 80 for size in sizes[:-3])
    assert 1200 <= sum(sizes) <= 1500


def test_the_disallowed_link_lies_three_links_deep() -> None:
    site = next(site for site in READABLE if site.bank_id == "cbhb")
    assert depths(plan_site(site))["/internal/notice.shtml"] == 3


def terms_in(text: str, config: Config) -> set[str]:
    found: set[str] = set()
    for item in config.taxonomy.items:
        if item.kind not in OBSERVED_KINDS:
            continue
        rest = text
        for lookalike in sorted(item.lookalikes, key=len, reverse=True):
            rest = rest.replace(lookalike, "")
        if any(term in rest for term in item.terms):
            found.add(item.item_id)
    return found


@pytest.mark.parametrize("site", READABLE, ids=lambda site: site.bank_id)
def test_nothing_but_facts_and_near_misses_names_what_is_counted(site: SampleSite, config: Config) -> None:
    offered = {fact.item_id for fact in read_facts() if fact.bank_id == site.bank_id}
    channels = set(facts_of(site.bank_id, ItemKind.CHANNEL))
    plan = plan_site(site)
    assert set().union(*(terms_in(entry.text, config) for entry in plan.menu)) == channels
    for page in plan.pages:
        links = [link.text for block in page.blocks for link in block.links]
        for text in (page.title, *statements(page), site.name_zh, *links):
            assert terms_in(text, config) <= (set() if page.is_furniture else offered), (page.path, text)


def test_the_taxonomy_knows_every_word_that_states_a_fact(config: Config) -> None:
    for (_, item_id), word in read_words().items():
        for name in (word.noun, word.service, word.act):
            assert terms_in(name, config) == {item_id}, name


def test_a_denial_names_nothing_that_the_bank_offers_there() -> None:
    words = read_words()
    denials = [
        (site.bank_id, text)
        for site in READABLE
        for page in plan_site(site).pages
        for block in page.blocks
        for text in texts(block)
        if DENIAL.search(text)
    ]
    assert len(denials) > 40
    for bank_id, text in denials:
        for fact in read_facts():
            if fact.bank_id != bank_id or fact.item_kind is ItemKind.CHANNEL:
                continue
            is_open = fact.channel_id == UNSTATED
            channel = "" if is_open else words[ItemKind.CHANNEL, fact.channel_id].noun
            if channel in text:
                noun = words[fact.item_kind, fact.item_id].noun
                assert noun not in text.replace(channel, ""), (fact, text)


def test_two_generations_give_equal_bytes() -> None:
    first = {site.bank_id: site_replies(site) for site in READABLE}
    site_replies.cache_clear()
    assert {site.bank_id: site_replies(site) for site in READABLE} == first
