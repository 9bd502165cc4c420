"""A daily series on the sample web: two days, a day between that nobody asked on, a store that changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from collector.paths import Paths
from collector.sample.store_truth import expected_lists
from tests.end_to_end.survey import Survey

if TYPE_CHECKING:
    from pathlib import Path

FIRST, MISSED, LAST = "2018-11-01", "2018-11-02", "2018-11-03"
STORES = ("apple", "tencent", "xiaomi", "vivo", "oppo", "wandoujia", "iresearch")


def _write_wave(home: Path, day: str, faults: str = '"normal"') -> None:
    text = (home / "config/waves/sample.yml").read_text("utf-8")
    text = text.replace('wave: "sample"', 'wave: "daily"').replace(
        "is_sample: true", "is_sample: true\nis_series: true"
    )
    text = re.sub(r'  clock: "[^"]+"', f'  clock: "{day}T12:00:00+08:00"\n  store_replies: {faults}', text)
    (home / "config/waves/daily.yml").write_text(text, "utf-8")


@pytest.mark.slow
def test_every_day_is_a_row_and_a_changed_store_fails_the_job_after_the_rest_is_published(
    home: Path, tmp_path: Path
) -> None:
    series = Survey(Paths(home, tmp_path / "series"), "")
    _write_wave(home, FIRST)
    done = series.run("crawl", "--wave", "daily", home=home)
    assert done.exit_code == 0, done.stdout + done.stderr
    again = series.run("crawl", "--wave", "daily", home=home)
    assert _n_fetches(again.stdout) == _n_fetches(done.stdout), "nothing of a day is asked twice"

    _write_wave(home, LAST, '{xiaomi: "changed", wandoujia: "throttled"}')
    done = series.run("refresh", "--wave", "daily", home=home)
    assert done.exit_code == 3, done.stdout + done.stderr
    assert "xiaomi xiaomi_list" in done.stderr + done.stdout

    states = {
        (str(store), str(chart), str(day)): str(state)
        for store, chart, day, state in series.rows(
            "select store, chart, as_of_date, state from app_list_days where wave = 'daily'"
        )
    }
    for store, chart in expected_lists():
        if store != "iresearch":
            assert states[store, chart, FIRST] == "read"
            assert states[store, chart, MISSED] == "missing"
    assert states["apple", "top-free", LAST] == states["oppo", "home", LAST] == "read"
    assert states["xiaomi", "finance", LAST] == "changed"
    assert states["wandoujia", "finance", LAST] == "withheld"
    assert states["iresearch", "finance", FIRST] == "read"
    assert states["iresearch", "finance", MISSED] == states["iresearch", "finance", LAST] == "not_due"

    ranks = series.rows(
        "select store, as_of_date::varchar, count(*) from fct_app_rank where wave = 'daily' "
        "and store in ('apple', 'xiaomi') and chart <> 'top-free-overall' group by all order by all"
    )
    assert ranks == [("apple", FIRST, 200), ("apple", LAST, 200), ("xiaomi", FIRST, 90)]
    moved = series.rows(
        "select distinct previous_date::varchar from app_rank_movement where wave = 'daily' "
        f"and store = 'apple' and chart = 'top-free' and as_of_date = date '{LAST}'"
    )
    assert moved == [(FIRST,)]


def _n_fetches(text: str) -> str:
    return re.findall(r"(\d+) fetches", text)[-1]
