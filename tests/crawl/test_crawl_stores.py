"""App stores: charts, then the apps of the wave's banks and of their unions, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopback_web import TEXT, Web, page, serving

from collector.config.load import load_config
from collector.config.lookup import find_store, find_wave
from collector.fetch.plan import plan_stores
from collector.fetch.stores import apps_of
from collector.words import Outcome

if TYPE_CHECKING:
    from crawl_project import Project

APP = {"store": "apple", "kind": "mobile_bank", "sources": "test"}
NOTE = "stands in the sample web only; real id not known"


def app(owner_id: str, code: str, **more: str) -> dict[str, str]:
    entry = {"app_id": f"apple:{code}", "owner_id": owner_id, "store_app_code": code, "name_zh": owner_id}
    return APP | entry | more


def fill(project: Project, *, is_live: bool = False) -> None:
    project.add_bank("jiangnan", type="union", website_url="", domains="")
    project.add_bank("member", union_id="jiangnan", type="rural")
    project.add_bank("alpha")
    project.add_bank("outsider")
    project.add_apps(
        app("alpha", "111"),
        app("jiangnan", "222"),
        app("outsider", "333"),
        app("alpha", "sample-alpha", note=NOTE),
    )
    project.add_wave(is_live=is_live, stores=["apple"], universe={"banks": ["member", "alpha"]})


def test_apps_belong_to_the_universe_or_its_unions(project: Project) -> None:
    fill(project)
    config = load_config(project.paths.home)
    found = apps_of(config, find_wave(config, "test"), find_store(config, "apple"))
    assert [one.store_app_code for one in found] == ["111", "222", "sample-alpha"]


def test_made_up_codes_are_asked_in_sample_waves_only(project: Project) -> None:
    fill(project, is_live=True)
    config = load_config(project.paths.home)
    found = apps_of(config, find_wave(config, "test"), find_store(config, "apple"))
    assert [one.store_app_code for one in found] == ["111", "222"]


def test_a_store_that_is_off_is_not_visited(project: Project) -> None:
    fill(project)
    path = project.paths.config / "stores" / "apple.yml"
    path.write_text(path.read_text().replace("is_on: true", "is_on: false"))
    config = load_config(project.paths.home)
    assert plan_stores(config, find_wave(config, "test")) == []


def test_charts_come_first_and_rows_belong_to_their_owners(project: Project) -> None:
    fill(project)
    host = "apps.apple.com/cn/"
    pages = {
        f"{host}iphone/charts/6015?chart=top-free": page("排行", ("/cn/app/id999", "别的应用"), body=TEXT),
        f"{host}app/id111": page("甲"),
        f"{host}app/id222": page("乙"),
    }
    with serving(Web(pages)) as web:
        told = project.crawl("store_apple", web.proxy)
    rows = [fetch for fetch in project.fetches() if fetch.source == "store_apple" and fetch.segment]
    rows.sort(key=lambda fetch: fetch.offset or 0)
    assert [(fetch.url.partition("/cn/")[2], fetch.owner_id, fetch.outcome) for fetch in rows] == [
        ("iphone/charts/6015?chart=top-free", None, Outcome.OK),
        ("app/id111", "alpha", Outcome.OK),
        ("app/id222", "jiangnan", Outcome.OK),
        ("app/idsample-alpha", "alpha", Outcome.GONE),
    ]
    assert told == [{"finished": "store_apple", "is_reached": True, "n_left": 0}]
