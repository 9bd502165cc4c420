"""A later wave asks only whether a page has changed; what has not is kept and read like a page that came."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from crawl_project import Project, make_project
from loopback_web import HTML, Reply, Web, page, serving

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.console import Silent
from collector.extract.run import extract_wave
from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Fetch

HOST = "www.alpha.test"


def tagged(
    title: str, tag: str, *links: tuple[str, str], body: str = "手机银行可以缴电费、水费。" * 8
) -> Reply:
    return page(title, *links, body=body, headers=(("Content-Type", HTML), ("ETag", tag)))


def first_web() -> dict[str, Reply]:
    links = [("/same.html", "生活缴费"), ("/changed.html", "理财产品"), ("/untagged.html", "网上银行")]
    links += [("/hop.html", "微信银行"), ("/lies.html", "更多")]
    return {
        f"{HOST}/": tagged("首页", '"home"', *links),
        f"{HOST}/same.html": tagged("缴费", '"same"', ("/below.html", "水费")),
        f"{HOST}/below.html": tagged("水费", '"below"'),
        f"{HOST}/changed.html": tagged("理财", '"old"'),
        f"{HOST}/untagged.html": page("网银"),
        f"{HOST}/hop.html": Reply(status=302, headers=(("Location", "/there.html"), ("ETag", '"hop"'))),
        f"{HOST}/there.html": tagged("微信", '"there"'),
        f"{HOST}/lies.html": page("更多"),
    }


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Web]]:
    project = make_project(tmp_path_factory.mktemp("waves"))
    project.add_bank("alpha")
    for wave, day in (("y1", "2026-11-24"), ("y2", "2027-11-24"), ("y3", "2028-11-24"), ("y0", "2025-11-24")):
        project.add_wave(wave, is_live=True, as_of_date=day)
    project.add_wave("served", as_of_date="2029-11-24")
    with serving(Web(first_web())) as web:
        project.crawl("bank_site", web.proxy, wave="y1")
        assert not web.unchanged
        web.pages[f"{HOST}/changed.html"] = tagged("理财", '"new"', body="本行提供理财产品。" * 12)
        web.pages[f"{HOST}/lies.html"] = Reply(status=304, headers=())
        project.crawl("bank_site", web.proxy, wave="y2")
        yield project, web


def by_path(project: Project, wave: str) -> dict[str, Fetch]:
    """Last attempt by path; those over https, which the test web does not speak, left out."""
    rows = [f for f in project.fetches(wave) if f.source == "bank_site" and f.url.startswith("http:")]
    return {fetch.url.partition(HOST)[2]: fetch for fetch in rows}


def test_only_what_has_changed_comes_again(waves: tuple[Project, Web]) -> None:
    project, _ = waves
    assert {path: fetch.outcome for path, fetch in by_path(project, "y2").items()} == {
        "/": Outcome.NOT_MODIFIED,
        "/same.html": Outcome.NOT_MODIFIED,
        "/below.html": Outcome.NOT_MODIFIED,  # its link stands on a page that was not sent
        "/changed.html": Outcome.OK,
        "/untagged.html": Outcome.OK,
        "/hop.html": Outcome.NOT_MODIFIED,
        "/lies.html": Outcome.SERVER_ERROR,
    }


def test_a_status_304_that_nobody_asked_for_is_no_visit(waves: tuple[Project, Web]) -> None:
    row = by_path(waves[0], "y2")["/lies.html"]
    assert (row.outcome, row.detail) == (
        Outcome.SERVER_ERROR,
        "status 304 to a request without a condition",
    )


def test_a_row_names_the_capture_that_still_holds(waves: tuple[Project, Web]) -> None:
    project, _ = waves
    first, second = by_path(project, "y1")["/same.html"], by_path(project, "y2")["/same.html"]
    assert second.detail == f"as in wave y1, fetch {first.fetch_id}"
    assert (second.http_status, second.content_type, second.n_bytes) == (304, HTML, first.n_bytes)


def test_a_condition_belongs_to_the_address_it_came_from(waves: tuple[Project, Web]) -> None:
    project, web = waves
    assert web.unchanged[f"{HOST}/hop.html"] == 0
    assert web.unchanged[f"{HOST}/there.html"] == 1
    assert by_path(project, "y2")["/hop.html"].final_url == f"http://{HOST}/there.html"


def test_a_wave_asks_only_waves_of_its_kind_before_it(waves: tuple[Project, Web]) -> None:
    project, web = waves
    for wave in ("y0", "served"):
        web.unchanged.clear()
        project.crawl("bank_site", web.proxy, wave=wave)
        assert not web.unchanged
        assert by_path(project, wave)["/same.html"].outcome is Outcome.OK


def test_pages_not_sent_are_read_even_when_the_earlier_wave_is_gone(waves: tuple[Project, Web]) -> None:
    project, web = waves
    config = load_config(project.paths.home)

    def findings(wave: str) -> set[tuple[str, ...]]:
        run = extract_wave(project.paths, config, find_wave(config, wave), jobs=1, progress=Silent())
        rows = pq.read_table(run.folder / "mentions.parquet").to_pylist()
        return {(row["url"], row["item_id"], row["channel_id"], row["sentence"]) for row in rows}

    before = {row for row in findings("y1") if "/same" in row[0] or "/below" in row[0]}
    assert any("electricity" in item for _, item, _, _ in before)
    shutil.rmtree(project.paths.archive("y1"))
    assert {row for row in findings("y2") if "/same" in row[0] or "/below" in row[0]} == before
    hits = web.n_hits()
    project.crawl("bank_site", web.proxy, "-a", "offline=1", wave="y2")
    assert web.n_hits() == hits
    web.unchanged.clear()
    project.crawl("bank_site", web.proxy, wave="y3")
    assert by_path(project, "y3")["/same.html"].outcome is Outcome.NOT_MODIFIED
    assert web.unchanged[f"{HOST}/same.html"] == 1
