"""Stores as they are asked: by form, page after page, over a second route, once a day, never past a wall."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from declared_web import HTML, JSON, Asked, Bank, says, serving

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.errors import UsageError
from collector.fetch.crawl import crawl_wave
from collector.words import Outcome

if TYPE_CHECKING:
    from crawl_project import Project

APP = {"store": "android", "kind": "mobile_bank", "sources": "test"}
SHARE = "<html><body><p>" + "某行手机银行，提供转账汇款、生活缴费等服务。" * 6 + "</p></body></html>"


def app(owner_id: str, code: str) -> dict[str, str]:
    return APP | {
        "app_id": f"android:{code}",
        "owner_id": owner_id,
        "store_app_code": code,
        "name_zh": f"{owner_id}银行",
    }


def fill(project: Project, store: str, replies: list[dict[str, object]], **more: object) -> None:
    project.add_bank("alpha")
    project.add_bank("beta")
    project.add_apps(app("alpha", "com.alpha"), app("beta", "com.beta"))
    declared = {
        "store": store,
        "title_zh": "某",
        "title_en": "some",
        "is_on": True,
        "reason": "test",
        "identity": "package",
        "delay_seconds": 0.0,
        "robots_note": "test",
        "replies": replies,
    }
    (project.paths.config / "stores" / f"{store}.yml").write_text(json.dumps(declared))
    project.add_wave(stores=[store], **more)


def kept(project: Project, store: str) -> list[tuple[str, str | None, Outcome]]:
    rows = [fetch for fetch in project.fetches() if fetch.source == f"store_{store}"]
    rows = [fetch for fetch in rows if fetch.outcome is not Outcome.CONNECT_FAILED]  # https, tried first
    return [(fetch.url.partition("://")[2], fetch.anchor_text, fetch.outcome) for fetch in rows]


INFO = {"kind": "tencent_apkinfo", "url": "https://info.test/apk", "body": '{"packagename":"{code}"}'}
SECOND = {
    "kind": "tencent_share",
    "url": "https://share.test/o?pkgname={code}",
    "fallback_of": "tencent_apkinfo",
}


def test_a_form_is_sent_as_json_and_each_answer_is_a_row(project: Project) -> None:
    fill(project, "tencent", [INFO])

    def answer(asked: Asked) -> tuple[int, dict[str, str], str]:
        return 200, {"Content-Type": JSON}, json.dumps({"ret": 0, "asked": json.loads(asked.body)})

    with serving(Bank({"info.test/apk": answer})) as web:
        project.crawl("store_tencent", web.proxy)
    sent = [(one.method, json.loads(one.body), one.headers["Content-Type"]) for one in web.of("/apk")]
    assert sent == [
        ("POST", {"packagename": "com.alpha"}, JSON),
        ("POST", {"packagename": "com.beta"}, JSON),
    ]
    rows = kept(project, "tencent")
    assert [(code, outcome) for _, code, outcome in rows] == [
        ("com.alpha", Outcome.OK),
        ("com.beta", Outcome.OK),
    ]
    assert len({url for url, _, _ in rows}) == 2


def test_an_app_the_first_route_fails_for_is_asked_over_the_second(project: Project) -> None:
    fill(project, "tencent", [INFO, SECOND])

    def answer(asked: Asked) -> tuple[int, dict[str, str], str]:
        status = 404 if "alpha" in asked.body else 200
        return status, {"Content-Type": JSON}, '{"ret": 0}'

    with serving(Bank({"info.test/apk": answer, "share.test/o": says(SHARE)})) as web:
        project.crawl("store_tencent", web.proxy)
    assert [one.form["pkgname"] for one in web.of("/o")] == ["com.alpha"]
    assert kept(project, "tencent")[-1] == ("share.test/o?pkgname=com.alpha", "com.alpha", Outcome.OK)


LIST = {
    "kind": "xiaomi_list",
    "url": "https://list.test/all?page={page}",
    "chart": "finance",
    "row_mark": '"packageName"',
    "page_size": 3,
    "depth": 100,
}


def rows_of(asked: Asked) -> tuple[int, dict[str, str], str]:
    """Seven rows, three a page."""
    page = int(asked.form["page"])
    rows = [{"packageName": f"p.{n}"} for n in range(7)][3 * page : 3 * page + 3]
    return 200, {"Content-Type": JSON}, json.dumps({"count": 7, "data": rows})


def test_a_list_is_turned_to_its_end_in_one_pass(project: Project) -> None:
    fill(project, "xiaomi", [LIST])
    with serving(Bank({"list.test/all": rows_of})) as web:
        project.crawl("store_xiaomi", web.proxy)
        n_asked = len(web.of("/all"))
        project.crawl("store_xiaomi", web.proxy)
    assert [one.form["page"] for one in web.of("/all")] == ["0", "1", "2", "3"]
    assert len(web.of("/all")) == n_asked, "what is kept is not asked again"


DETAIL = {"kind": "xiaomi_detail", "url": "https://list.test/details?id={code}"}


@pytest.mark.parametrize(
    ("wall", "outcome"),
    [
        (says("slow down", status=429), Outcome.RATE_LIMITED),
        (says("no", status=403), Outcome.FORBIDDEN),
        (says("<html><body>verify</body></html>", HTML), Outcome.CHALLENGE),
    ],
)
def test_nothing_more_is_asked_after_a_wall(project: Project, wall, outcome: Outcome) -> None:
    fill(project, "xiaomi", [LIST, DETAIL])
    with serving(Bank({"list.test/all": wall, "list.test/details": says(SHARE)})) as web:
        told = project.crawl("store_xiaomi", web.proxy)
    assert len(web.of("/all")) == 1
    assert web.of("/details") == []
    assert kept(project, "xiaomi") == [
        ("list.test/all?page=0", None, outcome),
        ("list.test/details?id=com.alpha", "com.alpha", Outcome.OVER_BUDGET),
        ("list.test/details?id=com.beta", "com.beta", Outcome.OVER_BUDGET),
    ]
    assert told == [{"finished": "store_xiaomi", "is_reached": False, "n_left": 2}]


def on(day: str) -> dict[str, object]:
    web = {"kind": "folder", "hosts": {"none.test": "none"}, "clock": f"{day}T12:00:00+08:00"}
    return {"web": web, "is_series": True}


@pytest.mark.slow
def test_a_series_asks_once_a_day_and_keeps_every_day(project: Project) -> None:
    forms = [LIST, DETAIL | {"every": "month"}]
    with serving(Bank({"list.test/all": rows_of, "list.test/details": says(SHARE)})) as web:
        for day in ("2026-11-29", "2026-11-29", "2026-11-30", "2026-12-01"):
            fill(project, "xiaomi", forms, **on(day))
            project.crawl("store_xiaomi", web.proxy)
    assert [one.form["page"] for one in web.of("/all")] == ["0", "1", "2", "3"] * 3
    assert len(web.of("/details")) == 4, "two apps in two months"
    first_pages = [url for url, _, _ in kept(project, "xiaomi") if "page=0" in url]
    assert first_pages == [
        f"list.test/all?page=0#{day}" for day in ("2026-11-29", "2026-11-30", "2026-12-01")
    ]


def test_a_month_is_asked_for_until_it_has_come(project: Project) -> None:
    form = {"kind": "iresearch_month", "url": "https://list.test/m?t={month_number}", "every": "month"}
    fill_index = [form | {"chart": "finance", "row_mark": '"Appid"'}]
    answers = iter(['{"List": []}', '{"List": [{"Appid": 1}]}', "never"])

    def answer(_: Asked) -> tuple[int, dict[str, str], str]:
        return 200, {"Content-Type": JSON}, next(answers)

    with serving(Bank({"list.test/m": answer})) as web:
        for day in ("2026-11-17", "2026-11-18", "2026-11-19"):
            fill(project, "iresearch", fill_index, **on(day))
            project.crawl("store_iresearch", web.proxy)
    assert [one.form["t"] for one in web.of("/m")] == ["202610", "202610"]
    assert [outcome for _, _, outcome in kept(project, "iresearch")] == [Outcome.EMPTY, Outcome.OK]


def test_a_search_is_kept_for_good_and_leads_to_the_number_every_day(project: Project) -> None:
    found = {"value": [{"package_name": "com.beta", "id": 4}]}
    replies = [
        {
            "kind": "vivo_search",
            "url": "https://find.test/s?key={name}",
            "every": "wave",
            "leads_to": {"kind": "vivo_detail", "number": "value[?package_name=='{code}'].id | [0]"},
        },
        {"kind": "vivo_detail", "url": "https://find.test/detail/{number}"},
    ]
    pages = {"find.test/s": says(json.dumps(found), JSON), "find.test/detail/4": says('{"id": 4}', JSON)}
    with serving(Bank(pages)) as web:
        for day in ("2026-11-29", "2026-11-30"):
            fill(project, "vivo", replies, **on(day))
            project.crawl("store_vivo", web.proxy)
    assert [one.form["key"] for one in web.of("/s")] == ["alpha银行", "beta银行"]
    assert len(web.of("/detail/4")) == 2


def test_a_series_asks_no_bank(project: Project) -> None:
    fill(project, "xiaomi", [LIST], is_live=True, is_series=True)
    config = load_config(project.paths.home)
    wave = find_wave(config, "test")
    with pytest.raises(UsageError, match="asks stores, no banks"):
        crawl_wave(
            project.paths, config, wave, banks=("alpha",), offline=True, web_root=None, progress=Silent()
        )
