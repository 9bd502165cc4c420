"""A machine without a browser does less and says so; nothing of it is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collector.archive.store import Archive
from collector.paths import Paths
from tests.end_to_end.survey import HOME, Survey

if TYPE_CHECKING:
    from pathlib import Path


def test_javascript_pages_end_as_empty_and_the_crawl_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLLECTOR_CHROMIUM", str(tmp_path / "none"))
    bare = Survey(Paths(HOME, tmp_path / "data"), "")
    done = bare.run("crawl", "--wave", "sample", "--bank", "cmb")
    assert done.exit_code == 0, done.stderr
    assert "no Chromium found" in done.stdout
    assert "apt-get install chromium" in done.stdout
    fetches = Archive(bare.paths.archive("sample"), "sample").fetches()
    pages = {str(f.outcome) for f in fetches if f.source == "bank_site" and f.url.startswith("http:")}
    assert pages == {"empty"}
    assert not any(fetch.is_rendered for fetch in fetches)


@pytest.mark.slow
def test_a_page_declared_to_need_a_browser_is_no_visit_without_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """config/sites/pab.yml declares /life/ and /product/; their plain pages have furniture and no content."""
    monkeypatch.setenv("COLLECTOR_CHROMIUM", str(tmp_path / "none"))
    (home / "config/expectations.yml").unlink()  # one bank of twenty is not what is expected of the sample
    bare = Survey(Paths(HOME, tmp_path / "data"), "")
    for arguments in (("crawl", "--bank", "pab"), ("extract",), ("build",)):
        done = bare.run(*arguments, "--wave", "sample", home=home)
        assert done.exit_code == 0, done.stderr
    answers = bare.rows(
        "select distinct answer, reason from fct_observation where bank_id = 'pab' "
        "and item_kind = 'scenario' and channel_id = 'web_bank'"
    )
    assert answers == [("unknown", "partial:empty")]


def test_doctor_calls_it_degraded_and_names_the_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLECTOR_CHROMIUM", str(tmp_path / "none"))
    done = Survey(Paths(HOME, tmp_path / "data"), "").run("doctor")
    assert done.exit_code == 0, done.stdout
    assert "degraded browser: no Chromium found" in done.stdout
    assert "fix: as root: apt-get install chromium" in done.stdout
