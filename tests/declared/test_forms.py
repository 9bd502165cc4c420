"""Each form is read for what it is, and a reply that is something else is refused, never taken for empty."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from collector.declared.forms import Rows, read_rows
from collector.declared.read import read_offers
from collector.declared.records import Field, Paging, ProductSource, Reply, Template
from collector.declared.trees import MisfitError

REPLIES = Path(__file__).parents[3] / "shared" / "captures" / "replies"


def source(form: str, rows: str, fields: dict[str, str | Field], **more: object) -> ProductSource:
    reply = {key: more.pop(key) for key in ("attribute", "nothing_here", "charset") if key in more}
    return ProductSource(
        "list", True, "test", 2026, "unstated", None, Template("GET", "https://a.test/"),
        Paging(**more),  # type: ignore[arg-type]  # by name, from the tests below
        Reply(form, rows, **reply),  # type: ignore[arg-type]
        tuple(one if isinstance(one, Field) else Field(name, one) for name, one in fields.items()),
    )  # fmt: skip


def names(one: ProductSource, text: str) -> list[str]:
    offers, _ = read_offers(one, read_rows(one, text.encode(), None))
    return [offer.name for offer in offers]


JSON = source("json", "data.list", {"name": "n"}, nothing_here="data.list == `[]`")
LITERAL = source("js_literal", "list", {"name": "n"})
XML = source("xml", ".//p", {"name": "n", "code": "@id"})
HTML = source("html", "li.p", {"name": "b@title", "code": "@data-code"})
ATTRIBUTE = source("json_in_attribute", "input[param]", {"name": "n"}, attribute="param")


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (JSON, '{"data": {"list": [{"n": "甲"}, {"n": "乙"}]}}'),
        (source("jsonp", "data.list", {"name": "n"}), 'cb_1({"data":{"list":[{"n":"甲"},{"n":"乙"}]}});'),
        (source("jsonp", "list", {"name": "n"}), '{"list":[{"n":"甲"},{"n":"乙"}]}'),
        (LITERAL, "({total:2,list:[{n:'甲',},{n:\"乙\"}]})"),
        (LITERAL, "var found = {list:[{n:'甲'},{n:'乙'}]};"),
        (source("js_literal", "@", {"name": "n"}), "[{n:'甲'},{n:'\\u4e59'}]"),
        (XML, "<r><p id='1'><n>甲</n></p><p id='2'><n>乙</n></p></r>"),
        (HTML, "<ul><li class=p data-code=1><b title=甲>x</b></li><li class=p><b title='乙'></b></li></ul>"),
        (
            ATTRIBUTE,
            "<input param='{&quot;n&quot;: &quot;甲&quot;}'><i></i><input param=\"{n: '乙'}\">",
        ),
    ],
)
def test_each_form_gives_its_rows(one: ProductSource, text: str) -> None:
    assert names(one, text) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("one", "text", "why"),
    [
        (JSON, "<html>系统维护</html>", "not JSON"),
        (JSON, '{"data": {"list": [', "not JSON"),
        (JSON, '{"data": null}', "nothing stands at rows"),
        (JSON, '{"data": {"list": "无"}}', "no list of objects"),
        (JSON, "[" * 100_000, "not JSON"),
        (LITERAL, "{list:[{n:alert(1)}]}", "no JavaScript literal"),
        (LITERAL, "{list:[{n:甲}]}", "no JavaScript literal"),
        (LITERAL, "{list:" + "[" * 1000, "no JavaScript literal"),
        (LITERAL, "{list:[]}", "no rows"),
        (XML, "<r><p><n>甲</n></r>", "not XML"),
        (XML, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///x">]><r><p><n>&x;</n></p></r>', "document type"),
        (XML, "<r/>", "no rows"),
        (HTML, "<ul></ul>", "no rows"),
        (ATTRIBUTE, "<input param='x'>", "no JavaScript literal"),
        (source("json", "l", {"name": "n"}, total_rows="n"), '{"l": [{"n": "甲"}]}', "total_rows"),
        (source("json", "l", {"name": "n"}, charset="gb18030"), "\x80", "not gb18030"),
    ],
)  # fmt: skip
def test_what_is_something_else_is_refused(one: ProductSource, text: str, why: str) -> None:
    body = text.encode("latin-1") if text == "\x80" else text.encode()
    with pytest.raises(MisfitError, match=why):
        read_rows(one, body, None)


def test_an_empty_list_needs_its_proof() -> None:
    assert read_rows(JSON, b'{"data": {"list": []}}', None).found == ()
    with pytest.raises(MisfitError, match="nothing_here is not met"):
        read_rows(source("json", "l", {"name": "n"}), b'{"l": []}', None)


def test_a_later_page_without_rows_is_the_end_only_where_declared() -> None:
    until_empty = source("json", "l", {"name": "n"}, by="page", is_until_empty=True, max_pages=9)
    assert not read_rows(until_empty, b'{"l": []}', None, n_before=10).found
    with pytest.raises(MisfitError):
        read_rows(until_empty, b'{"l": []}', None)


def test_a_gbk_reply_that_says_utf8_is_read_by_the_forced_charset() -> None:
    one = source("json", "l", {"name": "n"}, charset="gb18030")
    rows = read_rows(one, '{"l": [{"n": "理财"}]}'.encode("gb18030"), "text/html; charset=utf-8")
    assert rows.tree.value(rows.found[0], "n") == "理财"


def test_an_unknown_word_of_a_closed_map_is_a_note_and_no_value() -> None:
    fields: dict[str, str | Field] = {
        "name": "n",
        "risk": Field("risk", "r", values=(("A", "R1"),)),
        "status": Field("status", "s", values=(("在售", "on_sale"),)),
    }
    one = source("json", "l", fields)
    text = '{"l": [{"n": "甲", "r": "A", "s": "在售"}, {"n": "乙", "r": "F", "s": "在售"}, {"r": "A"}]}'
    offers, notes = read_offers(one, read_rows(one, text.encode(), None))
    assert [(offer.name, offer.risk_level) for offer in offers] == [("甲", "R1"), ("乙", None)]
    assert notes == ("'F' is not in the map of risk (1 rows)", "no name (1 rows)")


def test_a_field_that_no_row_has_any_more_is_a_note() -> None:
    one = source("json", "l", {"name": "n", "code": "prdCode"})
    _, notes = read_offers(one, read_rows(one, b'{"l": [{"n": "a", "PRD": 1}]}', None))
    assert notes == ("code stands nowhere at 'prdCode' (1 rows)",)


def test_an_amount_in_another_or_unknown_currency_is_no_amount_in_yuan() -> None:
    one = source("json", "l", {"name": "n", "min_amount": "m", "currency": "c"})
    rows = ", ".join(f'{{"n": "a", "m": 1, "c": "{currency}"}}' for currency in ("美元", "??", "CNY"))
    offers, _ = read_offers(one, read_rows(one, f'{{"l": [{rows}]}}'.encode(), None))
    assert [offer.min_amount_cny for offer in offers] == [None, None, Decimal(1)]


def kept(name: str, one: ProductSource) -> Rows:
    path = REPLIES / name
    if not path.exists():
        pytest.skip(f"the kept reply {name} is not at hand")
    return read_rows(one, path.read_bytes(), None)


def test_a_real_js_literal_is_read() -> None:
    fields = {"name": "PrdName", "code": "PrdCode", "risk": "Risk", "sale_period": "BeginDate"}
    one = source("js_literal", "@", {key: value for key, value in fields.items() if key != "sale_period"})
    offers, notes = read_offers(one, kept("cmb_product_ashx.Trans2.java.jsliteral.txt", one))
    assert ([(offer.code, offer.risk_level) for offer in offers], notes) == (
        [("119343", "R2"), ("119342", "R2")],
        (),
    )


def test_a_real_xml_list_is_read() -> None:
    one = source("xml", "Table", {"name": "ProdName", "code": "ProductNo"}, total_rows="Table1/total")
    rows = kept("abc_BoeProductV2_2016.xml", one)
    assert (len(rows.found), rows.total_rows) == (1, 1)


def test_json_in_a_real_attribute_is_read() -> None:
    fields = {"name": "IvsmPd_ECD", "term": "Ivs_Trm_show"}
    one = source("json_in_attribute", "input[param]", fields, attribute="param")
    offers, _ = read_offers(one, kept("boc_ccb_2026/ccb.html", one))
    assert (offers[0].name, offers[0].term, offers[0].term_days) == ("JXJXARGS250829041", "按日申赎", None)


@pytest.mark.parametrize(
    ("name", "bank", "source_id", "n", "code"),
    [
        ("spdb_was5_search.Trans.java.json", "spdb", "wealth_search", 10, "2301177706"),
        ("abc_BoeProductV2_2016.xml", "abc", "wealth_xml", 1, "BF161002"),
        ("abc_BoeProductV2.Trans.java.json", "abc", "own_wealth_json", 15, "AD190180"),
        ("../recent/cebwm_detail.html", "ceb", "wealth_company_list", 10, "EB1008"),
    ],
)
def test_real_replies_fit_the_shipped_declarations(
    name: str, bank: str, source_id: str, n: int, code: str
) -> None:
    from collector.config.load import load_config  # noqa: PLC0415  only these need the shipped config

    sites = load_config(Path(__file__).parents[2]).sites
    one = next(s for site in sites if site.bank_id == bank for s in site.sources if s.source_id == source_id)
    offers, notes = read_offers(one, kept(name, one))
    assert (len(offers), offers[0].code, notes) == (n, code, ())
