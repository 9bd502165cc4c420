"""Holds a build against what a healthy crawl looks like, before it is published.

Enters: a finished build file (``fct_measure``) and the ranges of config/expectations.yml. Leaves: nothing
when all are met, a line of talk for what is more than expected, and an ExpectationsError for what is less.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb

from collector.errors import ChecksFailedError
from collector.expectations import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from collector.expectations import Expectation

SHOWN = 5
"""Failed expectations that the error itself names; each has been told in a line before."""


ZERO = Decimal(0)


class ExpectationsError(ChecksFailedError):
    """A crawl gave less than is expected of it; nothing was published (exit 3)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An expectation and the value that is out of its range."""

    expected: Expectation
    value: Decimal

    @property
    def is_too_little(self) -> bool:
        """True below the range, which stops the publishing; above it somebody is told."""
        return self.expected.low is not None and self.value < self.expected.low

    @property
    def text(self) -> str:
        """``sample / pages_answered of spdb: 0, expected 65 to 120 (config/expectations.yml:14)``."""
        one = self.expected
        place = f" ({one.line})" if one.line else ""
        value = f"{written(self.value)}, expected {_range(one)}{place}"
        return f"{one.wave} / {one.measure} of {one.subject}: {value}"


def check_expectations(
    build_file: Path, expectations: Iterable[Expectation], waves: Sequence[str], *, say: Callable[[str], None]
) -> None:
    """Compare the waves of a build with their ranges; raises ExpectationsError naming what is too little."""
    measured = read_measures(build_file)
    wanted = [one for one in expectations if one.wave in waves]
    found = [
        finding
        for one in wanted
        if not _is_met(finding := Finding(one, measured.get((one.wave, one.measure, one.subject), ZERO)))
    ]
    for finding in found:
        say(f"{'too little' if finding.is_too_little else 'warning, more than expected'}: {finding.text}")
    too_little = [finding for finding in found if finding.is_too_little]
    if too_little:
        shown = "; ".join(finding.text for finding in too_little[:SHOWN])
        raise ExpectationsError(
            "expectations",
            f"{len(too_little)} of {len(wanted)} are not met, nothing was published: {shown}"
            + ("; …" if len(too_little) > SHOWN else ""),
            fix=f"{_advice(min(too_little, key=_is_general))}; "
            "if it is the web that changed, change the range in config/expectations.yml",
        )


def read_measures(build_file: Path) -> dict[tuple[str, Measure, str], Decimal]:
    """Wave, measure and subject → value, of a build or of the published file."""
    with duckdb.connect(str(build_file), read_only=True) as connection:
        rows = connection.execute(
            "select wave, measure, subject, value from fct_measure order by wave, measure, subject"
        ).fetchall()
    return {(wave, Measure(measure), subject): value for wave, measure, subject, value in rows}


def written(value: Decimal) -> str:
    """A number without the zeros behind its point.

    >>> from decimal import Decimal
    >>> written(Decimal("120.500000")), written(Decimal("100.000000"))
    ('120.5', '100')
    """
    return f"{value.normalize():f}"


def _is_met(finding: Finding) -> bool:
    high = finding.expected.high
    return not finding.is_too_little and (high is None or finding.value <= high)


def _range(one: Expectation) -> str:
    if one.low is None or one.high is None:
        return f"≥ {written(one.low)}" if one.low is not None else f"≤ {written(one.high or ZERO)}"
    return f"{written(one.low)} to {written(one.high)}"


def _is_general(finding: Finding) -> bool:
    """False where a bank is named, which says more than a total does."""
    return finding.expected.measure is not Measure.PAGES_ANSWERED


def _advice(finding: Finding) -> str:
    """What to do first about one of them."""
    wave, subject = finding.expected.wave, finding.expected.subject
    again = f"collector crawl --wave {wave}"
    match finding.expected.measure:
        case Measure.PAGES_ANSWERED:
            return f"see collector status {wave} --bank {subject}, then {again} --bank {subject}"
        case Measure.LIST_ENTRIES | Measure.APP_PAGES:
            store = subject.partition("/")[0]
            return f"see collector status {wave} and config/stores/{store}.yml, then {again}"
        case _:
            return f"see collector status {wave}, then {again}"
