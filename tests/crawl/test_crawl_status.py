"""collector status tells from the archive alone how far a crawl has come and what stands in its way."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from collector import status_view
from collector.archive.records import Draft
from collector.archive.writer import ArchiveWriter
from collector.cli import app
from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.errors import UsageError
from collector.fetch.status import BankCrawl, CrawlStatus, read_crawl_status
from collector.words import Outcome

if TYPE_CHECKING:
    from crawl_project import Project

START = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def read(project: Project, bank: str | None = None, n_attempts: int | None = 30) -> CrawlStatus:
    config = load_config(project.paths.home)
    return read_crawl_status(
        project.paths, config, find_wave(config, "test"), bank=bank, n_attempts=n_attempts
    )


@pytest.fixture
def banks(project: Project) -> Project:
    """Nothing of alpha is missing, beta hits a wall, gamma is down, delta is to come, omega has no site."""
    for bank_id in ("alpha", "beta", "gamma", "delta"):
        project.add_bank(bank_id, type="rural" if bank_id == "gamma" else "city")
    project.add_bank("omega", website_url="", domains="")
    project.add_wave()
    return project


def keep(project: Project, rows: list[tuple[str, str, Outcome, int]], finished: tuple[str, ...] = ()) -> None:
    archive = project.archive()
    writer = ArchiveWriter(archive, START)
    for at, (bank_id, path, outcome, depth) in enumerate(rows):
        url = f"{'https' if path.startswith('s:') else 'http'}://www.{bank_id}.test{path.removeprefix('s:')}"
        moment = START + timedelta(seconds=at)
        writer.keep(
            Draft("bank_site", bank_id, url, url, outcome, moment, depth, is_rendered=False, detail="why")
        )
    for bank_id in finished:
        writer.finish("bank_site", bank_id, "plan", START, is_reached=True)
    writer.close()
    archive.close()


ROWS = [
    ("alpha", "s:/", Outcome.CONNECT_FAILED, 0),
    ("alpha", "/", Outcome.OK, 0),
    ("alpha", "/gone.html", Outcome.GONE, 1),
    ("alpha", "/away.html", Outcome.WRONG_SITE, 1),
    ("beta", "/", Outcome.OK, 0),
    ("beta", "/1.html", Outcome.TIMEOUT, 1),
    ("beta", "/1.html", Outcome.CHALLENGE, 1),
    ("beta", "/2.html", Outcome.CHALLENGE, 1),
    ("beta", "/3.html", Outcome.OVER_BUDGET, 2),
    ("beta", "/4.html", Outcome.OVER_BUDGET, 2),
    ("beta", "/5.html", Outcome.OVER_BUDGET, 2),
    ("gamma", "s:/", Outcome.TIMEOUT, 0),
    ("gamma", "/", Outcome.TIMEOUT, 0),
]


def by_id(status: CrawlStatus) -> dict[str, BankCrawl]:
    return {bank.bank_id: bank for bank in status.banks}


def test_a_bank_is_judged_by_the_attempt_that_decides_each_page(banks: Project) -> None:
    keep(banks, ROWS, finished=("alpha",))
    found = by_id(read(banks))
    states = {bank_id: (bank.state, bank.main_outcome) for bank_id, bank in found.items()}
    assert states == {
        "alpha": ("complete", None),
        "beta": ("partial", Outcome.CHALLENGE),
        "gamma": ("unreachable", Outcome.TIMEOUT),
        "delta": ("not_attempted", None),
        "omega": ("no_known_site", None),
    }
    assert (found["beta"].n_urls, found["beta"].n_visited, found["beta"].n_blocking) == (6, 1, 5)
    assert [bank_id for bank_id, bank in found.items() if bank.is_answered] == ["alpha", "beta"]
    assert [bank_id for bank_id, bank in found.items() if bank.is_finished] == ["alpha"]


def test_the_funnel_counts_banks_by_type(banks: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(banks, ROWS, finished=("alpha",))
    lines = [line.split() for line in run(banks, monkeypatch, "test").splitlines()]
    # banks, known site, attempted, answered, read, complete, partial
    assert ["city", "4", "3", "2", "2", "2", "1", "1"] in lines
    assert ["rural", "1", "1", "1", "0", "0", "0", "0"] in lines
    assert ["all", "5", "4", "3", "2", "2", "1", "1"] in lines
    assert ["challenge", "2", "2", "1"] in lines  # two pages of city banks, two in all, of one bank


def test_only_banks_with_problems_are_listed_unless_all_are_asked_for(
    banks: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(banks, ROWS)
    short, full = run(banks, monkeypatch, "test"), run(banks, monkeypatch, "test", "--full")
    assert "beta" in short
    assert not any(bank_id in short for bank_id in ("alpha", "delta", "omega"))
    assert all(bank_id in full for bank_id in ("alpha", "beta", "gamma", "delta", "omega"))
    assert "walls are never climbed" in short


def test_many_problems_are_cut_with_a_word_on_how_to_see_all(
    banks: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_view, "MAX_BANKS", 1)
    keep(banks, ROWS)
    assert "and 1 more: --full" in run(banks, monkeypatch, "test")


def test_before_any_crawl_the_universe_is_known(banks: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run(banks, monkeypatch, "test")
    assert "universe of 5 banks, 4 with a known site" in out
    assert "collector crawl --wave test" in out
    assert not banks.paths.archive("test").exists()


def test_during_a_crawl_what_another_process_has_kept_is_seen(banks: Project) -> None:
    archive = banks.archive()
    writer = ArchiveWriter(archive, START)
    url = "http://www.alpha.test/"
    writer.keep(Draft("bank_site", "alpha", url, url, Outcome.OK, START, 0, is_rendered=False))
    assert by_id(read(banks))["alpha"].state == "complete"
    writer.keep(Draft("bank_site", "alpha", f"{url}a", url, Outcome.TIMEOUT, START, 1, is_rendered=False))
    assert by_id(read(banks))["alpha"].state == "partial"
    writer.close()
    archive.close()


def test_one_banks_last_attempts_are_shown_newest_last(
    banks: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(banks, ROWS)
    assert [attempt.url for attempt in read(banks, "beta", 2).attempts] == [
        "http://www.beta.test/4.html",
        "http://www.beta.test/5.html",
    ]
    assert len(read(banks, "beta", None).attempts) == 7
    out = run(banks, monkeypatch, "--wave", "test", "--bank", "beta")
    line = "2026-11-24 04:00:05Z  timeout           depth 1  http://www.beta.test/1.html · why"
    assert line in out.splitlines()
    assert "partial, 1 of 6 pages read, not gone through to the end" in out
    with pytest.raises(UsageError, match="not in the universe"):
        read(banks, "nobody")


def test_the_machine_form_has_every_bank_and_adds_up(banks: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(banks, ROWS)
    path = banks.paths.data / "status.csv"
    run(banks, monkeypatch, "test", "--output", str(path))
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert {row["bank_id"] for row in rows} == {"alpha", "beta", "gamma", "delta", "omega"}
    assert sum(int(row["n_attempts"] or 0) for row in rows) == len(ROWS)
    assert sum(int(row["n_urls"] or 0) for row in rows if row["bank_id"] == "beta") == 6


def run(project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setenv("COLLECTOR_HOME", str(project.paths.home))
    monkeypatch.setenv("COLLECTOR_DATA", str(project.paths.data))
    done = CliRunner().invoke(app, ["status", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_undeclared_domains_are_listed_and_are_no_gap_of_the_visit(banks: Project) -> None:
    keep(banks, ROWS, finished=("alpha",))
    archive = banks.archive()
    writer = ArchiveWriter(archive, START)
    url = "https://card.elsewhere.test/"
    writer.keep(
        Draft(
            "undeclared",
            "alpha",
            url,
            url,
            Outcome.WRONG_SITE,
            START,
            1,
            is_rendered=False,
            anchor_text="card",
        )
    )
    writer.close()
    archive.close()
    status = read(banks, "alpha")
    assert [(one.owner_id, one.url, one.anchor_text) for one in status.undeclared] == [("alpha", url, "card")]
    assert by_id(status)["alpha"].state == "complete"
    assert read(banks, "beta").undeclared == ()
    told = CliRunner().invoke(app, ["status", "test"], env=banks.environment("")).output
    assert "card.elsewhere.test" in told
