"""How often each rule's readings agree with the labels: what confidence is made of (mentions/confidence.py).

Enters: labels and the readings of their pages. Leaves: a count per sort of reading and rule. An item counts
once per page and rule, a refusal where nothing on the page offers it, a channel where the scenario is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.evaluate.labels import FIELD_OF
from collector.words import UNSTATED, ItemKind, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from collector.evaluate.labels import Label
    from collector.evaluate.reading import Reading


@dataclass(frozen=True, slots=True)
class RuleCount:
    """``sort``: offered, refused or channel; ``kind`` of the items, ``rule`` (for channels: the basis)."""

    sort: str
    kind: str
    rule: str
    n_right: int
    n_wrong: int


def count_rules(pairs: Iterable[tuple[Label, Reading]]) -> tuple[RuleCount, ...]:
    """Counts in order of sort, kind and rule."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for label, reading in pairs:
        seen: dict[tuple[str, str, str, str], bool] = {}
        for key, item, is_right in _readings(label, reading):
            seen.setdefault((*key, item), is_right)
        for (sort, kind, rule, _), is_right in seen.items():
            counts.setdefault((sort, kind, rule), [0, 0])[0 if is_right else 1] += 1
    return tuple(RuleCount(*key, *counts[key]) for key in sorted(counts))


def _readings(label: Label, reading: Reading) -> Iterator[tuple[tuple[str, str, str], str, bool]]:
    """Each reading of a page: what it counts for, the item (and channel), and whether the label agrees."""
    for one in reading.mentions:
        if one.item_kind not in FIELD_OF:
            continue
        field, kind = FIELD_OF[one.item_kind], one.item_kind.value
        is_labelled = one.item_id in label.values[field]
        if one.polarity is Polarity.OFFERED:
            yield ("offered", kind, one.rule), one.item_id, is_labelled
        elif one.item_id not in reading.found.get(field, {}):
            yield ("refused", kind, one.rule), one.item_id, not is_labelled
        is_tied = one.item_kind is ItemKind.SCENARIO and one.channel_id != UNSTATED
        if one.polarity is Polarity.OFFERED and is_tied and is_labelled:
            pair = (one.item_id, one.channel_id)
            yield (
                ("channel", kind, one.channel_basis.value),
                " × ".join(pair),
                pair in label.values["scenario_channels"],
            )
