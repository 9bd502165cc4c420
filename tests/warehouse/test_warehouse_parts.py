"""The split of a change and its test, as dbt compiled them, on random waves, against a count made anew."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = ("present", "absent", "unknown")
BANKS = ("a", "b", "c", "d", "e", "f")
TABLES = """
    create schema if not exists main;
    create table dim_wave (
        wave text, as_of_date date, restates_wave text, is_backfill boolean
    );
    insert into dim_wave values
        ('one', '2018-01-01', null, false), ('two', '2019-01-01', null, false),
        ('one_restated', '2018-01-01', 'one', false);
    create table dim_segment (segment text);
    insert into dim_segment values ('all');
    create table dim_bank (wave text, bank_id text);
    create table int_segment_banks (wave text, segment text, bank_id text);
    create table stg_config__banks (bank_id text, successor_id text, succession_kind text);
    create table fct_observation (
        wave text, bank_id text, item_kind text, item_id text, channel_id text, answer text,
        is_reviewed boolean, best_mention_id text, denied_mention_id text
    );
"""
MODELS = (
    *("int_waves_paired", "int_banks_succeeded", "int_banks_matched", "int_memberships_listed"),
    *("int_banks_numbered", "int_cells_numbered", "int_answers_numbered", "int_cells_paired"),
    *("int_answers_read_again", "int_answers_compared"),
)


@pytest.fixture(scope="module")
def connection(three: Path) -> duckdb.DuckDBPyConnection:
    """Empty tables under the name that the compiled SQL uses, and its models as views."""
    compiled = three.parent / "builds" / "sample-dbt" / "compiled" / "collector" / "models"
    made = duckdb.connect()
    made.execute("attach ':memory:' as sample_building; use sample_building")
    made.execute(TABLES)
    for model in MODELS:
        made.execute(f"create view {model} as {_sql(compiled / 'intermediate' / f'{model}.sql')}")
    made.execute(f"create view wave_change as {_sql(compiled / 'statistics' / 'wave_change.sql')}")
    return made


def _sql(path: Path) -> str:
    """A compiled model; what a build keeps in its file of steps is a view here like all else."""
    return path.read_text("utf-8").replace('"steps"."main"', '"sample_building"."main"')


Wave = dict[str, tuple[str, bool]]
answers = st.tuples(st.sampled_from(ANSWERS), st.sampled_from((False, False, True)))
waves = st.dictionaries(st.sampled_from(BANKS), answers, min_size=1)


def fill(connection: duckdb.DuckDBPyConnection, held: dict[str, Wave], fate: dict[str, str]) -> None:
    for table in ("dim_bank", "int_segment_banks", "stg_config__banks", "fct_observation"):
        connection.execute(f"delete from {table}")
    for bank in BANKS:
        kind = "merged" if bank in fate else None
        connection.execute("insert into stg_config__banks values (?, ?, ?)", [bank, fate.get(bank), kind])
    for wave, banks in held.items():
        for bank, (answer, is_reviewed) in banks.items():
            connection.execute("insert into dim_bank values (?, ?)", [wave, bank])
            connection.execute("insert into int_segment_banks values (?, 'all', ?)", [wave, bank])
            row = [wave, bank, "scenario", "water", "any", answer, is_reviewed]
            connection.execute("insert into fct_observation values (?, ?, ?, ?, ?, ?, ?, null, null)", row)


def share(found: list[str]) -> Decimal | None:
    present, known = found.count("present"), sum(answer != "unknown" for answer in found)
    if not known:
        return None
    exact = Decimal(present) / Decimal(known)
    return exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)


def successor(bank: str, fate: dict[str, str], there: Wave) -> str | None:
    while bank not in there:
        if bank not in fate:
            return None
        bank = fate[bank]
    return bank


def combine(found: list[str]) -> str:
    if "present" in found:
        return "present"
    return "absent" if set(found) == {"absent"} else "unknown"


def split(one: Wave, again: Wave, two: Wave, fate: dict[str, str]) -> dict[str, Decimal | None]:
    """The parts, from the words of docs/reference/change.md."""
    came_from: dict[str, list[str]] = defaultdict(list)
    for bank in one:
        into = successor(bank, fate, two)
        if into is not None and (into == bank or into not in one):
            came_from[into].append(bank)
    steps: list[list[str]] = [[answer for answer, _ in one.values()]]
    after_reading = {}
    for bank, (answer, is_reviewed) in one.items():
        new, is_new_reviewed = again.get(bank, (answer, is_reviewed))
        after_reading[bank] = answer if is_reviewed or is_new_reviewed else new
    steps.append(list(after_reading.values()))
    moved, decided, covered = [], [], []
    for bank, (answer, is_reviewed) in two.items():
        before = came_from.get(bank, [])
        if not before:
            for step in (moved, decided, covered):
                step.append(answer)
            continue
        old = combine([again.get(one_bank, one[one_bank])[0] for one_bank in before])
        is_decided = is_reviewed or any(again.get(one_bank, one[one_bank])[1] for one_bank in before)
        moved.append(combine([after_reading[one_bank] for one_bank in before]))
        decided.append(answer if is_decided else old)
        covered.append(answer if is_decided or "unknown" in (old, answer) else old)
    steps += [moved, decided, covered, [answer for answer, _ in two.values()]]
    values = [share(step) for step in steps]
    if values[0] is None or values[-1] is None:
        return dict.fromkeys(("reading", "universe", "review", "coverage", "source"))
    whole: list[Decimal] = []
    for value in values:
        whole.append(value if value is not None else whole[-1])
    names = ("reading", "universe", "review", "coverage", "source")
    parts = {name: after - before for name, before, after in zip(names, whole, whole[1:], strict=False)}
    return parts | ({} if again.keys() & one.keys() else {"reading": None})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    one=waves,
    again=waves,
    two=waves,
    fate=st.dictionaries(st.sampled_from(BANKS[:3]), st.sampled_from(BANKS[3:]), max_size=3),
)
def test_the_parts_of_random_waves_add_up_and_are_those_of_the_definition(
    connection: duckdb.DuckDBPyConnection, one: Wave, again: Wave, two: Wave, fate: dict[str, str]
) -> None:
    fill(connection, {"one": one, "one_restated": again, "two": two}, fate)
    found = connection.execute(
        "select value_change, reading_change, universe_change, review_change, coverage_change, source_change "
        "from wave_change where from_wave = 'one' and wave = 'two'"
    ).fetchone()
    assert found is not None
    whole, *parts = found
    assert list(split(one, again, two, fate).values()) == parts
    if whole is not None:
        assert sum(part or 0 for part in parts) == whole


def exact_p(gained: int, lost: int) -> Fraction:
    n, fewer = gained + lost, min(gained, lost)
    return min(Fraction(1), Fraction(2 * sum(comb(n, i) for i in range(fewer + 1)), 2**n))


@pytest.fixture(scope="module")
def formula(three: Path) -> str:
    """The McNemar expression out of the compiled model."""
    compiled = three.parent / "builds" / "sample-dbt" / "compiled" / "collector" / "models" / "statistics"
    sql = (compiled / "wave_change.sql").read_text("utf-8")
    start = sql.index("then cast(\n        least(") + len("then ")
    return sql[start : sql.index("end as mcnemar_p")]


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    # 1 against 9: 2 * (1 + 10) / 1024; 0 against 5: 2 / 32; 5 against 5 is no evidence at all
    [
        (1, 9, "0.021484375"),
        (9, 1, "0.021484375"),
        (0, 5, "0.0625"),
        (5, 5, "1"),
        (0, 0, "1"),
        (2, 8, "0.109375"),
    ],
)
def test_mcnemar_gives_known_values(formula: str, gained: int, lost: int, p: str) -> None:
    (found,) = (
        duckdb.connect()
        .execute(f"select {formula} from (select ? as n_gained, ? as n_lost)", [gained, lost])
        .fetchone()
    )  # type: ignore[misc]  # one row
    assert found == Decimal(p)


def test_mcnemar_is_exact_to_nine_decimals_up_to_thousands_of_banks(formula: str) -> None:
    pairs = [(k, n - k) for n in (1, 7, 40, 281, 3700) for k in {0, 1, n // 3, n // 2, n}]
    for gained, lost in pairs:
        row: Any = (
            duckdb.connect()
            .execute(f"select {formula} from (select ? as n_gained, ? as n_lost)", [gained, lost])
            .fetchone()
        )
        assert abs(Fraction(row[0]) - exact_p(gained, lost)) <= Fraction(1, 10**9), (gained, lost)
