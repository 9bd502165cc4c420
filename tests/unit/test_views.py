"""What a person reads on the terminal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

from rich.console import Console

from collector import views
from collector.warehouse.explanation import Evidence, ExplainedAnswer, Explanation, Placing

AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def _answer(answer: str, **more: object) -> ExplainedAnswer:
    fields: dict[str, object] = {
        "bank_id": "alpha",
        "short_name_zh": "甲银行",
        "item_title_zh": "水费",
        "channel_id": "any",
        "answer": answer,
        "reason": None,
        "n_mentions": 0,
        "is_inherited": False,
        "evidence": None,
        "placing": None,
    }
    return ExplainedAnswer(**{**fields, **more})  # type: ignore[arg-type]  # fields by name


def _shown(*answers: ExplainedAnswer, item: str | None = "water") -> str:
    explanation = Explanation(
        statistic="scenario_coverage",
        wave="test",
        item_id=item,
        segment="all",
        channel_id="any",
        value=Decimal("0.5") if item else None,
        low=Decimal("0.25") if item else None,
        high=Decimal("0.75") if item else None,
        answers=answers,
    )
    output = StringIO()
    views.show_explanation(Console(file=output, width=200), explanation)
    return output.getvalue()


def test_an_explanation_shows_the_number_its_bounds_and_the_counts() -> None:
    text = _shown(
        _answer("present"),
        _answer("present", bank_id="beta"),
        _answer("unknown", reason="unreachable:challenge"),
    )
    assert "value 50.0%, between 25.0% and 75.0%" in text
    assert "present: 2" in text
    assert "unknown: 1" in text
    assert "unreachable:challenge" in text


def test_evidence_is_shown_as_printed_with_page_time_and_record() -> None:
    evidence = Evidence("http://a.test/x", "可缴[水费]。", AT, "0123456789abcdef", "s.warc.gz", 77)
    text = _shown(_answer("present", evidence=evidence))
    assert "“可缴[水费]。”" in text
    assert "http://a.test/x · 2026-11-24 04:00 UTC · capture 0123456789abcdef · s.warc.gz@77" in text


def test_a_place_in_a_list_is_a_rank_only_where_the_bank_is_listed() -> None:
    def placed(answer: str, rank: int | None) -> str:
        placing = Placing("apple", "top-free", date(2026, 11, 24), rank, 100, None)
        return _shown(_answer(answer, placing=placing), item=None)

    assert "rank 7 of 100 on 2026-11-24" in placed("listed", 7)
    assert "not among the first 100 on 2026-11-24" in placed("not_listed", None)
    assert "100" not in placed("unknown", None)
