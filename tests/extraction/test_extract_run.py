"""A run lands the same bytes for the same archive, reads the right captures, and loses none silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from collector.archive.records import Draft
from collector.archive.store import Archive
from collector.archive.writer import ArchiveWriter
from collector.console import Silent
from collector.errors import ChecksFailedError, ExitCode
from collector.extract import run
from collector.extract.choose import choose_captures
from collector.extract.parquet import CURRENT
from collector.landing import TABLES
from collector.models import App, Budget, Config, Wave
from collector.paths import Paths
from collector.words import Outcome
from tests.extraction.reading import APPLE, HeldArchive, fetch, taxonomy

if TYPE_CHECKING:
    from pathlib import Path


APPS = (App("apple:102", "njcb", "apple", "102", "某行手机银行", "mobile_bank", (), None),)
CONFIG = Config((), APPS, taxonomy(), (), (APPLE,), ())
BUDGET = Budget(pages=10, depth=2, rendered_pages=1, delay_seconds=0, timeout_seconds=1)
WAVE = Wave("w", "试", "trial", date(2018, 11, 1), True, ("njcb",), ("apple",), BUDGET, None, ())
CHART = "https://apps.apple.com/cn/iphone/charts/6015?chart=top-free"
CHART_PAGE = "<div class=shelf><ul class=grid>{}</ul></div>".format(
    "".join(
        f"<li><i class=ordinal>{rank}</i><a href=/cn/app/a/id{code}><h3>某行{code}</h3></a></li>"
        for rank, code in ((1, "101"), (2, "102"))
    )
)
APP_PAGE = (
    '<script id="serialized-server-data">{"data":[{"lockup":{"title":"某行手机银行","adamId":"102"},'
    '"paragraph":{"text":"可缴水费。网上银行可缴电费。"}}]}</script>'
)
HELD = (
    (fetch("https://www.njcb.test/a.html"), "<title>手机银行</title><p>可缴水费、电费。</p>".encode()),
    (fetch("https://www.njcb.test/b.html"), "<h1>网上银行</h1><p>学费暂未开通。</p>".encode("gbk")),
    (fetch(CHART, source="store_apple", owner_id=None, outcome=Outcome.TRUNCATED), CHART_PAGE.encode()),
    (fetch("https://apps.apple.com/cn/app/id102", source="store_apple"), APP_PAGE.encode()),
    (fetch("https://www.njcb.test/robots.txt", source="robots", content_type="text/plain"), b"User-agent: *"),
    (fetch("https://www.njcb.test/gone.html", outcome=Outcome.GONE), "<p>水费</p>".encode()),
    (fetch("https://www.njcb.test/x.pdf", content_type="application/pdf"), b"%PDF"),
)


@pytest.fixture
def extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Extract an archive held in memory into a data folder of its own; ``name`` keeps folders apart."""

    def extract_held(held=HELD, *, name="data", config=CONFIG, jobs=1):
        monkeypatch.setattr(run, "Archive", lambda folder, wave: HeldArchive(tuple(held)))
        return run.extract_wave(Paths(tmp_path, tmp_path / name), config, WAVE, jobs=jobs, progress=Silent())

    return extract_held


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(result: run.ExtractResult, table: str) -> list[dict[str, object]]:
    return pq.read_table(result.folder / f"{table}.parquet").to_pylist()


def test_extracting_twice_gives_the_same_bytes(extract):
    first, second = extract(name="one"), extract(name="two")
    assert first.digest == second.digest
    assert contents(first.folder) == contents(second.folder)
    assert set(contents(first.folder)) == {f"{table}.parquet" for table in TABLES}


def test_order_of_the_archive_does_not_matter(extract):
    first, second = extract(name="one"), extract(tuple(reversed(HELD)), name="two")
    assert first.digest == second.digest
    assert contents(first.folder) == contents(second.folder)


def test_unchanged_archive_lands_nothing_new(extract):
    first = extract()
    second = extract()
    assert (first.is_new, second.is_new) == (True, False)
    assert second.counts == first.counts
    assert (first.folder.parent / CURRENT).read_text() == first.digest + "\n"


def test_changed_taxonomy_app_or_page_makes_another_run(extract):
    digests = {
        extract().digest,
        extract(config=replace(CONFIG, taxonomy=replace(taxonomy(), digest="0" * 64))).digest,
        extract(config=replace(CONFIG, apps=())).digest,
        extract(HELD[:2]).digest,
    }
    assert len(digests) == 4


def test_tables_hold_what_the_archive_says(extract):
    result = extract()
    assert len(rows(result, "fetches")) == len(HELD)
    assert {row["url"].rsplit("/", 1)[1] for row in rows(result, "pages")} == {
        "a.html", "b.html", "id102", "6015?chart=top-free", "x.pdf",
    }  # fmt: skip
    assert [row["url"] for row in rows(result, "pages") if row["note"]] == ["https://www.njcb.test/x.pdf"]
    judged = {
        (row["source"], row["item_id"], row["channel_id"], row["polarity"])
        for row in rows(result, "mentions")
        if row["item_kind"] == "scenario"
    }
    assert judged == {
        ("bank_site", "water", "mobile_bank", "offered"),
        ("bank_site", "electricity", "mobile_bank", "offered"),
        ("bank_site", "tuition", "web_bank", "not_offered"),
        ("store_apple", "water", "mobile_bank", "offered"),
        ("store_apple", "electricity", "mobile_bank", "offered"),
    }
    ranks = [(row["rank"], row["store_app_code"], row["observed_depth"]) for row in rows(result, "app_ranks")]
    assert ranks == [(1, "101", 2), (2, "102", 2)]
    assert [row["app_name"] for row in rows(result, "app_details")] == ["某行手机银行"]


def test_personal_numbers_are_masked_in_what_is_landed_and_hotlines_stay(extract):
    fill = "，" + "请认准本行工作人员" * 3 + "，"
    page = (
        "<title>手机银行 13911112222</title><h2>联系人张三13922223333</h2>"
        f"<p>张三13857123456{fill}可缴水费、电费，证件330102199003071234，卡号6222021234567890123，客服热线95528。</p>"
        "<p>贷款产品“张三贷”请电13833334444。</p>"
    )
    result = extract(((fetch("https://www.njcb.test/a.html"), page.encode()),))
    told = [str(row) for table in ("pages", "mentions", "products") for row in rows(result, table)]
    for number in (
        "13911112222",
        "13922223333",
        "13857123456",
        "199003071234",
        "1234567890123",
        "13833334444",
    ):
        assert not any(number[4:] in line for line in told)
    (water,) = (row for row in rows(result, "mentions") if row["item_id"] == "water")
    assert (water["term"], water["block_path"]) == ("水费", "联系人张三139********")
    assert water["page_title"] == "手机银行 139********"
    assert water["sentence"].startswith("张三138********，请认准")
    assert "客服热线95528" in water["sentence"]
    # cut 40 characters before the term, in the middle of the number: what is left of it is masked too
    assert "水费" in water["snippet"]
    assert "23456" not in water["snippet"]


def test_ids_are_keys(extract):
    result = extract()
    for table, key in (("mentions", "mention_id"), ("pages", "capture_id"), ("fetches", "fetch_id")):
        ids = [row[key] for row in rows(result, table)]
        assert ids == sorted(set(ids))


def test_day_of_a_chart_is_the_day_in_shanghai(extract):
    late = replace(HELD[2][0], fetched_at=datetime(2018, 10, 31, 16, 30, tzinfo=UTC))
    assert {row["as_of_date"] for row in rows(extract(((late, HELD[2][1]),)), "app_ranks")} == {
        date(2018, 11, 1)
    }


def test_app_page_fetched_for_nobody_belongs_to_the_apps_owner(extract):
    nobodys = replace(HELD[3][0], owner_id=None)
    assert {row["owner_id"] for row in rows(extract(((nobodys, HELD[3][1]),)), "mentions")} == {"njcb"}


def test_rendered_page_is_read_instead_of_the_plain_one(extract):
    url = "http://www.njcb.test/c.html"
    plain = fetch(url, attempt=2)
    rendered = fetch(url.replace("http:", "https:"), is_rendered=True)
    result = extract(((plain, "<p>可缴水费。</p>".encode()), (rendered, "<p>可缴电费。</p>".encode())))
    assert {row["item_id"] for row in rows(result, "mentions")} == {"electricity"}
    superseded = {row["capture_id"]: row["is_superseded"] for row in rows(result, "pages")}
    assert superseded == {plain.fetch_id: True, rendered.fetch_id: False}


def test_latest_attempt_is_read():
    first, second = fetch("http://a.test/", attempt=1), fetch("http://a.test/", attempt=2)
    chosen = {one.fetch.attempt: one.is_superseded for one in choose_captures((second, first))}
    assert chosen == {1: True, 2: False}


def test_same_page_of_two_banks_is_read_for_both():
    fetches = (fetch("http://a.test/", owner_id="dyrcb"), fetch("http://a.test/", owner_id="zjrcb"))
    assert not any(one.is_superseded for one in choose_captures(fetches))


def test_page_that_breaks_the_reader_is_named_and_nothing_is_landed(extract, monkeypatch, tmp_path):
    def break_on_b(context, chosen, capture):
        if capture.fetch.url.endswith("b.html"):
            raise ValueError("no such thing")
        return read(context, chosen, capture)

    read = run.read_capture
    monkeypatch.setattr(run, "read_capture", break_on_b)
    with pytest.raises(
        ChecksFailedError, match=r"1 of 5 captures .*b\.html .*ValueError no such thing"
    ) as caught:
        extract()
    assert caught.value.exit_code is ExitCode.CHECKS_FAILED
    assert not (tmp_path / "data" / "landing").exists()


def test_a_chart_that_was_cut_gives_no_ranks_and_says_why(extract):
    cut = CHART_PAGE.replace("<i class=ordinal>2</i>", "")
    result = extract(((HELD[2][0], cut.encode()), HELD[0]))
    assert rows(result, "app_ranks") == []
    assert len(rows(result, "mentions")) > 0
    (told,) = rows(result, "store_replies")
    assert (told["state"], told["problem"]) == ("changed", "1 rows, expected at least 2")
    assert (told["chart"], told["page"], told["capture_id"]) == ("top-free", 0, HELD[2][0].fetch_id)


def test_last_five_runs_are_kept(extract):
    results = [
        extract(HELD[:2], config=replace(CONFIG, taxonomy=replace(taxonomy(), digest=f"{n}")))
        for n in range(7)
    ]
    folder = results[0].folder.parent
    runs = {path.name for path in folder.iterdir() if path.is_dir()}
    assert len(runs) == 5
    assert results[-1].digest in runs


def test_workers_give_the_same_bytes_as_one_process(tmp_path):
    archive = Archive(tmp_path / "data" / "archive" / "w", "w")
    at = datetime(2018, 11, 1, 4, tzinfo=UTC)
    writer = ArchiveWriter(archive, at)
    for number in range(90):
        url = f"http://www.njcb.test/{number}.html"
        draft = Draft(
            "bank_site", "njcb", url, url, Outcome.OK, at, 0, False, 200, "text/html; charset=utf-8"
        )
        writer.keep(draft, (("Content-Type", "text/html"),), f"<p>{number}：手机银行可缴水费。</p>".encode())
    writer.close()
    archive.close()
    paths = Paths(tmp_path, tmp_path / "data")
    alone = run.extract_wave(paths, CONFIG, WAVE, jobs=1, progress=Silent())
    before = contents(alone.folder)
    for path in alone.folder.iterdir():
        path.unlink()
    together = run.extract_wave(paths, CONFIG, WAVE, jobs=2, progress=Silent())
    assert together.counts["mentions"] == 180
    assert contents(together.folder) == before
