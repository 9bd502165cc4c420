"""Whatever is wrong in a declared source, the message names file, line, key and fix."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from collector.config.load import load_config
from collector.config.lookup import find_site

Complaint = Callable[[], str]
Edit = Callable[[str, str, str], int]
CMB, SPDB, BOC, CEB = ("sites/cmb.yml", "sites/spdb.yml", "sites/boc.yml", "sites/ceb.yml")


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "fix"),
    [
        (CMB, 'op: "search"', "op: 1", "sources[0].request.query.op", "in quotes"),
        (CMB, "request:", "requests:", "sources[0].requests", "remove it or spell it"),
        (CMB, 'code: "PrdCode"', 'kode: "PrdCode"', "sources[0].fields.kode", "use one of name, code"),
        (CMB, '      name: "PrdName"\n', "", "sources[0].fields.name", "product's name"),
        (CMB, 'risk: "Risk"', 'risk: "Risk["', "sources[0].fields.risk.path", "fields in"),
        (CMB, 'rows: "list"', 'rows: "list["', "sources[0].reply.rows", "paths in"),
        (CMB, "year: 2020", "year: 20", "sources[0].year", "docs/reference"),
        (CMB, 'business_line: "wealth"', 'business_line: "wealt"', "sources[0].business_line", "use an id"),
        (CMB, 'pageindex: "{page}"', 'pageindex: "1"', "sources[0].request.url", "write {page} into"),
        (CMB, 'pageindex: "{page}"', 'pageindex: "{pgae}"', "sources[0].request.query", "see paging"),
        (CMB, 'total_pages: "totalPage", ', "", "sources[0].paging.by", "until_empty: true"),
        (CMB, ", max_pages: 200", "", "sources[0].paging.max_pages", "at most"),
        (CMB, "www.cmbchina.com/cfw", "cmbchina.com.evil.test/", "sources[0].request.url", "more_domains"),
        (CMB, "http://www.cmbchina.com/cfw", "ftp://x/", "sources[0].request.url", "http://"),
        (CMB, "product.ashx", "product.ashx#a", "sources[0].request.url", "leave it out"),
        (CMB, 'pattern: "^([1-9].*)$"', 'pattern: "^[1-9].*$"', "fields.min_amount.pattern", "fields in"),
        (SPDB, 'A: "R1"', 'A: "low"', "sources[0].fields.risk.values", "fields in"),
        (SPDB, ', values: {"可购买": "on_sale"}', "", "sources[0].fields.status.values", "fields in"),
        (SPDB, 'more_domains: ["spdb-wm.com"]\n', "", "sources[1].request.url", "more_domains"),
        (SPDB, 'id: "wealth_company_search"', 'id: "wealth_search"', "sources[1].id", "give each its own"),
        (SPDB, 'cookies_from: "https://per.spdb', 'cookies_from: "https://per.spbd',
         "sources[0].request.cookies_from", "more_domains"),
        (BOC, 'Origin: "https://e.boc.cn"', 'Cookie: "a=b"', "request.headers.Cookie", "words listed"),
        (BOC, "is_on: true", "is_on: yes", "sources[0].is_on", "true or false"),
        (CEB, "render: true", 'render: true\n      method: "POST"', "request.render", "leave out"),
        (CEB, 'form: "html", rows: "tr:has(a.lb_title)"', 'form: "json_in_attribute", rows: "tr"',
         "sources[0].reply", "name the attribute"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_key_and_fix(
    edit: Edit, complaint: Complaint, name: str, old: str, new: str, key: str, fix: str
) -> None:
    edit(name, old, new)
    text = complaint()
    assert re.match(rf"config/{name}:\d+ \S*{re.escape(key)}\b", text), text
    assert fix in text


def test_the_line_is_that_of_the_key(edit: Edit, complaint: Complaint) -> None:
    line = edit(CMB, 'risk: "Risk"', 'risk: {path: "Risk", unit: "wan"}')
    assert complaint().startswith(f"config/{CMB}:{line} sources[0].fields.risk.unit: wan is no unit of risk")


def test_the_browser_rules_of_the_sample_stay(home) -> None:  # type: ignore[no-untyped-def]  # a fixture
    config = load_config(home)
    for bank_id in ("pab", "nbcb"):
        assert find_site(config, bank_id).render_paths == ("/life/", "/product/")


def test_pacing_and_tls_are_read(home) -> None:  # type: ignore[no-untyped-def]  # a fixture
    path = home / "config" / "sites" / "nbcb.yml"
    path.write_text(path.read_text("utf-8") + 'tls: "legacy"\ndelay_seconds: 5.0\n', "utf-8")
    site = find_site(load_config(home), "nbcb")
    assert (site.tls, site.delay_seconds) == ("legacy", 5.0)
