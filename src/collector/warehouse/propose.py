"""Proposes the ranges of a wave for config/expectations.yml from the published warehouse.

Enters: the published file and a wave that a person holds to be healthy. Leaves: a YAML file under data/ for
that person to read, mend and commit; config/ is never written.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from collector.expectations import Measure
from collector.files import write_atomically
from collector.warehouse.gate import read_measures, written
from collector.warehouse.query import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Wave
    from collector.paths import Paths

LEAST = Decimal("0.8")
"""Share of what was measured that is asked for at least."""
MOST = Decimal("1.25")
"""Multiple of what was measured above which somebody is told."""


def propose_expectations(paths: Paths, wave: Wave) -> Path:
    """Write ``data/expectations/<wave>.yml``; raises NotBuiltError when the wave is not published."""
    with open_warehouse(paths, wave):
        measured = read_measures(paths.warehouse(is_sample=wave.is_sample))
    lines = [
        f"# Proposed from wave {wave.wave} as published: {LEAST} to {MOST} times what was measured.",
        "# For review: strike what may well change, widen what does; then copy into config/expectations.yml.",
        f'"{wave.wave}":',
    ]
    for measure in Measure:
        of_wave = {key[2]: value for key, value in measured.items() if key[:2] == (wave.wave, measure)}
        given = {subject: value for subject, value in of_wave.items() if value > 0}
        nothing = [subject for subject, value in of_wave.items() if value == 0]
        if given:
            lines.append(f"  {measure}:")
            lines += [f'    "{subject}": {_range(measure, value)}' for subject, value in given.items()]
        if nothing:
            lines.append(f"  # {measure}: nothing is expected of {', '.join(nothing)}, which gave nothing")
    path = paths.data / "expectations" / f"{wave.wave}.yml"
    write_atomically(path, "\n".join(lines) + "\n")
    return path


def _range(measure: Measure, value: Decimal) -> str:
    """The range around a value above 0; in hundredths of a share, else in whole numbers of at least 1."""
    is_share = measure is Measure.DETERMINED_SHARE
    step = Decimal("0.01") if is_share else Decimal(1)
    low = max((value * LEAST).quantize(step, ROUND_FLOOR), step)
    high = (value * MOST).quantize(step, ROUND_CEILING)
    return f"{{min: {written(min(low, value))}, max: {written(min(high, Decimal(1)) if is_share else high)}}}"
