"""One bank's crawl, decision by decision, without a network."""

from __future__ import annotations

from dataclasses import replace

from collector.declared.calls import make_call
from collector.declared.records import Field, Paging, ProductSource, Reply, Template
from collector.fetch.declared import legacy_tls_domains
from collector.fetch.links import FRAME_REGION, Link
from collector.fetch.pacing import site_delays
from collector.fetch.sitemaps import SITEMAP_SOURCE
from collector.fetch.visit import MAX_FAILURES_IN_A_ROW, Ask, SiteVisit
from collector.models import Bank, Budget, Config, Site, Taxonomy
from collector.words import BankType, Outcome

HOME = "https://www.alpha.test/"
BUDGET = Budget(pages=10, depth=2, rendered_pages=2, delay_seconds=0, timeout_seconds=5)
BANK = Bank(
    bank_id="alpha",
    name_zh="阿尔法银行",
    short_name_zh="阿尔法",
    institution_code=None,
    aliases=(),
    name_en=None,
    type=BankType.CITY,
    province=None,
    city=None,
    website_url=HOME,
    domains=("alpha.test",),
    union_id=None,
    sources=("x",),
    note=None,
)


def visit(site: Site | None = None, *, can_render: bool = True, **budget: int) -> SiteVisit:
    return SiteVisit(BANK, site or Site("alpha"), replace(BUDGET, **budget), (HOME,), can_render=can_render)


def next_page(one: SiteVisit) -> Ask | None:
    """The next ask for a page; no host of these tests has a sitemap."""
    while (ask := one.next_ask()) is not None and ask.source == SITEMAP_SOURCE:
        one.took(ask, Outcome.GONE, ask.url)
    return ask


def take(one: SiteVisit, outcome: Outcome = Outcome.OK, links: tuple[Link, ...] = ()) -> Ask:
    ask = next_page(one)
    assert ask is not None
    one.took(ask, outcome, ask.url, links)
    return ask


def link(path: str, text: str = "更多", region: str = "") -> Link:
    return Link(f"http://www.alpha.test{path}", text, region)


def test_https_comes_first_and_http_is_remembered_once_it_failed() -> None:
    one = visit()
    ask = one.next_ask()
    assert one.is_probe(ask)
    assert ask.url == "https://www.alpha.test/"
    one.took(ask, Outcome.CONNECT_FAILED, ask.url)
    assert take(one, links=(Link("https://www.alpha.test/a", "", ""),)).url == "http://www.alpha.test/"
    assert take(one).url == "http://www.alpha.test/a"


def test_a_host_that_cannot_be_found_is_not_asked_over_http() -> None:
    one = visit()
    take(one, Outcome.DNS_FAILED)
    assert next_page(one) is None
    assert not one.is_reached


def test_a_host_that_answered_over_https_never_falls_back() -> None:
    one = visit()
    take(one, links=(link("/a"),))
    assert take(one, Outcome.TIMEOUT).url == "https://www.alpha.test/a"
    assert next_page(one) is None


def test_an_empty_page_goes_to_the_browser_once() -> None:
    one = visit()
    take(one, Outcome.EMPTY)
    assert take(one, Outcome.EMPTY) == Ask("bank_site", "alpha", HOME, depth=0, is_rendered=True)
    assert next_page(one) is None


def test_without_browser_or_budget_for_it_an_empty_page_stays_empty() -> None:
    for one in (visit(can_render=False), visit(rendered_pages=0), visit(Site("alpha", render="never"))):
        take(one, Outcome.EMPTY)
        assert next_page(one) is None


def test_declared_paths_are_rendered_at_once_while_the_budget_lasts() -> None:
    one = visit(Site("alpha", render_paths=("/life/",)), rendered_pages=1)
    take(one, links=(link("/life/a", "缴费"), link("/life/b", "缴费"), link("/x")))
    assert [take(one).is_rendered for _ in range(3)] == [True, False, False]


def test_links_outside_the_bank_or_excluded_or_too_deep_are_not_followed() -> None:
    one = visit(Site("alpha", exclude_paths=("/en/",)), depth=1)
    take(one, links=(Link("http://other.test/", "手机银行", ""), link("/en/a"), link("/a")))
    assert take(one, links=(link("/deeper"),)).url == "https://www.alpha.test/a"
    assert next_page(one) is None


def test_a_frame_is_part_of_its_page() -> None:
    one = visit(depth=0)
    take(one, links=(link("/menu", region=FRAME_REGION), link("/a")))
    ask = take(one)
    assert ask.url == "https://www.alpha.test/menu"
    assert ask.depth == 0
    assert next_page(one) is None


def test_what_the_budget_has_no_room_for_is_left_over_with_its_depth() -> None:
    one = visit(pages=2)
    take(one, links=(link("/a"), link("/mobile", "手机银行"), link("/b")))
    take(one)
    assert next_page(one) is None
    asks, why = one.left_over()
    assert [(ask.url, ask.depth) for ask in asks] == [
        ("https://www.alpha.test/a", 1),
        ("https://www.alpha.test/b", 1),
    ]
    assert why == "budget of 2 pages used up"


def test_a_site_that_keeps_failing_is_given_up() -> None:
    one = visit(pages=100)
    take(one, links=tuple(link(f"/{n}") for n in range(20)))
    for _ in range(MAX_FAILURES_IN_A_ROW):
        take(one, Outcome.TIMEOUT)
    assert next_page(one) is None
    assert one.left_over()[1] == "given up after 5 failures in a row"


def test_where_a_redirect_led_is_not_asked_again() -> None:
    one = visit()
    ask = one.next_ask()
    one.took(ask, Outcome.OK, "https://www.alpha.test/home.html", (link("/home.html"),))
    assert next_page(one) is None


def test_a_changed_declaration_is_another_plan() -> None:
    assert visit().plan == visit().plan
    assert len({visit().plan, visit(pages=9).plan, visit(Site("alpha", render="never")).plan}) == 3


SOURCE = ProductSource(
    source_id="list",
    is_on=True,
    reason="test",
    year=2026,
    channel_id="unstated",
    business_line_id=None,
    request=Template("GET", "http://api.alpha.test/list?p={page}"),
    paging=Paging(by="page", is_until_empty=True, max_pages=3),
    reply=Reply("json", "rows"),
    fields=(Field("name", "n"),),
)
SOURCES = Site("alpha", sources=(SOURCE, replace(SOURCE, source_id="off", is_on=False)))


def test_sources_that_are_on_come_after_the_first_page_and_outside_the_budget() -> None:
    one = visit(SOURCES, pages=1)
    take(one, links=(link("/a"),))
    ask = take(one)
    assert (ask.url, ask.depth) == ("https://api.alpha.test/list?p=1", BUDGET.depth)
    assert next_page(one) is None
    assert [left.url for left in one.left_over()[0]] == ["https://www.alpha.test/a"]


def test_a_source_goes_on_with_the_page_it_is_given() -> None:
    one = visit(SOURCES)
    take(one)
    ask = one.next_ask()
    assert ask.call is not None
    one.took(ask, Outcome.OK, ask.url, next_call=make_call(SOURCE, 1, 10))
    assert take(one).url == "https://api.alpha.test/list?p=2"
    assert next_page(one) is None


def test_a_source_whose_host_refuses_https_is_asked_over_http() -> None:
    one = visit(SOURCES)
    take(one)
    take(one, Outcome.CONNECT_FAILED)
    assert take(one, Outcome.EMPTY).url == "http://api.alpha.test/list?p=1"
    assert next_page(one) is None


def test_an_empty_source_does_not_go_to_the_browser() -> None:
    one = visit(SOURCES)
    take(one)
    take(one, Outcome.EMPTY)
    assert next_page(one) is None


def test_a_source_that_is_off_changes_no_plan() -> None:
    off = replace(SOURCE, is_on=False)
    assert visit(Site("alpha", sources=(off,))).plan == visit().plan
    assert visit(SOURCES).plan != visit().plan


def test_a_bank_may_have_a_pace_and_old_encryption_of_its_own() -> None:
    slow = replace(SOURCES, delay_seconds=5.0, tls="legacy")
    config = Config((BANK,), (), Taxonomy((), ""), (slow,), (), ())
    assert site_delays(config) == {"alpha.test": 5.0}
    assert legacy_tls_domains(config) == {"alpha.test"}
    assert legacy_tls_domains(replace(config, sites=(SOURCES,))) == frozenset()
