"""config/evidence.yml: named sets of thresholds by which mentions become answers.

Leaves: :class:`collector.evidence.EvidenceRules`, ``default`` among them. Refused: a page kind that is left
out or unknown, a confidence that is not in hundredths, ways to present that nothing could meet or that ask
for nothing. A missing file means no set; a build of any wave then stops.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from collector.config.fields import Entry, bad
from collector.config.schema import REFERENCE, checked
from collector.config.yaml_source import read_yaml
from collector.evidence import EvidenceRules, Route
from collector.words import OBSERVED_KINDS, EvidenceWeight, ItemKind, PageKind

if TYPE_CHECKING:
    from pathlib import Path

    from collector.config.places import Place

DEFAULT = "default"


def _is_share(value: float) -> float:
    if not 0 <= value <= 1 or Decimal(str(value)) != round(Decimal(str(value)), 2):
        raise bad(f"{value!r} is no share in hundredths", "write a number from 0 to 1 such as 0.75")
    return value


_Share = Annotated[float, AfterValidator(_is_share)]
_Weight = Annotated[EvidenceWeight, Field(strict=False)]
_AtLeastOne = Annotated[int, Field(ge=1)]
_Visited = Literal["complete", "partial"]


class _Route(Entry):
    confidence: _Share
    sentences: _AtLeastOne
    pages: _AtLeastOne
    full: Annotated[int, Field(ge=0)]


class _Denied(Entry):
    confidence: _Share
    item_kinds: tuple[Annotated[ItemKind, Field(strict=False)], ...]


class _Conflicts(Entry):
    undated_days: Annotated[int, Field(ge=0)]
    outnumbered: Annotated[int, Field(ge=2)]


class _Absent(Entry):
    visit_statuses: Annotated[tuple[_Visited, ...], Field(min_length=1)]


class _Rules(Entry):
    page_kinds: dict[Annotated[PageKind, Field(strict=False)], _Weight]
    hidden: _Weight
    present: Annotated[tuple[_Route, ...], Field(min_length=1)]
    denied: _Denied
    conflicts: _Conflicts
    absent: _Absent


def load_evidence(home: Path) -> tuple[EvidenceRules, ...]:
    """All sets in the order declared; () without a file. Raises ConfigError."""
    path = home / "config" / "evidence.yml"
    if not path.exists():
        return ()
    value, place = read_yaml(path, home)
    if not isinstance(value, dict) or DEFAULT not in value:
        fix = f"write the thresholds below `{DEFAULT}:` ({REFERENCE})"
        raise place.error(problem=f"there is no set {DEFAULT!r}", fix=fix)
    return tuple(_rules(name, rules, place.at(name)) for name, rules in value.items())


def _rules(name: str, value: object, place: Place) -> EvidenceRules:
    entry = checked(_Rules, value, place)
    left_out = [kind.value for kind in PageKind if kind not in entry.page_kinds]
    if left_out:
        raise place.error(
            "page_kinds",
            problem=f"nothing is said about {', '.join(left_out)}",
            fix="write full, supporting or none for every page kind",
        )
    for index, route in enumerate(entry.present):
        _check_route(route, place.at("present", index))
    for index, kind in enumerate(entry.denied.item_kinds):
        if kind not in OBSERVED_KINDS:
            known = ", ".join(sorted(OBSERVED_KINDS))
            problem = f"no answer is decided for items of kind {kind.value}"
            raise place.error("denied", "item_kinds", index, problem=problem, fix=f"use one of {known}")
    return EvidenceRules(
        evidence_id=name,
        page_kinds=tuple((kind, entry.page_kinds[kind]) for kind in PageKind),
        hidden=entry.hidden,
        routes=tuple(
            Route(_share(one.confidence), one.sentences, one.pages, one.full) for one in entry.present
        ),
        denied_confidence=_share(entry.denied.confidence),
        denied_item_kinds=entry.denied.item_kinds,
        undated_days=entry.conflicts.undated_days,
        outnumbered=entry.conflicts.outnumbered,
        absent_visit_statuses=entry.absent.visit_statuses,
    )


def _check_route(route: _Route, place: Place) -> None:
    for key, count in (("pages", route.pages), ("full", route.full)):
        if count > route.sentences:
            problem = f"{count} of {route.sentences} sentences can never be"
            raise place.error(key, problem=problem, fix=f"write at most {route.sentences}, or ask for more")


def _share(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))
