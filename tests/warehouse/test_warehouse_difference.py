"""collector diff: what changed, why, and the sentences of both sides."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from changed_waves import ONE, THREE, TWO, config_of_three
from rich.console import Console
from tiny_wave import HOME, make_wave
from typer.testing import CliRunner

from collector import stages
from collector.cli import app
from collector.difference_view import as_csv, as_json, show_difference
from collector.errors import ExitCode, UsageError
from collector.freeze.restated import restate
from collector.paths import Paths
from collector.warehouse.difference import compare_waves
from collector.warehouse.explain import explain

if TYPE_CHECKING:
    from pathlib import Path

    from collector.warehouse.difference import WaveDifference


def paths_of(file: Path) -> Paths:
    return Paths(home=HOME, data=file.parent)


def shown(found: WaveDifference, *, is_by_bank: bool) -> str:
    console = Console(width=240, record=True, file=io.StringIO())
    show_difference(console, found, is_by_bank=is_by_bank)
    return console.export_text()


def test_a_changed_share_stands_with_its_causes(three: Path) -> None:
    found = compare_waves(paths_of(three), ONE, TWO, statistic="business_line_channels")
    loan = next(row for row in found.shares if (row.item_id, row.channel_id) == ("loan", "web_bank"))
    assert (loan.from_value, loan.to_value, loan.source_change) == (
        Decimal("0.2"),
        Decimal("0.4"),
        Decimal(0),
    )
    line = next(
        line for line in shown(found, is_by_bank=False).splitlines() if "loan loan" in line and "web" in line
    )
    assert " ".join(line.split()) == "loan loan web_bank 20.0% 40.0% +20.0 – +5.0 +25.0 -10.0 · 2 1 4 1.000"


def test_a_share_that_stayed_is_left_out(three: Path) -> None:
    found = compare_waves(paths_of(three), TWO, THREE, statistic="channel_coverage", segment="private")
    assert found.shares == ()
    assert "no share changed" in shown(found, is_by_bank=False)


def test_a_bank_shows_both_its_sentences(three: Path) -> None:
    found = compare_waves(paths_of(three), ONE, TWO, banks=("aaa", "hhh", "ddd"))
    text = shown(found, is_by_bank=True)
    assert "loan loan · web_bank · present → absent · source\n    before “可办理 loan”" in text
    assert "loan loan · web_bank · absent → present · source\n    after “可办理 loan”" in text
    assert (
        "absent → present · review\n    decided by AB on 2019-12-01: the page is a picture · "
        "https://www.ddd.test/picture" in text
    )
    assert "ccc" not in text.partition("universe")[2].partition("aaa")[2]


def test_what_was_not_read_before_is_told(three: Path) -> None:
    text = shown(compare_waves(paths_of(three), ONE, TWO, banks=("ccc",)), is_by_bank=True)
    assert "loan loan · web_bank · unknown → absent · coverage\n    before unreachable:dns_failed" in text


def test_the_universe_is_told(three: Path) -> None:
    text = shown(compare_waves(paths_of(three), ONE, TWO), is_by_bank=False)
    assert "absorbed: eee 戊行 (city) → bbb 乙行 (city)" in text
    assert "left: iii 壬行 (joint_stock)" in text


def test_a_wave_that_is_not_restated_says_what_cannot_be_told(three: Path, restated: Path) -> None:
    note = "one is not restated"
    assert note in shown(compare_waves(paths_of(three), ONE, TWO), is_by_bank=False)
    assert note not in shown(compare_waves(paths_of(restated), ONE, TWO), is_by_bank=False)
    again = compare_waves(paths_of(restated), ONE, restate(ONE))
    assert again.by_cause == (("reading", len(again.answers)),)


def test_csv_and_json_hold_what_the_table_shows(three: Path) -> None:
    found = compare_waves(paths_of(three), ONE, TWO, statistic="business_line_channels", banks=("hhh",))
    shares = list(csv.DictReader(io.StringIO(as_csv(found, is_by_bank=False))))
    assert [row["item_id"] for row in shares] == [row.item_id for row in found.shares]
    answers = list(csv.DictReader(io.StringIO(as_csv(found, is_by_bank=True))))
    assert {(row["bank_id"], row["cause"], row["to_url"]) for row in answers} == {
        ("hhh", "source", "https://www.hhh.test/")
    }
    told = json.loads(as_json(found))
    assert told["from_wave"] == "one"
    assert told["shares"][0]["from_value"] == str(found.shares[0].from_value)
    assert len(told["answers"]) == len(found.answers)


@pytest.mark.parametrize(
    ("pair", "asked", "message"),
    [
        ((TWO, ONE), {}, "one of: one two, three"),
        ((ONE, THREE), {}, "no such pair"),
        ((ONE, TWO), {"statistic": "scenario_coverag"}, "did you mean 'scenario_coverage'"),
        ((ONE, TWO), {"segment": "citi"}, "one of city"),
        ((ONE, TWO), {"banks": ("aab",)}, "it is in neither wave, did you mean 'aaa'"),
    ],
)
def test_what_there_is_not_is_a_usage_error(
    three: Path, pair: tuple[object, object], asked: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        compare_waves(paths_of(three), *pair, **asked)  # type: ignore[arg-type]  # the parameters of one case
    assert message.replace("one two, three", "one two, two three") in str(refused.value)
    assert refused.value.exit_code == ExitCode.USAGE


def test_the_command_prints_json(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waves = {wave.wave: wave for wave in (ONE, TWO)}
    monkeypatch.setattr(stages, "load_edition", lambda wave: (paths_of(three), waves[wave]))
    ran = CliRunner().invoke(app, ["diff", "one", "two", "--bank", "hhh", "--format", "json"])
    assert ran.exit_code == 0
    assert {row["bank_id"] for row in json.loads(ran.output)["answers"]} == {"hhh"}


def test_an_unknown_wave_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"wave 2062.*did you mean '2026'"):
        stages.load_edition("2062")


def test_explain_names_who_decided(three: Path) -> None:
    found = explain(
        paths_of(three), TWO, "business_line_channels", item="loan", channel="web_bank", bank="ddd"
    )
    (answer,) = found.answers
    assert answer.decision is not None
    assert (answer.answer, answer.decision.reviewer) == ("present", "AB")
    assert answer.evidence is None
    assert config_of_three().reviews[0].evidence_url == answer.decision.evidence_url
    assert make_wave().wave not in {ONE.wave, TWO.wave}
