"""A crawl of the sample that lost a store or a site is not published, and the message names what was lost."""

from __future__ import annotations

import shutil
from functools import reduce
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from tests.end_to_end.survey import Survey


def land_without(survey: Survey, **lost: str) -> None:
    """A further landed run of the sample without the rows that have all of these values."""
    landing = survey.paths.landing("sample")
    before = landing / (landing / "current").read_text("utf-8").strip()
    after = landing / "poor"
    shutil.copytree(before, after)
    for path in after.glob("*.parquet"):
        table = pq.read_table(path)
        marks = [pc.equal(table[column], lost[column]) for column in lost if column in table.column_names]
        if marks:
            is_lost = pc.fill_null(reduce(pc.and_, marks), False)
            table = table.filter(pc.invert(is_lost))
        pq.write_table(table, path)
    (landing / "current").write_text("poor\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lost", "named", "told"),
    [
        (
            {"source": "bank_site", "owner_id": "spdb"},
            "pages_answered of spdb: 0, expected 65 to 103",
            "collector status sample --bank spdb",
        ),
        (
            {"source": "store_apple", "store": "apple"},
            "list_entries of apple/top-free: 0, expected 200 to 200",
            "collector status sample",
        ),
    ],
)
def test_a_crawl_that_lost_a_site_or_a_store_is_stopped(
    damaged: Survey, lost: dict[str, str], named: str, told: str
) -> None:
    land_without(damaged, **lost)
    before = damaged.paths.warehouse(is_sample=True).read_bytes()
    done = damaged.run("build", "--wave", "sample")
    assert done.exit_code == 3
    assert f"sample / {named} (config/expectations.yml:" in done.stderr
    assert told in done.stderr
    assert damaged.paths.warehouse(is_sample=True).read_bytes() == before
