"""Pages that need scripts go to the browser; nothing else does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from crawl_project import CHECKOUT, Project, make_project
from loopback_web import TEXT, Reply, Web, page, serving
from warcio.archiveiterator import ArchiveIterator

from collector.config.load import load_config
from collector.fetch.browser import find_browser, find_chromium, launch_options
from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Fetch

SHELL = """<html><body><div id=app></div><script>
setTimeout(() => fetch('/data.txt').then(reply => reply.text()).then(text => {
  document.getElementById('app').innerHTML = `<img src=/a.png><a href=/next.html>手机银行</a><p>${text}</p>`
}), 50)
</script></body></html>"""
LEAVING = b"<html><script>setTimeout(() => { location = 'http://www.' + 'plain.test/' })</script></html>"
PAGES = {
    "www.shell.test/": Reply(SHELL.encode()),
    "www.shell.test/data.txt": Reply(TEXT.encode(), headers=(("Content-Type", "text/plain; charset=utf-8"),)),
    "www.shell.test/next.html": page("手机银行"),
    "www.hollow.test/": Reply(b"<html><body><div id=app></div></body></html>"),
    "www.plain.test/": page("首页"),
    "www.drifts.test/": Reply(LEAVING),
    "www.phone.test/": page("首页", body=TEXT + "客户经理张三，手机13857123456。"),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser(os.environ) is None, reason="no Chromium installed"),
]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Web]]:
    project = make_project(tmp_path_factory.mktemp("rendered"))
    for bank_id in ("shell", "hollow", "plain", "drifts", "phone"):
        project.add_bank(bank_id)
    for bank_id in ("plain", "phone"):
        project.add_site(bank_id, render="always")
    project.add_wave(budget={"timeout_seconds": 5.0}, screenshots=True)
    with serving(Web(dict(PAGES))) as web:
        project.crawl("bank_site", web.proxy)
        yield project, web


def rows(project: Project, bank_id: str) -> list[Fetch]:
    return [f for f in project.fetches() if f.owner_id == bank_id and f.url.startswith("http:")]


def test_an_empty_shell_is_rendered_and_its_links_followed(rendered: tuple[Project, Web]) -> None:
    project, _ = rendered
    found = rows(project, "shell")
    assert [(f.url.rpartition("/")[2], f.is_rendered, f.outcome) for f in found] == [
        ("", False, Outcome.EMPTY),
        ("", True, Outcome.OK),
        ("next.html", False, Outcome.OK),
    ]
    archive = project.archive()
    capture = archive.read(found[1])
    archive.close()
    assert TEXT in capture.body.decode("utf-8")
    assert found[1].content_type == "text/html; charset=utf-8"


def test_images_are_not_fetched(rendered: tuple[Project, Web]) -> None:
    assert rendered[1].hits["www.shell.test/data.txt"] == 1
    assert rendered[1].hits["www.shell.test/a.png"] == 0


def test_a_page_that_stays_empty_is_tried_once(rendered: tuple[Project, Web]) -> None:
    found = rows(rendered[0], "hollow")
    assert [(f.is_rendered, f.outcome) for f in found] == [(False, Outcome.EMPTY), (True, Outcome.EMPTY)]


def test_a_site_declared_so_is_only_rendered(rendered: tuple[Project, Web]) -> None:
    assert [(f.is_rendered, f.outcome) for f in rows(rendered[0], "plain")] == [(True, Outcome.OK)]


def test_a_script_that_leads_to_another_bank_is_not_a_visit(rendered: tuple[Project, Web]) -> None:
    last = rows(rendered[0], "drifts")[-1]
    assert (last.is_rendered, last.outcome) == (True, Outcome.WRONG_SITE)
    assert last.final_url == "http://www.plain.test/"


def test_rendered_pages_are_replayed_without_a_browser(rendered: tuple[Project, Web]) -> None:
    project, web = rendered
    before, hits = project.fetches(), web.n_hits()
    project.crawl("bank_site", web.proxy)
    now = project.fetches()
    assert [f for f in now if f.is_rendered] == [f for f in before if f.is_rendered]
    assert web.n_hits() == hits


def kept_records(project: Project, host: str) -> dict[str, list[dict[str, object]]]:
    """WARC headers, HTTP line and body of what is kept of a host, by type of record."""
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted(project.paths.archive("test").glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                headers = dict(record.rec_headers.headers)
                url = str(headers.get("WARC-Target-URI"))
                if f"http://{host}/" in url and not url.endswith(("/robots.txt", "/sitemap.xml")):
                    http = dict(record.http_headers.headers) if record.http_headers else {}
                    body = record.content_stream().read()
                    found.setdefault(record.rec_type, []).append({**headers, "http": http, "body": body})
    return found


def test_a_rendered_page_is_tied_to_what_the_server_sent(rendered: tuple[Project, Web]) -> None:
    found = kept_records(rendered[0], "www.phone.test")
    (response,), (page_kept,) = found["response"], found["conversion"]
    assert response["body"] == PAGES["www.phone.test/"].body
    assert page_kept["WARC-Refers-To"] == response["WARC-Record-ID"]
    (request,) = found["request"]
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert request["http"]["user-agent"].startswith("collector/")


def test_the_shell_that_came_twice_is_kept_once(rendered: tuple[Project, Web]) -> None:
    found = kept_records(rendered[0], "www.shell.test")
    assert [len(found[kind]) for kind in ("response", "revisit", "conversion")] == [2, 1, 1]
    assert found["conversion"][0]["WARC-Refers-To"] == found["revisit"][0]["WARC-Record-ID"]
    assert TEXT.encode() in found["conversion"][0]["body"]
    assert SHELL.encode() in [response["body"] for response in found["response"]]


def test_screenshots_are_kept_of_visits_without_personal_data(rendered: tuple[Project, Web]) -> None:
    pictures = {
        bank_id: kept_records(rendered[0], f"www.{bank_id}.test").get("resource", [])
        for bank_id in ("plain", "hollow", "phone")
    }
    assert {bank_id: len(found) for bank_id, found in pictures.items()} == {
        "plain": 1,
        "hollow": 0,
        "phone": 0,
    }
    assert pictures["plain"][0]["body"].startswith(b"\x89PNG")
    assert [f.outcome for f in rows(rendered[0], "phone")] == [Outcome.OK]


def test_no_wave_takes_screenshots_unless_it_says_so() -> None:
    assert not any(wave.screenshots for wave in load_config(CHECKOUT).waves)


@pytest.mark.slow
def test_pages_that_never_come_to_rest_do_not_stop_the_others(project: Project) -> None:
    spinning = b"<html><body><script>setTimeout(() => { while (true) {} }, 30)</script></body></html>"
    project.add_bank("alpha")
    project.add_wave(budget={"timeout_seconds": 1.5})
    links = [("/spin.html", "手机银行"), ("/shell.html", "更多")]
    pages = {
        "www.alpha.test/": page("首页", *links),
        "www.alpha.test/spin.html": Reply(spinning),
        "www.alpha.test/shell.html": Reply(SHELL.encode()),
        "www.alpha.test/data.txt": PAGES["www.shell.test/data.txt"],
    }
    with serving(Web(pages)) as web:
        project.crawl("bank_site", web.proxy)
    found = {f.url.rpartition("/")[2]: f for f in rows(project, "alpha") if f.is_rendered}
    assert (found["spin.html"].outcome, found["spin.html"].attempt) == (Outcome.TIMEOUT, 3)
    assert found["shell.html"].outcome is Outcome.OK


def test_the_sandbox_is_left_out_for_root_only() -> None:
    chromium = find_chromium(os.environ)
    assert chromium is not None
    assert "--no-sandbox" in launch_options(chromium, is_root=True)["args"]
    assert "--no-sandbox" not in launch_options(chromium, is_root=False)["args"]
