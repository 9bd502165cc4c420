"""What a row of the rule tables is: a name, a reason, what it speaks about, and a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass

from collector.words import ItemKind

EVERYTHING = frozenset(ItemKind) - {ItemKind.CATEGORY}
SERVICES = frozenset({ItemKind.SCENARIO, ItemKind.BUSINESS_LINE})
SCENARIOS = frozenset({ItemKind.SCENARIO})
LINES = frozenset({ItemKind.BUSINESS_LINE})
CHANNELS = frozenset({ItemKind.CHANNEL})
SERVICE_CHANNELS = frozenset({ItemKind.SERVICE_CHANNEL})
TECHNOLOGIES = frozenset({ItemKind.TECHNOLOGY})
NOT_CHANNELS = EVERYTHING - {ItemKind.CHANNEL}


@dataclass(frozen=True, slots=True)
class Rule:
    """``spares_channels``: does not apply where the sentence also names a channel to use the thing through.

    ``item_ids`` narrows a rule to single items; empty means all of its kinds.
    """

    name: str
    reason: str
    kinds: frozenset[ItemKind]
    pattern: re.Pattern[str]
    spares_channels: bool = False
    item_ids: frozenset[str] = frozenset()


def rule(
    name: str,
    reason: str,
    kinds: frozenset[ItemKind],
    *patterns: str,
    spares_channels: bool = False,
    item_ids: frozenset[str] = frozenset(),
) -> Rule:
    """A row of the tables; ``patterns`` are alternatives."""
    return Rule(name, reason, kinds, re.compile("|".join(patterns)), spares_channels, item_ids)
