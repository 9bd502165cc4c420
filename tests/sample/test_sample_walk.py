"""Crawled and read without a network, the sites give back their facts, to the depth that absence needs."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from collector.config.lookup import find_wave
from collector.sample.plan import plan_site
from collector.sample.sites import READABLE_KINDS, SampleSite, read_sites
from collector.sample.tables import read_facts, read_products
from collector.words import OBSERVED_KINDS, Outcome
from tests.sample.plan_depths import depths
from tests.sample.walking import config, walk

READABLE = [site for site in read_sites() if site.kind in READABLE_KINDS]
DEEPEST_ABSENT = 3
LARGE, NEXT_ONLY, DISALLOWED = "spdb", "cgb", "cbhb"


def site_of(bank_id: str) -> SampleSite:
    return next(site for site in READABLE if site.bank_id == bank_id)


def each_site() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("site", READABLE, ids=lambda site: site.bank_id)


@each_site()
def test_what_a_crawl_reads_as_offered_is_exactly_the_facts(site: SampleSite) -> None:
    facts = {(f.item_kind, f.item_id, f.channel_id) for f in read_facts() if f.bank_id == site.bank_id}
    assert walk(site.bank_id).offers == facts


@each_site()
def test_the_products_that_a_crawl_reads_are_exactly_the_tables(site: SampleSite) -> None:
    named = {
        (p.name, channel) for p in read_products() if p.bank_id == site.bank_id for channel in p.channels
    }
    assert walk(site.bank_id).products == named


@each_site()
def test_a_site_is_read_as_deep_as_absence_needs(site: SampleSite) -> None:
    depth = walk(site.bank_id).complete_depth(find_wave(config(), "sample").budget)
    assert depth == 2 if site.bank_id == DISALLOWED else depth >= DEEPEST_ABSENT


def test_no_item_is_called_absent_deeper_than_the_sites_are_read() -> None:
    depths = {item.absent_depth for item in config().taxonomy.items if item.kind in OBSERVED_KINDS}
    assert max(depths) == DEEPEST_ABSENT


def test_one_site_has_more_pages_than_its_budget_and_lacks_only_deep_ones() -> None:
    budget = find_wave(config(), "sample").budget
    assert [s.bank_id for s in READABLE if len(plan_site(s).pages) > budget.pages] == [LARGE]
    near = [path for path, depth in depths(plan_site(site_of(LARGE))).items() if depth <= DEEPEST_ABSENT]
    assert len(near) <= 0.75 * budget.pages  # room for a crawl that takes some deep pages first
    assert len(walk(LARGE).pages) <= budget.pages
    for site in READABLE:
        left = walk(site.bank_id).of(Outcome.OVER_BUDGET)
        assert not left or (site.bank_id == LARGE and min(ask.depth for ask in left) > DEEPEST_ABSENT)


def test_a_list_with_neighbour_links_only_goes_on_below_the_depth_of_the_wave() -> None:
    plan = plan_site(site_of(NEXT_ONLY))
    budget = find_wave(config(), "sample").budget
    below = [path for path, depth in depths(plan).items() if depth > budget.depth]
    assert len(below) > 50
    assert max(ask.depth for ask in walk(NEXT_ONLY).pages) <= budget.depth


def test_the_budget_of_rendered_pages_is_not_used_up() -> None:
    limit = find_wave(config(), "sample").budget.rendered_pages
    assert max(walk(site.bank_id).n_rendered for site in READABLE) < limit


def test_a_later_list_page_alone_states_a_product_and_a_service() -> None:
    sites = {site.bank_id: plan_site(site).pages for site in READABLE}

    def paths(bank_id: str, text: str) -> set[str]:
        return {
            page.path for page in sites[bank_id] for block in page.blocks
            if text in block.text or any(text in cell for row in block.rows for cell in row)
            or any(text in item for item in block.items)
        }  # fmt: skip

    assert paths("cib", "兴业管家") == {"/product/index_3.html", "/product/detail_11.html"}
    assert paths("ceb", "云缴费") == {"/product/index_3.html"}
    assert min(walk("ceb").of(Outcome.OK), key=lambda ask: "index_3" not in ask.url).depth == 2
    assert paths("bosc", "加油卡") == {"/life/mobile_2.html"}


def asked(bank_id: str) -> list[str]:
    return [ask.url for ask, _ in walk(bank_id).asks]


def test_documents_are_no_pages_whether_their_address_says_so_or_not() -> None:
    assert not [url for url in asked("bosc") if url.endswith(".pdf")]
    assert "http://www.bosc.cn/download?id=2018" in asked("bosc")  # asked for and kept: its links are none


def test_a_session_id_makes_no_second_page() -> None:
    assert not [url for url in asked("cgb") if "jsessionid" in url.lower()]
    assert len(asked("cgb")) == len(set(asked("cgb")))


@pytest.mark.parametrize(
    ("bank_id", "host"), [("spdb", "ebank"), ("ceb", "m"), ("cmbc", "m"), ("bjrcb", "creditcard")]
)
def test_further_hosts_of_a_bank_are_crawled_too(bank_id: str, host: str) -> None:
    hosts = {str(urlsplit(ask.url).hostname) for ask in walk(bank_id).pages}
    assert [name.partition(".")[0] for name in sorted(hosts)] == sorted([host, "www"])


def test_what_ends_otherwise_than_as_a_page_ends_as_it_should() -> None:
    assert [ask.url for ask in walk("njcb").of(Outcome.WRONG_SITE)] == [
        "http://www.njcb.com.cn/link/jump?to=regulator"
    ]
    assert "http://www.bjrcb.com/news/201701.html" in [ask.url for ask in walk("bjrcb").of(Outcome.GONE)]
    assert [ask.url for ask in walk("cbhb").of(Outcome.ROBOTS_DISALLOWED)] == [
        "http://www.cbhb.com.cn/internal/notice.shtml"
    ]
    for site in READABLE:
        unread = [page.url for page in walk(site.bank_id).of(Outcome.EMPTY) if page.is_rendered]
        assert not unread


def test_the_frames_of_a_frameset_lie_as_deep_as_the_page() -> None:
    assert sorted(ask.url.rpartition("/")[2] for ask in walk("dyrcb").pages if ask.depth == 0) == [
        "", "left.html", "main.html", "top.html",
    ]  # fmt: skip
