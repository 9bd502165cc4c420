"""config/expectations.yml: by wave, measure and subject, the range that a healthy crawl is in.

Leaves: :class:`collector.expectations.Expectation` records. Refused: a wave, measure or subject (bank,
source, store, list, segment) that there is not, a range that says nothing or has its ends the wrong way
round. A missing file, or a wave that is not in it, means that nothing is expected.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from collector.config.fields import Entry
from collector.config.schema import checked, near
from collector.config.yaml_source import read_yaml
from collector.expectations import Expectation, Measure
from collector.words import SEGMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from collector.config.places import Place
    from collector.models import Wave
    from collector.store_models import Store

FILE = "config/expectations.yml"
_HOW = "write it as `collector build --propose-expectations` does"


class _Range(Entry):
    min: Annotated[float, Field(ge=0)] | None = None
    max: Annotated[float, Field(ge=0)] | None = None


def load_expectations(home: Path, waves: Sequence[Wave], stores: Sequence[Store]) -> tuple[Expectation, ...]:
    """All ranges in the order declared; () without a file. Raises ConfigError."""
    path = home / FILE
    if not path.exists():
        return ()
    value, place = read_yaml(path, home)
    by_id = {wave.wave: wave for wave in waves}
    found: list[Expectation] = []
    for wave, measures in _pairs(value, place):
        if wave not in by_id:
            problem = f"there is no wave {wave!r}{near(wave, by_id)}"
            raise place.error(wave, problem=problem, fix="name a file of config/waves/")
        for measure, subjects in _pairs(measures, place.at(wave)):
            if measure not in set(Measure):
                problem = f"nothing measures {measure!r}{near(measure, [one.value for one in Measure])}"
                raise place.error(wave, measure, problem=problem, fix=f"use one of {', '.join(Measure)}")
            known = list_subjects(Measure(measure), by_id[wave], stores)
            for subject, limits in _pairs(subjects, place.at(wave, measure)):
                here = place.at(wave, measure, subject)
                if subject not in known:
                    problem = f"wave {wave} has no {subject!r} to measure{near(subject, known)}"
                    raise here.error(problem=problem, fix=f"remove it or name {_named(known)}")
                found.append(_expectation(wave, Measure(measure), subject, limits, here))
    return tuple(found)


def list_subjects(measure: Measure, wave: Wave, stores: Sequence[Store]) -> tuple[str, ...]:
    """What of a wave is measured by ``measure``: banks, segments, sources, stores or lists (store/chart)."""
    match measure:
        case Measure.PAGES_ANSWERED:
            return wave.universe
        case Measure.BANKS_VISITED | Measure.DETERMINED_SHARE:
            return tuple(SEGMENTS)
        case Measure.PAGES_VISITED | Measure.MENTIONS_PER_OWNER:
            return ("bank_site", *(f"store_{store}" for store in wave.stores))
        case Measure.APP_PAGES:
            return wave.stores
        case Measure.LIST_ENTRIES:
            read = [store for store in stores if store.store in wave.stores]
            return tuple(f"{store.store}/{chart}" for store in read for chart in store.charts)


def _expectation(wave: str, measure: Measure, subject: str, limits: object, here: Place) -> Expectation:
    entry = checked(_Range, limits, here)
    if entry.min is None and entry.max is None:
        raise here.error(problem="the range has no end", fix="write min, max or both")
    if entry.min is not None and entry.max is not None and entry.min > entry.max:
        problem = f"min {entry.min:g} is above max {entry.max:g}"
        raise here.error(problem=problem, fix="write the smaller number as min")
    line = here.error(problem="", fix="").subject.split(" ")[0]
    return Expectation(wave, measure, subject, _decimal(entry.min), _decimal(entry.max), line)


def _pairs(value: object, place: Place) -> Iterator[tuple[str, object]]:
    if not isinstance(value, dict):
        raise place.error(problem=f"{value!r} is no `key: value`", fix=_HOW)
    yield from value.items()


def _named(known: Sequence[str]) -> str:
    shown = ", ".join(known[:8])
    return f"one of {shown}" + (", …" if len(known) > 8 else "") if known else "another wave"  # noqa: PLR2004


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
