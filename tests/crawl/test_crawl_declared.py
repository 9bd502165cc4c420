"""Declared product sources, from the site file to landed products, through real spiders on a live wave."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from crawl_project import Project, make_project
from declared_web import HOME, JSON, Asked, Bank, listing, products, says, serving

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.extract.run import extract_wave
from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Fetch

FIELDS = {"name": "name", "code": "code", "risk": "risk", "yield": "rate"}
BASE = {"is_on": True, "reason": "test", "year": 2026, "business_line": "wealth", "fields": FIELDS}
ROWS = {"form": "json", "rows": "rows", "nothing_here": "total == `0`"}
PAGED = {"by": "page", "size": 2, "total_rows": "total", "max_pages": 9}


def source(name: str, request: dict[str, Any], **more: Any) -> dict[str, Any]:
    paging = more.pop("paging", {})
    return BASE | {"id": name, "request": request, "paging": paging, "reply": ROWS} | more


def post(path: str, **more: Any) -> dict[str, Any]:
    return {"method": "POST", "url": f"http://api.alpha.test{path}", **more}


FORM = {"page": "{page}", "rows": "{size}"}
SOURCES = [
    source("form", post("/form", form=FORM), paging=PAGED),
    source("capped", post("/capped", form=FORM), paging=PAGED | {"max_pages": 2}),
    source("body", post("/body", json_body={"query": {"kind": ["理财"], "n": 1}})),
    source("cookie", post("/cookie", form={"a": "1"}, cookies_from="http://api.alpha.test/door")),
    source("empty", post("/empty", form={"a": "1"})),
    source("changed", post("/changed", form={"a": "1"})),
    source("closed", {"url": "http://api.alpha.test/private/list"}),
    source("off", {"url": "http://api.alpha.test/off"}, is_on=False),
    source("wall", {"url": "http://api.alpha.test/wall"}),
    source("moved", post("/moved", form={"a": "1"})),
]


SAME_NAME = [*products(60, 1), products(60, 1)[0] | {"code": "P61"}]


def guarded(asked: Asked) -> tuple[int, dict[str, str], str]:
    if "session=open" not in asked.headers.get("Cookie", ""):
        return 403, {"Content-Type": "text/html"}, "no"
    return 200, {"Content-Type": JSON}, json.dumps({"total": 1, "rows": products(70, 1)})


PAGES = {
    "www.alpha.test/": says(HOME),
    "api.alpha.test/robots.txt": says("User-agent: *\nDisallow: /private/\n", "text/plain"),
    "api.alpha.test/form": listing(5, 2),
    "api.alpha.test/capped": listing(100, 2),
    "api.alpha.test/body": says(json.dumps({"total": 2, "rows": SAME_NAME}), JSON),
    "api.alpha.test/door": says(HOME, Set_Cookie="session=open; Path=/"),
    "api.alpha.test/cookie": guarded,
    "api.alpha.test/empty": says('{"total": 0}', JSON),
    "api.alpha.test/changed": says('{"total": 3, "items": []}', JSON),
    "api.alpha.test/wall": says("<html><script>$_ts=window['$_ts'];</script></html>"),
    "api.alpha.test/moved": says("", status=302, Location="/there"),
    "api.alpha.test/there": says(json.dumps({"total": 1, "rows": products(80, 1)}), JSON),
    "api.alpha.test/off": says(json.dumps({"total": 1, "rows": products(90, 1)}), JSON),
}


@dataclass(frozen=True)
class Crawled:
    project: Project
    bank: Bank
    fetches: list[Fetch]

    def of(self, path: str) -> list[Fetch]:
        start = f"http://api.alpha.test{path}"
        found = [one for one in self.fetches if one.url == start or one.url.startswith(f"{start}?")]
        return sorted(found, key=lambda one: one.url)

    def landed(self, table: str) -> list[dict[str, Any]]:
        config = load_config(self.project.paths.home)
        wave = find_wave(config, "test")
        result = extract_wave(self.project.paths, config, wave, jobs=1, progress=Silent())
        return pq.read_table(result.folder / f"{table}.parquet").to_pylist()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    project = make_project(tmp_path_factory.mktemp("declared"))
    project.add_bank("alpha")
    project.add_wave(is_live=True)
    project.add_site("alpha", sources=SOURCES)
    with serving(Bank(dict(PAGES))) as bank:
        project.crawl("bank_site", bank.proxy)
        yield Crawled(project, bank, project.fetches())


def test_pages_are_asked_for_until_the_total_and_each_is_a_row(crawled: Crawled) -> None:
    assert [asked.body for asked in crawled.bank.of("/form")] == [f"page={n}&rows=2" for n in (1, 2, 3)]
    assert [(one.url.rpartition("?")[2], one.outcome, one.detail) for one in crawled.of("/form")] == [
        ("__wb_method=POST&page=1&rows=2", Outcome.OK, "source form: 2 of 5 rows"),
        ("__wb_method=POST&page=2&rows=2", Outcome.OK, "source form: 4 of 5 rows"),
        ("__wb_method=POST&page=3&rows=2", Outcome.OK, "source form: 5 of 5 rows"),
    ]


def test_a_list_beyond_its_cap_is_truncated_with_its_depth(crawled: Crawled) -> None:
    last = crawled.of("/capped")[-1]
    assert (last.outcome, last.detail) == (
        Outcome.TRUNCATED,
        "source capped: 4 of 100 rows, read no further",
    )
    assert len(crawled.bank.of("/capped")) == 2


def test_a_json_body_is_sent_as_json(crawled: Crawled) -> None:
    (asked,) = crawled.bank.of("/body")
    assert (asked.method, asked.headers["Content-Type"]) == ("POST", JSON)
    assert json.loads(asked.body) == {"query": {"kind": ["理财"], "n": 1}}


def test_the_first_page_brings_the_cookie_and_is_a_row_too(crawled: Crawled) -> None:
    assert [one.outcome for one in crawled.of("/cookie")] == [Outcome.OK]
    assert [one.outcome for one in crawled.of("/door")] == [Outcome.OK]
    assert len(crawled.bank.of("/door")) == 1


def test_how_an_answer_ended_is_told_by_the_closed_words(crawled: Crawled) -> None:
    def told(path: str) -> list[tuple[Outcome, str | None]]:
        return [(one.outcome, one.detail) for one in crawled.of(path)]

    assert told("/empty") == [(Outcome.OK, "source empty: 0 of 0 rows")]
    assert told("/changed") == [
        (Outcome.EMPTY, "source changed, page 1 does not fit: nothing stands at rows 'rows'")
    ]
    assert [outcome for outcome, _ in told("/private/list")] == [Outcome.ROBOTS_DISALLOWED]
    assert [outcome for outcome, _ in told("/wall")] == [Outcome.CHALLENGE]
    assert crawled.bank.of("/private/list") == []


def test_a_source_that_is_off_is_not_asked_for(crawled: Crawled) -> None:
    assert crawled.bank.of("/off") == []
    assert crawled.of("/off") == []


def test_a_form_is_not_sent_again_after_a_redirect(crawled: Crawled) -> None:
    assert [(asked.method, asked.body) for asked in crawled.bank.of("/there")] == [("GET", "")]
    assert [one.outcome for one in crawled.of("/moved")] == [Outcome.OK]


def test_a_failing_source_leaves_the_depth_of_the_site_alone(crawled: Crawled) -> None:
    assert {one.depth for one in crawled.of("/changed")} == {3}


def test_products_land_with_their_attributes(crawled: Crawled) -> None:
    rows = {(row["source_id"], row["product_code"]): row for row in crawled.landed("products")}
    assert set(rows) == {
        *(("form", f"P{n}") for n in range(5)),
        *(("capped", f"P{n}") for n in range(4)),
        *(("body", "P60"), ("body", "P61"), ("cookie", "P70"), ("moved", "P80")),
    }
    one = rows["body", "P60"]
    assert (one["name"], one["series"], one["business_line_id"]) == ("示例理财60号", "示例理财60号", "wealth")
    assert (one["risk_level"], str(one["yield_low_percent"]), one["currency"]) == ("R2", "3.5000", None)
    assert (one["rule"], one["channel_id"], one["min_amount_cny"]) == ("declared", "unstated", None)


def test_a_reply_that_does_not_fit_is_a_note_and_no_end_of_the_run(crawled: Crawled) -> None:
    notes = {row["source_id"]: row["note"] for row in crawled.landed("pages") if row["source_id"]}
    assert notes["changed"] == (
        "alpha / changed: nothing stands at rows 'rows'. "
        "Fix: look at the kept reply and mend config/sites/alpha.yml"
    )
    assert notes["form"] is None


def test_a_mended_declaration_reads_what_was_kept(crawled: Crawled) -> None:
    try:
        mended = [
            one | {"reply": ROWS | {"rows": "items || rows", "nothing_here": "items == `[]`"}}
            if one["id"] == "changed"
            else one
            for one in SOURCES
        ]
        crawled.project.add_site("alpha", sources=mended)
        notes = {row["source_id"]: row["note"] for row in crawled.landed("pages") if row["source_id"]}
        assert notes["changed"] is None
    finally:
        crawled.project.add_site("alpha", sources=SOURCES)


def test_offline_replays_every_page_and_asks_nothing(crawled: Crawled) -> None:
    before = len(crawled.bank.asked)
    crawled.project.crawl("bank_site", crawled.bank.proxy, "-a", "offline=1")
    assert len(crawled.bank.asked) == before
    assert crawled.project.fetches() == crawled.fetches


def test_a_second_crawl_asks_for_nothing_that_is_settled(crawled: Crawled) -> None:
    before = len(crawled.bank.of("/form"))
    crawled.project.crawl("bank_site", crawled.bank.proxy)
    assert len(crawled.bank.of("/form")) == before
    assert len(crawled.bank.of("/door")) == 1
