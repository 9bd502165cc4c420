"""The extraction run reads store pages by the readers in the folder stores/, and knows when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from collector.console import Silent
from collector.extract import run
from collector.models import Budget, Config, Wave
from collector.paths import Paths
from collector.store_models import StoreReplyForm
from collector.store_words import ReplyKind
from tests.extraction.reading import APPLE, HeldArchive, fetch, taxonomy

if TYPE_CHECKING:
    from pathlib import Path


CONFIG = Config((), (), taxonomy(), (), (APPLE,), ())
BUDGET = Budget(pages=10, depth=2, rendered_pages=1, delay_seconds=0, timeout_seconds=1)
WAVE = Wave("w", "试", "trial", date(2018, 11, 1), True, ("njcb",), ("apple",), BUDGET, None, ())
APP_PAGE = '<script id="serialized-server-data">{"lockup":{"title":"某行","adamId":"10234"}}</script>'


def test_an_app_page_of_another_storefront_is_withheld(tmp_path: Path, monkeypatch) -> None:
    asked = fetch("https://apps.apple.com/cn/app/id10234", source="store_apple")
    paths = Paths(tmp_path, tmp_path / "data")
    for final_url, n_apps, state in (
        ("https://apps.apple.com/cn/app/x/id10234", 1, "read"),
        ("https://apps.apple.com/us/app/x/id10234", 0, "withheld"),
    ):
        held = HeldArchive(((replace(asked, final_url=final_url), APP_PAGE.encode()),))
        monkeypatch.setattr(run, "Archive", lambda folder, wave, held=held: held)
        result = run.extract_wave(paths, CONFIG, WAVE, jobs=1, progress=Silent())
        assert result.counts["app_details"] == n_apps
        (row,) = pq.read_table(result.folder / "store_replies.parquet").to_pylist()
        assert row["state"] == state
        assert ("expected storefront cn" in (row["problem"] or "")) is (state == "withheld")


def test_a_changed_reader_of_a_store_makes_another_run(tmp_path: Path, monkeypatch) -> None:
    reader = tmp_path / "stores" / "vivo_detail.py"
    reader.parent.mkdir()
    monkeypatch.setattr(run, "__file__", str(tmp_path / "run.py"))
    digests = set()
    for code in ("a = 1", "a = 2"):
        reader.write_text(code)
        digests.add(run.run_digest("0" * 64, CONFIG))
    assert len(digests) == 2


def test_a_changed_declaration_of_a_reply_makes_another_run() -> None:
    form = StoreReplyForm(ReplyKind.APPLE_LOOKUP, "https://x.test/{codes}", batch=100, canaries=("1",))
    digests = {
        run.run_digest("0" * 64, replace(CONFIG, stores=(replace(APPLE, replies=replies),)))
        for replies in ((), (form,), (replace(form, batch=50),))
    }
    assert len(digests) == 3
