"""What is explained of an answer that was decided between sentences: how sure, how old, and against what."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from weighed_wave import make_weighed_wave

from collector.views import show_explanation
from collector.warehouse.explain import explain

if TYPE_CHECKING:
    from conftest import Built


def explained(weighed: Built, bank: str, *, channel: str = "mobile_bank") -> str:
    found = explain(
        weighed.paths, make_weighed_wave(), "scenario_coverage", item="water", channel=channel, bank=bank
    )
    console = Console(file=StringIO(), width=200)
    show_explanation(console, found)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_explain_shows_confidence_kind_and_date_of_the_page(weighed: Built) -> None:
    assert "page of kind other, undated · confidence 0.75" in explained(weighed, "one_strong")
    shown = explained(weighed, "notice_only")
    assert "unknown: 1" in shown
    assert "weak_evidence" in shown
    assert "page of kind notice, dated 2018-09-01 · confidence 0.90" in shown


def test_explain_shows_both_sides_of_a_conflict_that_decided(weighed: Built) -> None:
    shown = explained(weighed, "stopped_since")
    assert "stated_not_offered" in shown
    assert "conflict about water through mobile_bank: denied by later" in shown
    assert "offers “stopped_since 0” · https://www.stopped_since.test/ · page of kind other, undated" in shown
    assert (
        "denies “stopped_since 1” · https://www.stopped_since.test/3 · page of kind notice, dated 2018-05-20"
        in shown
    )
    assert "conflict" in explained(weighed, "stopped_at_all", channel="web_bank")  # it names no channel
    assert "conflict" not in explained(weighed, "stopped_in_app", channel="web_bank")  # of another channel


def test_a_category_shows_the_conflicts_of_its_scenarios(weighed: Built) -> None:
    (answer,) = explain(
        weighed.paths, make_weighed_wave(), "scenario_coverage", item="daily_life", bank="stopped_since"
    ).answers
    assert [(one.item_id, one.resolution) for one in answer.conflicts] == [("water", "denied")]
