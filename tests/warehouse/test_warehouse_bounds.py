"""Properties of the shares on random small surveys, by the SQL that dbt ran and by an independent count."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from conftest import Built

ANSWERS = st.lists(
    st.tuples(st.sampled_from(["present", "absent", "unknown"]), st.sampled_from(["city", "rural"])),
    min_size=1,
    max_size=12,
)
Survey = list[tuple[str, str]]
Shares = dict[str, tuple[int, int, int, int, Decimal | None, Decimal, Decimal]]


class Counter:
    """The compiled SQL of three models over tables that a test fills."""

    def __init__(self, built: Built) -> None:
        models = built.compiled / "models"
        self._listed, self._counted, self._coverage = (
            (models / "intermediate" / f"{name}.sql").read_text(encoding="utf-8")
            for name in ("int_memberships_listed", "int_answers_counted", "int_shares_computed")
        )
        self._connection = duckdb.connect()
        self._connection.execute("attach ':memory:' as sample_building")
        self._connection.execute("use sample_building")
        self._connection.execute(
            "create table published_2018 (statistic text, segment text, item_kind text, item_id text, "
            "channel_id text, value decimal(9, 6), qualifier text, line integer)"
        )
        self._connection.execute(
            "create table dim_segment as select unnest(['all', 'city', 'rural']) as segment"
        )

    def count(self, survey: Survey) -> Shares:
        """Shares by segment of one item over banks given as (answer, type)."""
        run = self._connection.execute
        run(
            "create or replace table fct_observation (wave text, bank_id text, item_kind text, item_id text, "
            "channel_id text, answer text)"
        )
        run("create or replace table int_segment_banks (wave text, segment text, bank_id text)")
        for number, (answer, kind) in enumerate(survey):
            bank = f"b{number}"
            run("insert into fct_observation values ('w', ?, 'scenario', 'water', 'any', ?)", [bank, answer])
            run("insert into int_segment_banks values ('w', 'all', ?), ('w', ?, ?)", [bank, kind, bank])
        run(f"create or replace view int_memberships_listed as {self._listed}")
        run(f"create or replace view int_answers_counted as {self._counted}")
        rows = run(
            "select segment, n_banks, n_present, n_absent, n_unknown, value, low, high, ci_low, ci_high "
            f"from ({self._coverage})"
        ).fetchall()
        assert all(row[8] <= row[5] <= row[9] for row in rows if row[5] is not None)
        return {row[0]: row[1:8] for row in rows}


@pytest.fixture(scope="module")
def counter(built: Built) -> Counter:
    return Counter(built)


def share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal("0.000001"), ROUND_HALF_UP) if whole else None


quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(survey=ANSWERS)
def test_shares_equal_an_independent_count(counter: Counter, survey: Survey) -> None:
    for segment, found in counter.count(survey).items():
        answers = [answer for answer, kind in survey if segment in ("all", kind)]
        present, absent, unknown = (answers.count(word) for word in ("present", "absent", "unknown"))
        assert found == (
            *(len(answers), present, absent, unknown),
            *(
                share(present, present + absent),
                share(present, len(answers)),
                share(present + unknown, len(answers)),
            ),
        )


@quick
@given(survey=ANSWERS)
def test_value_lies_between_its_bounds(counter: Counter, survey: Survey) -> None:
    for n_banks, present, absent, unknown, value, low, high in counter.count(survey).values():
        assert present + absent + unknown == n_banks
        if n_banks:
            assert low <= high
        if value is not None:
            assert low <= value <= high


@quick
@given(survey=ANSWERS, data=st.data())
def test_an_unknown_turned_present_never_lowers_a_bound(
    counter: Counter, survey: Survey, data: st.DataObject
) -> None:
    unknown = [number for number, (answer, _) in enumerate(survey) if answer == "unknown"]
    if not unknown:
        return
    turned = data.draw(st.sampled_from(unknown))
    after = [
        ("present", kind) if number == turned else (answer, kind)
        for number, (answer, kind) in enumerate(survey)
    ]
    before_shares, after_shares = counter.count(survey), counter.count(after)
    for segment, before in before_shares.items():
        if before[0]:
            assert after_shares[segment][5] >= before[5]
            assert after_shares[segment][6] >= before[6]


@quick
@given(survey=ANSWERS, data=st.data())
def test_the_order_of_banks_changes_nothing(counter: Counter, survey: Survey, data: st.DataObject) -> None:
    assert counter.count(data.draw(st.permutations(survey))) == counter.count(survey)
