"""Whatever is wrong in config/expectations.yml, the message names file, line, key and fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collector.config.load import load_config
from collector.expectations import Measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from collector.models import Config

FILE = "expectations.yml"


@pytest.mark.parametrize(
    ("old", "new", "key", "fix"),
    [
        ("sample:  #", "smaple:  #", "smaple", "name a file of config/waves/"),
        ("  pages_answered:", "  pages_answerd:", "sample.pages_answerd", "did you mean 'pages_answered'"),
        ("    spdb: {min: 65,", "    spbd: {min: 65,", "sample.pages_answered.spbd", "did you mean 'spdb'"),
        ("    spdb: {min: 65,", "    icbc: {min: 65,", "sample.pages_answered.icbc", "remove it or name"),
        ("    rural: {min: 3", "    village: {min: 3", "sample.banks_visited.village", "one of all"),
        (
            "    apple/top-free:",
            "    apple/top-paid:",
            "sample.list_entries.apple/top-paid",
            "apple/top-free",
        ),
        (
            "{min: 65, max: 103}",
            "{min: 650, max: 103}",
            "sample.pages_answered.spdb",
            "smaller number as min",
        ),
        ("{min: 65, max: 103}", "{}", "sample.pages_answered.spdb", "write min, max or both"),
        ("{min: 65, max: 103}", "{mim: 65}", "sample.pages_answered.spdb.mim", "remove it or spell it"),
        ("{min: 65, max: 103}", '{min: "65"}', "sample.pages_answered.spdb.min", "a number without quotes"),
        ("{min: 65, max: 103}", "{min: -1}", "sample.pages_answered.spdb.min", "docs/reference/config.md"),
        ("{min: 65, max: 103}", "65", "sample.pages_answered.spdb", "`key: value` pairs"),
    ],
)
def test_every_mistake_is_named_with_its_line_and_a_fix(
    edit: Callable[[str, str, str], int], complaint: Callable[[], str], old: str, new: str, key: str, fix: str
) -> None:
    line = edit(FILE, old, new)
    text = complaint()
    assert text.startswith(f"config/{FILE}:{line} {key}: ")
    assert fix in text


def test_without_the_file_nothing_is_expected(home: Path) -> None:
    (home / "config" / FILE).unlink()
    assert load_config(home).expectations == ()


def test_the_sample_expects_every_site_that_answers_and_its_store(config: Config) -> None:
    expected = {(one.measure, one.subject) for one in config.expectations if one.wave == "sample" and one.low}
    (sample,) = (wave for wave in config.waves if wave.wave == "sample")
    # behind a wall, in maintenance, and dead: docs/reference/sample-web.md
    read = set(sample.universe) - {"citic", "tlcb", "xacb"}
    assert {subject for measure, subject in expected if measure is Measure.PAGES_ANSWERED} == read
    assert (Measure.APP_PAGES, "apple") in expected
    assert (Measure.LIST_ENTRIES, "apple/top-free") in expected
    assert {measure for measure, _ in expected} == set(Measure)
