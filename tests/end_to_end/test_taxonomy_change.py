"""A changed entry of the taxonomy: the archive is read again without a request; only that item changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.end_to_end.survey import Survey

WORD = "机票改签"
"""A term of flight_hotel that the sample's warnings of fraud use; here it becomes one of game_topup too."""
FILE = "config/taxonomy/scenarios/culture_entertainment.yml"


def test_a_new_term_adds_its_mentions_and_changes_nothing_else(
    damaged: Survey, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # whoever asks the network is refused
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    kept = _kept(damaged)
    before = _run(damaged)
    path = home / FILE
    original = path.read_text("utf-8")
    changed = original.replace("terms: [娱乐充值,", f"terms: [娱乐充值, {WORD},")
    assert changed != original
    path.write_text(changed, "utf-8")
    done = damaged.run("extract", "--wave", "sample", home=home)
    assert done.exit_code == 0, done.stdout + done.stderr
    after = _run(damaged)

    assert after != before
    for table in ("fetches", "pages", "products", "app_ranks", "app_details"):
        assert (after / f"{table}.parquet").read_bytes() == (before / f"{table}.parquet").read_bytes(), table
    assert _rows(after, "mentions", f"not (item_id = 'game_topup' and term = '{WORD}')") == _rows(
        before, "mentions", "true"
    )
    place = "capture_id, position, sentence, polarity"
    twins = _rows(before, "mentions", f"item_id = 'flight_hotel' and term = '{WORD}'", place)
    assert twins
    assert _rows(after, "mentions", "item_id = 'game_topup'", place) == twins
    assert _kept(damaged) == kept

    path.write_text(original, "utf-8")
    done = damaged.run("extract", "--wave", "sample", home=home)
    assert "unchanged" in done.stdout
    assert _run(damaged) == before


def _run(survey: Survey) -> Path:
    """Folder of the run in force."""
    landing = survey.paths.landing("sample")
    return landing / (landing / "current").read_text("utf-8").strip()


def _kept(survey: Survey) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in survey.paths.archive("sample").glob("*.warc.gz")}


def _rows(run: Path, table: str, where: str, columns: str = "*") -> list[tuple[object, ...]]:
    sql = f"select {columns} from '{run / table}.parquet' where {where} order by all"
    return duckdb.connect().sql(sql).fetchall()
