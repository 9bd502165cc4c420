"""What a store is asked for, in which order, and what follows from its answers; nothing is asked here."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from collector.fetch.store_calls import (
    StoreCall,
    first_calls,
    instead_of,
    judge_store_reply,
    store_call_after,
)
from collector.models import App
from collector.store_models import LeadsTo, Store, StoreReplyForm
from collector.store_urls import find_reply, led_away
from collector.store_words import Every, ReplyKind
from collector.words import Outcome

DAY = date(2026, 11, 28)
LIST = StoreReplyForm(
    ReplyKind.XIAOMI_LIST,
    "https://store.test/list?page={page}&size=2",
    chart="finance",
    row_mark='"pkg"',
    page_size=2,
    depth=5,
)
BY_NAME = StoreReplyForm(
    ReplyKind.VIVO_SEARCH,
    "https://store.test/find?key={name}",
    every=Every.WAVE,
    leads_to=LeadsTo(ReplyKind.VIVO_DETAIL, "found[?pkg=='{code}'].id | [0]"),
)
DETAIL = StoreReplyForm(ReplyKind.VIVO_DETAIL, "https://store.test/detail/{number}")
SENT = StoreReplyForm(ReplyKind.TENCENT_APKINFO, "https://store.test/info", body='{"package":"{code}"}')
SECOND = StoreReplyForm(
    ReplyKind.TENCENT_SHARE, "https://store.test/o?pkg={code}", fallback_of=ReplyKind.TENCENT_APKINFO
)
MONTH = StoreReplyForm(
    ReplyKind.IRESEARCH_MONTH, "https://store.test/m?t={month_number}", chart="finance", every=Every.MONTH
)


def store(*forms: StoreReplyForm) -> Store:
    return Store("xiaomi", "某", "some", True, "", 1.0, "", replies=forms)


def app(code: str, name: str = "某行") -> App:
    return App(f"android:{code}", "alpha", "android", code, name, "mobile_bank", ("test",), None)


def calls(*forms: StoreReplyForm, apps=None, day=DAY, is_series=False) -> list[StoreCall]:
    return first_calls(store(*forms), apps or [app("a.b")], day, is_series=is_series)


def test_lists_come_before_apps_and_apps_in_the_order_of_the_file():
    by_app = replace(SECOND, fallback_of=None)
    urls = [call.url for call in calls(by_app, LIST, apps=[app("a.b"), app("c.d")])]
    assert urls == [
        "https://store.test/list?page=0&size=2",
        "https://store.test/o?pkg=a.b",
        "https://store.test/o?pkg=c.d",
    ]


def test_a_second_route_is_asked_only_after_the_first():
    (first,) = calls(SENT, SECOND)
    assert (first.method, first.body) == ("POST", '{"package":"a.b"}')
    then = instead_of(first, store(SENT, SECOND))
    assert then is not None
    assert (then.url, then.method, then.codes) == ("https://store.test/o?pkg=a.b", "GET", ("a.b",))
    assert instead_of(then, store(SENT, SECOND)) is None


def test_a_batch_holds_as_many_apps_as_declared_and_bundles_are_asked_for_apart():
    by_id = StoreReplyForm(ReplyKind.APPLE_LOOKUP, "https://store.test/l?id={codes}", batch=2)
    by_bundle = StoreReplyForm(ReplyKind.APPLE_LOOKUP, "https://store.test/l?b={bundles}", batch=2)
    apps = [app("1"), app("bundle:x.y"), app("2"), app("3")]
    assert [(call.url, call.codes) for call in calls(by_id, by_bundle, apps=apps)] == [
        ("https://store.test/l?id=1,2", ("1", "2")),
        ("https://store.test/l?id=3", ("3",)),
        ("https://store.test/l?b=x.y", ("x.y",)),
    ]


def body(n: int) -> bytes:
    return json.dumps([{"pkg": n} for n in range(n)]).encode()


def test_pages_are_asked_for_until_one_is_empty():
    (first,) = calls(LIST)
    second = store_call_after(first, Outcome.OK, body(2), store(LIST))
    assert (second.url, second.index, second.n_before) == ("https://store.test/list?page=1&size=2", 1, 2)
    assert judge_store_reply(second, Outcome.OK, None, b"[]", second.url) == (Outcome.OK, "2 rows")
    assert store_call_after(second, Outcome.OK, b"[]", store(LIST)) is None


def test_a_list_that_goes_on_beyond_the_depth_is_truncated_and_ends():
    third = replace(calls(LIST)[0], index=2, n_before=4)
    outcome, detail = judge_store_reply(third, Outcome.OK, None, body(2), third.url)
    assert (outcome, detail) == (Outcome.TRUNCATED, "6 rows, asked for no more than 5")
    assert store_call_after(third, outcome, body(2), store(LIST)) is None


def test_a_first_page_without_a_row_is_empty_and_nothing_follows():
    (first,) = calls(LIST)
    outcome, detail = judge_store_reply(first, Outcome.OK, None, b'{"data":[]}', first.url)
    assert outcome is Outcome.EMPTY
    assert '"pkg"' in detail
    assert store_call_after(first, outcome, b'{"data":[]}', store(LIST)) is None


@pytest.mark.parametrize(
    ("answer", "final_url", "outcome"),
    [
        (b"<html>verify</html>", "https://store.test/list?page=0&size=2", Outcome.CHALLENGE),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>", "https://store.test/list?page=0&size=2", Outcome.CHALLENGE),
        (body(1), "https://elsewhere.test/list", Outcome.WRONG_SITE),
    ],
)
def test_a_page_in_the_place_of_data_and_another_host_are_walls(answer, final_url, outcome):
    assert judge_store_reply(calls(LIST)[0], Outcome.OK, None, answer, final_url)[0] is outcome


@pytest.mark.parametrize("outcome", [Outcome.RATE_LIMITED, Outcome.GONE, Outcome.ROBOTS_DISALLOWED])
def test_what_failed_stays_what_it_is(outcome):
    assert judge_store_reply(calls(LIST)[0], outcome, "said", b"<x>", "https://e.test/") == (outcome, "said")


def test_a_search_leads_to_the_number_of_the_package_and_no_other():
    (search,) = calls(BY_NAME, DETAIL, apps=[app("a.b", "甲 行&")])
    assert search.url == "https://store.test/find?key=%E7%94%B2%20%E8%A1%8C%26"
    found = {"found": [{"pkg": "a.bc", "id": 7}, {"pkg": "a.b", "id": 8}]}
    then = store_call_after(search, Outcome.OK, json.dumps(found).encode(), store(BY_NAME, DETAIL))
    assert (then.url, then.codes) == ("https://store.test/detail/8", ("a.b",))
    for other in ({"found": []}, {"found": [{"pkg": "x", "id": 9}]}, []):
        assert (
            store_call_after(search, Outcome.OK, json.dumps(other).encode(), store(BY_NAME, DETAIL)) is None
        )
    assert store_call_after(search, Outcome.OK, b"no json", store(BY_NAME, DETAIL)) is None


def test_a_series_keeps_answers_by_day_by_month_or_for_good():
    forms = (LIST, replace(LIST, every=Every.MONTH), BY_NAME, DETAIL)
    assert [call.period for call in calls(*forms, is_series=True)] == ["2026-11-28", "2026-11", None]
    assert {call.period for call in calls(*forms)} == {None}


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 28), "202610"),
        (date(2026, 12, 10), "202610"),  # a month comes out after the middle of the next
        (date(2026, 12, 16), "202611"),
        (date(2027, 1, 15), "202611"),
        (date(2027, 1, 16), "202612"),
    ],
)
def test_the_month_asked_for_is_the_last_that_is_likely_out(day, month):
    assert calls(MONTH, day=day)[0].url == f"https://store.test/m?t={month}"


@pytest.mark.parametrize(
    ("url", "kind", "page"),
    [
        ("http://store.test/list?page=3&size=2#2026-11-28", ReplyKind.XIAOMI_LIST, 3),
        ("https://store.test/info?__wb_method=POST&__wb_body=0123", ReplyKind.TENCENT_APKINFO, 0),
        ("https://store.test/detail/8", ReplyKind.VIVO_DETAIL, 0),
    ],
)
def test_a_kept_answer_is_known_by_its_address(url, kind, page):
    found = find_reply(store(LIST, SENT, DETAIL), url)
    assert (found.form.kind, found.page) == (kind, page)


@pytest.mark.parametrize(
    "url",
    ["https://store.test/list?page=x&size=2", "https://store.test/detail/8/more", "https://o.test/info"],
)
def test_another_address_is_no_reply(url):
    assert find_reply(store(LIST, SENT, DETAIL), url) is None


def test_rows_before_a_page_tell_its_number():
    by_start = replace(LIST, url="https://store.test/s?start={start}", page_size=20)
    assert calls(by_start)[0].url == "https://store.test/s?start=0"
    assert find_reply(store(by_start), "https://store.test/s?start=40").page == 2


@pytest.mark.parametrize(
    ("final_url", "problem"),
    [
        ("https://store.test/cn/app/x/id1234", None),
        ("https://other.test/cn/app/id1234", "host other.test"),
        ("https://store.test/us/app/id1234", "storefront cn"),
        ("https://store.test/cn/iphone/today", "an address with 1234"),
    ],
)
def test_an_answer_from_elsewhere_is_told(final_url, problem):
    said = led_away("https://store.test/cn/app/id1234", final_url)
    assert said is None if problem is None else problem in said


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b'{"ret": -1}', Outcome.CHALLENGE),
        (b'{"ret": 0}', Outcome.OK),
        (b'{"code": 0}', Outcome.OK),  # another layout is the reader's to tell
        (b"no json", Outcome.OK),
        (b"[" * 100_000, Outcome.OK),
    ],
)
def test_an_answer_that_refuses_is_a_wall_and_another_layout_is_none(answer, outcome):
    form = replace(SENT, refused_when="ret != `null` && ret != `0`")
    (call,) = calls(form)
    assert judge_store_reply(call, Outcome.OK, None, answer, call.url)[0] is outcome


def test_a_page_whose_data_stand_in_a_script_is_no_empty_page():
    (call,) = calls(replace(SECOND, fallback_of=None))
    script = b"<html><script>window.systemData={}</script></html>"
    assert judge_store_reply(call, Outcome.EMPTY, "no text", script, call.url)[0] is Outcome.OK
    assert judge_store_reply(call, Outcome.EMPTY, "no bytes", b"", call.url)[0] is Outcome.EMPTY
